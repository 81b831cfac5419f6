"""Privacy, permit and information: what opens the way in lanes B and C, and what closes it."""

import datetime as dt

import pytest

from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import queries, services
from eduhub.pilots.models import Information, Permit, Pilot
from eduhub.pilots.services import gate_letters
from eduhub.pilots.states import PilotState
from tests.makers import NOW, TODAY, make_group
from tests.makers.pilots import (
    REASON,
    agree_all,
    decide_lane,
    make_agreed,
    make_cast,
    make_permit_terms,
    make_pilot_in,
    sign_all,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
WORKER = machine("worker")


def state():
    return Pilot.objects.get().state


def clear(cast, is_cleared=True, who="official", reason=REASON):
    by = cast.actor(who)
    return services.decide_privacy(cast.pilot.pk, is_cleared, reason, by=by, now=NOW)


def permit(cast, who="official", **terms):
    by = cast.actor(who)
    return services.note_permit(cast.pilot.pk, make_permit_terms(**terms), by=by, now=NOW)


def inform(cast, who="teacher"):
    return services.note_information(cast.group.pk, TODAY, REASON, by=cast.actor(who), now=NOW)


def test_lane_c_goes_through_every_gate_in_order():
    cast = make_cast()
    agree_all(cast)
    seen = [state()]
    for deed in (
        lambda: decide_lane(cast, "C"),
        lambda: clear(cast),
        lambda: permit(cast),
        lambda: sign_all(cast),
        lambda: inform(cast),
    ):
        deed()
        seen.append(state())

    assert seen == [
        *("posted", "lane_decided", "privacy_cleared", "permit_granted"),
        *("agreement_signed", "information_given"),
    ]


def test_what_was_done_early_counts_at_once_and_each_step_is_written_down():
    cast = make_cast()
    agree_all(cast)
    decide_lane(cast, "B")
    inform(cast)

    clear(cast)
    sign_all(cast)

    moved = LedgerEntry.objects.filter(verb="pilot.moved").order_by("pk")
    assert [line.facts["to"] for line in moved] == [
        *("lane_decided", "privacy_cleared", "permit_not_needed"),
        *("agreement_signed", "information_given"),
    ]


@pytest.mark.parametrize("lane", ["B", "C"])
def test_signed_but_not_informed_no_plan_is_frozen(lane):
    cast = make_agreed(lane)
    Information.objects.all().delete()
    Pilot.objects.update(state=PilotState.AGREED)

    with pytest.raises(NotNow) as refusal:
        services.move(
            cast.pilot.pk, "preregistered", by=cast.actor("staff"), now=NOW, why="plan_frozen"
        )

    assert refusal.value.code == "gates"
    assert not queries.find_standing(cast.pilot.pk, cast.actor("lead")).is_ready_for_the_plan


def test_each_gate_is_for_its_own_people():
    cast = make_cast()
    decide_lane(cast, "C")

    for who in set(cast.users) - {"official"}:
        with pytest.raises(NotAllowed):
            clear(cast, who=who)
        with pytest.raises(NotAllowed):
            permit(cast, who=who)
    for who, refusal in (("lead", NotAllowed), ("colleague", NotAllowed), ("staff", NotAllowed)):
        with pytest.raises(refusal):
            inform(cast, who)
    with pytest.raises(NotFound):
        inform(cast, "other_teacher")


def test_lane_a_has_no_papers():
    cast = make_agreed()

    for deed in (clear, permit, inform):
        with pytest.raises(NotNow):
            deed(cast)


def test_no_permit_before_privacy_is_cleared_and_no_clearance_without_grounds():
    cast = make_cast()
    decide_lane(cast, "C")

    with pytest.raises(NotNow):
        permit(cast)
    with pytest.raises(Invalid):
        clear(cast, reason=" ")


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"number": " "}, "number"),
        ({"valid_until": TODAY - DAY, "valid_from": TODAY - 9 * DAY}, "valid_until"),
        ({"valid_until": TODAY, "valid_from": TODAY + DAY}, "valid_until"),
        ({"destroy_by": TODAY}, "destroy_by"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_permit_that_cannot_be_is_refused_with_its_field(terms, field):
    cast = make_cast()
    decide_lane(cast, "C")
    clear(cast)

    with pytest.raises(Invalid) as refusal:
        permit(cast, **terms)

    assert list(refusal.value.fields) == [field]


def test_a_clearance_taken_back_moves_a_pilot_back():
    cast = make_agreed("B")

    clear(cast, False, reason="A subprocessor outside the EU came in.")

    assert state() == "lane_decided"
    clear(cast)
    assert state() == "information_given"  # signatures and information still stand


def expire_on(day):
    now = dt.datetime.combine(day, dt.time(1), dt.UTC)
    return services.expire_permits(by=WORKER, now=now)


@pytest.mark.parametrize(
    ("before", "after"), [("information_given", "privacy_cleared"), ("running", "paused")]
)
def test_the_night_after_its_last_day_a_permit_no_longer_carries_a_pilot(before, after):
    make_pilot_in(before, lane="C")
    last = Permit.objects.get().valid_until

    assert (expire_on(last), state()) == (0, before)
    assert (expire_on(last + DAY), expire_on(last + DAY), state()) == (1, 0, after)
    assert Permit.objects.get().ended_how == "expired"


def test_a_pilot_paused_by_its_permit_runs_again_with_a_new_one():
    cast = make_pilot_in("running", lane="C")
    services.revoke_permit(cast.pilot.pk, "Found unsound.", by=cast.actor("official"), now=NOW)
    assert state() == "paused"

    permit(cast, number="HEL 2", valid_from=TODAY + 9 * DAY)
    assert state() == "paused"  # not valid yet
    permit(cast, number="HEL 3")

    assert state() == "running"
    assert list(Permit.objects.order_by("pk").values_list("ended_how", flat=True)) == [
        *("revoked", "replaced", "")
    ]


def test_a_permit_that_is_not_yet_valid_lets_nothing_start():
    cast = make_agreed("C")
    permit(cast, valid_from=TODAY + DAY)
    staff = cast.actor("staff")
    services.move(cast.pilot.pk, "preregistered", by=staff, now=NOW, why="plan_frozen")

    with pytest.raises(NotNow) as refusal:
        services.move(cast.pilot.pk, "running", by=staff, now=NOW, why="started")

    assert refusal.value.code == "permit"
    services.move(cast.pilot.pk, "running", by=staff, now=NOW + DAY, why="started")


def test_a_new_group_in_lane_b_is_informed_before_the_plan():
    cast = make_agreed("B")
    told = {"school": cast.school, "teacher": cast.users["teacher"]}
    late = make_group(cast.pilot, **told)

    services.accept_group(late.pk, by=cast.actor("principal"), now=NOW)
    services.agree_to_statement(cast.pilot.pk, version=1, by=cast.actor("teacher"), now=NOW)

    assert state() == "agreement_signed"
    services.note_information(late.pk, TODAY, REASON, by=cast.actor("principal"), now=NOW)
    assert state() == "information_given"


def test_all_hear_once_that_a_pilot_is_paused():
    cast = make_pilot_in("running", lane="C")
    services.revoke_permit(cast.pilot.pk, "Unsound.", by=cast.actor("official"), now=NOW)

    for _ in range(2):
        gate_letters.tell_all_that_it_is_paused(cast.pilot.pk, now=NOW)

    readers = ("lead", "member", "teacher", "principal", "official", "staff")
    told = sorted(cast.users[who].email for who in readers)
    assert sorted(Letter.objects.values_list("to", flat=True)) == told
    assert all("Tutkimuslupa ei ole enää voimassa." in one.text for one in Letter.objects.all())


def test_the_official_is_asked_for_the_lane_and_the_others_hear_it():
    cast = make_cast()
    decide_lane(cast, "B")
    decision = cast.pilot.lane_decisions.get()

    gate_letters.ask_the_officials(decision.answers_id, now=NOW)  # it is decided: nobody is asked
    gate_letters.tell_of_the_lane(decision.pk, now=NOW)

    readers = ("lead", "member", "teacher", "principal")
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted(
        cast.users[who].email for who in readers
    )
