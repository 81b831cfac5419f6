"""Calls: windows to the minute, tenders nobody else learns of, choices told all at once."""

import datetime as dt
from uuid import uuid4

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.pilots.models import Call, DayInvitation, Echo, Tender, Workshop
from eduhub.pilots.queries import calls as queries
from eduhub.pilots.services import calls, mobile, need_letters, post_pilot
from eduhub.pilots.states.calls import CallKind, CallState, Coming, TenderState, Window
from tests.makers import NOW, TODAY, make_actor, make_organisation, make_person, make_solution
from tests.makers.needs import (
    DAY,
    in_three,
    make_call,
    make_challenge,
    make_need,
    make_slot,
    make_tender,
    make_workshop,
)
from tests.makers.pilots import make_terms

pytestmark = pytest.mark.django_db
WORDS = Text(en="Ten minutes a day.")
AFTER = NOW + 15 * DAY


def staff():
    return make_actor(Role.HUB_STAFF)


def lead_of(solution):
    return make_actor(Role.COMPANY_LEAD, solution.company)


@pytest.mark.parametrize(
    ("minutes", "window"), [(-1, Window.COMING), (0, Window.OPEN), (59, Window.OPEN), (60, "over")]
)
def test_a_window_opens_and_closes_to_the_minute(minutes, window):
    call = Call(opens_at=NOW, closes_at=NOW + dt.timedelta(hours=1))

    assert call.window(NOW + dt.timedelta(minutes=minutes)) == window


def test_a_tender_is_sent_once_and_only_while_the_call_is_open():
    call, solution = make_call(), make_solution()
    lead = lead_of(solution)

    first = calls.send_tender(call.pk, solution.pk, WORDS, by=lead, now=NOW)
    again = calls.send_tender(call.pk, solution.pk, WORDS, by=lead, now=NOW)
    with pytest.raises(NotNow):
        calls.send_tender(call.pk, make_solution(solution.company).pk, WORDS, by=lead, now=AFTER)

    assert first == again and Tender.objects.count() == 1


@pytest.mark.parametrize("fault", ["draft", "others", "email"])
def test_a_tender_is_of_a_published_solution_of_ones_own_and_names_nobody(fault):
    call, solution = make_call(), make_solution(state="draft" if fault == "draft" else "published")
    lead = make_actor(Role.COMPANY_LEAD) if fault == "others" else lead_of(solution)
    words = Text(fi="Kysy a.b@school.example") if fault == "email" else WORDS

    with pytest.raises((NotNow, NotAllowed, Invalid)):
        calls.send_tender(call.pk, solution.pk, words, by=lead, now=NOW)

    assert not Tender.objects.exists()


def test_a_tender_is_seen_by_its_company_and_the_hub_only():
    tender = make_tender(make_call())
    own = make_actor(Role.COMPANY_MEMBER, tender.solution.company)
    others = (make_actor(Role.COMPANY_LEAD), make_actor(Role.TEACHER), VISITOR)

    assert [queries.find_tender(tender.pk, actor) for actor in (own, staff())] == [tender] * 2
    for actor in others:
        with pytest.raises(NotFound):
            queries.find_tender(tender.pk, actor)
        assert queries.tenders(tender.call, actor) == []


def test_choices_need_a_reason_each_and_are_told_all_at_once():
    call, by = make_call(), staff()
    one, two = make_tender(call), make_tender(call)
    gone = make_tender(call, state=TenderState.WITHDRAWN)

    with pytest.raises(NotNow):
        calls.mark_tender(one.pk, chosen=True, reason="Fits.", by=by, now=NOW)
    with pytest.raises(Invalid):
        calls.mark_tender(one.pk, chosen=True, reason=" ", by=by, now=AFTER)
    calls.mark_tender(one.pk, chosen=True, reason="Fits best.", by=by, now=AFTER)
    with pytest.raises(NotNow):
        calls.decide_call(call.pk, by=by, now=AFTER)
    calls.mark_tender(two.pk, chosen=False, reason="Asks too much time.", by=by, now=AFTER)
    calls.decide_call(call.pk, by=by, now=AFTER)

    states = [Tender.objects.get(pk=t.pk).state for t in (one, two, gone)]
    assert states == [TenderState.CHOSEN, TenderState.NOT_CHOSEN, TenderState.WITHDRAWN]
    assert Call.objects.get(pk=call.pk).state == CallState.DECIDED


