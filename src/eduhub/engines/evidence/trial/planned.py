"""What was planned before anything was measured: frozen, with one text and one fingerprint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from eduhub.engines.evidence.assignment import Chance, Scheme, blocked, complete, paired, simple
from eduhub.engines.evidence.effects import Boundary
from eduhub.engines.evidence.multiplicity import Correction
from eduhub.engines.evidence.plan import canonical_json, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOutcome:
    """One outcome and how it will be compared.

    `smallest_that_matters` and `margin` (the largest loss that one would put up with; None if
    nobody asks) are in the outcome's own unit. Outcomes of one `domain` answer one question
    and are corrected together. `scale` is the least and the most that a pupil can reach, None
    where it has no ends.

    Raises:
        ValueError: a name or unit is empty, a limit is not above zero, the outcome is its own
            baseline, the scale does not go upwards.
    """

    name: str
    unit: str
    domain: str
    smallest_that_matters: Decimal
    baseline: tuple[str, ...] = ()
    higher_is_better: bool = True
    margin: Decimal | None = None
    scale: tuple[Decimal, Decimal] | None = None

    def __post_init__(self) -> None:
        for what, words in (("name", self.name), ("unit", self.unit), ("domain", self.domain)):
            if not words:
                raise ValueError(f"an outcome has a {what}; {self.name or 'one'} has none")
        for limit in (self.smallest_that_matters, self.margin):
            if limit is not None and not (limit.is_finite() and limit > 0):
                raise ValueError(f"{self.name}: a limit is above zero, not {limit}")
        names = (*self.baseline, self.name)
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: outcome and baselines are different variables")
        if self.scale is not None and not (
            all(end.is_finite() for end in self.scale) and self.scale[0] < self.scale[1]
        ):
            raise ValueError(f"{self.name}: a scale goes from a lower to a higher value")

    def content(self) -> dict[str, object]:
        """A scale is told only where there is one: plans without keep their fingerprint."""
        scale = {} if self.scale is None else {"scale": list(self.scale)}
        return scale | {
            "baseline": list(self.baseline),
            "domain": self.domain,
            "higher_is_better": self.higher_is_better,
            "margin": self.margin,
            "name": self.name,
            "smallest_that_matters": self.smallest_that_matters,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A trial of two arms, as registered.

    `classes` names every class with its block ("" without blocks); `chance` says how arms are
    given, None where no lot decides (then there is no randomisation test and no rating above
    what that permits). `version` counts from 1; an amendment carries the fingerprint of the
    version it `replaces` and `why`.

    Raises:
        ValueError: no class, no outcome or one twice, a confidence outside of 0 to 1, a
            version that does not fit what it replaces.
    """

    trial: str
    question: str
    classes: Mapping[str, str]
    outcomes: tuple[PlannedOutcome, ...]
    chance: Chance | None = Chance.BLOCKED
    confidence: Decimal = Decimal("0.95")
    attrition: Boundary = Boundary.CAUTIOUS
    correction: Correction = Correction.BENJAMINI_HOCHBERG
    version: int = 1
    replaces: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not (self.trial and self.classes and self.outcomes):
            raise ValueError("a plan names its trial, its classes and its outcomes")
        names = [outcome.name for outcome in self.outcomes]
        if len(set(names)) != len(names):
            raise ValueError(f"an outcome comes twice in {', '.join(names)}")
        if not 0 < self.confidence < 1:
            raise ValueError(f"confidence lies between 0 and 1, not {self.confidence}")
        if (self.version == 1) != (not self.replaces) or bool(self.replaces) != bool(self.why):
            raise ValueError("version 1 replaces nothing; a later one says what and why")

    @property
    def text(self) -> str:
        """The canonical JSON, see `plan`."""
        return canonical_json(self.content())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text: what is registered and published before the data."""
        return fingerprint(self.content())

    @property
    def scheme(self) -> Scheme | None:
        """Who could have been given what; None where no lot decides."""
        match self.chance:
            case None:
                return None
            case Chance.SIMPLE:
                return simple(list(self.classes))
            case Chance.COMPLETE:
                return complete(list(self.classes))
            case Chance.BLOCKED:
                return blocked(self.classes)
            case Chance.PAIRED:
                return paired(self.classes)

    def outcome(self, name: str) -> PlannedOutcome:
        for outcome in self.outcomes:
            if outcome.name == name:
                return outcome
        raise ValueError(f"{name} is not an outcome of the plan")

    def content(self) -> dict[str, object]:
        return {
            "attrition": str(self.attrition),
            "chance": None if self.chance is None else str(self.chance),
            "classes": dict(self.classes),
            "confidence": self.confidence,
            "correction": str(self.correction),
            "outcomes": [outcome.content() for outcome in self.outcomes],
            "question": self.question,
            "replaces": self.replaces,
            "trial": self.trial,
            "version": self.version,
            "why": self.why,
        }


def amended(plan: Plan, *, why: str, outcomes: tuple[PlannedOutcome, ...]) -> Plan:
    """The next version, with other outcomes; the earlier one stays on record by its fingerprint.

    Whether it still came before the data is for whoever keeps the register to say.

    Raises:
        ValueError: no reason, or nothing is different.
    """
    if not why:
        raise ValueError("an amendment says why")
    if outcomes == plan.outcomes:
        raise ValueError("the amendment changes nothing")
    return replace(
        plan, outcomes=outcomes, version=plan.version + 1, replaces=plan.fingerprint, why=why
    )


def plan_from(content: Mapping[str, object]) -> Plan:
    """The plan that was written as JSON: `plan_from(json.loads(plan.text)) == plan`.

    Raises:
        ValueError: a key is missing or unknown, a value is not of its kind.
    """
    told = dict(content)
    outcomes = told.pop("outcomes", None)
    classes = told.pop("classes", None)
    match outcomes, classes:
        case list(), Mapping():
            pass
        case _:
            raise ValueError("a plan has a list of outcomes and a mapping of classes to blocks")
    chance = told.pop("chance", Chance.BLOCKED)
    try:
        return Plan(
            outcomes=tuple(_outcome_from(one) for one in outcomes),
            classes={str(name): str(block) for name, block in classes.items()},
            chance=None if chance is None else Chance(str(chance)),
            **_converted(
                told,
                {
                    "confidence": _decimal,
                    "attrition": Boundary,
                    "correction": Correction,
                    "version": int,
                },
            ),
        )
    except TypeError as wrong:
        raise ValueError(f"a plan cannot be read from this: {wrong}") from wrong


def _outcome_from(content: object) -> PlannedOutcome:
    match content:
        case Mapping():
            told = dict(content)
        case _:
            raise ValueError("each outcome is a mapping")
    told["baseline"] = tuple(told.get("baseline", ()))
    kinds = {"smallest_that_matters": _decimal, "margin": _decimal, "scale": _scale}
    return PlannedOutcome(**_converted(told, kinds))


def _converted(
    told: Mapping[str, Any], kinds: Mapping[str, Callable[[Any], object]]
) -> dict[str, Any]:
    return {
        key: kinds[key](value) if key in kinds and value is not None else value
        for key, value in told.items()
    }


def _scale(value: object) -> tuple[Decimal, Decimal]:
    match value:
        case [low, high]:
            return _decimal(low), _decimal(high)
    raise ValueError(f"a scale has a lower and a higher end, not {value}")


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as wrong:
        raise ValueError(f"{value} is not a number") from wrong
