"""Whether a difference is small enough not to matter, from any estimate with its t distribution."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from scipy import special


class Quantity(Protocol):
    """What has an estimate, a standard error and degrees of freedom, however they came about."""

    @property
    def estimate(self) -> float: ...

    @property
    def standard_error(self) -> float: ...

    @property
    def degrees_of_freedom(self) -> float: ...


class Shown(StrEnum):
    """What a one-sided question has for an answer."""

    SHOWN = "shown"

    NOT_SHOWN = "not_shown"
    """Which is not the same as: the opposite is shown."""


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests; the interval has coverage 1 - 2 alpha and tells the same."""

    lowest: float
    highest: float
    p_lower: float
    """For "the difference is at or below the lowest"."""

    p_upper: float
    """For "the difference is at or above the highest"."""

    p_value: float
    """The larger of the two."""

    low: float
    high: float
    answer: Shown


@dataclass(frozen=True, slots=True)
class NonInferiority:
    """One one-sided test; `limit` is the end of the one-sided interval on the bad side."""

    margin: float
    p_value: float
    limit: float
    answer: Shown


def equivalence(
    found: Quantity, *, lowest: float, highest: float, alpha: float = 0.05
) -> Equivalence:
    """Does the difference lie between two limits that were set beforehand (TOST)?

    Args:
        found: the difference, in the limits' unit.
        lowest, highest: the limits, as -0.25 and 0.25 pooled SD.
        alpha: each test's level, below 0.5.

    Raises:
        ValueError: limits in the wrong order, alpha out of range.

    Source: Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987).
    """
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise ValueError(f"the limits are finite and in order, not {lowest} and {highest}")
    _refuse_alpha(alpha)
    p_lower = _chance_of_more(found, lowest)
    p_upper = _chance_of_less(found, highest)
    reach = _reach(found, alpha)
    larger = max(p_lower, p_upper)
    return Equivalence(
        lowest=lowest,
        highest=highest,
        p_lower=p_lower,
        p_upper=p_upper,
        p_value=larger,
        low=found.estimate - reach,
        high=found.estimate + reach,
        answer=Shown.SHOWN if larger < alpha else Shown.NOT_SHOWN,
    )


def non_inferiority(
    found: Quantity, *, margin: float, higher_is_better: bool = True, alpha: float = 0.025
) -> NonInferiority:
    """Is the solution worse by less than a margin that was set beforehand?

    Args:
        found: solution minus comparison, in the margin's unit.
        margin: the largest loss that one would put up with, above zero.
        higher_is_better: False where less is better (errors, absences).
        alpha: the one-sided level, below 0.5.

    Raises:
        ValueError: the margin is not above zero, alpha out of range.

    Source: ICH E9, Statistical principles for clinical trials (1998), section 3.3.2.
    """
    if not (math.isfinite(margin) and margin > 0):
        raise ValueError(f"the margin is above zero, not {margin}")
    _refuse_alpha(alpha)
    reach = _reach(found, alpha)
    if higher_is_better:
        p_value, limit = _chance_of_more(found, -margin), found.estimate - reach
    else:
        p_value, limit = _chance_of_less(found, margin), found.estimate + reach
    return NonInferiority(
        margin=margin,
        p_value=p_value,
        limit=limit,
        answer=Shown.SHOWN if p_value < alpha else Shown.NOT_SHOWN,
    )


def _chance_of_more(found: Quantity, limit: float) -> float:
    t = (found.estimate - limit) / found.standard_error
    return float(special.stdtr(found.degrees_of_freedom, -t))


def _chance_of_less(found: Quantity, limit: float) -> float:
    t = (found.estimate - limit) / found.standard_error
    return float(special.stdtr(found.degrees_of_freedom, t))


def _reach(found: Quantity, alpha: float) -> float:
    return float(special.stdtrit(found.degrees_of_freedom, 1 - alpha)) * found.standard_error


def _refuse_alpha(alpha: float) -> None:
    if not 0 < alpha < 0.5:
        raise ValueError(f"alpha lies between 0 and 0.5, not {alpha}")
