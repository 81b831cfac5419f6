from enum import StrEnum


class Hindrance(StrEnum):
    """Why answers do not permit an estimate; each is a fact about the data."""

    TOO_FEW_ITEMS = "too_few_items"
    """A scale of one item has no inner consistency, one of two no factor."""

    NO_VARIATION = "no_variation"
    """All answers to an item, or to all together, are the same."""

    NOT_IDENTIFIED = "not_identified"
    """A covariate is the same for everybody, or says the same as others together."""

    SEPARATED = "separated"
    """The covariates sort the answers so well that an estimate would be infinite."""

    NO_CONVERGENCE = "no_convergence"
    """The search for the best values ended without finding them."""


class CannotEstimate(ValueError):
    """The answers, not the caller, stand in the way; `reason` says how."""

    def __init__(self, reason: Hindrance, message: str) -> None:
        super().__init__(message)
        self.reason = reason
