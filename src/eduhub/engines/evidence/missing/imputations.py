"""One estimate from several imputed data sets.

Source: Rubin, Multiple Imputation for Nonresponse in Surveys (1987); degrees of freedom after
Barnard & Rubin, Biometrika 86 (1999); named as in R's mice.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special


@dataclass(frozen=True, slots=True)
class Pooled:
    """One quantity over all imputations.

    `within` is the mean of the variances, `between` the variance of the estimates, `total`
    what follows for the pooled estimate. `relative_increase` is how much larger the variance
    is for what was missing, `due_to_missing` the share of `total` that comes of it, and
    `missing_information` the same allowing for few imputations. `degrees_of_freedom` is None
    where neither the imputations nor the complete data limit it: p and interval are then
    those of the normal distribution.
    """

    estimate: float
    within: float
    between: float
    total: float
    standard_error: float
    degrees_of_freedom: float | None
    relative_increase: float
    due_to_missing: float
    missing_information: float
    t: float
    p_value: float
    low: float
    high: float


def pool_imputations(
    estimates: Sequence[float],
    variances: Sequence[float],
    *,
    complete_df: float | None,
    confidence: float = 0.95,
) -> Pooled:
    """What do all imputations say together of one quantity, and how sure is that?

    Args:
        estimates: one from each imputed data set, at least two.
        variances: the squared standard error of each.
        complete_df: degrees of freedom if nothing had been missing (pupils less unknowns, or
            Satterthwaite's); None for an estimate that is taken as normal.
        confidence: coverage of the interval, in (0, 1).

    Raises:
        ValueError: fewer than two imputations, lengths differ, a value is not finite, a
            variance or `complete_df` is not above zero.
    """
    _refuse(estimates, variances, complete_df, confidence)
    count = len(estimates)
    estimate = math.fsum(estimates) / count
    within = math.fsum(variances) / count
    between = math.fsum((each - estimate) ** 2 for each in estimates) / (count - 1)
    total = within + (1 + 1 / count) * between
    increase = (1 + 1 / count) * between / within
    share = (1 + 1 / count) * between / total
    freedom = _degrees_of_freedom(count, share, complete_df)
    error = math.sqrt(total)
    reach = _quantile(freedom, (1 + confidence) / 2) * error
    lost = 0.0 if freedom is None else 2 / (freedom + 3)
    return Pooled(
        estimate=estimate,
        within=within,
        between=between,
        total=total,
        standard_error=error,
        degrees_of_freedom=freedom,
        relative_increase=increase,
        due_to_missing=share,
        missing_information=(increase + lost) / (increase + 1),
        t=estimate / error,
        p_value=2 * _below(freedom, -abs(estimate / error)),
        low=estimate - reach,
        high=estimate + reach,
    )


def _degrees_of_freedom(count: int, share: float, complete: float | None) -> float | None:
    """Rubin's, limited by those that the complete data would have had."""
    observed = None
    if complete is not None:
        observed = (complete + 1) / (complete + 3) * complete * (1 - share)
    if share == 0 or not math.isfinite(rubins := (count - 1) / share**2):
        return observed
    return rubins if observed is None else 1 / (1 / rubins + 1 / observed)


def _quantile(freedom: float | None, level: float) -> float:
    return float(special.ndtri(level) if freedom is None else special.stdtrit(freedom, level))


def _below(freedom: float | None, t: float) -> float:
    return float(special.ndtr(t) if freedom is None else special.stdtr(freedom, t))


def _refuse(
    estimates: Sequence[float],
    variances: Sequence[float],
    complete_df: float | None,
    confidence: float,
) -> None:
    if len(estimates) < 2 or len(variances) != len(estimates):
        raise ValueError(
            f"two imputations or more, a variance for each; not {len(estimates)} estimates"
            f" and {len(variances)} variances"
        )
    if not all(math.isfinite(each) for each in (*estimates, *variances)):
        raise ValueError("an estimate or variance is not a finite number")
    if min(variances) <= 0:
        raise ValueError(f"variances are above zero, not {min(variances)}")
    if complete_df is not None and not 0 < complete_df < math.inf:
        raise ValueError(f"complete_df is above zero and finite, or None; not {complete_df}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, not at {confidence}")
