"""What use does: the effect of the dose itself, by way of the lot, and what is only association.

Who used a solution more was not drawn by lot. Two answers are therefore kept apart: the effect
on those whose use the lot decided (instrumental variables, under assumptions that are listed
with it), and how outcome and dose go together, which is no effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.estimates import Estimate, JointMethod, JointTest
from eduhub.engines.evidence.estimation.cross_products import INTERCEPT, ClassProducts
from eduhub.engines.evidence.estimation.least_squares import (
    LeastSquares,
    known,
    least_squares,
    refuse_constant,
    uncentred,
)
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle
from eduhub.engines.evidence.regression import (
    ClusterRegression,
    Sandwich,
    inverse_root,
    sandwiched,
)
from eduhub.engines.evidence.thresholds import WEAKEST_INSTRUMENT

type Floats = NDArray[np.float64]

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Reading(StrEnum):
    """How a number about use may be read."""

    EFFECT_UNDER_ASSUMPTIONS = "effect_under_assumptions"
    ASSOCIATION = "association"
    """Those who used it more may differ in other ways: never "users gained more"."""


class Assumption(StrEnum):
    """What must hold for the effect of use; none of it can be seen in the data alone."""

    DRAWN_BY_LOT = "drawn_by_lot"
    """Assignment has nothing to do with the pupils."""

    ONLY_THROUGH_USE = "only_through_use"
    """Assignment changes the outcome only by changing use."""

    NOBODY_DEFIES = "nobody_defies"
    """Nobody uses it less for having been assigned to it."""

    EACH_UNIT_ALIKE = "each_unit_alike"
    """With a dose that is more than yes or no: an average over units of use."""


class Strength(StrEnum):
    """Whether assignment changes use enough to learn from."""

    STRONG = "strong"
    WEAK = "weak"
    """First-stage F under 10: estimate and interval lean and mislead."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoStages:
    """Two-stage least squares; each endogenous column has a first stage."""

    fit: LeastSquares
    first_stages: tuple[LeastSquares, ...]
    tests: tuple[JointTest, ...]
    """Of all instruments in each first stage (HTZ)."""


@dataclass(frozen=True, slots=True, eq=False)
class EffectOfUse:
    """The effect of one unit of dose on pupils whose use the lot decided (CACE, LATE)."""

    effect: Estimate
    first_stage: Estimate
    """What assignment does to the dose."""

    first_stage_f: JointTest
    strength: Strength
    intention_to_treat: Estimate
    """What assignment does to the outcome: the number to rely upon."""

    stages: TwoStages
    reading: Reading
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class DoseAssociation:
    """How outcome and dose go together among pupils who had the solution; no effect."""

    slope: Estimate
    reading: Reading


@dataclass(frozen=True, slots=True)
class DoseDescribed:
    """One arm's use as it was: pupils, how many are unknown, how many had none, and quartiles."""

    pupils: int
    unknown: int
    none: int
    mean: float | None
    sd: float | None
    quartiles: tuple[float, ...] | None
    """Least, lower quartile, median, upper quartile, most; not for publication in small arms."""


