"""Linear mixed models on classes' cross-products, and the effect sizes that rest on them."""

from eduhub.engines.evidence.mixed.effect_sizes import (
    ClusterTrialEffects,
    EffectSize,
    EffectSizes,
    VarianceShares,
    cluster_trial_effects,
)
from eduhub.engines.evidence.mixed.fitting import random_intercept, random_slopes, three_levels
from eduhub.engines.evidence.mixed.likelihood import Likelihood
from eduhub.engines.evidence.mixed.model import (
    Degrees,
    FitStatus,
    Level,
    MixedModel,
    MixedTest,
)
from eduhub.engines.evidence.mixed.profile import ProfileInterval, profile_interval

__all__ = [
    "ClusterTrialEffects",
    "Degrees",
    "EffectSize",
    "EffectSizes",
    "FitStatus",
    "Level",
    "Likelihood",
    "MixedModel",
    "MixedTest",
    "ProfileInterval",
    "VarianceShares",
    "cluster_trial_effects",
    "profile_interval",
    "random_intercept",
    "random_slopes",
    "three_levels",
]
