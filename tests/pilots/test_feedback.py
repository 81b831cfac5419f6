"""Feedback by a code: quick, without an account, and nothing of a pupil but the choices."""

import datetime as dt
from collections import defaultdict
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import LedgerEntry
from eduhub.pilots import queries
from eduhub.pilots.models import FeedbackAnswer, FeedbackSession, Group
from eduhub.pilots.queries.feedback import feedback_of, sessions_of
from eduhub.pilots.rules.feedback import FEWEST, Parts, Shown, form_for, parts_of, shown, summed
from eduhub.pilots.services import feedback
from tests.makers import NOW, signed_in
from tests.makers.pilots import make_pilot_in
from tests.makers.running import LATER, give, make_session

pytestmark = pytest.mark.django_db


def outcome(deed):
    try:
        deed()
    except HubError as refusal:
        return type(refusal)
    return None


def test_no_part_under_five_can_be_worked_out_from_what_is_shown():
    worlds = defaultdict(list)
    for high, middle, low in product(range(25), repeat=3):
        if high + middle + low < 25:
            ways = (high, middle, low, middle + low, high + middle)
            worlds[shown(Parts(high, middle, low))].append(ways)

    small = {
        (told, part)
        for told, possible in worlds.items()
        for part, values in enumerate(zip(*possible, strict=True))
        if told.total and max(values) < FEWEST and len(set(values)) == 1
    }
    assert (small, len(worlds) > 100) == (set(), True)


def test_the_finest_way_to_show_is_chosen():
    assert shown(Parts(2, 1, 1)) == Shown()
    assert shown(Parts(7, 5, 6)) == Shown(18, 7, 5, 6)
    assert shown(Parts(14, 5, 1)) == Shown(20, high=14, rest=6)
    assert shown(Parts(20, 0, 0)) == Shown(20)


def test_only_sessions_that_may_be_shown_are_summed():
    told = summed([Parts(10, 5, 0), Parts(12, 3, 5), Parts(9, 0, 0), Parts(1, 1, 1)])

    assert told == Shown(35, high=22, rest=13)


def test_grades_get_the_form_that_suits_them():
    forms = {grade: form_for("pupils", grade).value for grade in (0, 3, 4, 12)}

    assert forms == {0: "small", 3: "small", 4: "older", 12: "older"}
    assert parts_of("small", [3, 3, 2, 1]) == Parts(2, 1, 1)
    assert parts_of("older", [5, 4, 3, 2, 1]) == Parts(2, 1, 2)


def test_a_teacher_opens_it_and_twice_is_once():
    cast = make_pilot_in("running")

    session = make_session(cast)

    assert make_session(cast) == session
    assert (len(session.code), session.most, session.form) == (8, 25, "older")
    assert set(session.code) <= set(feedback.LETTERS)


def test_only_the_groups_own_teacher_opens_it_while_it_runs():
    cast = make_pilot_in("running")
    hidden = {"other_lead", "other_teacher", "other_principal", "official", "other_official"}

    found = {
        who: outcome(
            lambda w=who: feedback.open_feedback(
                cast.group.pk, "pupils", 1, by=cast.actor(w), now=NOW
            )
        )
        for who in cast.users
    }

    wanted = {who: NotFound if who in hidden else NotAllowed for who in found}
    assert found == wanted | {"teacher": None}
    assert outcome(lambda: make_session(make_pilot_in("paused"))) is NotNow


def test_of_a_pupil_nothing_is_kept_but_the_choices():
    session = make_session(make_pilot_in("running"))
    lines = LedgerEntry.objects.count()

    give(session, 5, 4, 3)

    row = FeedbackAnswer.objects.get()
    kept = {field.name for field in FeedbackAnswer._meta.fields}
    assert kept == {"id", "session", "audience", "chosen", "minutes", "words"}
    assert (row.chosen, row.words, row.minutes) == ([5, 4, 3, 3, 3], "", None)
    assert (row.pk.version, LedgerEntry.objects.count()) == (4, lines)  # drawn; no time


