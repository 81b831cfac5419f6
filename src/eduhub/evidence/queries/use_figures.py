"""The dose strip: each side's pupils by how much they used the solution, as it may be shown."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from eduhub.engines.evidence.usage import BELOW, BINS, PARTS
from eduhub.evidence.queries.drawings import LEFT, Drawing, Field, Figure, Label, Mark
from eduhub.kit import formats

HEIGHT = 330.0
ROOM = 1.45  # of a side's highest column, with the words above it
ROLES = (("area", "curve"), ("area-2", "curve-2"))  # of the trying side, then the comparison

type Stretch = Sequence[int]  # first and last bin, percent
type Strips = Sequence[Sequence[Stretch] | None]  # of the trying side, then the comparison


def dose_figure(strips: Strips, dose: int, says: str) -> Figure | None:
    """None where no side has a strip.

    A column that stands for several bins is as wide as they are and as high as their mean, so
    that equal areas are equally many pupils.
    """
    if not any(strips):
        return None
    names = (_("Tried the solution"), _("Comparison classes"))
    field = Field(0.0, float(BINS), 0.0, 2.0, height=HEIGHT)
    highest = max(_height(one) for strip in strips for one in strip or ())
    marks: list[Mark] = []
    labels: list[Label] = []
    for place, strip in enumerate(strips):
        base = 1.0 - place
        labels.append(Label(f"{LEFT:.1f}", f"{field.y(base + 1) + 14:.1f}", "start", names[place]))
        marks.append(field.level(base, "axis"))
        if strip is None:
            labels.append(_nothing(field, base))
            continue
        for one in strip:
            marks += _column(field, one, base, highest, ROLES[place])
            labels.append(_share(field, one, base, highest))
    marks.append(field.upright(float(BELOW), "zero"))
    labels += [field.below(0.5, formats.number(0)), *_ends(field, dose)]
    labels.append(field.under(_("Minutes a week")))
    return Figure(
        key="dose",
        title=_("How much it was used"),
        says=says,
        drawing=Drawing(tuple(marks), tuple(labels), high=HEIGHT),
        head=(_("Side"), _("Minutes a week"), _("Share of the pupils")),
        rows=tuple(
            (names[place], in_words(one, dose), formats.percent(one[2] / 100))
            for place, strip in enumerate(strips)
            for one in strip or ()
        ),
        note=_(
            "The upright line: the recommended use. Only classes whose file told the use of every"
            " pupil; where few pupils are, neighbours are put together."
        ),
    )


def in_words(stretch: Stretch, dose: int) -> str:
    """The minutes of neighbouring bins."""
    first, last, _percent = stretch
    ends = [part * dose for part in PARTS]
    low, high = formats.number(ends[first - 1]), formats.number(ends[min(last, BINS - 2)])
    if last == 0:
        return _("none")
    if first == 0:
        return _("under %(high)s") % {"high": high} if last < BINS - 1 else _("any")
    if first == 1:
        return _("some, under %(high)s") % {"high": high} if last < BINS - 1 else _("some")
    if last == BINS - 1:
        return _("%(low)s or more") % {"low": low}
    return _("%(low)s to under %(high)s") % {"low": low, "high": high}


def _height(one: Stretch) -> float:
    first, last, percent = one
    return percent / (last - first + 1)


def _top(one: Stretch, base: float, highest: float) -> float:
    return base + _height(one) / (highest * ROOM)


def _column(
    field: Field, one: Stretch, base: float, highest: float, roles: tuple[str, str]
) -> list[Mark]:
    area, edge = roles
    low, high, top = float(one[0]), float(one[1] + 1), _top(one, base, highest)
    around = [(low, base), (low, top), (high, top), (high, base)]
    return [field.box(low, high, top, area, base), field.line(around, edge)]


def _share(field: Field, one: Stretch, base: float, highest: float) -> Label:
    x, y = field.x((one[0] + one[1] + 1) / 2), field.y(_top(one, base, highest))
    return Label(f"{x:.1f}", f"{y - 6:.1f}", "middle", formats.percent(one[2] / 100))


def _nothing(field: Field, base: float) -> Label:
    words = _("Too few pupils apart to be shown.")
    return Label(f"{field.x(0.1):.1f}", f"{field.y(base + 0.4):.1f}", "start", words)


def _ends(field: Field, dose: int) -> list[Label]:
    named = enumerate(PARTS[1:], 2)
    return [field.below(float(at), formats.number(part * dose)) for at, part in named]
