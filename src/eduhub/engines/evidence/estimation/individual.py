"""Pupils who were given an arm one by one: difference in means, robust regression, Lin's.

The variance of a single pupil's residual needs the pupil's own leverage, so these read rows.
Arms given to whole classes belong to `least_squares` or the clustered functions below.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.estimates import Estimate, t_estimate
from eduhub.engines.evidence.estimation.cross_products import (
    INTERCEPT,
    ClassProducts,
    products_of_rows,
)
from eduhub.engines.evidence.estimation.least_squares import FLAT, LeastSquares, least_squares
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle
from eduhub.engines.evidence.regression import inverse_root

type Floats = NDArray[np.float64]

ALONE = 1e-10  # 1 - leverage below this: the pupil alone decides a coefficient


class Robust(StrEnum):
    """How squared residuals are made up for leverage; HC2 is the one to use."""

    HC0 = "hc0"
    HC1 = "hc1"
    """HC0 times rows / (rows - unknowns)."""

    HC2 = "hc2"
    """Each over 1 - leverage: right on average if all pupils vary alike."""

    HC3 = "hc3"
    """Each over (1 - leverage) squared: on the safe side."""

    CLASSICAL = "classical"
    """Not robust: as if all pupils varied alike. For imputations, and to be compared with."""


class Spread(Protocol):
    """An arm told by its pupils, mean and sample SD (`ArmSummary` is one)."""

    @property
    def pupils(self) -> int: ...

    @property
    def mean(self) -> float | None: ...

    @property
    def sd(self) -> float | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class RobustRegression:
    """Least squares over pupils with a variance that lets them vary unlike each other."""

    outcome: str
    terms: tuple[str, ...]
    values: Floats
    """(terms,) coefficients."""

    covariance: Floats
    """(terms, terms)"""

    degrees_of_freedom: int
    """Rows less unknowns."""

    pupils: int
    left_out: int
    """Rows not counted because a value was missing."""

    @property
    def coefficients(self) -> dict[str, float]:
        return dict(zip(self.terms, self.values.tolist(), strict=True))

    def estimate(self, term: str, *, confidence: float = 0.95) -> Estimate:
        """One coefficient with its robust standard error and t interval.

        Raises:
            ValueError: there is no such term.
            CannotCompare: the outcome does not vary.
        """
        if term not in self.terms:
            raise ValueError(f"there is no term {term}; there are {', '.join(self.terms)}")
        at = self.terms.index(term)
        return t_estimate(
            float(self.values[at]),
            standard_error=float(np.sqrt(self.covariance[at, at])),
            degrees_of_freedom=float(self.degrees_of_freedom),
            confidence=confidence,
        )

    def estimates(self, *, confidence: float = 0.95) -> dict[str, Estimate]:
        """Every term's."""
        return {term: self.estimate(term, confidence=confidence) for term in self.terms}


def difference_in_means(
    outcome: ArrayLike, *, arm: ArrayLike, confidence: float = 0.95
) -> Estimate:
    """Arm 1 minus arm 0, each with its own spread (Welch); pupils given an arm one by one.

    Args:
        outcome: (pupils,); NaN rows are left out.
        arm: (pupils,) of 0 and 1.

    Raises:
        ValueError: lengths differ, an arm is other than 0 and 1, a value is infinite.
        CannotCompare: an arm has no pupil (arm_empty) or one (nothing_left_over), or there is
            no variation.

    Source: Welch, Biometrika 34 (1947).
    """
    values, arms = np.asarray(outcome, dtype=float), np.asarray(arm, dtype=float)
    if values.ndim != 1 or arms.shape != values.shape:
        raise ValueError("each pupil has one outcome and one arm")
    if not np.isin(arms, (0.0, 1.0)).all():
        raise ValueError("the arm is 0 or 1 in every row")
    if np.isinf(values).any():
        raise ValueError(f"the outcome of row {int(np.isinf(values).argmax())} is infinite")
    there = ~np.isnan(values)
    none, one = (values[there & (arms == at)] for at in (0, 1))
    return difference_of_summaries(_summary(one), _summary(none), confidence=confidence)


