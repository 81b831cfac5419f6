"""The facts of a study as a person writes them in JSON."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from eduhub.engines.evidence.effects import (
    Attrition,
    Boundary,
    Kept,
    Measured,
    attrition,
    baseline_difference,
)
from eduhub.engines.evidence.effects.means import Group
from eduhub.engines.evidence.ratings import (
    Adjustment,
    Design,
    Direction,
    Observables,
    Rating,
    Reliability,
    ReliabilityKind,
    Severity,
    StudyFacts,
    Threat,
    ThreatFound,
    Unit,
    eef_rating,
    essa_rating,
    nesta_rating,
    wwc_rating,
)


def rate(content: Mapping[str, Any]) -> dict[str, Rating[Any]]:
    """What each of the four schemes would make of the study; what is left out is not known.

    Args:
        content: the fields of `StudyFacts` by their names. Attrition is `{"treated":
            [assigned, analysed], "control": [assigned, analysed]}`, a baseline `{"covariate":
            name, "treated": [pupils, mean, sd], "control": …, "measured": "continuous"}`,
            reliability `{"kind": "alpha", "value": 0.8}`, threats `{name: [severity, direction]}`.

    Raises:
        ValueError: a field that is not known, a code or number that is not of its kind.
    """
    told = {name: _read(name, value) for name, value in content.items()}
    try:
        facts = StudyFacts(**told)
    except TypeError as wrong:
        raise ValueError(f"not the facts of a study: {wrong}") from wrong
    return {
        "wwc": wwc_rating(facts),
        "essa": essa_rating(facts),
        "eef": eef_rating(facts),
        "nesta": nesta_rating(facts),
    }


def _read(name: str, value: Any) -> Any:
    if value is None or name not in _READ:
        return value
    try:
        return _READ[name](value)
    except (KeyError, TypeError, IndexError, AttributeError) as wrong:
        raise ValueError(f"{name} is not as the reference says: {value}") from wrong


def _attrition(told: Mapping[str, list[int]]) -> Attrition:
    treated, control = (Kept(*told[arm]) for arm in ("treated", "control"))
    return attrition(treated, control)


def _baselines(told: list[Mapping[str, Any]]) -> Any:
    return tuple(
        baseline_difference(
            one["covariate"],
            treated=_group(one["treated"]),
            control=_group(one["control"]),
            measured=Measured(one.get("measured", "continuous")),
        )
        for one in told
    )


def _group(told: list[float]) -> Group:
    pupils, mean, sd = told[0], told[1], told[2]
    return Group(pupils=int(pupils), mean=mean, sd=sd)


def _reliability(told: Mapping[str, Any]) -> Reliability:
    return Reliability(kind=ReliabilityKind(told["kind"]), value=told["value"])


def _threats(told: Mapping[str, list[str]]) -> dict[Threat, ThreatFound]:
    return {
        Threat(name): ThreatFound(Severity(found[0]), *map(Direction, found[1:2]))
        for name, found in told.items()
    }


_READ: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "design": Design,
        "unit": Unit,
        "boundary": Boundary,
        "adjustment": Adjustment,
        "observables": Observables,
        "unit_attrition": _attrition,
        "pupil_attrition": _attrition,
        "baseline": _baselines,
        "reliability": _reliability,
        "threats": _threats,
    }
)
