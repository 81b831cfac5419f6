"""Somebody withdraws, whatever has become of the pilot: what they gave is emptied, once."""

import datetime as dt

import pytest

from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.queries.home import classes_asked_of
from eduhub.kit.models import Letter
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Pilot, Seat
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.privacy import Party
from tests.evidence.test_withdrawals import (
    AFTER,
    LAST,
    SEATS,
    WORKER,
    classes,
    give,
    plan,
    states,
    withdraw,
)
from tests.makers import make_actor, make_person, signed_in
from tests.makers.evidence import LATER, make_plan, teacher_of

__all__ = ["plan"]
pytestmark = pytest.mark.django_db

ANEW, NOT_ANEW = True, False
KEPT = ["counted"] * 4
GONE = ["taken_out", *KEPT[1:]]


def stopped(plan):
    pilots.stop(plan.pilot_id, "Too few pupils.", by=make_actor("hub_staff"), now=LATER)


def paused(plan):
    Pilot.objects.filter(pk=plan.pilot_id).update(state=PilotState.PAUSED)


def closed(plan):
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)


def failed(plan):
    closed(plan)
    Result.objects.update(state="failed", trouble="ValueError")


def analysed(plan):
    closed(plan)
    services.analyse(plan.pk, by=WORKER, now=LATER)


def public(plan):
    analysed(plan)
    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)


def archived(plan):
    public(plan)
    Pilot.objects.filter(pk=plan.pilot_id).update(state=PilotState.ARCHIVED)


TABLE = {
    "running": (lambda plan: None, ANEW),
    "paused": (paused, ANEW),
    "stopped": (stopped, NOT_ANEW),
    "closed, not analysed": (closed, ANEW),
    "over without a result": (failed, ANEW),
    "analysed": (analysed, ANEW),
    "public": (public, NOT_ANEW),
    "archived": (archived, NOT_ANEW),
}


@pytest.mark.parametrize(("comes_to", "is_asked_anew"), TABLE.values(), ids=TABLE)
def test_in_each_state_the_sums_are_emptied_once(plan, comes_to, is_asked_anew):
    for one in classes(plan):
        give(plan, one)
    one = classes(plan)[0]
    comes_to(plan)
    nobody = services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)
    kept = states(plan)  # the control: while nobody has withdrawn, all stays

    withdraw(one)
    first = services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)
    second = services.leave_out(plan.pilot_id, by=WORKER, now=LAST)

    assert (nobody, kept, second, states(plan)) == ([], KEPT, [], GONE)
    assert [totals.of_class_id for totals in first] == [one.pk] * is_asked_anew
    emptied = Totals.objects.get(state="taken_out")
    assert (emptied.cells, emptied.uses, emptied.reached) == ([], [], None)


@pytest.mark.parametrize("proposed", [False, True])
def test_a_stop_between_the_withdrawal_and_its_job_hides_nothing(plan, proposed):
    one = classes(plan)[0]
    if proposed:
        told = {"by": teacher_of(one.group), "now": LATER}
        services.give_totals(plan.pilot_id, one.group_id, _figures(), **told)
    else:
        give(plan, one)
    withdraw(one, now=LATER + dt.timedelta(seconds=1))
    stopped(plan)

    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    assert states(plan) == ([] if proposed else ["taken_out"])


def _figures():
    return services.ClassTotals(SEATS - 1, 20, 5)


def test_in_a_draft_there_is_nothing_to_empty_and_nothing_fails():
    draft = make_plan()

    assert services.leave_out(draft.pilot_id, by=WORKER, now=AFTER) == []


def test_after_a_stop_the_teacher_notes_the_no_in_the_browser_and_is_asked_for_nothing(
    client, plan, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
    one = classes(plan)[0]
    give(plan, one)
    stopped(plan)
    Letter.objects.all().delete()
    seat = Seat.objects.filter(group=one.group_id).order_by("pk")[0]
    signed_in(client, one.group.teacher)
    address = f"/en/pilots/seats/{seat.pk}/"

    page = client.get(address).text
    noted = client.post(address, {"deed": "no", "no-party": Party.GUARDIAN_1})
    closing = client.post(address, {"deed": "close"})
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    assert ("Note the no" in page, "Close the seat" in page) == (True, False)
    assert (noted.status_code, closing.status_code) == (302, 409)
    assert (states(plan), classes_asked_of(teacher_of(one.group))) == (["taken_out"], [])
    assert not Letter.objects.exists()
    signed_in(client, make_person("hub_staff"))
    assert "Asked for anew" not in client.get(f"/en/results/{plan.pilot_id}/data/").text
