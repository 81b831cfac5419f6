"""Mixed models on classes' cross-products: an intercept, slopes, or two levels of intercepts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.estimation.cross_products import INTERCEPT, ClassProducts
from eduhub.engines.evidence.estimation.least_squares import refuse_constant
from eduhub.engines.evidence.mixed.degrees import uncertainty_of
from eduhub.engines.evidence.mixed.likelihood import Likelihood, Structure
from eduhub.engines.evidence.mixed.model import FitStatus, Level, MixedModel
from eduhub.engines.evidence.mixed.search import ZERO, Optimum, best_of, best_of_levels
from eduhub.engines.evidence.mixed.structures import Levels, NestedLevels, Slopes
from eduhub.engines.evidence.refusals import CannotCompare, Obstacle
from eduhub.engines.evidence.regression import inverse_root

type Floats = NDArray[np.float64]


def random_intercept(
    products: ClassProducts,
    *,
    outcome: str,
    regressors: Sequence[str] = (),
    likelihood: Likelihood = Likelihood.REML,
) -> MixedModel:
    """Each class has a level of its own, drawn from a normal distribution.

    Without regressors the model's `icc()` is the plain intraclass correlation.

    Args:
        regressors: columns or factors of `products`, besides the intercept.

    Returns:
        One level, "class". Singular where the best variance between classes is zero.

    Raises:
        ValueError: a column is not there, comes twice or was never measured; there are
            weights, which have no agreed meaning here.
        CannotCompare: the columns do not determine the unknowns, classes of one pupil only
            (not_identified), one class only (nothing_left_over), no variation.

    Source: Laird & Ware, Biometrics 38 (1982); equal to R's lme4, see tests/engines.
    """
    frame = frame_of(products, outcome=outcome, regressors=regressors)
    structure = levels_of(frame)
    found = best_of_levels(structure, likelihood)
    between = float(found.parameters[1]) * frame.unit**2
    level = Level(name="class", columns=(INTERCEPT,), covariance=((between,),))
    return _model(frame, structure, found, levels=(level,), likelihood=likelihood)


def random_slopes(
    products: ClassProducts,
    *,
    outcome: str,
    regressors: Sequence[str],
    slopes: Sequence[str],
    likelihood: Likelihood = Likelihood.REML,
) -> MixedModel:
    """Each class has a level and slopes of its own, which may go together.

    Args:
        regressors: columns or factors of `products`, besides the intercept.
        slopes: those of the regressors whose coefficient differs between classes.

    Returns:
        One level, "class", with the covariance of intercept and slopes. Singular where one
        of them does not differ, or they go together perfectly.

    Raises:
        ValueError: as `random_intercept`; a slope is not among the regressors.
        CannotCompare: as `random_intercept`.

    Source: as `random_intercept`.
    """
    frame = frame_of(products, outcome=outcome, regressors=regressors)
    missing = [name for name in slopes if name not in frame.terms]
    if missing or not slopes:
        raise ValueError(f"slopes are among the regressors, not {', '.join(missing) or 'none'}")
    random = [0, *(frame.terms.index(name) for name in slopes)]
    structure = Slopes(
        tables=frame.tables.sum(axis=0),
        grams=frame.tables[:, random][:, :, random],
        mixed=frame.tables[:, :, random],
        rows=products.rows,
    )
    start = np.array([1.0, *(float(i == j) for i, j in structure.pairs)])
    start *= _rough_spread(frame)
    found = best_of(structure, likelihood, start=start)
    spread = structure.spread(found.parameters) * frame.unit**2
    turn = frame.turn[np.ix_(random, random)]
    level = Level(
        name="class",
        columns=(INTERCEPT, *slopes),
        covariance=tuple(tuple(row) for row in (turn @ spread @ turn.T).tolist()),
    )
    return _model(frame, structure, found, levels=(level,), likelihood=likelihood)


def three_levels(
    products: ClassProducts,
    *,
    outcome: str,
    regressors: Sequence[str] = (),
    schools: Mapping[str, str],
    likelihood: Likelihood = Likelihood.REML,
) -> MixedModel:
    """Classes and the schools they are in have levels of their own; also occasions in pupils.

    Args:
        schools: the school of every class of `products`, by its label.

    Returns:
        Two levels, "class" and "school".

    Raises:
        ValueError: as `random_intercept`; a class has no school.
        CannotCompare: as `random_intercept`.

    Source: as `random_intercept`.
    """
    missing = [label for label in products.labels if not schools.get(label)]
    if missing:
        raise ValueError(f"{missing[0]} has no school")
    frame = frame_of(products, outcome=outcome, regressors=regressors)
    names = np.array([schools[label] for label in products.labels])
    order = np.argsort(names, kind="stable")
    starts = np.flatnonzero(np.append(True, names[order][1:] != names[order][:-1]))
    if len(starts) < 2:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "there is one school only")
    if len(starts) == len(order):
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "each school has one class only")
    sums = frame.tables[:, 0]
    structure = NestedLevels(
        sizes=products.pupils[order],
        starts=starts,
        within=frame.within,
        sums=(sums / np.sqrt(products.pupils)[:, None])[order],
        rows=products.rows,
    )
    found = best_of(structure, likelihood, start=np.ones(3) * _rough_spread(frame))
    class_, school = (found.parameters[1:] * frame.unit**2).tolist()
    levels = (
        Level(name="class", columns=(INTERCEPT,), covariance=((class_,),)),
        Level(name="school", columns=(INTERCEPT,), covariance=((school,),)),
    )
    return _model(frame, structure, found, levels=levels, likelihood=likelihood)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The model's columns, outcome last, counted from their means in their spread as unit."""

    products: ClassProducts
    outcome: str
    terms: tuple[str, ...]
    tables: Floats
    """(classes, terms and outcome, terms and outcome)"""

    scales: Floats
    """(terms and outcome,)"""

    centre: Floats
    """(terms and outcome,)"""

    @property
    def unit(self) -> float:
        """Of the outcome."""
        return float(self.scales[-1])

    @property
    def within(self) -> Floats:
        """(terms and outcome, ...) cross-products about class means, over all classes."""
        sums = self.tables[:, 0]
        between = np.einsum("g,gi,gj->ij", 1 / self.products.pupils, sums, sums)
        found: Floats = self.tables.sum(axis=0) - between
        return found

    @property
    def turn(self) -> Floats:
        """(terms, terms) which takes coefficients of these columns to the original ones,
        but for the outcome's unit and the shift of the intercept."""
        turn = np.diag(1 / self.scales[:-1])
        turn[0, 1:] = -self.centre[1:-1] / self.scales[1:-1]
        return turn


