"""Estimates with honest uncertainty, on classes' cross-products where they suffice."""

from eduhub.engines.evidence.estimates import Estimate, JointMethod, JointTest
from eduhub.engines.evidence.estimation.cross_products import (
    ClassProducts,
    products_of_moments,
    products_of_rows,
    with_class_column,
)
from eduhub.engines.evidence.estimation.crossover import Crossover, crossover
from eduhub.engines.evidence.estimation.equivalence import (
    Equivalence,
    NonInferiority,
    Shown,
    equivalence,
    non_inferiority,
)
from eduhub.engines.evidence.estimation.individual import (
    Robust,
    RobustRegression,
    clustered_difference_in_means,
    clustered_lin_estimator,
    difference_in_means,
    difference_of_summaries,
    lin_estimator,
    robust_regression,
)
from eduhub.engines.evidence.estimation.instruments import (
    Assumption,
    DoseAssociation,
    DoseDescribed,
    EffectOfUse,
    Reading,
    Strength,
    TwoStages,
    dose_association,
    dose_described,
    effect_of_use,
    two_stage_least_squares,
)
from eduhub.engines.evidence.estimation.least_squares import (
    LeastSquares,
    least_squares,
    least_squares_within_classes,
)
from eduhub.engines.evidence.regression import Reference, Sandwich

__all__ = [
    "Assumption",
    "ClassProducts",
    "Crossover",
    "DoseAssociation",
    "DoseDescribed",
    "EffectOfUse",
    "Equivalence",
    "Estimate",
    "JointMethod",
    "JointTest",
    "LeastSquares",
    "NonInferiority",
    "Reading",
    "Reference",
    "Robust",
    "RobustRegression",
    "Sandwich",
    "Shown",
    "Strength",
    "TwoStages",
    "clustered_difference_in_means",
    "clustered_lin_estimator",
    "crossover",
    "difference_in_means",
    "difference_of_summaries",
    "dose_association",
    "dose_described",
    "effect_of_use",
    "equivalence",
    "least_squares",
    "least_squares_within_classes",
    "lin_estimator",
    "non_inferiority",
    "products_of_moments",
    "products_of_rows",
    "robust_regression",
    "two_stage_least_squares",
    "with_class_column",
]
