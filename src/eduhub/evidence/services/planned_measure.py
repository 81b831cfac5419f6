"""What a plan takes from elsewhere: a measure of the library, an outcome of the logic model."""

from decimal import Decimal

from django.utils.translation import gettext as _

from eduhub.evidence.models import LogicModel, Measure, Trial
from eduhub.evidence.queries.logic import outcome_named
from eduhub.evidence.queries.measures import range_of
from eduhub.kit.errors import Invalid

type Ends = tuple[Decimal | None, Decimal | None]


def scale_from(measure_id: int, written: Ends, trial: Trial) -> Ends:
    """The ends of the scale as they were written, or where they were left empty the measure's own.

    Raises:
        Invalid: no such measure; it points the other way than what was agreed on; or a scale
            was written that goes beyond it.
    """
    measure = Measure.objects.published().filter(pk=measure_id).first()
    if measure is None:
        raise Invalid({"library_measure": _("Choose a measure from the list.")})
    statement = trial.statement
    if statement is not None and statement.higher_is_better != measure.higher_is_better:
        words = _("Here more is better, but company and teachers agreed that less is.")
        if statement.higher_is_better:
            words = _("Here less is better, but company and teachers agreed that more is.")
        raise Invalid({"library_measure": words})
    low, high = written
    if low is None and high is None:
        return measure.low, measure.high
    if measure.low is None or measure.high is None:
        return written
    if low is not None and low < measure.low:
        raise Invalid({"scale_low": range_of(measure)})
    if high is not None and high > measure.high:
        raise Invalid({"scale_high": range_of(measure)})
    return written


def require_outcome(model_id: int | None, outcome: str, trial: Trial) -> None:
    """Refuse an outcome that no published logic model of the trial's solution names.

    Raises:
        Invalid: as said.
    """
    if model_id is None and not outcome:
        return
    of_solution = LogicModel.objects.published().filter(solution=trial.pilot.solution_id)
    model = of_solution.filter(pk=model_id or 0).first()
    if model is None or outcome_named(model, outcome) is None:
        raise Invalid({"tested_outcome": _("Choose an outcome from the list.")})
