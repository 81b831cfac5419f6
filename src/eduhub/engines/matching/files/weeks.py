"""ISO weeks as texts and as whole numbers that count on over the new year."""

import datetime as dt
import re
from collections.abc import Iterable

WEEK = re.compile(r"(\d{4})-W(\d{2})")


def week_number(text: str) -> int:
    """The week of a text like 2026-W36, counted from the first week of the year 1.

    Raises:
        ValueError: not of this form, or the year has no such week.
    """
    found = WEEK.fullmatch(text)
    if not found:
        raise ValueError(f"expected a week like 2026-W36, got {text!r}")
    try:
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError as trouble:
        raise ValueError(f"there is no week {text}") from trouble
    return (monday.toordinal() - 1) // 7


def week_text(number: int) -> str:
    """The week with this number, as 2026-W36."""
    year, week, _ = dt.date.fromordinal(number * 7 + 1).isocalendar()
    return f"{year:04d}-W{week:02d}"


def weeks_of(texts: Iterable[str]) -> frozenset[int]:
    """The weeks of texts that are single weeks or stretches like 2026-W36/2026-W43.

    Raises:
        ValueError: not a week or a stretch, or one that ends before it begins.
    """
    weeks: set[int] = set()
    for text in texts:
        first, _, last = text.partition("/")
        begin, end = week_number(first), week_number(last or first)
        if end < begin:
            raise ValueError(f"the stretch {text} ends before it begins")
        weeks.update(range(begin, end + 1))
    return frozenset(weeks)


def week_stretches(weeks: Iterable[int]) -> list[str]:
    """The weeks as the fewest texts that `weeks_of` reads back."""
    stretches: list[tuple[int, int]] = []
    for week in sorted(weeks):
        if stretches and stretches[-1][1] == week - 1:
            stretches[-1] = (stretches[-1][0], week)
        else:
            stretches.append((week, week))
    return [
        week_text(first) if first == last else f"{week_text(first)}/{week_text(last)}"
        for first, last in stretches
    ]
