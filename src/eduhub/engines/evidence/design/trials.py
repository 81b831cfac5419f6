"""Designs of a trial, each with the standard error and degrees of freedom it would have.

Effects and standard errors are in SDs of the outcome among all pupils. `covariates` counts
those at the level that is given an arm, each costing one degree of freedom. Explained shares
(R squared) are of the variance at their own level. Formulas follow Dong &
Maynard, Journal of Research on Educational Effectiveness 6 (2013), "PowerUp!".
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, Self

from eduhub.engines.evidence.design.checks import (
    refuse_count,
    refuse_inner_share,
    refuse_number,
    refuse_share,
)
from eduhub.engines.evidence.design.classes import (
    Sizes,
    sizes_of,
)


class BlockEffects(StrEnum):
    """What is assumed of the effect across blocks."""

    CONSTANT = "constant"
    """The same in every block."""

    FIXED = "fixed"
    """Different, and the answer is about these blocks only."""

    RANDOM = "random"
    """Different, and the answer is about blocks like these."""


class Trial(Protocol):
    """What power needs to know of a design; `units` are those whose number may grow."""

    @property
    def units(self) -> float: ...

    @property
    def variance(self) -> float: ...

    @property
    def degrees_of_freedom(self) -> float: ...

    def with_units(self, units: float) -> Self: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilTrial:
    """Pupils get their arm one by one, without regard to their class. Units: pupils."""

    pupils: float
    share: float = 0.5
    """Of the pupils, those who try the solution."""

    explained_pupils: float = 0.0
    covariates: int = 0
    pupils_lost: float = 0.0
    """Share whose outcome will be missing."""

    def __post_init__(self) -> None:
        refuse_number("pupils", self.pupils)
        refuse_inner_share("share", self.share)
        refuse_share("explained_pupils", self.explained_pupils)
        refuse_share("pupils_lost", self.pupils_lost)
        refuse_count("covariates", self.covariates)

    @property
    def units(self) -> float:
        return self.pupils

    def with_units(self, units: float) -> Self:
        return replace(self, pupils=units)

    @property
    def variance(self) -> float:
        kept = self.pupils * (1 - self.pupils_lost)
        return (1 - self.explained_pupils) / (self.share * (1 - self.share) * kept)

    @property
    def degrees_of_freedom(self) -> float:
        return self.pupils * (1 - self.pupils_lost) - self.covariates - 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinClassTrial:
    """Pupils get their arm within each class, classes being blocks. Units: classes."""

    classes: float
    pupils: Sizes
    """Of each class, both arms together; several sizes count with their harmonic mean."""

    effects: BlockEffects = BlockEffects.CONSTANT
    icc: float = 0.0
    """Share of the variance that lies between classes. Constant and fixed effects ignore it,
    as PowerUp! does: its SD is that within classes."""

    effect_variance: float = 0.0
    """Of random effects between classes, over the outcome's variance between classes."""

    explained_effect: float = 0.0
    """Share of the effect's variance between classes that class covariates explain."""

    explained_pupils: float = 0.0
    covariates: int = 0
    share: float = 0.5
    pupils_lost: float = 0.0
    classes_lost: float = 0.0

    def __post_init__(self) -> None:
        refuse_number("classes", self.classes)
        refuse_number("effect_variance", self.effect_variance, above=-1e-300)
        refuse_inner_share("share", self.share)
        refuse_count("covariates", self.covariates)
        for name in ("icc", "explained_effect", "explained_pupils", "pupils_lost", "classes_lost"):
            refuse_share(name, getattr(self, name))
        sizes_of(self.pupils)

    @property
    def units(self) -> float:
        return self.classes

    def with_units(self, units: float) -> Self:
        return replace(self, classes=units)

    @property
    def _kept(self) -> tuple[float, float]:
        sizes = sizes_of(self.pupils)
        size = len(sizes) / sum(1 / one for one in sizes)
        return self.classes * (1 - self.classes_lost), size * (1 - self.pupils_lost)

    @property
    def variance(self) -> float:
        classes, pupils = self._kept
        unexplained = (1 - self.explained_pupils) / (self.share * (1 - self.share))
        if self.effects is not BlockEffects.RANDOM:
            return unexplained / (classes * pupils)
        varying = self.icc * self.effect_variance * (1 - self.explained_effect)
        return varying / classes + (1 - self.icc) * unexplained / (classes * pupils)

    @property
    def degrees_of_freedom(self) -> float:
        classes, pupils = self._kept
        match self.effects:
            case BlockEffects.CONSTANT:
                return classes * (pupils - 1) - self.covariates - 1
            case BlockEffects.FIXED:
                return classes * (pupils - 2) - self.covariates
            case BlockEffects.RANDOM:
                return classes - self.covariates - 1
