"""Designs in which whole classes or schools get their arm; see `trials` for the units."""

from dataclasses import dataclass, replace
from typing import Self

from eduhub.engines.evidence.design.checks import (
    refuse_count,
    refuse_inner_share,
    refuse_number,
    refuse_share,
)
from eduhub.engines.evidence.design.classes import (
    Sizes,
    Weighting,
    sizes_of,
    variance_of_class,
)
from eduhub.engines.evidence.design.trials import BlockEffects


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTrial:
    """Whole classes get their arm: two levels. Units: classes."""

    classes: float
    pupils: Sizes
    """Of each class: one size for all, or those of the classes at hand."""

    icc: float
    """Share of the variance that lies between classes."""

    explained_classes: float = 0.0
    explained_pupils: float = 0.0
    covariates: int = 0
    share: float = 0.5
    weighting: Weighting = Weighting.PUPILS
    pupils_lost: float = 0.0
    classes_lost: float = 0.0

    def __post_init__(self) -> None:
        refuse_number("classes", self.classes)
        refuse_inner_share("share", self.share)
        refuse_count("covariates", self.covariates)
        for name in (
            "icc",
            "explained_classes",
            "explained_pupils",
            "pupils_lost",
            "classes_lost",
        ):
            refuse_share(name, getattr(self, name))
        sizes_of(self.pupils)

    @property
    def units(self) -> float:
        return self.classes

    def with_units(self, units: float) -> Self:
        return replace(self, classes=units)

    @property
    def variance(self) -> float:
        sizes = [size * (1 - self.pupils_lost) for size in sizes_of(self.pupils)]
        of_class = variance_of_class(
            sizes,
            between=self.icc * (1 - self.explained_classes),
            within=(1 - self.icc) * (1 - self.explained_pupils),
            weighting=self.weighting,
        )
        kept = self.classes * (1 - self.classes_lost)
        return of_class / (self.share * (1 - self.share) * kept)

    @property
    def degrees_of_freedom(self) -> float:
        return self.classes * (1 - self.classes_lost) - self.covariates - 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedClassTrial:
    """Whole classes get their arm within blocks (schools, pairs). Units: blocks."""

    blocks: float
    classes: float
    """Of each block; 2 for pairs."""

    pupils: float
    icc: float
    """Share of the variance between classes of one block."""

    effects: BlockEffects = BlockEffects.FIXED
    icc_blocks: float = 0.0
    """Share of the variance between blocks. For constant and fixed effects that share is taken
    out by the blocks: the outcome's SD still holds it here (PowerUp!'s SD without it is 0)."""

    effect_variance: float = 0.0
    """Of random effects between blocks, over the outcome's variance between blocks."""

    explained_effect: float = 0.0
    explained_classes: float = 0.0
    explained_pupils: float = 0.0
    covariates: int = 0
    share: float = 0.5
    pupils_lost: float = 0.0

    def __post_init__(self) -> None:
        refuse_number("blocks", self.blocks)
        refuse_number("classes", self.classes, above=1)
        refuse_number("effect_variance", self.effect_variance, above=-1e-300)
        refuse_inner_share("share", self.share)
        refuse_count("covariates", self.covariates)
        for name in (
            "icc",
            "icc_blocks",
            "explained_effect",
            "explained_classes",
            "explained_pupils",
            "pupils_lost",
        ):
            refuse_share(name, getattr(self, name))
        refuse_share("icc + icc_blocks", self.icc + self.icc_blocks)
        sizes_of(self.pupils)

    @property
    def units(self) -> float:
        return self.blocks

    def with_units(self, units: float) -> Self:
        return replace(self, blocks=units)

    @property
    def variance(self) -> float:
        pupils = self.pupils * (1 - self.pupils_lost)
        within = (1 - self.icc - self.icc_blocks) * (1 - self.explained_pupils) / pupils
        of_class = self.icc * (1 - self.explained_classes) + within
        found = of_class / (self.share * (1 - self.share) * self.classes * self.blocks)
        if self.effects is BlockEffects.RANDOM:
            varying = self.icc_blocks * self.effect_variance * (1 - self.explained_effect)
            found += varying / self.blocks
        return found

    @property
    def degrees_of_freedom(self) -> float:
        match self.effects:
            case BlockEffects.CONSTANT:
                return self.blocks * (self.classes - 1) - self.covariates - 1
            case BlockEffects.FIXED:
                return self.blocks * (self.classes - 2) - self.covariates
            case BlockEffects.RANDOM:
                return self.blocks - self.covariates - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTrial:
    """Whole schools, with several classes each, get their arm: three levels. Units: schools."""

    schools: float
    classes: float
    pupils: float
    icc_schools: float
    icc_classes: float
    explained_schools: float = 0.0
    explained_classes: float = 0.0
    explained_pupils: float = 0.0
    covariates: int = 0
    share: float = 0.5
    pupils_lost: float = 0.0
    schools_lost: float = 0.0

    def __post_init__(self) -> None:
        refuse_number("schools", self.schools)
        refuse_number("classes", self.classes)
        refuse_inner_share("share", self.share)
        refuse_count("covariates", self.covariates)
        for name in (
            "icc_schools",
            "icc_classes",
            "explained_schools",
            "explained_classes",
            "explained_pupils",
            "pupils_lost",
            "schools_lost",
        ):
            refuse_share(name, getattr(self, name))
        refuse_share("icc_schools + icc_classes", self.icc_schools + self.icc_classes)
        sizes_of(self.pupils)

    @property
    def units(self) -> float:
        return self.schools

    def with_units(self, units: float) -> Self:
        return replace(self, schools=units)

    @property
    def variance(self) -> float:
        pupils = self.pupils * (1 - self.pupils_lost)
        within = (1 - self.icc_schools - self.icc_classes) * (1 - self.explained_pupils) / pupils
        of_class = self.icc_classes * (1 - self.explained_classes) + within
        of_school = self.icc_schools * (1 - self.explained_schools) + of_class / self.classes
        kept = self.schools * (1 - self.schools_lost)
        return of_school / (self.share * (1 - self.share) * kept)

    @property
    def degrees_of_freedom(self) -> float:
        return self.schools * (1 - self.schools_lost) - self.covariates - 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossoverTrial:
    """Every class has the solution in one of two periods, by lot. Units: classes.

    Source: Giraudeau, Ravaud & Donner, Statistics in Medicine 27 (2008); Hooper & Bourke,
    BMJ 350 (2015).
    """

    classes: float
    pupils: Sizes
    icc: float
    """Share of the variance between classes within one period."""

    class_autocorrelation: float
    """How alike a class is to itself in the other period (1: quite; 0: as to any class)."""

    pupil_autocorrelation: float = 0.0
    """The same for a pupil within the class; 0 if other pupils are measured."""

    explained_pupils: float = 0.0
    share: float = 0.5
    """Of the classes, those that have the solution first."""

    weighting: Weighting = Weighting.PUPILS
    pupils_lost: float = 0.0
    classes_lost: float = 0.0

    def __post_init__(self) -> None:
        refuse_number("classes", self.classes)
        refuse_inner_share("share", self.share)
        for name in ("icc", "explained_pupils", "pupils_lost", "classes_lost"):
            refuse_share(name, getattr(self, name))
        for name in ("class_autocorrelation", "pupil_autocorrelation"):
            refuse_share(name, getattr(self, name), highest=1 + 1e-12)
        sizes_of(self.pupils)

    @property
    def units(self) -> float:
        return self.classes

    def with_units(self, units: float) -> Self:
        return replace(self, classes=units)

    @property
    def variance(self) -> float:
        sizes = [size * (1 - self.pupils_lost) for size in sizes_of(self.pupils)]
        unexplained = (1 - self.explained_pupils) * (1 - self.pupil_autocorrelation)
        of_difference = 2 * variance_of_class(
            sizes,
            between=self.icc * (1 - self.class_autocorrelation),
            within=(1 - self.icc) * unexplained,
            weighting=self.weighting,
        )
        kept = self.classes * (1 - self.classes_lost)
        return of_difference / (4 * self.share * (1 - self.share) * kept)

    @property
    def degrees_of_freedom(self) -> float:
        return self.classes * (1 - self.classes_lost) - 2
