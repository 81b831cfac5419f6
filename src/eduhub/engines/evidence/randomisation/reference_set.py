"""The assignments that a scheme, with its balance rule, could have given."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.assignment import Scheme, imbalance_of, standardised_covariates
from eduhub.engines.evidence.randomisation.enumeration import totals_of_all
from eduhub.engines.evidence.randomisation.sampling import random_assignments

type Floats = NDArray[np.float64]

CHUNK = 2**19  # arms held at a time
MOST_TRIES = 1_000  # drawn for each that a balance rule lets through


def all_totals(scheme: Scheme, weights: Floats) -> Floats:
    """(assignments, totals) sums of `weights` over arm 1 for each accepted assignment."""
    if scheme.balance is None:
        return totals_of_all(scheme, weights)
    judged = np.column_stack([weights, _judging(scheme)])
    totals = totals_of_all(scheme, judged)
    return totals[_accepted(scheme, totals[:, weights.shape[1] :]), : weights.shape[1]]


def sampled_totals(
    scheme: Scheme, weights: Floats, *, draws: int, source: np.random.Generator
) -> Floats:
    """(draws, totals) the same for random accepted assignments.

    Raises:
        ValueError: the balance rule lets through fewer than one in a thousand, so that the
            sample would not be filled.
    """
    filled, parts = 0, []
    for arms in _accepted_draws(scheme, draws, source):
        parts.append(arms[: draws - filled] @ weights)
        filled += len(parts[-1])
        if filled == draws:
            return np.concatenate(parts)
    raise ValueError(
        f"the balance rule accepted {filled} of {draws * MOST_TRIES} draws; {draws} are needed"
    )


def is_accepted(scheme: Scheme, arms: Floats) -> bool:
    """Whether the balance rule, if there is one, lets these arms (units,) through."""
    if scheme.balance is None:
        return True
    return bool(_accepted(scheme, (arms @ _judging(scheme))[None, :])[0])


def _accepted_draws(scheme: Scheme, draws: int, source: np.random.Generator) -> Iterator[Floats]:
    judging = None if scheme.balance is None else _judging(scheme)
    tries = draws if judging is None else draws * MOST_TRIES
    rows = max(1, CHUNK // len(scheme.units))
    for start in range(0, tries, rows):
        arms = random_assignments(scheme, min(rows, tries - start), source)
        yield arms if judging is None else arms[_accepted(scheme, arms @ judging)]


def _judging(scheme: Scheme) -> Floats:
    """(units, 1 + covariates) whose sums over arm 1 the balance rule reads."""
    if scheme.balance is None:
        return np.zeros((len(scheme.units), 0))
    covariates = standardised_covariates(scheme.balance, scheme.units)
    return np.column_stack([np.ones(len(scheme.units)), covariates])


def _accepted(scheme: Scheme, sums: Floats) -> NDArray[np.bool_]:
    if scheme.balance is None:
        return np.ones(len(sums), dtype=np.bool_)
    found = imbalance_of(scheme.balance.rule, sums[:, 1:], np.rint(sums[:, 0]), len(scheme.units))
    accepted: NDArray[np.bool_] = found <= scheme.balance.limit
    return accepted
