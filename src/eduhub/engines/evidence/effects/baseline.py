"""Were the arms alike before the start? In three bands, for each covariate.

Source: What Works Clearinghouse; limits in `thresholds`. The numbers are those of the
pupils who are analysed, not of all who began.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.comparison import arms_of
from eduhub.engines.evidence.effects.means import FEWEST_PUPILS, Group, SmallSample, hedges_g
from eduhub.engines.evidence.effects.proportions import cox_index
from eduhub.engines.evidence.moments import ClassMoments
from eduhub.engines.evidence.thresholds.effects import BASELINE_ADJUSTABLE, BASELINE_SATISFIED


class Band(StrEnum):
    """What a difference before the start asks for."""

    SATISFIED = "satisfied"
    SATISFIED_WITH_ADJUSTMENT = "satisfied_with_adjustment"
    """Only if the analysis adjusts for it."""

    NOT_SATISFIED = "not_satisfied"
    """Too large for any adjustment."""


class Measured(StrEnum):
    """How a covariate was measured."""

    CONTINUOUS = "continuous"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class BaselineDifference:
    """One covariate in the two arms; a binary one's mean is the share of ones.

    `effect_size` is Hedges' g, or the Cox index of a binary covariate; None where it is
    infinite (a spread of zero, a share of 0 or 1) although the arms differ.
    """

    covariate: str
    measured: Measured
    treated: Group
    control: Group
    effect_size: float | None
    band: Band


def baseline_difference(
    covariate: str, *, treated: Group, control: Group, measured: Measured = Measured.CONTINUOUS
) -> BaselineDifference:
    """Compare one covariate by what is known of each arm, with omega on either index.

    Raises:
        ValueError: fewer than four pupils in all, a share outside of 0 to 1.
    """
    return _difference(covariate, treated, control, measured, SmallSample.OMEGA)


def baseline_table(
    columns: Mapping[str, ArrayLike],
    *,
    arm: ArrayLike,
    covariates: Sequence[str],
    binary: Collection[str] | None = None,
    binary_correction: SmallSample = SmallSample.OMEGA,
) -> tuple[BaselineDifference, ...]:
    """Compare every covariate of the pupils analysed.

    Args:
        columns: each (pupils,); a missing value (NaN, None) leaves its pupil out of that
            covariate only, and shows in the group's `pupils`.
        arm: (pupils,) of 0 and 1.
        binary: which covariates are; None for those that are 0 or 1 throughout.
        binary_correction: whether the Cox index has the small-sample factor.

    Raises:
        ValueError: columns differ in length, an arm other than 0 and 1, a binary value other
            than 0 and 1, fewer than two pupils of an arm with the covariate.
    """
    arms = np.asarray(arm, dtype=float)
    if arms.ndim != 1 or not np.isin(arms, (0, 1)).all():
        raise ValueError("arm is one 0 or 1 for each pupil")
    found = []
    for name in covariates:
        values = _column(columns, name, arms)
        told = set(binary) if binary is not None else _binary_of(name, values)
        measured = Measured.BINARY if name in told else Measured.CONTINUOUS
        groups = [_group(name, values[arms == which]) for which in (1, 0)]
        found.append(_difference(name, groups[0], groups[1], measured, binary_correction))
    return tuple(found)


def baseline_of_cells(
    cells: Sequence[ClassMoments], *, covariates: Sequence[str], binary: Collection[str] = ()
) -> tuple[BaselineDifference, ...]:
    """Compare every covariate by the classes' totals alone.

    Raises:
        ValueError: a covariate is missing in a cell, an arm is empty, no spread was typed.
    """
    found = []
    for name in covariates:
        groups = []
        for which in arms_of(cells, variable=name):
            if which.mean is None or which.sd is None:
                raise ValueError(f"{name}: an arm is empty or its spread was never typed")
            groups.append(Group(pupils=which.pupils, mean=which.mean, sd=which.sd))
        measured = Measured.BINARY if name in binary else Measured.CONTINUOUS
        found.append(
            baseline_difference(name, treated=groups[1], control=groups[0], measured=measured)
        )
    return tuple(found)


def _difference(
    covariate: str,
    treated: Group,
    control: Group,
    measured: Measured,
    correction: SmallSample,
) -> BaselineDifference:
    if treated.pupils + control.pupils < FEWEST_PUPILS:
        raise ValueError(f"{covariate}: at least {FEWEST_PUPILS} pupils in all")
    if measured is Measured.BINARY:
        effect = _binary_effect(covariate, treated, control, correction)
    else:
        effect = _continuous_effect(treated, control)
    return BaselineDifference(
        covariate=covariate,
        measured=measured,
        treated=treated,
        control=control,
        effect_size=effect,
        band=_band(effect),
    )


def _continuous_effect(treated: Group, control: Group) -> float | None:
    if treated.sd == 0 == control.sd:
        return 0.0 if treated.mean == control.mean else None
    return hedges_g(treated, control).g


def _binary_effect(
    covariate: str, treated: Group, control: Group, correction: SmallSample
) -> float | None:
    shares = (treated.mean, control.mean)
    if min(shares) < 0 or max(shares) > 1:
        raise ValueError(f"{covariate}: a share lies between 0 and 1, not {shares}")
    if min(shares) == 0 or max(shares) == 1:
        return 0.0 if shares[0] == shares[1] else None
    return cox_index(*shares, pupils=treated.pupils + control.pupils, correction=correction)


def _band(effect: float | None) -> Band:
    if effect is None or abs(effect) > BASELINE_ADJUSTABLE.value:
        return Band.NOT_SATISFIED
    if abs(effect) > BASELINE_SATISFIED.value:
        return Band.SATISFIED_WITH_ADJUSTMENT
    return Band.SATISFIED


def _column(
    columns: Mapping[str, ArrayLike], name: str, arms: NDArray[np.float64]
) -> NDArray[np.float64]:
    if name not in columns:
        raise ValueError(f"no column {name}")
    values = np.asarray(columns[name], dtype=float)
    if values.shape != arms.shape:
        raise ValueError(f"{name} has {values.shape} values, arm {arms.shape}")
    if np.isinf(values).any():
        raise ValueError(f"{name}: a value is infinite")
    return values


def _binary_of(name: str, values: NDArray[np.float64]) -> set[str]:
    return {name} if np.isin(values[~np.isnan(values)], (0, 1)).all() else set()


def _group(name: str, values: NDArray[np.float64]) -> Group:
    present = values[~np.isnan(values)]
    if present.size < 2:
        raise ValueError(f"{name}: {present.size} pupils of an arm have it, at least two must")
    return Group(
        pupils=int(present.size), mean=float(present.mean()), sd=float(present.std(ddof=1))
    )