def difference_of_summaries(one: Spread, none: Spread, *, confidence: float = 0.95) -> Estimate:
    """The same from each arm's pupils, mean and SD.

    Where whole classes were given an arm this is naive: it takes pupils of one class for
    strangers, and so finds differences that are not there.

    Raises:
        CannotCompare: as `difference_in_means`.
        ValueError: an SD was never measured.
    """
    means = one.mean, none.mean
    if means[0] is None or means[1] is None or min(one.pupils, none.pupils) < 1:
        raise CannotCompare(Obstacle.ARM_EMPTY, "an arm has no pupil")
    if min(one.pupils, none.pupils) < 2:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "an arm has one pupil only")
    if one.sd is None or none.sd is None:
        raise ValueError("the SD of an arm was never measured")
    parts = one.sd**2 / one.pupils, none.sd**2 / none.pupils
    error = sum(parts) ** 0.5
    if error <= FLAT * max(abs(means[0]), abs(means[1])) or error == 0:
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")
    chance = parts[0] ** 2 / (one.pupils - 1) + parts[1] ** 2 / (none.pupils - 1)
    return t_estimate(
        means[0] - means[1],
        standard_error=error,
        degrees_of_freedom=sum(parts) ** 2 / chance,
        confidence=confidence,
    )


def clustered_difference_in_means(
    products: ClassProducts, *, outcome: str, arm: str = "arm", confidence: float = 0.95
) -> Estimate:
    """Arm 1 minus arm 0 where whole classes were given an arm: CR2, Satterthwaite.

    Raises:
        ValueError: an arm is other than 0 and 1, or a class has both.
        CannotCompare: as `least_squares`.

    Source: as `difference_in_means` with clusters in R's estimatr.
    """
    at = products.places([arm])[0]
    size = products.grams[:, 0, 0]
    share = products.grams[:, 0, at] / size + products.centre[at]
    mixed = (np.abs(share) > FLAT) & (np.abs(share - 1) > FLAT)
    if mixed.any():
        label = products.labels[int(mixed.argmax())]
        raise ValueError(f"{label}: {arm} is 0 for all pupils of a class or 1 for all")
    fit = least_squares(products, outcome=outcome, regressors=[arm])
    return fit.estimate(arm, confidence=confidence)


def robust_regression(
    columns: Mapping[str, ArrayLike],
    *,
    outcome: str,
    regressors: Sequence[str],
    robust: Robust = Robust.HC2,
) -> RobustRegression:
    """Regress the outcome on an intercept and the regressors, pupils being what varies.

    Args:
        columns: each (pupils,); rows with NaN in a column that is used are left out.

    Raises:
        ValueError: a column is not there, comes twice, differs in length or is infinite.
        CannotCompare: the columns do not determine the unknowns (not_identified), or as many
            unknowns as pupils (nothing_left_over).

    Source: MacKinnon & White, Journal of Econometrics 29 (1985); as R's estimatr.
    """
    table, there = _complete_rows(columns, [*regressors, outcome])
    return _robust(
        table[:, :-1],
        table[:, -1],
        outcome=outcome,
        terms=(INTERCEPT, *regressors),
        robust=robust,
        left_out=int((~there).sum()),
    )


def lin_estimator(
    columns: Mapping[str, ArrayLike],
    *,
    outcome: str,
    arm: str,
    covariates: Sequence[str],
    robust: Robust = Robust.HC2,
) -> RobustRegression:
    """The arms' difference with a slope of its own for each covariate in each arm.

    Covariates are counted from their mean over all complete rows (terms "name_c"), so that
    the arm's coefficient is the average difference; interactions are "arm:name_c".

    Args, Raises: as `robust_regression`; ValueError also if an arm is other than 0 and 1.

    Source: Lin, Annals of Applied Statistics 7 (2013); as `lm_lin` of R's estimatr.
    """
    table, there = _complete_rows(columns, [arm, *covariates, outcome])
    wide, terms = _with_interactions(table, arm, covariates)
    return _robust(
        wide,
        table[:, -1],
        outcome=outcome,
        terms=(INTERCEPT, *terms),
        robust=robust,
        left_out=int((~there).sum()),
    )


def clustered_lin_estimator(
    columns: Mapping[str, ArrayLike],
    *,
    cluster: ArrayLike,
    outcome: str,
    arm: str,
    covariates: Sequence[str],
) -> LeastSquares:
    """Lin's estimator where classes are what varies: CR2, Satterthwaite; terms as there.

    Args:
        cluster: (pupils,) class of each pupil.

    Raises: as `lin_estimator` and `least_squares`.
    """
    table, there = _complete_rows(columns, [arm, *covariates, outcome])
    wide, terms = _with_interactions(table, arm, covariates)
    made = dict(zip(terms, wide.T, strict=True)) | {outcome: table[:, -1]}
    labels = np.asarray(cluster, dtype=object)
    if labels.shape != there.shape:
        raise ValueError(f"each of the {len(there)} rows needs one class, not {labels.shape}")
    products = products_of_rows(made, cluster=labels[there], variables=[*terms, outcome])
    return least_squares(products, outcome=outcome, regressors=terms)


