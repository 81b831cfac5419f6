"""By which day what the hub holds of pupils is gone, who is told, and what becomes of the pilot."""

import datetime as dt

import pytest
from django.utils.translation import override

from eduhub.kit import formats
from eduhub.kit.access import machine
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import services
from eduhub.pilots.models import ConsentEntry, ConsentLink, Pilot, Seat
from eduhub.pilots.queries.packs import papers_of
from eduhub.pilots.states import PilotState
from tests.makers import make_pilot
from tests.makers.pilots import make_permit_terms
from tests.makers.privacy import ALL, make_running, say

pytestmark = pytest.mark.django_db
DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=365)
WORKER = machine("worker")
WITH_A_DAY = {  # the pupils' sheet is a page of plain words; their form tells it
    *("application", "sheet_guardian", "sheet_staff"),
    *("consent_guardian", "consent_pupil"),
}


def night(day):
    return dt.datetime.combine(day, dt.time(3), dt.UTC)


def destroyed(last):
    """How many pilots lose their seats in the nights of the last day and the two after it."""
    nights = [night(last + n * DAY) for n in (0, 1, 2)]
    return [services.destroy_what_is_due(by=WORKER, now=one) for one in nights]


def archived(last):
    nights = [night(last + n * DAY) for n in (0, 1, 2)]
    return [services.archive_what_is_over(by=WORKER, now=one) for one in nights]


@pytest.mark.parametrize("state", ["running", "aborted", "analysed", "published"])
def test_where_no_permit_says_it_all_is_gone_a_year_after_the_last_day(state):
    cast = make_running("B")
    say(cast, Seat.objects.get(), *ALL)
    Pilot.objects.update(state=state)

    assert destroyed(cast.pilot.ends + YEAR) == [0, 1, 0]

    assert not any(one.objects.exists() for one in (Seat, ConsentEntry, ConsentLink))
    assert LedgerEntry.objects.filter(verb="pilot.seats_destroyed").count() == 1


def test_a_permit_that_lasts_longer_keeps_it_longer():
    cast = make_running("C")
    cast.pilot.permits.update(destroy_by=cast.pilot.ends + YEAR + 9 * DAY)

    assert destroyed(cast.pilot.ends + YEAR) == [0, 0, 0]
    assert destroyed(cast.pilot.ends + YEAR + 9 * DAY) == [0, 1, 0]


def test_a_pilot_that_never_had_its_permit_keeps_nothing_for_ever():
    cast = make_running("C")
    cast.pilot.permits.all().delete()
    Pilot.objects.update(state=PilotState.DECLINED)

    assert destroyed(cast.pilot.ends + YEAR) == [0, 1, 0]


@pytest.mark.parametrize("lane", ["A", "B", "C"])
def test_a_public_pilot_is_archived_once_nothing_is_left(lane):
    pilot = make_running(lane).pilot if lane != "A" else make_pilot(lane="A")
    Pilot.objects.update(state=PilotState.PUBLISHED)
    last = make_permit_terms().destroy_by if lane == "C" else pilot.ends + YEAR
    with_seats = archived(last)
    destroyed(last)

    assert (with_seats, archived(last)) == ([0, int(lane == "A"), 0], [0, int(lane != "A"), 0])
    assert Pilot.objects.get().state == PilotState.ARCHIVED
    line = LedgerEntry.objects.get(verb="pilot.moved", facts__why="data_destroyed")
    assert (line.facts["before"], line.facts["to"]) == ("published", "archived")


@pytest.mark.parametrize("state", ["analysed", "aborted", "running"])
def test_what_is_not_public_is_not_archived(state):
    cast = make_running("B")
    Pilot.objects.update(state=state)
    destroyed(cast.pilot.ends + YEAR)

    assert archived(cast.pilot.ends + YEAR) == [0, 0, 0]
    assert Pilot.objects.get().state == state


@pytest.mark.parametrize(("lane", "day"), [("B", None), ("C", "the permit's")])
def test_the_papers_name_the_day(lane, day):
    cast = make_running(lane)
    pack = cast.pilot.packs.get()
    last = make_permit_terms().destroy_by if day else cast.pilot.ends + YEAR

    for language in ("fi", "sv", "en"):
        papers = papers_of(pack, language)
        with override(language):
            told = str(formats.day(last))
            found = {kind for kind, paper in papers.items() if told in str(paper)}
        assert found == WITH_A_DAY


def test_teachers_too_are_told_to_destroy_their_lists():
    cast = make_running("B")
    Letter.objects.all().delete()

    for left in (31, 30, 30, 7, 1, 0):
        services.remind_of_permits(now=night(cast.pilot.ends + YEAR - left * DAY))

    letters = Letter.objects.filter(kind="pilots/permit_ends")
    told = set(letters.values_list("to", flat=True))
    assert told == {cast.users[who].email for who in ("official", "lead", "teacher")}
    assert letters.count() == 3 * len(told)
