"""Trials played through, so that power and false positives are those of the real analysis."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.assignment import Scheme, complete
from eduhub.engines.evidence.design.checks import refuse_inner_share
from eduhub.engines.evidence.design.class_trials import ClassTrial
from eduhub.engines.evidence.design.classes import sizes_of
from eduhub.engines.evidence.randomisation import random_assignments, totals_of_all
from eduhub.engines.evidence.refusals import CannotCompare
from eduhub.engines.evidence.regression import cluster_regression

type Floats = NDArray[np.float64]

MOST_ARMS = 2**18  # assignments times classes that a randomisation test looks at
DRAWS = 999
TIE = 1e-9


class Analysis(StrEnum):
    """What is done with each played trial."""

    CR2 = "cr2"
    """Pupils' regression, CR2 standard error, Satterthwaite degrees of freedom."""

    RANDOMISATION = "randomisation"
    """Randomisation test of the same coefficient."""


@dataclass(frozen=True, slots=True, eq=False)
class PlayedTrial:
    """One trial's totals: all that the analyses need. Columns: 1, arm, covariates."""

    grams: Floats
    """(classes, columns, columns) X'X of each class."""

    products: Floats
    """(classes, columns) X'y of each class."""

    squares: Floats
    """(classes,) y'y of each class."""

    arms: Floats
    """(classes,) of 0 and 1."""


@dataclass(frozen=True, slots=True, eq=False)
class OtherArms:
    """(assignments, classes) of 0 and 1, and whether they are all there are."""

    arms: Floats
    are_all: bool


@dataclass(frozen=True, slots=True)
class SimulatedPower:
    """How often the analysis found the effect; without an effect, its false positives."""

    power: float
    error: float
    """Monte Carlo standard error of `power`."""

    replicates: int
    unusable: int
    """Replicates that the analysis could not estimate; they count as not found."""


def simulated_power(
    trial: ClassTrial,
    effect: float,
    *,
    analysis: Analysis = Analysis.CR2,
    replicates: int = 1000,
    alpha: float = 0.05,
    seed: int,
) -> SimulatedPower:
    """How often would this analysis find an effect of so many SDs in such a trial?

    Two-sided. Scores are normal, and covariates explain what the trial says: one of classes
    if `explained_classes` is above 0, one of pupils within classes if `explained_pupils` is.
    The randomisation test looks at all assignments if they are few, else at 999 random ones.

    Args:
        seed: the same seed gives the same result.

    Raises:
        ValueError: fewer than one replicate, fewer than two classes, an alpha outside (0, 1).
    """
    refuse_inner_share("alpha", alpha)
    found, unusable = 0, 0
    source = np.random.default_rng(seed)
    others = other_arms(trial, source) if analysis is Analysis.RANDOMISATION else None
    for played in play(trial, effect, replicates=replicates, source=source):
        try:
            p = cr2_p(played) if others is None else randomisation_p(played, others)
        except CannotCompare:
            unusable += 1
            continue
        found += p <= alpha
    power = found / replicates
    return SimulatedPower(
        power=power,
        error=math.sqrt(power * (1 - power) / replicates),
        replicates=replicates,
        unusable=unusable,
    )


def play(
    trial: ClassTrial, effect: float, *, replicates: int, source: np.random.Generator
) -> Iterator[PlayedTrial]:
    """Trials with the design's classes and an effect in SDs, each with a lot of its own.

    Class sizes are the trial's, repeated until there are enough classes; losses are taken off
    and numbers rounded.
    """
    if replicates < 1:
        raise ValueError(f"replicates is {replicates}, expected 1 or more")
    scheme = _scheme(trial)
    sizes = _sizes(trial, len(scheme.units))
    for arms in random_assignments(scheme, replicates, source):
        yield _played(trial, effect, sizes=sizes, arms=arms, source=source)


