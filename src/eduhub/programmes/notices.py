from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApplicationFinalised:
    """A copy was taken; whoever writes the application gets a receipt."""

    submission_id: int


@dataclass(frozen=True, slots=True)
class ApplicationLetOn:
    """The application may answer the questions of this step."""

    application_id: int
    step: int


@dataclass(frozen=True, slots=True)
class GraceGiven:
    grace_id: int


@dataclass(frozen=True, slots=True)
class MoreAsked:
    inquiry_id: int


@dataclass(frozen=True, slots=True)
class MoreAnswered:
    inquiry_id: int


@dataclass(frozen=True, slots=True)
class AssignmentAsked:
    """Who judges what is to be worked out."""

    round_id: int


@dataclass(frozen=True, slots=True)
class SheetsGivenOut:
    """A juror has applications to judge."""

    round_id: int
    juror_id: int


@dataclass(frozen=True, slots=True)
class RankingAsked:
    """What the sheets tell is to be worked out."""

    ranking_id: int


@dataclass(frozen=True, slots=True)
class VerdictTold:
    verdict_id: int
    version: int


@dataclass(frozen=True, slots=True)
class AppealMade:
    appeal_id: int


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    appeal_id: int


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """A company is asked in a round; its people get a letter."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class PitchAsked:
    """A company is asked to pitch; its leads get a letter."""

    pitch_id: int


@dataclass(frozen=True, slots=True)
class InterestShown:
    """Somebody confirmed an interest in a company; rooms above may introduce the two."""

    interest_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class MatchingAsked:
    """Which mentor helps which company is to be worked out."""

    cohort_id: int


@dataclass(frozen=True, slots=True)
class PairPublished:
    """A company has a mentor; both get a letter."""

    pair_id: int


@dataclass(frozen=True, slots=True)
class HoursLogged:
    """The company is asked whether a session was held as the line says."""

    line_id: int


@dataclass(frozen=True, slots=True)
class InterviewOffered:
    """An applicant may choose a time."""

    application_id: int


@dataclass(frozen=True, slots=True)
class InterviewBooked:
    """The panel hears when somebody comes, and of whom only the code."""

    interview_id: int
    sequence: int
