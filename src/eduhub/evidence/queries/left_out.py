"""Which schools another analysis may leave out, so that nobody can subtract it from the whole.

Whoever has a report and the same without one school knows what that school reached. So leaving
it out is as much as showing it: it may be left out where a table of all schools, released beside
the report, would show it. That table is released once and for all schools together, and a small
school stays hidden in it however many of the others are left out in turn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from eduhub.engines.evidence import (
    FEWEST_CLASSES_FOR_A_MEAN,
    FEWEST_CLASSES_FOR_A_STATEMENT,
    SMALLEST_GROUP_FOR_A_MEAN,
    ClassMoments,
)
from eduhub.engines.evidence.disclosure import (
    TOTAL,
    Audience,
    Code,
    Entry,
    Table,
    Version,
    release,
)
from eduhub.evidence.models import Trial
from eduhub.evidence.models.totals import OUTCOME

ARMS = ("0", "1", TOTAL)
TOLD = frozenset({Code.SHOWN, Code.NOBODY})


@dataclass(frozen=True, slots=True)
class InSchool:
    """The sums of one class and where it goes to school."""

    school: str
    cell: ClassMoments


def cells_by_school(trial: Trial) -> list[InSchool]:
    """Counted sums with the school of their class; [] where the hub does not know the classes."""
    school_of = {one.pk: str(one.group.school_id) for one in trial.classes}
    return [
        InSchool(school_of[totals.of_class_id], cell)
        for totals in trial.counted
        if totals.of_class_id in school_of
        for cell in totals.moments
    ]


def may_be_left_out(
    found: Sequence[InSchool], *, scale: tuple[float, float] | None
) -> frozenset[str]:
    """The schools without which an analysis tells nothing of few pupils or single classes.

    Args:
        scale: the least and the most of the measure, where the plan names them.
    """
    schools = sorted({one.school for one in found})
    if len(schools) < 2:
        return frozenset()
    ends = _scale(found, scale)
    whole = _table("whole", ("arm",), {(arm,): _of(found, arm) for arm in ARMS}, ends)
    every: dict[tuple[str, ...], Entry] = {
        (school, arm): _of(found, arm, school) for school, arm in product((*schools, TOTAL), ARMS)
    }
    earlier = Version((whole,), release([whole], audience=Audience.PARTNERS))
    table = _table("schools", ("school", "arm"), every, ends)
    told = release([table], audience=Audience.PARTNERS, earlier=[earlier]).table("schools").cells
    shown = {
        school
        for school in schools
        if all(
            told[school, arm].pupils_code is Code.SHOWN and told[school, arm].mean_code in TOLD
            for arm in ARMS
        )
    }
    return frozenset(school for school in shown if _leaves_enough(found, school))


def _leaves_enough(found: Iterable[InSchool], school: str) -> bool:
    rest = [one for one in found if one.school != school]
    fewest = FEWEST_CLASSES_FOR_A_STATEMENT.value
    return all(_of(rest, arm).classes >= fewest for arm in ARMS[:2])


def _table(
    name: str,
    dimensions: tuple[str, ...],
    entries: Mapping[tuple[str, ...], Entry],
    scale: tuple[float, float],
) -> Table:
    return Table(name=name, dimensions=dimensions, entries=entries, measure=OUTCOME, scale=scale)


def _of(found: Iterable[InSchool], arm: str, school: str = TOTAL) -> Entry:
    cells = [
        one.cell
        for one in found
        if arm in (TOTAL, str(one.cell.arm)) and school in (TOTAL, one.school)
    ]
    sizes = [cell.pupils for cell in cells]
    if not cells:
        return Entry(pupils=0, classes=0, largest_class=0)
    sums = (cell.pupils * cell.means[cell.places([OUTCOME])[0]] for cell in cells)
    return Entry(
        pupils=sum(sizes),
        classes=len(cells),
        largest_class=max(sizes),
        mean=sum(sums) / sum(sizes),
    )


def _scale(found: Sequence[InSchool], scale: tuple[float, float] | None) -> tuple[float, float]:
    """The plan's, widened where a mean lies outside; without one, what the means span and half."""
    means = [one.cell.means[one.cell.places([OUTCOME])[0]] for one in found]
    low, high = min(means), max(means)
    if scale is not None:
        return min(low, scale[0]), max(high, scale[1])
    room = (high - low) / 2 or 1.0
    return low - room, high + room


FEWEST = (int(FEWEST_CLASSES_FOR_A_MEAN.value), int(SMALLEST_GROUP_FOR_A_MEAN.value))
"""Classes and pupils of a school on each side where it has any, for its being left out."""
