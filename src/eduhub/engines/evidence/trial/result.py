"""What a trial's data say, as numbers and codes for a room to word."""

from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.evidence.comparison import Comparison
from eduhub.engines.evidence.effects import Attrition, BaselineDifference
from eduhub.engines.evidence.estimates import Estimate
from eduhub.engines.evidence.estimation import Equivalence, NonInferiority
from eduhub.engines.evidence.missing import Bounds
from eduhub.engines.evidence.mixed import FitStatus
from eduhub.engines.evidence.randomisation import RandomisationTest
from eduhub.engines.evidence.refusals import Obstacle
from eduhub.engines.evidence.verdict import Verdict


class Standing(StrEnum):
    """What a result may be used for."""

    PLANNED = "planned"

    EXPLORATORY = "exploratory"
    """Not in the plan as it was registered: shown as such, and never rated."""


class Warn(StrEnum):
    """What a reader is told beside the numbers."""

    NOT_MEASURED = "not_measured"
    """Planned, but in no class's totals."""

    FEW_CLASSES = "few_classes"
    FEW_DEGREES_OF_FREEDOM = "few_degrees_of_freedom"
    CLASSES_MISSING = "classes_missing"
    """Classes of the plan gave no totals."""

    HIGH_ATTRITION = "high_attrition"
    BASELINE_APART = "baseline_apart"
    """A baseline differs by more than adjustment can mend."""

    NO_LOT = "no_lot"
    """Arms were not given by chance: the difference may be the classes' own."""

    LOT_NOT_KEPT = "lot_not_kept"
    """The arms are not ones that the plan's lot could have given."""

    NOT_SIGNIFICANT_TOGETHER = "not_significant_together"
    """Zero is excluded on its own, but not once the domain's outcomes are counted together."""

    ESTIMATES_DISAGREE = "estimates_disagree"
    """Least squares and the mixed model differ in sign where both exclude zero."""


class Part(StrEnum):
    """What stands beside the comparison of an outcome."""

    MIXED = "mixed"
    CHANCE = "chance"
    BELIEF = "belief"
    BALANCE = "balance"
    BOUNDS = "bounds"


class Gap(StrEnum):
    """Why a part is not there."""

    NO_LOT = "no_lot"
    LOT_NOT_KEPT = "lot_not_kept"
    CLASSES_MISSING = "classes_missing"
    """A class of the plan gave no totals, or one has pupils on both sides."""

    NO_SPREAD = "no_spread"
    """A class's spread, or how its measures go together, was not typed."""

    NO_BASELINE = "no_baseline"
    NO_SCALE = "no_scale"
    """The plan does not say between which values the outcome lies."""

    OUTSIDE_SCALE = "outside_scale"
    """An arm's mean lies outside of the plan's scale."""

    ASSIGNED_NOT_KNOWN = "assigned_not_known"
    CANNOT = "cannot"
    """The method refuses these totals, as with too few classes or no variation."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """A part that the plan asks for and the totals do not permit, with its reason."""

    part: Part
    why: Gap


@dataclass(frozen=True, slots=True)
class Curve:
    """The density of the benefit at even steps from `low` to `high`, both included."""

    low: float
    high: float
    density: tuple[float, ...]
    """Per unit of the outcome."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """The random-intercept model beside the main estimate, as a check on it."""

    status: FitStatus
    icc: float
    effect: Estimate


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Chances under one prior, in [0, 1]: the solution helps, helps by what matters, changes
    less than matters; `mean`, `low`, `high` (95 %) of the benefit in the outcome's unit, which
    is upwards also where less of the outcome is better."""

    prior: str
    helps: float
    matters: float
    negligible: float
    mean: float
    low: float
    high: float
    curve: Curve


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything about one outcome that could be compared.

    `g` (with `g_low`, `g_high`) is the adjusted difference over the unadjusted pooled SD with
    the small-sample factor, None if an SD was not typed; `p_together` is the p-value after
    the domain's correction. `bounds` are of the plain difference in means, whatever the pupils
    who were assigned and not measured had reached. A part that is None or empty is named in
    `not_done` with its reason.
    """

    comparison: Comparison
    verdict: Verdict
    g: float | None
    g_low: float | None
    g_high: float | None
    p_together: float
    equivalence: Equivalence
    non_inferiority: NonInferiority | None
    chance: RandomisationTest | None
    mixed: Mixed | None
    posterior: tuple[Beliefs, ...]
    baselines: tuple[BaselineDifference, ...]
    bounds: Bounds | None
    not_done: tuple[NotDone, ...]


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """One outcome, in the order of the plan: its effect, or why there is none."""

    name: str
    standing: Standing
    effect: Effect | None
    obstacle: Obstacle | None
    warnings: tuple[Warn, ...]


@dataclass(frozen=True, slots=True)
class TrialResult:
    """All outcomes of the plan in its order, whatever came out, then what else was asked."""

    plan_fingerprint: str
    version: int
    outcomes: tuple[OutcomeResult, ...]
    attrition: Attrition | None
    """Of pupils; None if nobody told how many were assigned."""

    missing_classes: tuple[str, ...]
    warnings: tuple[Warn, ...]

    def outcome(self, name: str) -> OutcomeResult:
        for outcome in self.outcomes:
            if outcome.name == name:
                return outcome
        raise ValueError(f"{name} is not an outcome of this result")