def frame_of(products: ClassProducts, *, outcome: str, regressors: Sequence[str]) -> Frame:
    """The model's columns; see `random_intercept` for what is refused."""
    if products.plain is not None:
        raise ValueError("a mixed model takes no weights")
    terms = (INTERCEPT, *products.columns_of(regressors))
    if outcome in terms:
        raise ValueError("outcome and regressors are different columns")
    places = [*(products.names.index(term) for term in terms), *products.places([outcome])]
    tables = products.grams[:, places][:, :, places]
    unknown = np.isnan(tables).any(axis=(1, 2))
    if unknown.any():
        raise ValueError(
            f"{products.labels[int(unknown.argmax())]}: a sum of squares was not measured"
        )
    if len(tables) < 2:
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "there is one class only")
    if products.rows <= len(terms):
        raise CannotCompare(Obstacle.NOTHING_LEFT_OVER, "as many unknowns as pupils")
    if products.rows == len(tables):
        raise CannotCompare(Obstacle.NOT_IDENTIFIED, "each class has one pupil only")
    refuse_constant(products, places[1:-1])
    scales = np.sqrt(np.diagonal(tables.sum(axis=0)) / products.rows)
    centre = products.centre[places]
    if scales[-1] <= 1e-12 * abs(centre[-1]) or scales[-1] == 0:
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary")
    scaled = tables / np.outer(scales, scales)
    inverse_root(scaled.sum(axis=0)[:-1, :-1])
    return Frame(
        products=products,
        outcome=outcome,
        terms=terms,
        tables=scaled,
        scales=scales,
        centre=centre,
    )


def levels_of(frame: Frame) -> Levels:
    """Classes of a size stand together: all that tells them apart are their sums."""
    pupils, sums = frame.products.pupils, frame.tables[:, 0]
    sizes, codes = np.unique(pupils, return_inverse=True)
    outer = (sums[:, :, None] * sums[:, None, :] / pupils[:, None, None]).reshape(len(pupils), -1)
    between = (codes == np.arange(len(sizes))[:, None]).astype(float) @ outer
    return Levels(
        sizes=sizes,
        classes=np.bincount(codes).astype(float),
        within=frame.tables.sum(axis=0) - between.sum(axis=0).reshape(frame.within.shape),
        between=between,
        rows=frame.products.rows,
    )


def _rough_spread(frame: Frame) -> float:
    """The residual SD of plain least squares."""
    total = frame.tables.sum(axis=0)
    left = total[-1, -1] - total[-1, :-1] @ np.linalg.solve(total[:-1, :-1], total[:-1, -1])
    if left <= 1e-14 * total[-1, -1]:
        raise CannotCompare(Obstacle.NO_VARIATION, "the outcome does not vary beyond its columns")
    return float(np.sqrt(left / frame.products.rows / 2))


def _model(
    frame: Frame,
    structure: Structure,
    found: Optimum,
    *,
    levels: tuple[Level, ...],
    likelihood: Likelihood,
) -> MixedModel:
    products = frame.products
    uncertainty = uncertainty_of(found, structure, turn=frame.unit * frame.turn)
    uncertainty.coefficients[0] += frame.centre[-1]
    degrees = products.rows
    deviance = found.at.deviance
    if likelihood is Likelihood.REML:
        degrees -= len(frame.terms)
        deviance += 2 * float(np.log(frame.scales[:-1]).sum())
    return MixedModel(
        outcome=frame.outcome,
        terms=frame.terms,
        factors=products.factors,
        status=_status(found, levels),
        likelihood=likelihood,
        levels=levels,
        residual_variance=float(found.parameters[0]) * frame.unit**2,
        deviance=deviance + 2 * degrees * float(np.log(frame.unit)),
        pupils=products.rows,
        classes=len(products.labels),
        uncertainty=uncertainty,
    )


def _status(found: Optimum, levels: tuple[Level, ...]) -> FitStatus:
    """Singular if a class's level, or a slope beside it, has no spread of its own."""
    if len(levels) == 1 and len(levels[0].columns) > 1:
        size = len(levels[0].columns)
        own = [i for i, (a, b) in enumerate(_lower(size), start=1) if a == b]
    else:
        own = list(range(1, len(found.free)))
    smallest = min(abs(found.free[at]) for at in own) / abs(found.free[0])
    return FitStatus.SINGULAR if smallest < ZERO else FitStatus.REGULAR


def _lower(size: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(size) for j in range(i + 1)]