def cr2_p(played: PlayedTrial) -> float:
    """Two-sided p of the arm's coefficient, as `compare_arms` gives it."""
    fit = cluster_regression(played.grams, played.products)
    return fit.estimate_of(np.eye(played.products.shape[1])[1]).p_value


def randomisation_p(played: PlayedTrial, others: OtherArms) -> float:
    """Two-sided randomisation p of the arm's coefficient in the pupils' regression."""
    kept = [place for place in range(played.products.shape[1]) if place != 1]
    sums = played.grams[:, 0][:, kept]
    gram = played.grams[:, kept][:, :, kept].sum(axis=0)
    product = played.products[:, kept].sum(axis=0)
    residuals = played.products[:, 0] - sums @ np.linalg.solve(gram, product)
    basis = np.linalg.solve(np.linalg.cholesky(gram), sums.T).T
    totals = np.vstack([played.arms, others.arms]) @ np.column_stack(
        [residuals, sums[:, 0], basis]
    )
    found = np.abs(totals[:, 0] / (totals[:, 1] - (totals[:, 2:] ** 2).sum(axis=1)))
    extreme = int((found[1:] >= found[0] * (1 - TIE)).sum())
    beside = 0 if others.are_all else 1
    return (beside + extreme) / (beside + len(others.arms))


def other_arms(trial: ClassTrial, source: np.random.Generator) -> OtherArms:
    """What the lot of such a trial could have given: all of it, or 999 of it."""
    scheme = _scheme(trial)
    classes = len(scheme.units)
    if scheme.assignments * classes <= MOST_ARMS:
        return OtherArms(arms=totals_of_all(scheme, np.eye(classes)), are_all=True)
    return OtherArms(arms=random_assignments(scheme, DRAWS, source), are_all=False)


def _scheme(trial: ClassTrial) -> Scheme:
    classes = round(trial.classes * (1 - trial.classes_lost))
    return complete(
        [f"{place:06}" for place in range(classes)], treated=round(trial.share * classes)
    )


def _sizes(trial: ClassTrial, classes: int) -> NDArray[np.int64]:
    typical = sizes_of(trial.pupils)
    kept = [max(1, round(size * (1 - trial.pupils_lost))) for size in typical]
    return np.resize(np.array(kept, dtype=np.int64), classes)


def _played(
    trial: ClassTrial,
    effect: float,
    *,
    sizes: NDArray[np.int64],
    arms: Floats,
    source: np.random.Generator,
) -> PlayedTrial:
    of_class = np.repeat(np.arange(len(sizes)), sizes)
    pupils = len(of_class)
    outcome = effect * arms[of_class]
    columns = [np.ones(pupils), arms[of_class]]
    between, within = math.sqrt(trial.icc), math.sqrt(1 - trial.icc)
    if trial.explained_classes:
        known = source.standard_normal(len(sizes))[of_class]
        outcome += between * math.sqrt(trial.explained_classes) * known
        columns.append(known)
    if trial.explained_pupils:
        known = source.standard_normal(pupils)
        outcome += within * math.sqrt(trial.explained_pupils) * known
        columns.append(known)
    between *= math.sqrt(1 - trial.explained_classes)
    within *= math.sqrt(1 - trial.explained_pupils)
    outcome += between * source.standard_normal(len(sizes))[of_class]
    outcome += within * source.standard_normal(pupils)

    totals = _totals([*columns, outcome], np.cumsum(sizes) - sizes)
    return PlayedTrial(
        grams=totals[:, :-1, :-1],
        products=totals[:, :-1, -1],
        squares=totals[:, -1, -1],
        arms=arms,
    )


def _totals(columns: list[Floats], starts: NDArray[np.int64]) -> Floats:
    """(classes, columns, columns) sums of products over each class's pupils."""
    size = len(columns)
    totals = np.empty((len(starts), size, size))
    for one in range(size):
        for other in range(one, size):
            sums = np.add.reduceat(columns[one] * columns[other], starts)
            totals[:, one, other] = totals[:, other, one] = sums
    return totals
