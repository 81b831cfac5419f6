"""What stands beside a trial's comparison, as a result's content keeps it: words and strings."""

from collections.abc import Sequence
from typing import Any

from eduhub.engines.evidence.effects import BaselineDifference
from eduhub.engines.evidence.estimation import Equivalence
from eduhub.engines.evidence.missing import Bounds
from eduhub.engines.evidence.randomisation import Counted, RandomisationTest
from eduhub.engines.evidence.trial import Beliefs, Effect, Mixed

DIGITS = 10  # iterations and grids agree to so many, on whatever machine
OF_A_CURVE = 6


def parts_of(effect: Effect) -> dict[str, Any]:
    """Each part by its name in `trial.Part`, None where it stands in "not_done" with its reason."""
    return {
        "mixed": _mixed(effect.mixed) if effect.mixed else None,
        "equivalence": _equivalence(effect.equivalence),
        "chance": _chance(effect.chance) if effect.chance else None,
        "belief": [_belief(one) for one in effect.posterior] or None,
        "balance": _balance(effect.baselines),
        "bounds": _bounds(effect.bounds) if effect.bounds else None,
        "not_done": {one.part.value: one.why.value for one in effect.not_done},
    }


def exact(value: float | None) -> str | None:
    """The shortest digits from which the very same number comes back."""
    return None if value is None else repr(value)


def told(value: float | None, digits: int = DIGITS) -> str | None:
    """As many digits as every machine finds."""
    return None if value is None else f"{value:.{digits}g}"


def _mixed(found: Mixed) -> dict[str, Any]:
    return {
        "status": found.status.value,
        "icc": told(found.icc),
        "estimate": told(found.effect.estimate),
        "standard_error": told(found.effect.standard_error),
        "degrees_of_freedom": told(found.effect.degrees_of_freedom),
        "low": told(found.effect.low),
        "high": told(found.effect.high),
        "p_value": told(found.effect.p_value),
    }


def _equivalence(found: Equivalence) -> dict[str, Any]:
    return {
        "answer": found.answer.value,
        "lowest": told(found.lowest),
        "highest": told(found.highest),
        "low": told(found.low),
        "high": told(found.high),
        "p_value": told(found.p_value),
    }


def _chance(found: RandomisationTest) -> dict[str, Any]:
    return {
        "observed": told(found.estimate),
        "p_value": told(found.p_two_sided),
        "assignments": found.assignments,
        "is_exact": found.counted is Counted.ENUMERATED,
        "bins": {
            "low": told(found.bins.low),
            "high": told(found.bins.high),
            "counts": list(found.bins.counts),
        },
    }


def _belief(found: Beliefs) -> dict[str, Any]:
    return {
        "prior": found.prior,
        "helps": told(found.helps),
        "matters": told(found.matters),
        "negligible": told(found.negligible),
        "mean": told(found.mean),
        "low": told(found.low),
        "high": told(found.high),
        "curve": {
            "low": told(found.curve.low),
            "high": told(found.curve.high),
            "density": [told(height, OF_A_CURVE) for height in found.curve.density],
        },
    }


def _balance(found: Sequence[BaselineDifference]) -> list[dict[str, Any]] | None:
    rows = [
        {
            "covariate": one.covariate,
            "effect_size": told(one.effect_size),
            "band": one.band.value,
        }
        for one in found
    ]
    return rows or None


def _bounds(found: Bounds) -> dict[str, Any]:
    return {"low": told(found.low), "high": told(found.high)}
