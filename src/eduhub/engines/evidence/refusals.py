from enum import StrEnum


class Obstacle(StrEnum):
    """Why measurements do not permit a comparison; each is a fact about the data."""

    ARM_EMPTY = "arm_empty"
    """An arm has no class with complete measurements."""

    TOO_FEW_CLASSES = "too_few_classes"
    """An arm has one class only: class and solution cannot be told apart."""

    TOO_FEW_PUPILS = "too_few_pupils"
    """An arm has fewer pupils than may be told of; nothing stands in the way of computing."""

    NOT_IDENTIFIED = "not_identified"
    """A baseline is the same for everybody, or says the same as the arm or another baseline."""

    NOTHING_LEFT_OVER = "nothing_left_over"
    """As many unknowns as classes: nothing is left from which to learn the uncertainty."""

    NO_VARIATION = "no_variation"
    """The outcome does not vary beyond what arm and baseline explain."""


class CannotCompare(ValueError):
    """The data, not the caller, stand in the way; `reason` says how, for a room to word it."""

    def __init__(self, reason: Obstacle, message: str) -> None:
        super().__init__(message)
        self.reason = reason
