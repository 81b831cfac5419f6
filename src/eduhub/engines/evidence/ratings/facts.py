"""What a rating asks about a study. None anywhere means: not known."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eduhub.engines.evidence.effects.attrition import Attrition, Boundary
from eduhub.engines.evidence.effects.baseline import BaselineDifference


class Design(StrEnum):
    """How it came about who used the product, and who is compared with whom."""

    LOT = "lot"
    """A lot gave the arms."""

    DISCONTINUITY = "discontinuity"
    """A limit on a measured number did."""

    DIFFERENCES = "differences"
    """Others did not use it, and both groups were followed from before: differences compared."""

    MATCHED = "matched"
    """Others who did not use it were chosen for being alike."""

    UNMATCHED = "unmatched"
    """Volunteers beside others."""

    CORRELATION = "correlation"
    """No arms: more use beside less use, with statistical controls."""

    BEFORE_AFTER = "before_after"
    """Users only, before and after."""

    DESCRIPTION = "description"
    """Nothing was measured twice."""


WITH_COMPARISON = frozenset(
    {Design.LOT, Design.DISCONTINUITY, Design.DIFFERENCES, Design.MATCHED, Design.UNMATCHED}
)


class Unit(StrEnum):
    """What was given an arm."""

    PUPIL = "pupil"
    CLASS = "class"
    SCHOOL = "school"


class Adjustment(StrEnum):
    """How the analysis takes differences before the start into account."""

    NONE = "none"
    REGRESSION = "regression"
    WEIGHTS = "weights"
    DIFFERENCES = "differences"


class ReliabilityKind(StrEnum):
    ALPHA = "alpha"
    RETEST = "retest"
    RATERS = "raters"


class Observables(StrEnum):
    """On how much of what matters the arms were made alike."""

    ALL_RELEVANT = "all_relevant"
    SOME = "some"
    NONE = "none"


class Threat(StrEnum):
    """What could make the result of a trial wrong, in the EEF's list."""

    CONFOUNDING = "confounding"
    CONCURRENT_INTERVENTIONS = "concurrent_interventions"
    EXPERIMENTAL_EFFECTS = "experimental_effects"
    FIDELITY = "fidelity"
    MISSING_DATA = "missing_data"
    MEASUREMENT = "measurement"
    SELECTIVE_REPORTING = "selective_reporting"


class Severity(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Direction(StrEnum):
    """Where a threat pushes the estimate."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient of the outcome's reliability, and which."""

    kind: ReliabilityKind
    value: float


@dataclass(frozen=True, slots=True)
class ThreatFound:
    severity: Severity
    direction: Direction = Direction.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts:
    """One study of one outcome, as far as it is known.

    Raises:
        ValueError: a count below zero, a percentage outside of 0 to 100, a p outside of 0
            to 1, or a number that is not finite.
    """

    design: Design
    unit: Unit = Unit.CLASS
    units_treated: int | None = None
    units_control: int | None = None
    lot_kept: bool | None = None
    """Everybody is analysed in the arm that the lot gave, and nobody chose another lot."""

    boundary: Boundary = Boundary.CAUTIOUS
    """Of attrition, as the plan says."""

    unit_attrition: Attrition | None = None
    """Of classes or schools, where they were given an arm."""

    pupil_attrition: Attrition | None = None
    """Of pupils; in classes kept, where classes were given an arm."""

    pupils_lost_percent: float | None = None
    """Of all pupils since the arms were given, for whatever reason, both arms together."""

    free_of_joiners: bool | None = None
    """No pupil joined a class after the lot who could have chosen it for its arm."""

    baseline: tuple[BaselineDifference, ...] | None = None
    adjustment: Adjustment | None = None
    correlation_before_after: float | None = None
    """Of the same or a closely related measure, for an adjustment by differences."""

    missing_data_acceptable: bool | None = None
    """Complete cases, likelihood, imputation by arm, or weights for who answers."""

    face_validity: bool | None = None
    overaligned: bool | None = None
    """The measure holds what only users of the product could have practised."""

    same_collection: bool | None = None
    """In both arms: same measure, time and collector."""

    reliability: Reliability | None = None
    effect_size: float | None = None
    """Positive is better."""

    p_value: float | None = None
    """Two-sided, allowing for classes and for how many outcomes were tested."""

    overriding_negative: bool | None = None
    """A significant negative finding on the same outcome, here or in a better study."""

    pupils: int | None = None
    sites: int | None = None
    groups_of_ten: int | None = None
    """Classes (or the like) with at least ten pupils analysed."""

    smallest_detectable: float | None = None
    """Effect in SDs that the trial could detect, as worked out when the arms were given."""

    observables: Observables | None = None
    threats: Mapping[Threat, ThreatFound] = field(default_factory=dict)
    """Those that were looked at; any other is not known."""

    logic_model: bool | None = None
    """A coherent account, resting on research, of why the product should help."""

    under_evaluation: bool | None = None
    improved: bool | None = None
    """Users' outcomes rose, whatever the cause."""

    independently_replicated: bool | None = None
    reasonable_cost: bool | None = None
    operated_by_others: bool | None = None
    at_scale: bool | None = None

    def __post_init__(self) -> None:
        counts = ("units_treated", "units_control", "pupils", "sites", "groups_of_ten")
        for name in counts:
            if (count := getattr(self, name)) is not None and count < 0:
                raise ValueError(f"{name} is not below 0, not {count}")
        for name, low, high in (
            ("pupils_lost_percent", 0, 100),
            ("p_value", 0, 1),
            ("correlation_before_after", -1, 1),
            ("smallest_detectable", 0, math.inf),
            ("effect_size", -math.inf, math.inf),
        ):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and low <= value <= high):
                raise ValueError(f"{name} lies between {low} and {high}, not at {value}")

    @property
    def has_comparison(self) -> bool:
        return self.design in WITH_COMPARISON

    @property
    def fewest_units(self) -> int | None:
        """In the smaller arm."""
        if self.units_treated is None or self.units_control is None:
            return None
        return min(self.units_treated, self.units_control)

    @property
    def fair_lot(self) -> bool | None:
        """There was a lot and it was kept."""
        return False if self.design is not Design.LOT else self.lot_kept