def test_a_company_does_not_learn_what_is_noted_before_it_is_told(client):
    tender = make_tender(make_call(), marked=TenderState.NOT_CHOSEN, reason="Too long.")
    member = make_person(Role.COMPANY_MEMBER, tender.solution.company)
    client.force_login(member)

    page = client.get(f"/en/pilots/calls/{tender.call_id}/")

    assert "Ten minutes" not in page.text and "In ten minutes a day." in page.text
    assert "Too long." not in page.text and "Not to be chosen" not in page.text


def test_the_company_hears_the_reason():
    tender = make_tender(make_call())
    make_person(Role.COMPANY_LEAD, tender.solution.company)
    Tender.objects.update(state=TenderState.CHOSEN, marked=TenderState.CHOSEN, reason="Fits best.")

    need_letters.tell_of_the_choice(tender.pk, now=AFTER)
    need_letters.tell_of_the_choice(tender.pk, now=AFTER)

    (letter,) = Letter.objects.all()
    assert "Fits best." in letter.text


def test_only_a_chosen_solution_is_offered_by_the_call():
    tender = make_tender(make_call(), state=TenderState.CHOSEN)
    other = make_solution(tender.solution.company)
    lead = lead_of(tender.solution)

    offered = post_pilot(
        tender.solution_id, make_terms(), by=lead, now=NOW, call_id=tender.call_id
    )
    with pytest.raises(Invalid):
        post_pilot(other.pk, make_terms(), by=lead, now=NOW, call_id=tender.call_id)

    assert offered.call_id == tender.call_id


def call_fields(**fields):
    fields.setdefault("kind", CallKind.CHALLENGE)
    fields.setdefault("title", in_three("Call"))
    fields.setdefault("words", in_three("Answer"))
    fields.setdefault("opens_at", NOW)
    fields.setdefault("closes_at", NOW + 14 * DAY)
    return calls.CallFields(**fields)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "challenge"),
        ({"closes_at": None}, "closes_at"),
        ({"closes_at": NOW}, "closes_at"),
        ({"day_at": NOW + 20 * DAY}, "day_place"),
        ({"day_at": NOW + DAY, "day_place": in_three("Hub")}, "day_at"),
        ({"kind": CallKind.CONTINUOUS}, "kind"),
    ],
)
def test_a_call_that_cannot_be_is_refused_at_its_field(fields, wrong):
    with pytest.raises(Invalid) as refusal:
        calls.make_call(call_fields(**fields), by=staff(), now=NOW, key=uuid4())

    assert wrong in refusal.value.fields


def test_a_call_is_published_with_an_open_challenge_only():
    draft = make_challenge(state="draft")
    by = staff()
    made = calls.make_call(call_fields(challenge_id=draft.pk), by=by, now=NOW, key=uuid4())

    with pytest.raises(NotNow):
        calls.publish_call(made.pk, by=by, now=NOW)

    with pytest.raises(NotFound):
        queries.find_call(made.pk, VISITOR)


def test_the_window_of_a_closed_call_stays():
    call = make_call()
    fields = call_fields(
        challenge_id=call.challenge_id, opens_at=call.opens_at, closes_at=AFTER + DAY
    )

    with pytest.raises(Invalid) as refusal:
        calls.edit_call(call.pk, fields, seen=1, by=staff(), now=AFTER)

    assert list(refusal.value.fields) == ["closes_at"]


def test_those_who_had_the_need_are_asked_to_the_company_day_once():
    need = make_need()
    principal = make_person(Role.PRINCIPAL, need.school)
    Echo.objects.create(need=need, person=principal, school=need.school, said_at=NOW)
    call = make_call(make_challenge(need), day_at=AFTER + DAY, day_place=in_three("Hub"))
    by = staff()

    counts = [calls.invite_to_day(call.pk, by=by, now=NOW) for _ in range(2)]
    calls.answer_invitation(call.pk, comes=True, by=actor_for(principal, TODAY), now=NOW)
    with pytest.raises(NotFound):
        calls.answer_invitation(call.pk, comes=True, by=make_actor(Role.TEACHER), now=NOW)

    assert counts == [2, 0] and queries.day_of(call) == queries.Day(asked=2, come=1)
    assert DayInvitation.objects.get(person=principal).answer == Coming.YES


