"""Several outcomes, one question: p-values that remember how many were asked."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


class Correction(StrEnum):
    """How p-values are adjusted, and what a rejection of adjusted p <= alpha then promises."""

    BONFERRONI = "bonferroni"
    """Any false rejection at most in alpha of families. Always valid."""

    HOLM = "holm"
    """The same promise, never weaker than Bonferroni. Always valid."""

    HOCHBERG = "hochberg"
    """The same promise, for independent or positively dependent tests."""

    BENJAMINI_HOCHBERG = "benjamini_hochberg"
    """Of the rejections alpha are false on average; independent or positively dependent."""

    BENJAMINI_YEKUTIELI = "benjamini_yekutieli"
    """The same promise under any dependence."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The family's p-values as given and as adjusted, in the order given."""

    correction: Correction
    alpha: float
    given: tuple[float, ...]
    adjusted: tuple[float, ...]
    rejected: tuple[bool, ...]
    """Whether adjusted p <= alpha."""

    @property
    def rejections(self) -> int:
        return sum(self.rejected)


def adjust_p_values(
    p_values: Sequence[float],
    *,
    correction: Correction = Correction.BENJAMINI_HOCHBERG,
    alpha: float = 0.05,
) -> Adjusted:
    """Adjust a family of p-values for their number.

    The family is all outcomes planned for one question: one left out because it was never
    measured still counts (give it p = 1).

    Args:
        p_values: each in [0, 1], one for every planned test; none may be missing.

    Raises:
        ValueError: no p-value, one that is missing or outside [0, 1], an alpha outside (0, 1).

    Source: Holm, Scandinavian Journal of Statistics 6 (1979); Hochberg, Biometrika 75 (1988);
    Benjamini & Hochberg, JRSS B 57 (1995); Benjamini & Yekutieli, Annals of Statistics 29
    (2001). Equal to R's p.adjust.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is {alpha}, expected between 0 and 1")
    if not p_values:
        raise ValueError("p_values: expected at least one")
    for place, p in enumerate(p_values):
        if not (math.isfinite(p) and 0 <= p <= 1):
            raise ValueError(f"p-value {place} is {p}, expected between 0 and 1")
    given = np.array(p_values, dtype=float)
    order = np.argsort(given, kind="stable")
    ranked = np.minimum(1.0, _RANKED[correction](given[order]))
    adjusted = np.empty_like(ranked)
    adjusted[order] = ranked
    return Adjusted(
        correction=correction,
        alpha=alpha,
        given=tuple(given.tolist()),
        adjusted=tuple(adjusted.tolist()),
        rejected=tuple((adjusted <= alpha).tolist()),
    )


def _bonferroni(p: Floats) -> Floats:
    return p * len(p)


def _holm(p: Floats) -> Floats:
    stepped: Floats = np.maximum.accumulate(p * np.arange(len(p), 0, -1))
    return stepped


def _hochberg(p: Floats) -> Floats:
    return _least_from_above(p * np.arange(len(p), 0, -1))


def _benjamini_hochberg(p: Floats) -> Floats:
    return _least_from_above(p * len(p) / np.arange(1, len(p) + 1))


def _benjamini_yekutieli(p: Floats) -> Floats:
    return _least_from_above(p * len(p) / np.arange(1, len(p) + 1) * _harmonic(len(p)))


def _harmonic(size: int) -> float:
    return math.fsum(1 / rank for rank in range(1, size + 1))


def _least_from_above(values: Floats) -> Floats:
    least: Floats = np.minimum.accumulate(values[::-1])[::-1]
    return least


_RANKED: Mapping[Correction, Callable[[Floats], Floats]] = MappingProxyType(
    {
        Correction.BONFERRONI: _bonferroni,
        Correction.HOLM: _holm,
        Correction.HOCHBERG: _hochberg,
        Correction.BENJAMINI_HOCHBERG: _benjamini_hochberg,
        Correction.BENJAMINI_YEKUTIELI: _benjamini_yekutieli,
    }
)