@dataclass(frozen=True, slots=True)
class _Arm:
    pupils: int
    mean: float | None
    sd: float | None


def _summary(values: Floats) -> _Arm:
    return _Arm(
        pupils=len(values),
        mean=float(values.mean()) if len(values) else None,
        sd=float(values.std(ddof=1)) if len(values) > 1 else None,
    )


def _with_interactions(
    table: Floats, arm: str, covariates: Sequence[str]
) -> tuple[Floats, list[str]]:
    arms, given = table[:, :1], table[:, 1:-1]
    if not np.isin(arms, (0.0, 1.0)).all():
        raise ValueError(f"{arm} is 0 or 1 in every row")
    centred = given - given.mean(axis=0)
    names = [f"{name}_c" for name in covariates]
    terms = [arm, *names, *(f"{arm}:{name}" for name in names)]
    return np.column_stack([arms, centred, arms * centred]), terms


def _complete_rows(
    columns: Mapping[str, ArrayLike], names: Sequence[str]
) -> tuple[Floats, NDArray[np.bool_]]:
    """(complete rows, names), and which of all rows those are."""
    missing = [name for name in names if name not in columns]
    if missing:
        raise ValueError(f"there is no column {', '.join(missing)}")
    if len(set(names)) != len(names):
        raise ValueError("a column comes twice")
    read = [np.asarray(columns[name], dtype=float) for name in names]
    if any(each.ndim != 1 or each.shape != read[0].shape for each in read):
        raise ValueError("columns are lists of equal length")
    table = np.column_stack(read)
    if np.isinf(table).any():
        raise ValueError("a value is infinite")
    there = ~np.isnan(table).any(axis=1)
    if not there.any():
        raise ValueError("no row is complete")
    return table[there], there


def _robust(
    regressors: Floats,
    outcome_values: Floats,
    *,
    outcome: str,
    terms: tuple[str, ...],
    robust: Robust,
    left_out: int,
) -> RobustRegression:
    centre = regressors.mean(axis=0)
    moved = regressors - centre
    flat = np.sqrt((moved**2).mean(axis=0)) <= FLAT * np.abs(centre)
    if flat.any():
        name = terms[1 + int(flat.argmax())]
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, f"{name} is the same for everybody")
    design = np.column_stack([np.ones(len(moved)), moved])
    rows, unknowns = design.shape
    if rows <= unknowns:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "as many unknowns as pupils")
    root = inverse_root(design.T @ design)
    middle = float(outcome_values.mean())
    turned = design @ root
    values = root @ (turned.T @ (outcome_values - middle))
    residual = outcome_values - middle - design @ values
    if float(np.linalg.norm(residual)) <= FLAT * float(np.linalg.norm(outcome_values)):
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary beyond its columns")
    back = np.eye(unknowns)
    back[0, 1:] = -centre
    values = back @ values
    values[0] += middle
    spread = _meat(turned, residual, robust) @ (back @ root).T
    return RobustRegression(
        outcome=outcome,
        terms=terms,
        values=values,
        covariance=spread.T @ spread,
        degrees_of_freedom=rows - unknowns,
        pupils=rows,
        left_out=left_out,
    )


def _meat(turned: Floats, residual: Floats, robust: Robust) -> Floats:
    """A root of what stands between the bread, (pupils or unknowns, unknowns)."""
    rows, unknowns = turned.shape
    if robust is Robust.CLASSICAL:
        return np.eye(unknowns) * math.sqrt(float(residual @ residual) / (rows - unknowns))
    factor = math.sqrt(rows / (rows - unknowns)) if robust is Robust.HC1 else 1.0
    found: Floats = factor * turned * (residual * _made_up(turned, robust))[:, None]
    return found


def _made_up(turned: Floats, robust: Robust) -> Floats:
    """(pupils,) what each residual is multiplied by; 0 for one that decides alone."""
    power = {Robust.HC2: -0.5, Robust.HC3: -1.0}.get(robust)
    if power is None:
        return np.ones(len(turned))
    room = 1 - (turned**2).sum(axis=1)
    found: Floats = np.where(room > ALONE, room.clip(ALONE) ** power, 0.0)
    return found
