"""What is free: of all units in two weeks, and of one in its week; beside SQL by hand.

BENCH_BOOKINGS says how many bookings there are (500,000, of 1,000 units). CPU seconds of this
process and of the database's process behind its connection, in turns. Growth is from a
hundredth of that to all of it; every answer is compared.
"""

import math
from collections.abc import Callable, Iterator
from statistics import median

from benchmarks._database import own_database
from benchmarks._solutions import cpu_seconds
from benchmarks._spaces import HOW_MANY, MONDAY, NOW, fill
from benchmarks._sweep import GIST, WEEK, swept, week
from benchmarks.harness import Study
from eduhub.bookings.models import Unit
from eduhub.bookings.queries import gaps_from, taken_between
from eduhub.bookings.queries.times import days_as_span

DAYS, ROUNDS = 14, 11
LEAST_FASTER, MOST_OF_RAW = 8, 1.5
FREE_IN_DAYS = {"an hour is free on the fourth day": 3, "none is free in the two weeks": 99}


def lines() -> Iterator[tuple[str, bool]]:
    """A line for each question and size."""
    with own_database():
        for words, free_in_days in FREE_IN_DAYS.items():
            before: tuple[int, float] | None = None
            for bookings in (HOW_MANY // 100, HOW_MANY // 10, HOW_MANY):
                units = fill(bookings, free_in_days=free_in_days)
                ours, theirs, same = _in_turns(_earliest, _swept)
                line = f"{bookings:>7,} bookings, {words}: {_ms(ours)}, SQL sweep {_ms(theirs)}, "
                line += f"{theirs / ours:.2f} times as fast{_growth(before, bookings, ours)}"
                before = bookings, ours
                is_largest = bookings == HOW_MANY
                yield line, same and (not is_largest or theirs / ours >= LEAST_FASTER)
                if is_largest and free_in_days < DAYS:
                    yield from _weeks(units[len(units) // 2])


def _weeks(unit: Unit) -> Iterator[tuple[str, bool]]:
    begins, ends = days_as_span(MONDAY, 7)

    def ours() -> object:
        found = taken_between([unit], begins, ends)[unit.pk]
        return [(one.begins, one.ends, one.booking_id) for one in found]

    for name, sql, most in (("b-tree", WEEK, MOST_OF_RAW), ("the constraint's GiST", GIST, None)):
        mine, raw, same = _in_turns(ours, lambda sql=sql: week(sql, unit.pk, begins, ends), 301)
        line = f"a week of one unit: {_ms(mine)}, raw SQL through {name} {_ms(raw)}"
        yield line + f", {mine / raw:.2f} of it", same and (most is None or mine <= most * raw)


def _earliest() -> object:
    units = list(Unit.objects.shown().order_by("pk"))
    gaps = gaps_from(units, MONDAY, DAYS, minutes=60, not_before=NOW)
    first = next(gaps, None)
    return first and first[1][0]


def _swept() -> object:
    return swept(DAYS, *days_as_span(MONDAY, DAYS))


def _in_turns(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float, bool]:
    """Median seconds of each, and whether they always said the same."""
    same, spent = ours() == theirs(), ([], [])  # type: tuple[bool, tuple[list[float], list[float]]]
    for number in range(rounds):
        told = [object(), object()]
        for side in (0, 1) if number % 2 else (1, 0):
            begun = cpu_seconds()
            told[side] = (ours, theirs)[side]()
            spent[side].append(cpu_seconds() - begun)
        same &= told[0] == told[1]
    return median(spent[0]), median(spent[1]), same


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.2f} ms"


def _growth(before: tuple[int, float] | None, size: int, seconds: float) -> str:
    if before is None:
        return ""
    return f", exponent {math.log(seconds / before[1]) / math.log(size / before[0]):.2f}"


STUDY = Study(
    name="free_units",
    question="What is free of a town's units, beside SQL by hand (CPU)?",
    lines=lines,
)
