"""Randomisation inference that respects the design as it was recorded."""

from eduhub.engines.evidence.randomisation.enumeration import totals_of_all
from eduhub.engines.evidence.randomisation.inference import (
    DRAWS,
    MOST_ENUMERATED,
    Bins,
    Counted,
    RandomisationTest,
    SmallestP,
    randomisation_test,
    sign_flip_test,
    smallest_p,
)
from eduhub.engines.evidence.randomisation.sampling import random_assignments, random_subsets
from eduhub.engines.evidence.randomisation.statistic import (
    Statistic,
    ancova_on_means,
    crossover_difference,
    difference_in_means,
    pupil_coefficient,
    residual_difference,
)

__all__ = [
    "DRAWS",
    "MOST_ENUMERATED",
    "Bins",
    "Counted",
    "RandomisationTest",
    "SmallestP",
    "Statistic",
    "ancova_on_means",
    "crossover_difference",
    "difference_in_means",
    "pupil_coefficient",
    "random_assignments",
    "random_subsets",
    "randomisation_test",
    "residual_difference",
    "sign_flip_test",
    "smallest_p",
    "totals_of_all",
]
