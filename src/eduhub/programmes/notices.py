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
