"""A withdrawal is followed through every output, also after the data were closed."""

import datetime as dt
import re

import pytest

from eduhub.pilots import services
from eduhub.pilots.models import Group, Permit, Pilot, Seat
from eduhub.pilots.queries.consents import (
    counts_of,
    may_be_used,
    may_collect,
    pupils_usable,
    seats_seen,
    usable_seats,
    withdrawn_since,
)
from eduhub.pilots.states.privacy import Band, Party, Purpose
from tests.makers import NOW, signed_in
from tests.makers.privacy import ALL, FORM_DAY, make_running, say

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=1)
CLOSED = ("data_closed", "analysed")


@pytest.fixture
def cast(settings, tmp_path):
    """Five pupils whose guardians have said yes to everything: as few as are shown."""
    settings.FILES = str(tmp_path)
    cast = make_running(seats=5)
    for seat in Seat.objects.order_by("pk"):
        say(cast, seat, *ALL)
    return cast


def withdraw(cast, seat, how):
    if how == "by link":
        say(cast, seat, now=LATER)
    elif how == "told":
        services.note_no(seat.pk, Party.GUARDIAN_1, by=cast.actor("teacher"), now=LATER)
    elif how == "the pupil":
        services.note_no(seat.pk, Party.PUPIL, by=cast.actor("teacher"), now=LATER)
    else:
        paper = services.OnPaper(Party.GUARDIAN_1, [], NOW.date(), "sv")
        services.note_paper(seat.pk, paper, by=cast.actor("teacher"), now=LATER)


def outputs(cast, seat, at):
    """All that the room tells of a seat or counts it in, at a moment."""
    shown = next(row for row in seats_seen(cast.group, at) if row.seat == seat)
    return {
        "sets": [seat in usable_seats(purpose, at) for purpose in ALL],
        "one": [may_be_used(seat, purpose, at) for purpose in ALL],
        "counts": [one.count for one in counts_of(cast.pilot.pk, at)],
        "results": pupils_usable(cast.pilot, at),
        "teacher": sorted(shown.usable),
    }


IN = {
    "sets": [True, True],
    "one": [True, True],
    "counts": [5, 5],
    "teacher": ["collect", "study"],
}
OUT = {"sets": [False, False], "one": [False, False], "counts": [None, None], "teacher": []}


@pytest.mark.parametrize("how", ["by link", "told", "the pupil", "on paper"])
def test_from_its_own_moment_on_the_pupil_is_in_no_output(cast, how):
    seat = Seat.objects.order_by("pk")[0]
    before = outputs(cast, seat, NOW)

    withdraw(cast, seat, how)

    assert before == IN | {"results": {cast.group.pk: 5}}
    assert outputs(cast, seat, LATER) == OUT | {"results": {cast.group.pk: 4}}


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("how", ["by link", "told"])
def test_after_the_data_were_closed_a_withdrawal_still_counts(cast, state, how):
    Pilot.objects.filter(pk=cast.pilot.pk).update(state=state)
    seat, *others = Seat.objects.order_by("pk")

    withdraw(cast, seat, how)

    found = set(usable_seats(Purpose.STUDY, LATER))
    assert (found, may_collect(cast.group, LATER)) == (set(others), False)


def becomes(cast, seat, what):
    """What is other by the time of the withdrawal than it was when the results were given."""
    if what in ("aborted", "archived"):
        Pilot.objects.filter(pk=cast.pilot.pk).update(state=what)
    elif what == "the group left":
        Group.objects.filter(pk=cast.group.pk).update(state="withdrawn")
    elif what == "the permit is revoked":
        Permit.objects.update(ended_at=NOW, ended_how="revoked")
    elif what == "older":
        told = {"by": cast.actor("teacher"), "now": LATER + dt.timedelta(seconds=30)}
        services.set_band(seat.pk, Band.TEENS, FORM_DAY, **told)


@pytest.mark.parametrize(
    "what",
    ["nothing", "aborted", "archived", "the group left", "the permit is revoked", "older"],
)
def test_what_came_since_hides_no_withdrawal_of_somebody_who_was_in(cast, what):
    """And the control: a no that was said before the results were given is none."""
    seat, early, *_others = Seat.objects.order_by("pk")
    withdraw(cast, early, "told")
    given = (cast.group.pk, LATER)
    before = withdrawn_since(cast.pilot, {given})
    becomes(cast, seat, what)

    by, then = cast.actor("teacher"), LATER + dt.timedelta(minutes=1)
    services.note_no(early.pk, Party.PUPIL, by=by, now=then)
    of_early = withdrawn_since(cast.pilot, {given})
    services.note_no(seat.pk, Party.PUPIL, by=by, now=then)

    assert (before, of_early) == (set(), set())
    assert withdrawn_since(cast.pilot, {given}) == {given}


def test_the_last_withdrawal_ends_collecting_for_the_group(cast):
    assert may_collect(cast.group, NOW)

    for seat in Seat.objects.order_by("pk"):
        withdraw(cast, seat, "told")

    assert not may_collect(cast.group, LATER)


def test_the_pages_of_company_and_teacher_follow(client, cast, monkeypatch):
    """The company cannot tell that one is missing but by the step of five."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    withdraw(cast, Seat.objects.order_by("pk")[0], "told")

    signed_in(client, cast.users["lead"])
    company = client.get(f"/en/pilots/{cast.pilot.pk}/").text
    signed_in(client, cast.users["teacher"])
    teacher = client.get(f"/en/pilots/groups/{cast.group.pk}/seats/").text

    assert len(re.findall("Fewer than five pupils", company)) == 2
    assert (teacher.count("Left out"), teacher.count("In use")) == (1, 4)
