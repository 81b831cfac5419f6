"""How much a class's mean tells, when classes differ in size and pupils are lost."""

from collections.abc import Sequence
from enum import StrEnum

from eduhub.engines.evidence.design.checks import refuse_number

type Sizes = float | tuple[float, ...]


class Weighting(StrEnum):
    """How the analysis weighs classes of different size; of equal size all are the same."""

    PUPILS = "pupils"
    """Every pupil counts once: least squares on pupils, as `compare_arms`."""

    CLASSES = "classes"
    """Every class counts once: class means."""

    PRECISION = "precision"
    """By precision: a mixed model."""


def sizes_of(pupils: Sizes) -> Sequence[float]:
    """Pupils of typical classes, one or several.

    Raises:
        ValueError: no class, or a class of less than one pupil.
    """
    sizes = pupils if isinstance(pupils, tuple) else (pupils,)
    if not sizes:
        raise ValueError("pupils: expected the size of at least one class")
    for size in sizes:
        refuse_number("pupils of a class", size)
        if size < 1:
            raise ValueError(f"pupils of a class is {size}, expected 1 or more")
    return sizes


def variance_of_class(
    sizes: Sequence[float], *, between: float, within: float, weighting: Weighting
) -> float:
    """Classes times the variance of the mean of so many classes, in SD squared.

    For classes of one size n it is between + within / n.

    Args:
        sizes: pupils of typical classes; only their spread matters, not how many.
        between: variance between classes that no covariate explains.
        within: variance within classes that none explains.

    Source: Kerry & Bland, Statistics in Medicine 20 (2001); Eldridge et al., International
    Journal of Epidemiology 35 (2006).
    """
    count = len(sizes)
    match weighting:
        case Weighting.CLASSES:
            return between + within * sum(1 / size for size in sizes) / count
        case Weighting.PUPILS:
            total = sum(sizes)
            squares = sum(size**2 for size in sizes)
            return between * count * squares / total**2 + within * count / total
        case Weighting.PRECISION:
            return count / sum(size / (size * between + within) for size in sizes)
