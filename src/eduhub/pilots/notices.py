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


@dataclass(frozen=True, slots=True)
class NeedMerged:
    """A need has been merged into a challenge that everybody may read."""

    need_id: int
    challenge_id: int


@dataclass(frozen=True, slots=True)
class NeedClosed:
    """A need has been answered, has lapsed, was withdrawn by the hub, or is open again."""

    need_id: int
    state: str


@dataclass(frozen=True, slots=True)
class TenderSent:
    tender_id: int


@dataclass(frozen=True, slots=True)
class TenderDecided:
    tender_id: int


@dataclass(frozen=True, slots=True)
class InvitedToDay:
    invitation_id: int


@dataclass(frozen=True, slots=True)
class WorkshopDecided:
    workshop_id: int


@dataclass(frozen=True, slots=True)
class SuggestionMade:
    suggestion_id: int


@dataclass(frozen=True, slots=True)
class SuggestionAnswered:
    suggestion_id: int
    version: int


@dataclass(frozen=True, slots=True)
class GroupOut:
    """A group has left a pilot that runs; its plan stays as it is."""

    group_id: int


@dataclass(frozen=True, slots=True)
class ClosingDecided:
    """A school or an education provider has decided to buy, continue or stop."""

    decision_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ConsentRefused:
    """Somebody has said no, perhaps after a yes: what was counted may have to be counted anew."""

    pilot_id: int


@dataclass(frozen=True, slots=True)
class RoundAsked:
    """A proposal is to be worked out that is too large to wait for."""

    version_id: int


@dataclass(frozen=True, slots=True)
class RoundPublished:
    round_id: int
