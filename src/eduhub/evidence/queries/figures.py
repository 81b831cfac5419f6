"""The figures of a full report, each with its sentence and its table.

What is drawn comes from the report's own numbers, through the gate; nothing is computed from
what pupils or classes gave.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from django.utils.translation import gettext as _

from eduhub.engines.evidence.design.power import power_by_effect
from eduhub.evidence.models import Result
from eduhub.evidence.queries.drawings import LEFT, Drawing, Field, Figure, Label, Mark
from eduhub.evidence.queries.reports import Report, Told
from eduhub.evidence.queries.sentences import of_hundred
from eduhub.kit import formats

ENOUGH = 0.8
POINTS = 30
ROWS = 6
ROW_HIGH = 46.0  # a number, and its line under it
SIGNS = {  # of a finding: whisker, point, hole
    "shown": ("whisker", "point", ""),
    "same": ("whisker-d", "point-d", ""),
    "cannot_tell": ("whisker-b", "ring", "hole"),
    "worse": ("whisker-c", "point-b", ""),
}


@dataclass(frozen=True, slots=True)
class AsItWas:
    """The trial as it came out, for the engine: its own standard error and degrees of freedom."""

    units: float
    variance: float
    degrees_of_freedom: float

    def with_units(self, units: float) -> Self:
        return replace(self, units=units, variance=self.variance * self.units / units)


def figures_of(report: Report, of_solution: Sequence[Told]) -> tuple[Figure, ...]:
    """Those that the numbers permit, in the order of a report; none without a comparison."""
    result = report.result
    if result.estimate is None or result.low is None or result.high is None:
        return ()
    found = [forest(report, of_solution), power(report)]
    return tuple(figure for figure in found if figure is not None)


def forest(report: Report, of_solution: Sequence[Told]) -> Figure | None:
    """All pilots of the solution on one scale, this one first."""
    result = report.result
    if result.sd_estimate is None:
        return None
    own = result.plan.pilot_id
    rows = [one for one in of_solution if one.estimate is not None and one.pilot_id != own]
    told = [_own(report), *((one.number, one.said, _numbers(one)) for one in rows)]
    band = _smallest_in_sd(result, report.question.smallest)
    ends = [end for _number, _said, (_e, low, high) in told for end in (low, high)]
    field = Field(
        min(0.0, -band, *ends) * 1.1,
        max(0.0, band, *ends) * 1.1,
        top=float(len(told)),
        height=66.0 + ROW_HIGH * len(told),
    )
    return Figure(
        key="forest",
        title=_("All pilots of this solution side by side"),
        says=report.sentence,
        drawing=Drawing(
            marks=tuple(_forest_marks(field, told, band)),
            labels=(*_forest_labels(field, told), *field.ticks(), field.under(_standard())),
            high=field.height,
        ),
        head=(_("Pilot"), _("Difference"), _("Lower end"), _("Upper end")),
        rows=tuple(_forest_row(number, numbers) for number, _said, numbers in told),
        note=_(
            "Right of the line is better. The shaded band is a difference too small to matter."
            " A ring: cannot tell; a filled dot: a difference is shown; a square: worse."
        ),
    )


type Numbers = tuple[float, float, float]


def _own(report: Report) -> tuple[str, str, Numbers]:
    result, sign = report.result, 1.0 if report.question.higher_is_better else -1.0
    ends = sorted(sign * (end or 0.0) for end in (result.sd_low, result.sd_high))
    numbers = (sign * (result.sd_estimate or 0.0), ends[0], ends[1])
    return result.plan.pilot.number, report.said, numbers


def _numbers(told: Told) -> Numbers:
    return told.estimate or 0.0, told.low or 0.0, told.high or 0.0


def _smallest_in_sd(result: Result, smallest: float) -> float:
    """The smallest difference that matters, on the scale of standard deviations."""
    if not result.estimate or not result.sd_estimate:
        return 0.0
    return smallest * abs(result.sd_estimate / result.estimate)


def _forest_marks(
    field: Field, told: Sequence[tuple[str, str, Numbers]], band: float
) -> list[Mark]:
    many = float(len(told))
    marks = [field.box(-band, band, many, "area")] if band else []
    marks.append(field.upright(0.0, "zero"))
    for place, (_number, said, (estimate, low, high)) in enumerate(told):
        y = many - place - 0.68
        whisker, point, hole = SIGNS[said]
        marks += [field.line([(low, y), (high, y)], whisker), field.dot(estimate, y, point)]
        if hole:
            marks.append(field.dot(estimate, y, hole))
    return marks


def _forest_labels(field: Field, told: Sequence[tuple[str, str, Numbers]]) -> list[Label]:
    """Each pilot's number over its line, so that the drawing keeps its width on a phone."""
    many = len(told)
    return [
        Label(f"{LEFT:.1f}", f"{field.y(many - place - 0.22) + 4:.1f}", "start", number)
        for place, (number, _said, _numbers) in enumerate(told)
    ]


def _forest_row(number: str, numbers: Numbers) -> tuple[str, ...]:
    estimate, low, high = numbers
    return number, formats.signed(estimate, 2), formats.number(low, 2), formats.number(high, 2)


def _standard() -> str:
    return _("Standard deviations of the pupils' results")


def power(report: Report) -> Figure | None:
    """Which differences a pilot as sure as this one finds, and how often."""
    result, smallest = report.result, report.question.smallest
    error, freedom = result.standard_error, result.degrees_of_freedom
    if not error or not freedom or not math.isfinite(error) or freedom <= 0:
        return None
    trial = AsItWas(result.facts["classes"], error**2, freedom)
    end = max(2 * smallest, 6 * error)
    grid = [end * n / POINTS for n in range(POINTS + 1)]
    points = [(one.at, one.power) for one in power_by_effect(trial, grid)]
    own = power_by_effect(trial, [smallest])[0].power
    field = Field(0.0, end)
    asked = {grid[n] for n in range(0, POINTS + 1, POINTS // ROWS)} | {smallest}
    rows = [(one.at, one.power) for one in power_by_effect(trial, sorted(asked))]
    unit = str(report.question.unit)
    found = {"smallest": formats.number(smallest), "unit": unit, "found": of_hundred(own)}
    return Figure(
        key="power",
        title=_("What a pilot of this size can find"),
        says=_(
            "Were the true difference %(smallest)s %(unit)s, the smallest that matters, a pilot as"
            " sure as this one would find it %(found)s times."
        )
        % found,
        drawing=Drawing(
            marks=(
                *(field.level(at) for at in (0.0, 0.5, 1.0)),
                field.level(ENOUGH, "axis"),
                field.upright(smallest, "zero"),
                field.line(points),
                field.dot(smallest, own, "point-d"),
            ),
            labels=(
                *(field.beside(at, formats.percent(at)) for at in (0.0, 0.5, ENOUGH, 1.0)),
                *field.ticks(),
                field.under(_("True difference, %(unit)s") % {"unit": unit}),
            ),
        ),
        head=(_("True difference"), _("Found in")),
        rows=tuple((formats.number(at), of_hundred(chance)) for at, chance in rows),
        note=_(
            "The upright line: the smallest difference that matters. One asks for 80 of 100."
            " Worked out from this pilot's own standard error."
        ),
    )
