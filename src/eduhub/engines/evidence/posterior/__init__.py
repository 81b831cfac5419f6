"""Bayesian two-level posterior of the effect on a grid, with stated priors."""

from eduhub.engines.evidence.posterior.belief import Posterior, posterior_of_effect
from eduhub.engines.evidence.posterior.priors import (
    FLAT,
    USUAL,
    EffectPrior,
    PriorUnit,
    SpreadPrior,
    sceptical,
)

__all__ = [
    "FLAT",
    "USUAL",
    "EffectPrior",
    "Posterior",
    "PriorUnit",
    "SpreadPrior",
    "posterior_of_effect",
    "sceptical",
]
