"""Filled-in forms of a questionnaire as one number each; nothing of them is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from django.utils.translation import gettext as _

from eduhub.engines.evidence.scales import Alpha, CannotEstimate, cronbach_alpha, items_of_rows
from eduhub.evidence.models import Measure
from eduhub.kit.errors import Invalid

MOST_FORMS = 200
FEWEST_FOR_ALPHA = 10  # own choice: with fewer its interval tells nothing


@dataclass(frozen=True, slots=True)
class Scored:
    """The forms on the measure's own scale; `sd` needs two of them, `alpha` ten that differ."""

    scores: tuple[float, ...]
    mean: float
    sd: float | None
    alpha: Alpha | None


def can_be_scored(measure: Measure) -> bool:
    """Whether it has statements and a range to put their answers on."""
    return bool(measure.items) and measure.low is not None and measure.high is not None


def score_forms(measure: Measure, written: str) -> Scored:
    """One form a line: its answers in the order of the statements.

    A form's score lies on the measure's scale as its answers lie on theirs, once the reversed
    ones are turned: so the mean of a scale from 1 to 5 is the mean of its answers, and the System
    Usability Scale comes out as Brooke says.

    Raises:
        Invalid: no form, too many, or a line that is not as many answers as statements.
    """
    turned = [one.is_reversed for one in measure.statements]
    low, high = measure.answer_low, measure.answer_high
    if not can_be_scored(measure) or low is None or high is None:
        raise ValueError(f"measure {measure.pk} has no statements to be scored")
    forms = _forms(written, len(turned), (low, high))
    rows = [
        [
            high + low - answer if back else answer
            for answer, back in zip(form, turned, strict=True)
        ]
        for form in forms
    ]
    bottom, top = float(measure.low or 0), float(measure.high or 0)
    share = (top - bottom) / (high - low)
    scores = tuple(bottom + share * (fmean(row) - low) for row in rows)
    sd = stdev(scores) if len(scores) > 1 else None
    return Scored(scores, fmean(scores), sd, _alpha(rows))


def _forms(written: str, statements: int, ends: tuple[int, int]) -> list[list[int]]:
    lines = [line.replace(",", " ").replace(";", " ").split() for line in written.splitlines()]
    forms: list[list[int]] = []
    for number, cells in enumerate(lines, start=1):
        if not cells:
            continue
        answers = [int(cell) for cell in cells if cell.lstrip("-").isdigit() and len(cell) < 5]
        good = len(answers) == len(cells) == statements
        if not good or not all(ends[0] <= one <= ends[1] for one in answers):
            words = _("Line %(n)s: write %(count)s answers from %(low)s to %(high)s.")
            told = {"n": number, "count": statements, "low": ends[0], "high": ends[1]}
            raise Invalid({"forms": words % told})
        forms.append(answers)
    if not 0 < len(forms) <= MOST_FORMS:
        raise Invalid({"forms": _("Write at least one form, and 200 at most.")})
    return forms


def _alpha(rows: Sequence[Sequence[float]]) -> Alpha | None:
    if len(rows) < FEWEST_FOR_ALPHA or len(rows[0]) < 2:
        return None
    names = [str(n) for n in range(len(rows[0]))]
    columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    try:
        return cronbach_alpha(items_of_rows(columns, items=names))
    except CannotEstimate:
        return None
