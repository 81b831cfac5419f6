"""What is free: of many units at once, in arrays from the database to the answer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from eduhub.bookings.models import Unit
from eduhub.bookings.queries.times import DAY, TOUCHING, Span, Taken, days_as_span, times_of
from eduhub.bookings.rules import Times
from eduhub.bookings.states import UnitKind
from eduhub.engines.timetable import free_spans

type Whole = NDArray[np.int64]

SECOND = dt.timedelta(seconds=1)
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # PostgreSQL counts from here, and so do we
MICRO = 1_000_000

# One value for all rows: a hundred thousand of them as Python's objects cost more than the
# search. Each row is three whole numbers of eight bytes, the greatest byte first.
PACKED = TOUCHING.format(
    columns="string_agg(int8send(reach.place) || timestamptz_send(lower(c.during))"
    " || timestamptz_send(upper(c.during)), ''::bytea)"
)


def free_between(
    times: Mapping[int, Times],
    taken: Mapping[int, list[Taken]],
    first: dt.date,
    days: int,
    *,
    minutes: int,
    not_before: dt.datetime,
) -> dict[int, list[Span]]:
    """Gaps of at least that length, in which a booking of each unit can lie. No query.

    What a unit keeps free before and after widens what is taken. Units that may be kept over
    night count from the first opening to the last closing.
    """
    keys = list(times)
    cuts = [
        (place, _whole(one.begins), _whole(one.ends))
        for place, key in enumerate(keys)
        for one in taken.get(key, ())
    ]
    opened = _not_before(_opened(list(times.values()), first, days), _whole(not_before))
    claimed = np.array(cuts, dtype=np.int64).reshape(-1, 3)
    of, spans = _gaps(list(times.values()), opened, claimed, minutes)
    found: dict[int, list[Span]] = {key: [] for key in keys}
    for place, (begins, ends) in zip(of.tolist(), spans.tolist(), strict=True):
        found[keys[place]].append((_back(begins), _back(ends)))
    return found


def gaps_from(
    units: Sequence[Unit], first: dt.date, days: int, *, minutes: int, not_before: dt.datetime
) -> Iterator[tuple[Times, Span]]:
    """Gaps of at least that length in all these units, the earliest first.

    Read piece by piece, each of twice as many days as the one before: whoever takes a gap and
    stops has not read what is booked after it. A gap that goes on beyond its piece comes again
    with the next one, from there. Three queries, and one for each piece.
    """
    keyed = times_of(units)
    times = [keyed[unit.pk] for unit in units]
    opened = _not_before(_opened(times, first, days), _whole(not_before))
    kept = [max(minutes, u.least_minutes) + u.step_minutes for u in units if u.over_night]
    beyond = 60 * max(kept, default=0)  # seconds of the next piece in which a booking may end
    done, piece = 0, 1
    while done < days:
        begins, ends = days_as_span(first + done * DAY, min(piece, days - done))
        here = _within(opened, _whole(begins), _whole(ends) + beyond)
        claimed = _claimed(units, begins, ends + beyond * SECOND)
        of, spans = _gaps(times, here, claimed, minutes)
        order = np.argsort(spans[:, 0], kind="stable")
        for at in order[spans[order, 0] < _whole(ends)].tolist():
            yield times[int(of[at])], (_back(int(spans[at, 0])), _back(int(spans[at, 1])))
        done, piece = done + piece, piece * 2


def _opened(times: Sequence[Times], first: dt.date, days: int) -> Whole:
    """(n, 3): place of the unit, and from when until when it is open, in order of places.

    What is open is worked out once for all units that keep the same hours.
    """
    alike: dict[object, list[int]] = defaultdict(list)
    for place, one in enumerate(times):
        moves = one.unit.kind == UnitKind.CONTAINER  # open only where it stands somewhere
        alike[place if moves else (one.hours, one.unit.over_night)].append(place)
    parts = [np.empty((0, 3), dtype=np.int64)]
    for places in alike.values():
        told = [(_whole(b), _whole(e)) for b, e in _open(times[places[0]], first, days)]
        spans = np.array(told, dtype=np.int64).reshape(-1, 2)
        of = np.repeat(np.array(places, dtype=np.int64), len(spans))
        parts.append(np.column_stack((of, np.tile(spans, (len(places), 1)))))
    return np.concatenate(parts)


def _open(times: Times, first: dt.date, days: int) -> list[Span]:
    spans = [span for n in range(days) for span in times.open_on(first + n * DAY)]
    if times.unit.over_night and spans:
        return [(spans[0][0], spans[-1][1])]
    return spans


def _within(opened: Whole, begins: int, ends: int) -> Whole:
    """What of the openings lies in that span; one that only touches it is left out."""
    here = opened[(opened[:, 2] > begins) & (opened[:, 1] < ends)]
    return np.column_stack(
        (here[:, 0], np.maximum(here[:, 1], begins), np.minimum(here[:, 2], ends))
    )


def _not_before(opened: Whole, moment: int) -> Whole:
    here = opened[opened[:, 2] > moment]
    return np.column_stack((here[:, 0], np.maximum(here[:, 1], moment), here[:, 2]))


def _claimed(units: Sequence[Unit], begins: dt.datetime, ends: dt.datetime) -> Whole:
    """(n, 3): place of the unit, and from when until when it or a part of it is taken. One query."""
    keys = [unit.pk for unit in units]
    with connection.cursor() as cursor:
        cursor.execute(PACKED, {"units": keys, "begins": begins, "ends": ends})
        (packed,) = cursor.fetchone()
    rows = np.frombuffer(packed or b"", dtype=">i8").reshape(-1, 3).astype(np.int64)
    return np.column_stack((rows[:, 0] - 1, -(-rows[:, 1:] // MICRO)))


def _gaps(
    times: Sequence[Times], opened: Whole, claimed: Whole, minutes: int
) -> tuple[Whole, Whole]:
    """The place of each gap, and (g, 2) its begin and end; thing by thing, in order of time."""
    before = np.array([60 * one.unit.buffer_before for one in times], dtype=np.int64)
    after = np.array([60 * one.unit.buffer_after for one in times], dtype=np.int64)
    of = claimed[:, 0]
    cuts = np.column_stack((claimed[:, 1] - after[of], claimed[:, 2] + before[of]))
    return free_spans(opened[:, 0], opened[:, 1:], of, cuts, least=minutes * 60)


def _whole(moment: dt.datetime) -> int:
    """Seconds; a begun one counts."""
    return -((BEGINNING - moment) // SECOND)


def _back(seconds: int) -> dt.datetime:
    return BEGINNING + seconds * SECOND
