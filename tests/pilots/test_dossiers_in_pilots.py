"""A changed privacy dossier and a permit near its end, seen from the pilots that rest on them."""

import datetime as dt

import pytest

from eduhub.kit.access import machine
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import services
from eduhub.pilots.models import Clearance, Pilot
from eduhub.pilots.states import PilotState
from tests.makers import NOW
from tests.makers.pilots import make_agreed, make_permit_terms
from tests.makers.privacy import accept, make_dossier

pytestmark = pytest.mark.django_db
WORKER, DAY = machine("worker"), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


def change(cast, **fields):
    """A later version than the clearance; what the worker then does."""
    Clearance.objects.update(decided_at=NOW - DAY)
    dossier = make_dossier(cast.pilot.solution, **fields)
    services.hold_against_dossier(dossier.pk, by=WORKER, now=NOW)
    return dossier


@pytest.mark.parametrize(
    ("state", "after", "anew"),
    [
        (PilotState.RUNNING, PilotState.PAUSED, PilotState.RUNNING),
        (PilotState.INFORMED, PilotState.LANE_DECIDED, PilotState.INFORMED),
    ],
)
def test_a_changed_dossier_stops_a_pilot_until_it_is_cleared_anew(state, after, anew):
    cast = make_agreed("B")
    Pilot.objects.update(state=state)

    dossier = change(cast)

    assert Pilot.objects.get().state == after
    accept(dossier)
    official = cast.actor("official")
    services.decide_privacy(cast.pilot.pk, True, "Read anew.", by=official, now=NOW)
    assert Pilot.objects.get().state == anew


def test_the_clearance_falls_once_however_often_the_job_runs():
    cast = make_agreed("B")
    dossier = change(cast)

    services.hold_against_dossier(dossier.pk, by=WORKER, now=NOW)

    assert Clearance.objects.filter(is_cleared=False).count() == 1
    assert LedgerEntry.objects.filter(verb="pilot.clearance_fell").count() == 1


def test_lane_a_and_other_solutions_are_left_alone():
    cast, other = make_agreed("A"), make_agreed("B")

    change(cast)

    assert not Clearance.objects.filter(is_cleared=False).exists()
    assert Pilot.objects.get(pk=other.pilot.pk).state == PilotState.INFORMED


def test_a_permit_near_its_end_is_told_once_a_step():
    cast = make_agreed("C")
    last = make_permit_terms().valid_until
    Letter.objects.all().delete()

    for left in (31, 30, 30, 7, 1, 0):
        morning = dt.datetime.combine(last - left * DAY, dt.time(5), dt.UTC)
        services.remind_of_permits(now=morning)

    letters = Letter.objects.filter(kind="pilots/permit_ends")
    told = set(letters.values_list("to", flat=True))
    assert told == {cast.users["official"].email, cast.users["lead"].email}
    assert letters.count() == 3 * len(told)
