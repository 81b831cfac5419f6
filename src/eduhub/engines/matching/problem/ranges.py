"""Values out of their range are refused: which value, where, and what was expected."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

MOST_SCORE = 100
MOST_POINTS = 10_000
MOST_AGE = 120
MOST_MINUTES = 7 * 24 * 60
MOST_PLACES = 1_000_000
MOST_WEEKS = 64
"""Weeks from the first to the last that the offers of one problem may span."""
MOST_KINDS = 64
"""Different languages, devices or topics in one problem."""


def named(value: str | None, what: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{what}: expected text that is not empty, got {value!r}")


def some(values: Collection[object], what: str) -> None:
    if not values:
        raise ValueError(f"{what}: expected at least one")


def within(value: int, low: int, high: int, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"{what}: expected a whole number from {low} to {high}, got {value!r}")


def ages(ages: tuple[int, int], where: str) -> None:
    youngest, oldest = ages
    within(youngest, 0, MOST_AGE, f"{where}: youngest age")
    within(oldest, youngest, MOST_AGE, f"{where}: oldest age")


def scores(scores: Mapping[str, int], where: str) -> None:
    for other, score in scores.items():
        within(score, 0, MOST_SCORE, f"{where}: score of {other!r}")


def once(values: Iterable[object], what: str) -> None:
    twice = [value for value, times in Counter(values).items() if times > 1]
    if twice:
        raise ValueError(f"{what} {twice[0]!r} comes twice")


def known(named: Iterable[str], known: Collection[str], where: str, what: str) -> None:
    for one in named:
        if one not in known:
            raise ValueError(f"{where}: no {what} is called {one!r}")
