"""Rates of service in the parts of a whole, their ratios, and the hours that would even out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.shares.intervals import Interval, binomial, odds, poisson

HUNDRED = 100


class Standing(StrEnum):
    """How often a part is served for its size, beside the rest."""

    LESS = "less"
    MORE = "more"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Part:
    """What is counted of one part: people there, visits and hours served."""

    name: str
    people: int
    visits: int
    hours: float


@dataclass(frozen=True, slots=True)
class Share:
    """One part, or several small ones together, beside the rest.

    Attributes:
        hours_rate: hours for each hundred people; None without people.
        visits_rate: visits for each hundred people, with its interval.
        ratio: how many times as often as the rest it is served for its size; None where there
            is no rest to compare with.
        due: hours that it lacks to what the whole has for its size; negative: has beyond it.
    """

    names: tuple[str, ...]
    people: int
    visits: int
    hours: float
    hours_rate: float | None
    visits_rate: Interval | None
    ratio: Interval | None
    due: float | None
    standing: Standing


def shares(parts: Sequence[Part], *, least: int, confidence: float = 0.95) -> list[Share]:
    """Each part beside all the others, in the order given; put together ones last.

    The rate of visits has Garwood's interval. The ratio to the rest is conditional on all
    visits: if both were served alike, the part's visits would be a binomial share of all visits,
    as large as its share of the people; Clopper and Pearson's interval of that share gives the
    ratio's. Both hold for visits that come one by one: where one school comes every week, the
    truth is less sure than they say.

    Args:
        least: parts with fewer people are told together with other small ones, and if those
            are too few, with the next larger part. A part without anybody is not small: what it
            is served is told, and no rate.

    Raises:
        ValueError: a count is negative, or a name comes twice.

    Source: Przyborowski and Wilenski, Biometrika 31 (1940), 313-323, for the ratio of two means.
    """
    _check(parts)
    together = _put_together([part for part in parts if part.people], least)
    people = sum(part.people for _, part in together)
    visits = sum(part.visits for _, part in together)
    hours = sum(part.hours for _, part in together)
    told = [
        _share(names, part, Part("", people, visits, hours), confidence)
        for names, part in together
    ]
    return told + [
        Share(
            (part.name,), 0, part.visits, part.hours, None, None, None, None, Standing.CANNOT_TELL
        )
        for part in parts
        if not part.people
    ]


def _check(parts: Sequence[Part]) -> None:
    if len({part.name for part in parts}) < len(parts):
        raise ValueError("a part is told twice")
    if any(part.people < 0 or part.visits < 0 or part.hours < 0 for part in parts):
        raise ValueError("a count is negative")


def _put_together(parts: Sequence[Part], least: int) -> list[tuple[tuple[str, ...], Part]]:
    small = sorted((part for part in parts if part.people < least), key=lambda p: p.people)
    large = [part for part in parts if part.people >= least]
    if small and sum(part.people for part in small) < least and large:
        small.append(min(large, key=lambda part: part.people))
        large.remove(small[-1])
    if len(small) == 1 and small[0].people >= least:
        large, small = [*large, *small], []
    told: list[tuple[tuple[str, ...], Part]] = [((part.name,), part) for part in large]
    if small:
        names = tuple(part.name for part in small)
        told.append((names, _sum(small)))
    return told


def _sum(parts: Sequence[Part]) -> Part:
    return Part(
        "",
        sum(part.people for part in parts),
        sum(part.visits for part in parts),
        sum(part.hours for part in parts),
    )


def _share(names: tuple[str, ...], part: Part, whole: Part, confidence: float) -> Share:
    each = HUNDRED / part.people
    came = poisson(part.visits, confidence=confidence)
    ratio = _ratio(part, whole, confidence)
    return Share(
        names=names,
        people=part.people,
        visits=part.visits,
        hours=part.hours,
        hours_rate=part.hours * each,
        visits_rate=Interval(came.value * each, came.low * each, came.high * each),
        ratio=ratio,
        due=whole.hours * part.people / whole.people - part.hours,
        standing=_standing(ratio),
    )


def _ratio(part: Part, whole: Part, confidence: float) -> Interval | None:
    others = whole.people - part.people
    if not others or not whole.visits:
        return None
    share = binomial(part.visits, whole.visits, confidence=confidence)
    size = others / part.people
    return Interval(odds(share.value) * size, odds(share.low) * size, odds(share.high) * size)


def _standing(ratio: Interval | None) -> Standing:
    if ratio is None or ratio.low <= 1 <= ratio.high:
        return Standing.CANNOT_TELL
    return Standing.LESS if ratio.high < 1 else Standing.MORE
