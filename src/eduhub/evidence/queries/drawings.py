"""Drawings of a report as geometry: the page styles them by class, the PDF by the colours below.

The same numbers give the same bytes. A drawing is never alone: a figure has a title, a sentence
that says what is to be seen, and the same numbers as a table. Shapes differ beside colours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from eduhub.kit import formats

WIDE, HIGH = 420.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 16.0, 14.0, 52.0
MOST_TICKS = 6
STEPS = (1, 2, 5)
type Anchor = Literal["start", "middle", "end"]

INKS = {  # of the PDF: stroke, its width, fill, dashes
    "rule": ("#d5dbd8", 1.0, "none", ""),
    "axis": ("#68756f", 1.0, "none", ""),
    "zero": ("#16302a", 1.5, "none", ""),
    "curve": ("#0b5d4f", 2.5, "none", ""),
    "curve-2": ("#8a5a00", 2.5, "none", "8 5"),
    "whisker": ("#0b5d4f", 2.5, "none", ""),
    "whisker-b": ("#8a5a00", 2.5, "none", ""),
    "whisker-c": ("#a3262a", 2.5, "none", ""),
    "whisker-d": ("#68756f", 2.5, "none", ""),
    "point": ("#0b5d4f", 11.0, "none", ""),
    "ring": ("#8a5a00", 11.0, "none", ""),
    "hole": ("#ffffff", 6.0, "none", ""),
    "point-b": ("#a3262a", 9.0, "none", ""),
    "point-c": ("#68756f", 9.0, "none", ""),
    "point-d": ("#16302a", 9.0, "none", ""),
    "area": ("none", 0.0, "#dcefe6", ""),
    "area-2": ("none", 0.0, "#f7ebd0", ""),
    "area-3": ("none", 0.0, "#f6dcda", ""),
}
ROUND = {"point", "ring", "hole", "point-c", "point-d"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One path and what it is: a key of INKS, a class of hub.css."""

    role: str
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a drawing."""

    x: str
    y: str
    anchor: Anchor
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    high: float = HIGH

    @property
    def box(self) -> str:
        return f"0 0 {WIDE:g} {self.high:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its table.

    Attributes:
        says: one sentence: what is to be seen; the words instead of the drawing.
        head: of the table; the first column names the row.
        note: how to read it, or what it cannot say.
    """

    key: str
    title: str
    says: str
    drawing: Drawing
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """The field of a drawing: what its width and height stand for."""

    low: float
    high: float
    bottom: float = 0.0
    top: float = 1.0
    height: float = HIGH

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return LEFT + (WIDE - LEFT - RIGHT) * min(max(share, 0.0), 1.0)

    def y(self, value: float) -> float:
        share = (value - self.bottom) / (self.top - self.bottom)
        return TOP + (self.height - TOP - BOTTOM) * (1 - min(max(share, 0.0), 1.0))

    def upright(self, value: float, role: str = "rule") -> Mark:
        return Mark(role, f"M{self.x(value):.1f} {TOP:.1f}V{self.height - BOTTOM:.1f}")

    def level(self, value: float, role: str = "rule") -> Mark:
        return Mark(role, f"M{LEFT:.1f} {self.y(value):.1f}H{WIDE - RIGHT:.1f}")

    def line(self, points: Sequence[tuple[float, float]], role: str = "curve") -> Mark:
        told = [f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points]
        return Mark(role, "M" + "L".join(told))

    def box(self, low: float, high: float, top: float, role: str, bottom: float = 0.0) -> Mark:
        x, width = self.x(low), self.x(high) - self.x(low)
        y, height = self.y(top), self.y(bottom) - self.y(top)
        return Mark(role, f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}Z")

    def dot(self, x: float, y: float, role: str = "point") -> Mark:
        return Mark(role, f"M{self.x(x):.1f} {self.y(y):.1f}h.01")

    def below(self, value: float, words: str) -> Label:
        return Label(f"{self.x(value):.1f}", f"{self.height - BOTTOM + 18:.1f}", "middle", words)

    def beside(self, value: float, words: str) -> Label:
        return Label(f"{LEFT - 6:.1f}", f"{self.y(value) + 4:.1f}", "end", words)

    def under(self, words: str) -> Label:
        """The name of what the width stands for."""
        middle = (LEFT + WIDE - RIGHT) / 2
        return Label(f"{middle:.1f}", f"{self.height - 8:.1f}", "middle", words)

    def ticks(self) -> list[Label]:
        return [self.below(at, formats.number(at)) for at in even(self.low, self.high)]


def even(low: float, high: float) -> list[float]:
    """At most six even numbers from low to high."""
    rough = (high - low) / (MOST_TICKS - 1)
    power = 1.0
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    step = next((n * power for n in STEPS if n * power >= rough), 10 * power)
    first = -int(-low // step) if low > 0 else int(low / step)
    found = []
    while first * step <= high + step * 1e-9:
        found.append(round(first * step, 10))
        first += 1
    return found


def svg(figure: Figure) -> str:
    """The figure as a file of its own, with title and description."""
    drawing = figure.drawing
    paths = "".join(_path(mark) for mark in drawing.marks)
    words = "".join(
        f'<text x="{one.x}" y="{one.y}" text-anchor="{one.anchor}" font-size="13"'
        f' font-family="Instrument Sans" fill="#3d4a45">{escape(one.words)}</text>'
        for one in drawing.labels
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.box}" role="img">'
        f"<title>{escape(figure.title)}</title><desc>{escape(figure.says)}</desc>"
        f"{paths}{words}</svg>"
    )


def _path(mark: Mark) -> str:
    stroke, width, fill, dashes = INKS[mark.role]
    cap = ' stroke-linecap="round"' if mark.role in ROUND else ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{mark.path}" fill="{fill}" stroke="{stroke}"'
        f' stroke-width="{width:g}"{cap}{dashed}/>'
    )
