from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanFrozen:
    plan_id: int


@dataclass(frozen=True, slots=True)
class PlanAmended:
    """A frozen plan has a new version."""

    version_id: int


@dataclass(frozen=True, slots=True)
class LotDrawn:
    plan_id: int


@dataclass(frozen=True, slots=True)
class TrialStarted:
    plan_id: int


@dataclass(frozen=True, slots=True)
class TotalsConfirmed:
    totals_id: int


@dataclass(frozen=True, slots=True)
class DataClosed:
    """The data are closed, or the analysis is asked for once more."""

    plan_id: int


@dataclass(frozen=True, slots=True)
class ResultReady:
    result_id: int


@dataclass(frozen=True, slots=True)
class ResultPublished:
    result_id: int


@dataclass(frozen=True, slots=True)
class ResultReviewed:
    """Somebody added what numbers do not tell: its ratings may be others."""

    result_id: int


@dataclass(frozen=True, slots=True)
class ExplorationAsked:
    """Somebody asks for an analysis that the plan does not name."""

    exploration_id: int


@dataclass(frozen=True, slots=True)
class TotalsTakenOut:
    """Somebody in a class has withdrawn: its totals are asked for anew."""

    totals_id: int


@dataclass(frozen=True, slots=True)
class PassportIssued:
    credential_id: int


@dataclass(frozen=True, slots=True)
class PassportWithdrawn:
    credential_id: int


@dataclass(frozen=True, slots=True)
class PoolWritten:
    """What all pilots say together is written anew, because of this result."""

    result_id: int


@dataclass(frozen=True, slots=True)
class EvaluatorAsked:
    sheet_id: int


@dataclass(frozen=True, slots=True)
class EvaluatorReplaced:
    sheet_id: int


@dataclass(frozen=True, slots=True)
class ThirdNeeded:
    evaluation_id: int


@dataclass(frozen=True, slots=True)
class EvaluationPublished:
    evaluation_id: int
