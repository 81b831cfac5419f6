"""What of the tables is shown, and to whom with how many digits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.disclosure.rules import Code, fringe
from eduhub.engines.evidence.disclosure.tables import Key, Place, Table
from eduhub.engines.evidence.thresholds.disclosure import (
    HIGHEST_SHOWN_SHARE,
    LOWEST_SHOWN_SHARE,
    PUBLIC_COUNT_STEP,
    PUBLIC_MEAN_DECIMALS,
)


class Audience(StrEnum):
    PARTNERS = "partners"
    """School, company and hub: figures as they are."""

    PUBLIC = "public"
    """Counts to the nearest five, means and SDs to one decimal."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell as it may be read; a figure is None where its code is not `shown`.

    `percent` (whole, of all who answered) is there in a distribution, for a shown answer.
    `mean` and `sd` share one code, None in a table without a measure.
    """

    pupils: int | None
    pupils_code: Code
    percent: int | None
    mean: float | None
    sd: float | None
    mean_code: Code | None


@dataclass(frozen=True, slots=True)
class ShownTable:
    name: str
    dimensions: tuple[str, ...]
    cells: Mapping[Key, ShownCell]


@dataclass(frozen=True, slots=True)
class Release:
    """Tables that may be given away together, beside all earlier versions.

    `exposed` are cells that earlier versions alone already give away, whatever is withheld
    now: empty unless an earlier version was released by other rules.
    """

    audience: Audience
    tables: tuple[ShownTable, ...]
    exposed: tuple[Place, ...]

    def table(self, name: str) -> ShownTable:
        """The table of that name; KeyError if there is none."""
        return {each.name: each for each in self.tables}[name]


@dataclass(frozen=True, slots=True)
class Version:
    """What was released before, with the tables that it was made from."""

    tables: tuple[Table, ...]
    release: Release


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A whole percentage; at an end it is the limit itself, and the code says which way."""

    percent: int
    code: Code


def shown_share(part: int, whole: int) -> ShownShare:
    """A share that names nobody: at most 5 %, at least 95 %, or as it is in whole percent.

    With fewer than 80 pupils the ends are wider, so that no fewer than five are told apart.

    Raises:
        ValueError: the part is not of the whole, or nobody is there.
    """
    if not 0 <= part <= whole or not whole:
        raise ValueError(f"{part} is not a part of {whole} pupils")
    few = fringe(whole)
    if part <= few:
        lowest = max(100 * LOWEST_SHOWN_SHARE.value, -(-100 * few // whole))
        return ShownShare(min(100, round(lowest)), Code.AT_MOST)
    if part >= whole - few:
        highest = min(100 * HIGHEST_SHOWN_SHARE.value, 100 * (whole - few) // whole)
        return ShownShare(max(0, round(highest)), Code.AT_LEAST)
    return ShownShare(round(100 * part / whole), Code.SHOWN)


def count_for(audience: Audience, pupils: int) -> int:
    """To the nearest five for the public, a half up; as it is for partners."""
    step = int(PUBLIC_COUNT_STEP.value)
    return pupils if audience is Audience.PARTNERS else step * ((2 * pupils + step) // (2 * step))


def mean_for(audience: Audience, value: float | None) -> float | None:
    """To one decimal for the public; as it is for partners."""
    if value is None or audience is Audience.PARTNERS:
        return value
    return round(value, int(PUBLIC_MEAN_DECIMALS.value))
