"""An effect as months of progress, as the Education Endowment Foundation words it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eduhub.engines.evidence.ratings.rating import Claim
from eduhub.engines.evidence.ratings.rounding import half_up
from eduhub.engines.evidence.thresholds.eef import EEF_MONTHS_TOOLKIT, EEF_MONTHS_TRIAL
from eduhub.engines.evidence.thresholds.table import ThresholdTable


class MonthsTable(StrEnum):
    TOOLKIT = "toolkit"
    """For what many studies say together."""

    TRIAL = "trial"
    """For one trial."""


@dataclass(frozen=True, slots=True)
class Months:
    """Months of progress with those of the interval's ends, which always go with it.

    12 means twelve or more.
    """

    months: int
    low: int
    high: int
    table: ThresholdTable
    claim: Claim = Claim.WOULD_CORRESPOND_TO


def months_of_progress(
    effect: float, *, low: float, high: float, table: MonthsTable = MonthsTable.TRIAL
) -> Months:
    """How many months of progress would the effect correspond to, and its interval?

    Args:
        effect: in SDs, against a comparison group; `low` and `high` bound its interval. A
            change without comparison is growth and has no months.

    Raises:
        ValueError: the effect lies outside of its interval, or a value is not finite.
    """
    if not low <= effect <= high or not (-1e6 < low and high < 1e6):
        raise ValueError(f"an effect of {effect} lies in its finite interval, not {low} to {high}")
    chosen = EEF_MONTHS_TRIAL if table is MonthsTable.TRIAL else EEF_MONTHS_TOOLKIT
    return Months(
        months=_months(effect, chosen),
        low=_months(low, chosen),
        high=_months(high, chosen),
        table=chosen,
    )


def _months(effect: float, table: ThresholdTable) -> int:
    hundredths = half_up(abs(effect), 2)
    reached = [months for start, months in table.rows if hundredths >= Decimal(str(start))]
    return int(reached[-1]) if effect >= 0 else -int(reached[-1])
