"""The hub's own sign as a drawing: a dot on a line beside an upright line, "no difference".

Filled dot: a difference is shown. Open dot: cannot tell. Square: worse than without. Small
filled dot: shown that there is no difference that matters, which no interval says by itself.
Only geometry lives here; words are put to it in templatetags/ui.py. The same numbers
always give the same bytes.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

type Finding = Literal["shown", "same", "cannot_tell", "worse"]
type Good = Literal["high", "low"]

WIDTH = 200.0  # of a row's drawing; stretched to the cell
STEPS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
MOST_TICKS = 5
FEWEST_FOR_A_FOREST = 12
UNDER_THE_WORDS = 0.6  # share of the width
OPEN_SKY = 150.0  # trees under the words stay below this


def finding(low: float, high: float, good: Good = "high") -> Finding:
    """What an interval says of "better than without"; touching zero is "cannot tell"."""
    above, below = ("shown", "worse") if good == "high" else ("worse", "shown")
    if low > 0:
        return above  # type: ignore[return-value]
    return below if high < 0 else "cannot_tell"  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Scale:
    """What the width of a drawing stands for; ticks are evenly spaced, from low to high."""

    low: float = -0.3
    high: float = 0.6
    ticks: tuple[float, ...] = (-0.3, 0.0, 0.3, 0.6)
    band: float = 0.0  # "close enough" reaches this far on both sides of zero

    @classmethod
    def around(cls, values: Iterable[float], band: float = 0.0) -> "Scale":
        """The narrowest even scale that holds zero and all the values.

        Raises:
            ValueError: a value is beyond some hundreds; give a Scale of your own.
        """
        found = [0.0, *values]
        low, high = min(found), max(found)
        candidates = (_ticks(low, high, step) for step in STEPS)
        ticks = min(
            (ticks for ticks in candidates if len(ticks) <= MOST_TICKS),
            key=lambda ticks: ticks[-1] - ticks[0],
        )
        return cls(ticks[0], ticks[-1], ticks, band)

    def x(self, value: float) -> float:
        """Where the value stands, 0 to WIDTH; beyond the scale is its edge."""
        share = (value - self.low) / (self.high - self.low)
        return WIDTH * min(max(share, 0.0), 1.0)


EFFECTS = Scale()


def _ticks(low: float, high: float, step: float) -> tuple[float, ...]:
    first = math.floor(round(low / step, 6))
    last = max(math.ceil(round(high / step, 6)), first + 1)
    return tuple(round(n * step, 6) for n in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Row:
    """One result drawn on its row: path data by what it draws, height in the same units."""

    finding: Finding
    rules: tuple[str, ...]
    zero: str
    band: tuple[str, str] | None  # x and width
    whisker: str
    dot: str
    diamond: str


def row(
    estimate: float,
    low: float,
    high: float,
    *,
    scale: Scale = EFFECTS,
    height: float = 44.0,
    said: Finding,
) -> Row:
    middle = height / 2
    at, left, right = scale.x(estimate), scale.x(low), scale.x(high)
    rules = (_upright(scale.x(t), height) for t in scale.ticks if t and t != scale.low)
    band = None
    if scale.band:
        start, end = scale.x(-scale.band), scale.x(scale.band)
        band = (f"{start:.1f}", f"{end - start:.1f}")
    return Row(
        finding=said,
        rules=tuple(rules),
        zero=_upright(scale.x(0), height),
        band=band,
        whisker=f"M{left:.1f} {middle:.1f}H{right:.1f}",
        dot=f"M{at:.1f} {middle:.1f}h.01",
        diamond=(
            f"M{left:.1f} {middle:.1f}L{at:.1f} {middle - 8:.1f}"
            f"L{right:.1f} {middle:.1f}L{at:.1f} {middle + 8:.1f}Z"
        ),
    )


def _upright(x: float, height: float) -> str:
    return f"M{x:.1f} 0V{height:g}"


class Result(Protocol):
    """What a forest is made of: an estimate with its interval, on one common scale."""

    @property
    def estimate(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Tree:
    """A result turned upright: path data of its stem, trunk and crown (or root)."""

    finding: Finding
    stem: str
    trunk: str
    crown: str
    top: float  # how far down from the top of the drawing the trunk begins


SKY, GROUND, DEPTH = 32.0, 236.0, 295.0  # of 300
LAND, SHORE = 960.0, 20.0  # of 1000, with a margin on both sides
GOLDEN = 0.618034


def leaves_room(trees: Sequence[Tree]) -> bool:
    """Whether the words above the forest can reach down into its left side."""
    left = trees[: round(len(trees) * UNDER_THE_WORDS)]
    return len(trees) >= FEWEST_FOR_A_FOREST and all(tree.top > OPEN_SKY for tree in left)


def forest(results: Iterable[Result]) -> list[Tree]:
    """One tree for each result, left to right as given; the tallest reaches the sky.

    A result with a finding of its own, as `said`, is drawn by that.
    """
    found = list(results)
    tallest = max((r.high for r in found), default=0.0)
    unit = (GROUND - SKY) / tallest if tallest > 0 else GROUND - SKY
    step = LAND / max(len(found), 1)
    trees = []
    for n, result in enumerate(found):
        sway = (n * GOLDEN % 1 - 0.5) * step * 0.3  # a planted row would look like a fence
        x = SHORE + (n + 0.5) * step + sway
        crown, top, foot = (
            min(max(GROUND - value * unit, SKY), DEPTH)
            for value in (result.estimate, result.high, result.low)
        )
        said: Finding = getattr(result, "said", None) or finding(result.low, result.high)
        trees.append(
            Tree(
                finding=said,
                stem=f"M{x:.1f} {GROUND:g}V{crown:.1f}",
                trunk=f"M{x:.1f} {foot:.1f}V{top:.1f}",
                crown=f"M{x:.1f} {min(crown, DEPTH - 4):.1f}h.01",
                top=top,
            )
        )
    return trees
