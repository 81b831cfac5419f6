"""The published results stand in the public register: named here, so that they are told."""

from eduhub.evidence.queries.register import results_for_register

__all__ = ["results_for_register"]