def test_a_company_is_shown_open_calls_that_fit_and_that_it_has_not_answered():
    fits = make_call(make_challenge(codes=["subject-maths"]))
    make_call(make_challenge(codes=["subject-arts"]))
    make_call(make_challenge(codes=["subject-maths"]), opens_at=NOW + DAY)
    solution = make_solution(codes=["subject-maths"])
    answered = make_call(make_challenge(codes=[]))
    make_tender(answered, solution=solution)

    assert queries.calls_that_fit(lead_of(solution), NOW) == [fits]
    assert queries.calls_that_fit(make_actor(Role.COMPANY_LEAD), NOW) == []


def test_workshops_are_planned_one_at_a_time_and_counted_after_they_were_held():
    slot, by = make_slot(), staff()
    one, two = make_workshop(slot), make_workshop(slot)
    count = mobile.HeadCount(groups=2, learners=41, minutes=60)

    mobile.plan_workshop(one.pk, by=by, now=NOW)
    with pytest.raises(Invalid):
        mobile.plan_workshop(two.pk, by=by, now=NOW)
    with pytest.raises(Invalid):
        mobile.count_heads(one.pk, count, by=by, now=NOW - DAY)
    mobile.count_heads(one.pk, count, by=lead_of(one.solution), now=NOW)
    better = mobile.HeadCount(groups=2, learners=43, minutes=60)
    mobile.count_heads(one.pk, better, by=by, now=NOW)

    assert queries.mobile_figures() == queries.MobileFigures(1, 2, 43, 1, 1)


@pytest.mark.parametrize("count", [(0, 20, 45), (1, 0, 45), (1, 501, 45), (1, 20, 4), (3, 2, 45)])
def test_head_counts_that_cannot_be_are_refused(count):
    workshop = make_workshop(state="planned")

    with pytest.raises(Invalid):
        mobile.count_heads(workshop.pk, mobile.HeadCount(*count), by=staff(), now=NOW)

    assert Workshop.objects.get().learners is None


@pytest.mark.parametrize("who", ["company", "teacher"])
def test_others_neither_count_nor_decide(who):
    workshop = make_workshop(state="planned")
    actor = make_actor(Role.COMPANY_LEAD if who == "company" else Role.TEACHER)

    with pytest.raises(NotAllowed):
        mobile.count_heads(workshop.pk, mobile.HeadCount(1, 20, 45), by=actor, now=NOW)
    with pytest.raises(NotAllowed):
        mobile.cancel_workshop(workshop.pk, by=actor, now=NOW)


def test_one_number_store_stands_behind_three_languages(client):
    for day in range(3):
        make_workshop(held_on=TODAY + day * DAY, state="held", learners=41 + day)
    make_workshop(make_slot(starts=TODAY + 40 * DAY, ends=TODAY + 50 * DAY), state="planned")

    pages = [client.get(f"/{language}/pilots/mobile/") for language in ("fi", "sv", "en")]

    assert [page.text.count("<dd>126</dd>") for page in pages] == [1, 1, 1]


def test_a_head_count_under_five_is_not_told_to_the_public(client):
    make_workshop(state="held", groups=1, learners=3)

    page = client.get("/en/pilots/mobile/")

    assert "fewer than 5 learners" in page.text and "3 learners" not in page.text


def test_the_container_stands_in_one_yard_at_a_time():
    slot, by = make_slot(), staff()
    told = {"starts": slot.ends, "ends": slot.ends + DAY, "by": by, "now": NOW}

    with pytest.raises(Invalid):
        mobile.add_slot(slot.call_id, make_organisation().pk, in_three("East"), **told)
    told |= {"starts": slot.ends + DAY, "ends": slot.ends + 2 * DAY}
    mobile.add_slot(slot.call_id, make_organisation().pk, in_three("East"), **told)