def _sides(
    products: ClassProducts,
    endogenous: Sequence[str],
    instruments: Sequence[str],
    exogenous: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of the second stage, and those of the first."""
    if products.plain is not None:
        raise ValueError("two stages take no weights")
    inside = (INTERCEPT, *products.columns_of([*endogenous, *exogenous]))
    outside = (INTERCEPT, *products.columns_of([*instruments, *exogenous]))
    if len(outside) < len(inside):
        raise ValueError("there is at least one instrument for each endogenous column")
    return inside, outside


def two_stage_least_squares(
    products: ClassProducts,
    *,
    outcome: str,
    endogenous: Sequence[str],
    instruments: Sequence[str],
    exogenous: Sequence[str] = (),
    sandwich: Sandwich = Sandwich.CR2,
) -> TwoStages:
    """Regress the outcome on columns that chance did not decide, by way of columns that it did.

    CR2 variance and Satterthwaite degrees of freedom of the projected columns, with the
    residuals of the columns themselves.

    Raises:
        ValueError: too few instruments; a column is not there or comes twice; weights.
        CannotCompare: the instruments do not determine the unknowns (not_identified).

    Source: Pustejovsky & Tipton (2018); equal to R's clubSandwich on AER's ivreg.
    """
    inside, outside = _sides(products, endogenous, instruments, exogenous)
    if outcome in {*inside, *outside}:
        raise ValueError("outcome and regressors are different columns")
    columns, at = list(dict.fromkeys([*inside, *outside])), products.places([outcome])[0]
    places = [products.names.index(name) for name in columns]
    refuse_constant(products, places[1:])
    table = known(products, products.grams, places, at)
    x, z = [[columns.index(name) for name in side] for side in (inside, outside)]
    fit = _projected(table, x, z, sandwich=sandwich, rows=products.rows)
    centre = np.array([products.centre[products.names.index(name)] for name in inside[1:]])
    firsts = [
        least_squares(products, outcome=name, regressors=[*instruments, *exogenous])
        for name in products.columns_of(endogenous)
    ]
    return TwoStages(
        fit=LeastSquares(
            outcome=outcome,
            terms=inside,
            factors=products.factors,
            fit=uncentred(fit, centre, float(products.centre[at])),
            pupils=products.rows,
            classes=len(products.labels),
        ),
        first_stages=tuple(firsts),
        tests=tuple(first.joint_test(instruments, method=JointMethod.HTZ) for first in firsts),
    )


def effect_of_use(
    products: ClassProducts,
    *,
    outcome: str,
    dose: str,
    assigned: str = "arm",
    baseline: Sequence[str] = (),
    confidence: float = 0.95,
) -> EffectOfUse:
    """What one unit of use does to pupils whose use the lot decided.

    Args:
        dose: column of use, in any unit; the comparison's is what it really was, often 0.
        assigned: column of 0 and 1, the lot's.

    Raises:
        ValueError: as `two_stage_least_squares`.
        CannotCompare: as there; also where assignment does not change the dose at all.

    Source: Angrist, Imbens & Rubin, Journal of the American Statistical Association 91
    (1996); for doses Angrist & Imbens, the same journal 90 (1995).
    """
    stages = two_stage_least_squares(
        products, outcome=outcome, endogenous=[dose], instruments=[assigned], exogenous=baseline
    )
    whole = least_squares(products, outcome=outcome, regressors=[assigned, *baseline])
    (test,) = stages.tests
    (first,) = stages.first_stages
    return EffectOfUse(
        effect=stages.fit.estimate(dose, confidence=confidence),
        first_stage=first.estimate(assigned, confidence=confidence),
        first_stage_f=test,
        strength=Strength.WEAK if test.f < WEAKEST_INSTRUMENT.value else Strength.STRONG,
        intention_to_treat=whole.estimate(assigned, confidence=confidence),
        stages=stages,
        reading=Reading.EFFECT_UNDER_ASSUMPTIONS,
        assumptions=tuple(Assumption),
    )


def dose_association(
    products: ClassProducts,
    *,
    outcome: str,
    dose: str,
    baseline: Sequence[str] = (),
    confidence: float = 0.95,
) -> DoseAssociation:
    """How the outcome goes together with use, at the same baseline. It is no effect.

    Args:
        products: of the pupils who had the solution, and nobody else.

    Raises:
        ValueError, CannotCompare: as `least_squares`.
    """
    fit = least_squares(products, outcome=outcome, regressors=[dose, *baseline])
    return DoseAssociation(
        slope=fit.estimate(dose, confidence=confidence), reading=Reading.ASSOCIATION
    )


def dose_described(dose: ArrayLike, *, arm: ArrayLike) -> tuple[DoseDescribed, DoseDescribed]:
    """How much the solution was used in arm 0 and in arm 1, without any comparison of outcomes.

    Args:
        dose: (pupils,) zero or more; NaN where it is unknown, which is counted.
        arm: (pupils,) of 0 and 1.

    Raises:
        ValueError: a dose is negative or infinite, an arm other than 0 and 1, lengths differ.
    """
    given, arms = np.asarray(dose, dtype=float), np.asarray(arm, dtype=float)
    if given.ndim != 1 or arms.shape != given.shape:
        raise ValueError("each pupil has one dose and one arm")
    wrong = (given < 0) | np.isinf(given)
    if wrong.any():
        at = int(wrong.argmax())
        raise ValueError(f"the dose of row {at} is {given[at]}; doses are zero or more")
    if not np.isin(arms, (0.0, 1.0)).all():
        raise ValueError("the arm is 0 or 1 in every row")
    return _described(given[arms == 0]), _described(given[arms == 1])


def _described(given: Floats) -> DoseDescribed:
    there = given[~np.isnan(given)]
    quartiles = None
    if len(there):
        quartiles = tuple(float(np.quantile(there, share)) for share in QUARTERS)
    return DoseDescribed(
        pupils=len(given),
        unknown=len(given) - len(there),
        none=int((there == 0).sum()),
        mean=float(there.mean()) if len(there) else None,
        sd=float(there.std(ddof=1)) if len(there) > 1 else None,
        quartiles=quartiles,
    )


def _projected(
    table: Floats, x: list[int], z: list[int], *, sandwich: Sandwich, rows: int
) -> ClusterRegression:
    """The second stage, for columns x by way of columns z of the table; the outcome is last."""
    instruments, mixed = table[:, z][:, :, z], table[:, z][:, :, x]
    projecting = _projection(instruments.sum(axis=0), mixed.sum(axis=0))
    grams = projecting.T @ instruments @ projecting
    products = table[:, z][:, :, -1] @ projecting
    root = inverse_root(grams.sum(axis=0))
    coefficients = root @ (root.T @ products.sum(axis=0))
    return sandwiched(
        coefficients,
        root=root,
        grams=grams,
        residuals=products - (projecting.T @ mixed) @ coefficients,
        sandwich=sandwich,
        rows=rows,
    )


def _projection(grams: Floats, mixed: Floats) -> Floats:
    """(instruments, unknowns) which takes instruments to the projected columns."""
    root = inverse_root(grams)
    projecting: Floats = root @ (root.T @ mixed)
    if np.linalg.matrix_rank(root.T @ mixed, tol=1e-9) < mixed.shape[1]:
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "the instruments change nothing")
    return projecting
