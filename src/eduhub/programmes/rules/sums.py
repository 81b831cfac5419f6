"""What the answers to one figure tell, and what they cannot tell because some are missing.

Nothing is filled in for those who did not answer. Instead the bounds say between what the answer
of all who were asked must lie, whatever the missing ones would have said (worst-case bounds, after
Manski, Partial Identification of Probability Distributions, 2003, chapter 1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eduhub.engines.evidence.thresholds import (
    FEWEST_COMPANIES_FOR_A_SUM,
    LEAST_ANSWERED_FOR_A_SUM,
    NEAREST_GUESS_OF_A_COMPANY,
)


@dataclass(frozen=True, slots=True)
class Summed:
    """One figure over all who were asked.

    Attributes:
        asked, answered: companies; answered ones told a number, or yes or no.
        missing: how many of the others for which reason, by states.Missing.
        total, median: of those who answered; None where nobody has. Of a yes-or-no figure the
            total counts the yes.
        low, high: bounds of the median of all who were asked; of a yes-or-no figure, of the
            share of yes. None where there is no bound.
    """

    asked: int
    answered: int
    missing: Mapping[str, int]
    total: Decimal | None
    median: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def rate(self) -> Decimal | None:
        """The share of those asked who answered; None where nobody was asked."""
        return Decimal(self.answered) / self.asked if self.asked else None

    @property
    def lacking(self) -> int:
        return self.asked - self.answered


def summed(values: Sequence[Decimal], missing: Mapping[str, int], *, yes_no: bool) -> Summed:
    """The figure of these values (at least 0 each; 1 and 0 for yes and no) and these gaps."""
    answered, lacking = len(values), sum(missing.values())
    low, high = (_share_bounds if yes_no else _median_bounds)(values, lacking)
    return Summed(
        asked=answered + lacking,
        answered=answered,
        missing=missing,
        total=sum(values, Decimal(0)) if values else None,
        median=None if yes_no else _middle(sorted(values)),
        low=low,
        high=high,
    )


def _middle(ordered: Sequence[Decimal]) -> Decimal | None:
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _share_bounds(
    values: Sequence[Decimal], lacking: int
) -> tuple[Decimal | None, Decimal | None]:
    """All the missing ones say no, or all say yes."""
    asked = len(values) + lacking
    if not asked:
        return None, None
    yes = sum(values, Decimal(0))
    return yes / asked, (yes + lacking) / asked


def _median_bounds(
    values: Sequence[Decimal], lacking: int
) -> tuple[Decimal | None, Decimal | None]:
    """All the missing ones have nothing, or more than anybody: then there may be no upper bound."""
    if not values:
        return None, None
    ordered = sorted(values)
    endless = [Decimal("Infinity")] * lacking
    low, high = _middle([Decimal(0)] * lacking + ordered), _middle(ordered + endless)
    return low, high if high is not None and high.is_finite() else None


def tells_too_much(values: Sequence[Decimal], *, yes_no: bool) -> bool:
    """Whether a sum of these is not for everybody: too few, or one of them could be worked out.

    The only yes or no that everybody reads is whether a company is in business, which the public
    register tells of each anyway: there the number of companies decides alone.
    """
    if len(values) < FEWEST_COMPANIES_FOR_A_SUM.value:
        return True
    largest, second = sorted(values, reverse=True)[:2]
    others = sum(values, Decimal(0)) - largest - second
    return not yes_no and others <= Decimal(str(NEAREST_GUESS_OF_A_COMPANY.value)) * largest


def tells_too_little(figure: Summed) -> bool:
    """Whether so many are missing that a sum for everybody would mislead."""
    return figure.rate is None or figure.rate < LEAST_ANSWERED_FOR_A_SUM.value


def rounded(value: Decimal, digits: int = 2) -> Decimal:
    """To so many leading digits, so that two sums cannot be subtracted to the last euro."""
    if not value:
        return Decimal(0)
    return round(value, digits - 1 - value.adjusted())