def test_the_database_itself_refuses_words_of_pupils():
    session = make_session(make_pilot_in("running"))

    for more in ({"words": "Anna"}, {"minutes": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackAnswer.objects.create(session=session, audience="pupils", chosen=[1], **more)

    assert not FeedbackAnswer.objects.exists()


def test_words_that_come_with_a_pupils_form_are_dropped():
    session = make_session(make_pilot_in("running"))

    give(session, 5, words="anna@example.org", minutes=5)

    assert FeedbackAnswer.objects.get().words == ""


def test_the_same_form_counts_once():
    session = make_session(make_pilot_in("running"))
    token = feedback.new_token(session)

    assert [give(session, 5, token=token) for _ in range(3)] == [True, False, False]
    assert FeedbackAnswer.objects.count() == 1


def test_a_form_of_another_session_or_made_up_is_refused():
    session, other = make_session(make_pilot_in("running")), make_session(make_pilot_in("running"))

    for token in ("made-up", feedback.new_token(other)):
        assert outcome(lambda t=token: give(session, 5, token=t)) is NotNow

    assert not FeedbackAnswer.objects.exists()


@pytest.mark.parametrize("chosen", [[6, 1, 1, 1, 1], [0] * 5, [5] * 4, []])
def test_what_is_not_among_the_choices_is_refused(chosen):
    session = make_session(make_pilot_in("running"))
    told = feedback.Given(chosen)

    with pytest.raises(Invalid):
        feedback.give_feedback(session.code, feedback.new_token(session), told, now=NOW)


def test_a_code_lapses_closes_and_ends_with_the_pilot():
    cast = make_pilot_in("running")
    lapsed, closed = make_session(cast), make_session(cast, "teachers")
    feedback.close_feedback(closed.pk, by=cast.actor("teacher"), now=NOW)
    hour = NOW + dt.timedelta(hours=1)

    assert outcome(lambda: give(lapsed, 5, now=hour - dt.timedelta(seconds=1))) is None
    assert outcome(lambda: give(lapsed, 5, now=hour)) is NotFound
    assert outcome(lambda: give(closed, 5)) is NotFound
    assert (
        outcome(lambda: feedback.close_feedback(closed.pk, by=cast.actor("teacher"), now=NOW))
        is NotNow
    )
    cast.pilot.state = "data_closed"
    cast.pilot.save()
    assert outcome(lambda: give(lapsed, 5)) is NotFound


def test_a_code_is_read_however_it_is_typed():
    session = make_session(make_pilot_in("running"))
    spoken = f" {session.spoken_code.lower()} "

    assert feedback.open_session(spoken, now=NOW) == session
    assert outcome(lambda: feedback.open_session("BCDF-2345", now=NOW)) is NotFound


def test_no_more_answers_than_people():
    cast = make_pilot_in("running")
    session = make_session(cast)
    FeedbackSession.objects.update(most=2)

    assert [outcome(lambda: give(session, 5)) for _ in range(3)] == [None, None, NotNow]


def answered(cast, *highs):
    """Sessions of a group, each with 20 answers of which so many speak for it; all are over."""
    for high in highs:
        session = make_session(cast)
        for number in range(20):
            give(session, 5 if number < high else 1)
        feedback.close_feedback(session.pk, by=cast.actor("teacher"), now=NOW)


def test_school_reads_its_sessions_and_all_inside_the_sum():
    cast = make_pilot_in("running")
    answered(cast, 12, 18, 5)
    standing = queries.find_standing(cast.pilot.pk, cast.actor("lead"))

    own = sessions_of(cast.group, LATER)
    told = feedback_of(standing, cast.actor("lead"), LATER)

    assert [one.questions[0].shown for one in own] == [
        Shown(20, high=5, rest=15),
        Shown(20),
        Shown(20, high=12, rest=8),
    ]
    assert told.forms[0].questions[0].shown == Shown(40, high=17, rest=23)


def test_nothing_is_counted_while_the_code_is_open():
    cast = make_pilot_in("running")
    session = make_session(cast, hours=8)
    for _ in range(10):
        give(session, 5)
    standing = queries.find_standing(cast.pilot.pk, cast.actor("staff"))

    assert sessions_of(cast.group, NOW)[0].questions == []
    assert feedback_of(standing, cast.actor("staff"), NOW).forms == []


def test_teachers_words_are_for_schools_and_hub_and_name_nobody():
    cast = make_pilot_in("running")
    session = make_session(cast, "teachers")
    give(session, 4, words="Short games worked.", minutes=35)
    with pytest.raises(Invalid):
        give(session, 4, words="Ask anna@example.org")

    standing = queries.find_standing(cast.pilot.pk, cast.actor("staff"))
    words = {w: feedback_of(standing, cast.actor(w), LATER).words for w in cast.users}

    readers = {"teacher", "colleague", "principal", "staff", "official", "other_official"}
    assert {w for w, told in words.items() if told} == readers


def test_few_teachers_are_counted_once_when_the_pilot_has_run():
    cast = make_pilot_in("running")
    session = make_session(cast, "teachers")
    for minutes in (10, 20, 30, 40, 50):
        give(session, 5, minutes=minutes)
    lead = cast.actor("lead")

    early = feedback_of(queries.find_standing(cast.pilot.pk, lead), lead, LATER)
    cast.pilot.state = "data_closed"
    cast.pilot.save()
    late = feedback_of(queries.find_standing(cast.pilot.pk, lead), lead, LATER)

    assert (early.forms, early.too_soon, late.too_soon) == ([], True, False)
    assert (late.forms[0].minutes, late.forms[0].questions[0].shown) == (30, Shown(5))


def fresh(client, cast, audience="pupils"):
    """Today's session, and its address in Swedish."""
    by = cast.actor("teacher")
    session = feedback.open_feedback(cast.group.pk, audience, 8, by=by, now=timezone.now())
    return session, f"/sv/pilots/f/{session.code}/"


def test_a_pupil_answers_without_an_account(client: Client):
    cast = make_pilot_in("running")
    Group.objects.update(grade=1)
    _session, address = fresh(client, cast)
    form = client.get(address)
    token = form.context["form"]["token"].value()
    told = {"token": token, "q1": "3", "q2": "2", "q3": "1", "q4": "3"}

    first, again = client.post(address, told), client.post(address, told)

    assert form.content.decode().count('<svg width="56"') == 12
    assert "private" in form["Cache-Control"]
    assert [first["Location"], again["Location"]] == [
        "/sv/pilots/f/thanks/",
        "/sv/pilots/f/again/",
    ]
    assert FeedbackAnswer.objects.get().chosen == [3, 2, 1, 3]


def test_a_missing_answer_is_asked_for_and_the_others_are_kept(client: Client):
    cast = make_pilot_in("running")
    _session, address = fresh(client, cast)
    token = client.get(address).context["form"]["token"].value()

    shown = client.post(address, {"token": token, "q1": "5", "q2": "4"})

    assert shown.status_code == 422
    assert shown.content.decode().count(" checked") == 2
    assert not FeedbackAnswer.objects.exists()


def test_the_teacher_sees_code_and_picture(client: Client):
    cast = make_pilot_in("running")
    session, _address = fresh(client, cast)
    signed_in(client, cast.users["teacher"])

    shown = client.get(f"/en/pilots/sessions/{session.pk}/").content.decode()

    assert session.spoken_code in shown and "shape-rendering" in shown
    assert f"/en/pilots/groups/{cast.group.pk}/feedback/" in shown


def test_codes_and_results_are_for_those_inside(client: Client):
    cast = make_pilot_in("running")
    session, _address = fresh(client, cast)
    places = (
        f"/en/pilots/sessions/{session.pk}/",
        f"/en/pilots/groups/{cast.group.pk}/feedback/",
        f"/en/pilots/{cast.pilot.pk}/feedback/",
    )

    seen = {
        who: [signed_in(Client(), user).get(place).status_code for place in places]
        for who, user in cast.users.items()
    }

    school, inside, out = [200, 200, 200], [404, 404, 200], [404, 404, 404]
    wanted = dict.fromkeys(("teacher", "colleague", "principal"), school)
    wanted |= dict.fromkeys(("lead", "member", "official"), inside) | {"staff": [200, 404, 200]}
    assert seen == dict.fromkeys(cast.users, out) | wanted


def test_a_wrong_code_is_said_on_the_page(client: Client):
    shown = client.post("/en/pilots/f/", {"code": "BCDF-2345"})

    assert shown.status_code == 422
    assert "Nothing is open with this code." in shown.content.decode()
