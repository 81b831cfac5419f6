"""A measure of the library in a plan: what it fills in, and what it refuses."""

from decimal import Decimal

from django.utils.translation import gettext as _

from eduhub.evidence.models import Measure, Trial
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
