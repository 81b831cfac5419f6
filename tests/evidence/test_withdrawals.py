"""Somebody withdraws after results were given: no sums with them are used any more."""

import datetime as dt

import pytest
from django.db import Error, transaction

from eduhub.evidence import services, tasks
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.queries.home import classes_asked_of
from eduhub.evidence.queries.next_steps import next_step
from eduhub.evidence.queries.trials import find_trial
from eduhub.evidence.services import ClassTotals, letters
from eduhub.kit.access import machine
from eduhub.kit.errors import NotNow
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Group, Pilot, Seat
from eduhub.pilots.states.privacy import Band, Party, Purpose
from tests.makers import NOW, make_actor, signed_in
from tests.makers.evidence import LATER, make_running, teacher_of
from tests.makers.privacy import FORM_DAY

pytestmark = pytest.mark.django_db

WORKER = machine("worker")
AFTER = LATER + dt.timedelta(hours=1)
LAST = AFTER + dt.timedelta(hours=1)
SEATS = 7


@pytest.fixture
def plan(settings, tmp_path):
    """A trial in lane B in which objections are noted: seven seats in each of four classes."""
    settings.FILES = str(tmp_path)
    plan = make_running()
    Pilot.objects.filter(pk=plan.pilot_id).update(lane="B")
    terms = {"purposes": (Purpose.COLLECT, Purpose.STUDY), "guardians": 1, "asks_consent": False}
    pilots.issue_pack(plan.pilot_id, by=make_actor("hub_staff"), now=NOW, **terms)
    for group in Group.objects.filter(pilot=plan.pilot_id):
        told = {"band": Band.UNDER_15, "renew_on": FORM_DAY, "by": teacher_of(group)}
        pilots.open_seats(group.pk, SEATS, now=NOW, **told)
    return plan


def classes(plan):
    return list(plan.classes.select_related("group").order_by("code"))


def give(plan, one, pupils=SEATS - 1, mean=20, now=LATER):
    """Fewer pupils than seats: somebody was ill, so that numbers alone show nothing."""
    by = teacher_of(one.group)
    figures = ClassTotals(pupils, mean, 5)
    given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=now)
    return services.confirm(plan.pilot_id, given.pk, by=by, now=now)


def analysed(plan):
    for place, one in enumerate(classes(plan)):
        give(plan, one, mean=20 + place)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    return services.analyse(plan.pk, by=WORKER, now=LATER)


def withdraw(one, now=AFTER):
    seat = Seat.objects.filter(group=one.group_id).order_by("pk")[0]
    pilots.note_no(seat.pk, Party.GUARDIAN_1, by=teacher_of(one.group), now=now)


def states(plan):
    totals = Totals.objects.filter(plan=plan).order_by("of_class__code", "pk")
    return [one.state for one in totals]


def test_while_the_pilot_runs_the_class_alone_is_asked_anew(plan):
    one, *others = classes(plan)
    for each in (one, *others):
        give(plan, each)

    withdraw(one)
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    assert states(plan) == ["taken_out", "counted", "counted", "counted"]
    assert classes_asked_of(teacher_of(one.group)) == [one]
    give(plan, one, now=LAST)
    assert states(plan) == ["replaced", "counted", "counted", "counted", "counted"]


def test_an_analysed_result_is_emptied_and_made_anew_without_the_pupil(plan):
    before = analysed(plan)
    one = classes(plan)[0]

    withdraw(one)
    tasks.leave_out(plan.pilot_id)
    emptied, state = Result.objects.get(), Pilot.objects.get().state
    give(plan, one, pupils=SEATS - 2, mean=19, now=LAST)
    services.analyse(plan.pk, by=WORKER, now=LAST)

    assert (emptied.state, emptied.estimate, emptied.content) == ("reopened", None, {})
    assert (emptied.answer, emptied.fingerprint, state) == ("", "", "data_closed")
    result = Result.objects.get()
    assert (result.state, Pilot.objects.get().state) == ("ready", "analysed")
    assert sum(arm["pupils"] for arm in result.content["arms"]) == 4 * (SEATS - 1) - 1
    assert result.fingerprint != before.fingerprint
    kept = LedgerEntry.objects.get(verb="result.reopened").facts
    assert kept["fingerprint"] == before.fingerprint


