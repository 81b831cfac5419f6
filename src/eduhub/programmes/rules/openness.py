"""Who reads which answers: the one place that knows."""

from eduhub.kit.access import Actor
from eduhub.people.states import STAFF
from eduhub.programmes.models import Application
from eduhub.programmes.states import (
    ApplicationState,
    CallState,
    Openness,
    Reader,
    Selection,
)

READS: dict[str, frozenset[str]] = {
    Reader.PUBLIC: frozenset({Openness.PUBLIC}),
    Reader.JURY: frozenset({Openness.PUBLIC, Openness.CONFIDENTIAL}),
    Reader.STAFF: frozenset(Openness.values),
    Reader.APPLICANT: frozenset(Openness.values),
}


def reader_of(
    actor: Actor, application: Application, *, has_joined: bool = False, is_juror: bool = False
) -> Reader | None:
    """In which part this person reads the application; None when not at all.

    Args:
        has_joined: the person was invited to write it and has come.
        is_juror: the room's jury says that the person reads it for the panel, without conflict.
    """
    here = (
        actor.organisation_id is not None and actor.organisation_id == application.organisation_id
    )
    if actor.is_signed_in and (here or has_joined):
        return Reader.APPLICANT
    if actor.roles & STAFF or actor.holds("machine"):
        return Reader.STAFF
    if is_juror:
        return Reader.JURY
    told = application.call.state == CallState.DECIDED
    chosen = application.selection == Selection.CHOSEN
    return Reader.PUBLIC if told and chosen else None


def may_read(reader: Reader | None, openness: str) -> bool:
    """Whether an answer of this openness is for this reader."""
    return reader is not None and openness in READS[reader]


def reads_what_is_typed(reader: Reader | None, application: Application) -> bool:
    """Whether this reader sees the answers as they stand; the hub only once they are finalised."""
    if reader == Reader.STAFF:
        return application.state == ApplicationState.FINALISED
    return reader == Reader.APPLICANT
