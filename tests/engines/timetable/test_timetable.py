"""Opening hours, gaps, series and holidays, beside plain ways to the same answers."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.timetable import (
    Hours,
    NoSuchHour,
    Pattern,
    Special,
    Weekly,
    at_wall,
    comes_twice,
    earliest,
    free_spans,
    occurrences,
    public_holidays,
    windows,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)  # the clock changes at 3 and at 4
NINE, NOON, FIVE = dt.time(9), dt.time(12), dt.time(17)


def utc(*told):
    return dt.datetime(*told, tzinfo=dt.UTC)


def test_the_holidays_of_2026_and_2027_are_those_of_the_almanac():
    found = {year: sorted(public_holidays(year)) for year in (2026, 2027)}

    told_2026 = "0101 0106 0403 0405 0406 0501 0514 0524 0619 0620 1031 1206 1224 1225 1226"
    told_2027 = "0101 0106 0326 0328 0329 0501 0506 0516 0625 0626 1106 1206 1224 1225 1226"
    assert [f"{d:%m%d}" for d in found[2026]] == told_2026.split()
    assert [f"{d:%m%d}" for d in found[2027]] == told_2027.split()


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2025, 4, 20), (2038, 4, 25), (2285, 3, 22)],
)
def test_easter_is_where_tables_have_it(year, month, day):
    assert public_holidays(year)[dt.date(year, month, day)] == "easter"


def test_the_wall_clock_of_both_nights_of_2027():
    assert at_wall(SPRING, dt.time(2, 59), HELSINKI) == utc(2027, 3, 28, 0, 59)
    assert at_wall(SPRING, dt.time(3, 30), HELSINKI) is None
    assert at_wall(SPRING, dt.time(4), HELSINKI) == utc(2027, 3, 28, 1)
    assert at_wall(AUTUMN, dt.time(3, 30), HELSINKI) == utc(2027, 10, 31, 0, 30)
    twice = [comes_twice(utc(2027, 10, 31, hour, 30), HELSINKI) for hour in (0, 1, 2)]
    assert twice == [True, True, False]
    assert not comes_twice(utc(2027, 10, 31, 2), HELSINKI)
    assert not comes_twice(utc(2027, 3, 28, 0, 30), HELSINKI)


def test_a_special_day_wins_over_a_holiday_and_a_holiday_over_the_week():
    may_day, fair = dt.date(2026, 5, 1), dt.date(2026, 5, 8)  # two Fridays
    week = (Weekly(4, NINE, FIVE),)
    hours = Hours(weekly=week, specials=(Special(fair, fair, NOON, FIVE),))

    assert windows(hours, may_day, HELSINKI) == []
    assert windows(hours, fair, HELSINKI) == [(utc(2026, 5, 8, 9), utc(2026, 5, 8, 14))]
    assert windows(hours, dt.date(2026, 5, 15), HELSINKI) == [
        (utc(2026, 5, 15, 6), utc(2026, 5, 15, 14))
    ]
    opened = Hours(weekly=week, specials=(Special(may_day, may_day, NOON, FIVE),))
    assert len(windows(opened, may_day, HELSINKI)) == 1
    assert len(windows(Hours(weekly=week, on_holidays=True), may_day, HELSINKI)) == 1
    closed = Hours(weekly=week, specials=(Special(fair, fair),))
    assert windows(closed, fair, HELSINKI) == []


def test_periods_end_with_their_last_day_and_hours_that_touch_are_one():
    summer = Weekly(0, NINE, NOON, dt.date(2026, 6, 1), dt.date(2026, 6, 8))
    hours = Hours(weekly=(summer, Weekly(0, NOON, FIVE, dt.date(2026, 6, 8))))

    open_on = {day: len(windows(hours, dt.date(2026, 6, day), HELSINKI)) for day in (1, 8, 15)}

    assert open_on == {1: 1, 8: 1, 15: 1}
    assert windows(hours, dt.date(2026, 6, 8), HELSINKI) == [
        (utc(2026, 6, 8, 6), utc(2026, 6, 8, 14))
    ]


def test_a_day_has_23_hours_in_spring_and_25_in_autumn():
    always = Hours(always=True, on_holidays=True)

    lasts = [windows(always, day, HELSINKI)[0] for day in (SPRING, AUTUMN)]

    assert [(e - b) / dt.timedelta(hours=1) for b, e in lasts] == [23, 25]


def test_an_edge_in_the_hour_that_is_not_there_is_the_end_of_that_hour():
    night = Hours(weekly=(Weekly(6, dt.time(3, 15), dt.time(5)),), on_holidays=True)
    early = Hours(weekly=(Weekly(6, dt.time(1), dt.time(3, 30)),), on_holidays=True)

    assert windows(night, SPRING, HELSINKI) == [(utc(2027, 3, 28, 1), utc(2027, 3, 28, 2))]
    assert windows(early, SPRING, HELSINKI) == [(utc(2027, 3, 27, 23), utc(2027, 3, 28, 1))]


def test_a_series_keeps_the_wall_clock_and_knows_the_day_without_that_hour():
    pattern = Pattern(
        dt.date(2027, 3, 21), dt.date(2027, 4, 4), frozenset({6}), dt.time(3, 30), 60
    )

    found = list(occurrences(pattern, HELSINKI))

    assert [one.begins for one in found] == [
        utc(2027, 3, 21, 1, 30),
        None,
        utc(2027, 4, 4, 0, 30),
    ]
    with pytest.raises(NoSuchHour):
        _ = found[1].span
    assert found[2].span == (utc(2027, 4, 4, 0, 30), utc(2027, 4, 4, 1, 30))


def test_every_other_week_counts_from_the_week_of_the_first_day():
    wednesday = dt.date(2026, 9, 2)
    pattern = Pattern(wednesday, dt.date(2026, 9, 30), frozenset({0, 2}), NINE, 60, every=2)

    assert [one.day.day for one in occurrences(pattern, HELSINKI)] == [2, 14, 16, 28, 30]


span = st.tuples(st.integers(0, 60), st.integers(1, 15)).map(lambda t: (t[0], t[0] + t[1]))
taken = st.lists(st.tuples(st.integers(0, 3), span), max_size=20)


@st.composite
def opened(draw):
    """Up to four things, each with spans that do not overlap."""
    found = []
    for thing in range(4):
        edges = sorted(draw(st.sets(st.integers(0, 70), max_size=6)))
        found += [(thing, pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    return found


@given(opened(), taken, st.integers(1, 6))
def test_gaps_are_those_that_counting_minute_by_minute_finds(opened, taken, least):
    of, spans = free_spans(
        [t for t, _ in opened], [s for _, s in opened],
        [t for t, _ in taken], [s for _, s in taken], least=least,
    )  # fmt: skip

    plain = []
    for thing, (begins, ends) in sorted(opened):
        busy = {m for t, (b, e) in taken if t == thing for m in range(b, e)}
        run = []
        for minute in range(begins, ends + 1):
            if minute < ends and minute not in busy:
                run.append(minute)
            else:
                if len(run) >= least:
                    plain.append((thing, run[0], run[-1] + 1))
                run = []
    assert [(int(t), int(b), int(e)) for t, (b, e) in zip(of, spans, strict=True)] == plain
    first = min(((b, t) for t, b, _ in plain), default=None)
    found = earliest(of, spans)
    assert (found and found[1]) == (first and first[0])


def test_spans_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="ends after"):
        free_spans([0], [(5, 5)], [], [])
    with pytest.raises(ValueError, match="belongs"):
        free_spans([0, 1], [(5, 6)], [], np.empty((0, 2)))