def test_a_second_run_and_a_no_of_somebody_who_was_never_in_change_nothing(plan):
    one, other, *_rest = classes(plan)
    withdraw(other, now=NOW + dt.timedelta(days=1))
    analysed(plan)

    assert services.leave_out(plan.pilot_id, by=WORKER, now=AFTER) == []
    withdraw(one)
    first = services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)
    second = services.leave_out(plan.pilot_id, by=WORKER, now=LAST)

    assert ([totals.of_class_id for totals in first], second) == ([one.pk], [])


def test_a_newer_proposal_does_not_hide_what_was_counted_before_the_withdrawal(plan):
    one = classes(plan)[0]
    counted = give(plan, one)
    withdraw(one)
    told = {"by": teacher_of(one.group), "now": LAST}
    newer = services.give_totals(plan.pilot_id, one.group_id, ClassTotals(5, 20, 5), **told)

    taken = services.leave_out(plan.pilot_id, by=WORKER, now=LAST)

    assert taken == [counted]
    assert Totals.objects.get(state="proposed") == newer


def test_only_the_class_that_was_taken_out_gives_results_after_the_close(plan):
    analysed(plan)
    one, other, *_rest = classes(plan)
    withdraw(one)
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    with pytest.raises(NotNow):
        give(plan, other, now=LAST)
    give(plan, one, now=LAST)

    assert Result.objects.get().state == "waiting"


def test_nothing_is_published_between_the_withdrawal_and_its_job(plan):
    analysed(plan)
    withdraw(classes(plan)[0])

    with pytest.raises(NotNow) as refusal:
        services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=AFTER)

    assert (refusal.value.code, Result.objects.get().published_at) == ("withdrawn", None)


def test_what_is_public_stays(plan):
    analysed(plan)
    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    withdraw(classes(plan)[0])

    assert services.leave_out(plan.pilot_id, by=WORKER, now=AFTER) == []
    assert Result.objects.get().state == "ready"
    with pytest.raises(Error, match="never changed"), transaction.atomic():
        Result.objects.update(state="reopened", content={}, fingerprint="", answer="")


def test_the_hub_may_go_on_without_the_class(plan):
    analysed(plan)
    withdraw(classes(plan)[0])
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    services.ask_again(plan.pilot_id, by=make_actor("hub_staff"), now=LAST)
    result = services.analyse(plan.pk, by=WORKER, now=LAST)

    assert (result.state, result.content["classes"]) == ("ready", 3)


def test_the_teacher_is_asked_by_letter_and_on_the_page(plan):
    analysed(plan)
    one, other, *_rest = classes(plan)
    withdraw(one)
    (totals,) = services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)
    Letter.objects.all().delete()

    for _run in range(2):
        letters.ask_anew(totals.pk, now=AFTER)

    letter = Letter.objects.get()
    assert letter.to == one.group.teacher.email
    assert f"/fi/results/{plan.pilot_id}/data/{one.group_id}/" in letter.text
    step = next_step(find_trial(plan.pilot_id, teacher_of(one.group)), teacher_of(one.group))
    waits = next_step(find_trial(plan.pilot_id, teacher_of(other.group)), teacher_of(other.group))
    assert (step.door, step.on) == ("evidence:class_totals", (plan.pilot_id, one.group_id))
    assert waits.door == ""


def test_the_report_says_what_it_waits_for_and_shows_no_number(client, plan):
    analysed(plan)
    one = classes(plan)[0]
    withdraw(one)
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    signed_in(client, one.group.teacher)
    teacher = client.get(f"/en/results/{plan.pilot_id}/")

    assert f"Waited for: {one.code}." in teacher.text
    assert "Analyse without these classes" not in teacher.text
    assert "interval" not in teacher.text
