"""Hard days of running pilots: two at once, a group that leaves, twice the same, changed data."""

import pytest

from eduhub.evidence.models import Plan
from eduhub.evidence.queries.trials import trial_of
from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import queries, services
from eduhub.pilots.models import FeedbackSession, Group, Pilot, Suggestion, TeacherMinutes
from eduhub.pilots.services import running_letters
from eduhub.pilots.services.feedback import open_session
from eduhub.pilots.services.running import take_out
from eduhub.pilots.services.suggestions import answer_suggestion
from tests.makers import NOW, TODAY, make_group
from tests.makers.pilots import LANES, make_agreed, make_cast, make_pilot_in, make_terms
from tests.makers.running import LATER, give, make_session, make_suggestion

pytestmark = pytest.mark.django_db


def outcome(deed):
    try:
        deed()
    except HubError as refusal:
        return type(refusal)
    return None


def test_two_people_of_a_company_act_at_once_and_nothing_is_lost():
    cast = make_pilot_in("running")
    row = make_suggestion(cast)
    lead, member = cast.actor("lead"), cast.actor("member")
    answer_suggestion(row.pk, "planned", "In spring.", seen=1, by=lead, now=NOW)

    with pytest.raises(Stale) as refusal:
        answer_suggestion(row.pk, "not", "Never.", seen=1, by=member, now=NOW)

    assert "Nothing was overwritten" in str(refusal.value.message) or refusal.value.message
    assert refusal.value.facts == {"standing": 2, "seen": 1}
    assert Suggestion.objects.get().why == "In spring."


def test_two_edit_the_offer_at_once_and_the_second_is_shown_both():
    cast = make_cast(group_state="accepted_by_teacher")
    lead, member = cast.actor("lead"), cast.actor("member")
    seen = cast.pilot.version
    services.edit_pilot(cast.pilot.pk, make_terms(minutes_a_week=60), seen=seen, by=lead, now=NOW)

    late = outcome(
        lambda: services.edit_pilot(
            cast.pilot.pk, make_terms(minutes_a_week=90), seen=seen, by=member, now=NOW
        )
    )

    assert (late, Pilot.objects.get().minutes_a_week) == (Stale, 60)


def test_a_teacher_takes_a_running_group_out_and_what_it_gave_stays():
    cast = make_pilot_in("running")
    make_group(cast.pilot, state="accepted_by_principal")
    session = make_session(cast)
    give(session, 5)
    make_suggestion(cast)
    services.note_minutes(cast.group.pk, TODAY, 30, by=cast.actor("teacher"), now=LATER)

    group = take_out(cast.group.pk, "The class was split.", by=cast.actor("teacher"), now=NOW)

    assert (group.state, group.grounds) == ("withdrawn", "The class was split.")
    assert (FeedbackSession.objects.get().answers.count(), TeacherMinutes.objects.count()) == (
        1,
        1,
    )
    assert Suggestion.objects.visible_to(cast.actor("teacher")).count() == 1
    assert outcome(lambda: open_session(session.code, now=NOW)) is NotFound
    assert LedgerEntry.objects.filter(verb="pilot.group_out").count() == 1


def test_the_last_group_that_leaves_pauses_the_pilot():
    cast = make_pilot_in("running")

    take_out(cast.group.pk, "The class was split.", by=cast.actor("principal"), now=NOW)

    lead = cast.actor("lead")
    step = queries.next_step(queries.find_standing(cast.pilot.pk, lead), lead)
    assert Pilot.objects.get().state == "paused"
    assert step.words.startswith("Yksikään ryhmä ei ole enää mukana.")


def test_only_its_teacher_and_principal_take_it_out_and_only_while_it_runs():
    cast = make_pilot_in("running")
    hidden = {"other_lead", "other_teacher", "other_principal", "official", "other_official"}

    def out(who):
        return take_out(cast.group.pk, "Split.", by=cast.actor(who), now=NOW)

    others = [who for who in cast.users if who not in ("teacher", "principal")]
    found = {who: outcome(lambda w=who: out(w)) for who in others}
    assert found == {who: NotFound if who in hidden else NotAllowed for who in others}
    assert outcome(lambda: out("teacher")) is None
    assert outcome(lambda: out("teacher")) is NotNow  # it is out already
    for state in ("agreement_signed", "data_closed"):
        other = make_pilot_in(state)
        assert (
            outcome(lambda c=other: take_out(c.group.pk, "Split.", by=c.actor("teacher"), now=NOW))
            is NotNow
        )


def test_company_principal_and_hub_hear_that_a_group_left_and_not_which():
    cast = make_pilot_in("running")
    take_out(cast.group.pk, "The class was split.", by=cast.actor("teacher"), now=NOW)
    for _ in range(2):
        running_letters.tell_that_a_group_is_out(cast.group.pk, now=NOW)

    letters = Letter.objects.filter(kind="pilots/group_out")
    wanted = sorted(cast.users[w].email for w in ("lead", "member", "principal", "staff"))
    assert sorted(letters.values_list("to", flat=True)) == wanted
    assert not any("5B" in letter.text for letter in letters)


def test_the_same_group_in_two_rounds_is_one_group_and_may_come_back():
    cast = make_cast()
    told = {"label": "7 a", "grade": 7, "pupils": 20}
    teacher = cast.actor("teacher")
    first = services.join(cast.pilot.pk, **told, by=teacher, now=NOW)

    again = services.join(cast.pilot.pk, **told, by=teacher, now=LATER)
    other = outcome(
        lambda: services.join(
            cast.pilot.pk, **told | {"pupils": 21}, by=cast.actor("colleague"), now=LATER
        )
    )
    services.leave(first.pk, by=teacher, now=LATER)
    back = services.join(cast.pilot.pk, **told, by=teacher, now=LATER)

    assert (again, other) == (first, Invalid)
    assert back != first and Group.objects.filter(label="7 a").count() == 2


def test_data_changed_in_mid_pilot_pause_it_until_they_are_reviewed():
    cast = make_pilot_in("running", lane="B")
    more = services.Answers(True, ("answers", "voice"), True, False, False)

    services.answer_lane(cast.pilot.pk, more, seen=1, by=cast.actor("lead"), now=LATER)

    standing = queries.find_standing(cast.pilot.pk, cast.actor("lead"))
    assert (standing.pilot.state, standing.gates_hold) == ("paused", False)
    assert [row.version for row in cast.pilot.lane_answers.order_by("version")] == [1, 2]
    assert outcome(lambda: make_session(cast)) is NotNow  # meanwhile nothing is collected


def test_the_same_answers_again_pause_nothing():
    cast = make_pilot_in("running", lane="B")

    services.answer_lane(cast.pilot.pk, LANES["B"], seen=1, by=cast.actor("lead"), now=LATER)

    assert Pilot.objects.get().state == "running"


def test_a_frozen_plan_keeps_the_class_of_a_group_that_left():
    cast = make_agreed()
    assert Plan.objects.count() == 0
    Pilot.objects.update(state="running")
    take_out(cast.group.pk, "The class was split.", by=cast.actor("teacher"), now=NOW)

    trial = trial_of(Pilot.objects.select_related("solution").get())

    assert (trial.groups, trial.pilot.state) == ((), "paused")
