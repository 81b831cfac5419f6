"""Two who ask at once: whose transaction the database gives up is tried again, from its start."""

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg import Error
from psycopg.errors import DeadlockDetected, SerializationFailure, UniqueViolation

TRIES = 5


def patiently[**P, R](service: Callable[P, R]) -> Callable[P, R]:
    """Run the service in a transaction of its own; again when a deadlock or its twin stops it.

    A twin is the same form sent twice at the same time: its key is unique, so the second is
    refused by the database, and on its second run finds what the first has made.
    """

    @wraps(service)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:  # the outer one tries again, if anybody does
            with transaction.atomic():
                return service(*args, **kwargs)
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    return service(*args, **kwargs)
            except (OperationalError, IntegrityError) as trouble:
                if not left or not _passes(trouble.__cause__):
                    raise
        raise AssertionError("unreachable")

    return again


def _passes(cause: BaseException | None) -> bool:
    if isinstance(cause, DeadlockDetected | SerializationFailure):
        return True
    return isinstance(cause, UniqueViolation) and _is_of_a_key(cause)


def _is_of_a_key(cause: Error) -> bool:
    return "_key" in (cause.diag.constraint_name or "")
