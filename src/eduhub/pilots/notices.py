from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupJoined:
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupDecided:
    group_id: int


@dataclass(frozen=True, slots=True)
class PilotAgreed:
    pilot_id: int


@dataclass(frozen=True, slots=True)
class StatementWritten:
    statement_id: int


@dataclass(frozen=True, slots=True)
class PilotMoved:
    """The state has changed, by whichever room; PilotAgreed is posted besides."""

    pilot_id: int
    state: str


@dataclass(frozen=True, slots=True)
class LaneAnswered:
    answers_id: int


@dataclass(frozen=True, slots=True)
class LaneDecided:
    decision_id: int


@dataclass(frozen=True, slots=True)
class AgreementMade:
    """All before it is done: it waits for the signatures of company and school."""

    agreement_id: int


@dataclass(frozen=True, slots=True)
class MinutesOverrun:
    """A group's teacher has used 120 per cent of the time that was promised so far."""

    group_id: int


@dataclass(frozen=True, slots=True)
class CoverMoved:
    """A request for substitute cover was made, approved, granted or declined."""

    cover_id: int
    state: str
