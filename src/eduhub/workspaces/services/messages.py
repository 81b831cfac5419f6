import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.people.states import STAFF
from eduhub.workspaces.models import LONGEST, Message, Wording, Workspace
from eduhub.workspaces.queries import find_message
from eduhub.workspaces.rules import MESSAGE_RULES, WORKSPACE_RULES
from eduhub.workspaces.services.spaces import hold, own_key, refuse_words


@transaction.atomic
def write_message(
    workspace_id: int,
    text: str,
    *,
    answers: int | None = None,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> Message:
    """A message, or an answer to one; the same key again is the message that is there.

    An answer to an answer belongs to the same talk.
    """
    workspace = hold(workspace_id, by)
    if there := Message.objects.filter(key=own_key(key, workspace, by)).first():
        return there
    require(by, "write", workspace, WORKSPACE_RULES)
    talk = find_message(workspace, answers) if answers else None
    if talk is not None and talk.answers_id:
        talk = find_message(workspace, talk.answers_id)
    if talk is not None:
        require(by, "answer", talk, MESSAGE_RULES)
    words = _words(workspace, text)
    message = Message(workspace=workspace, answers=talk, text=words, stirred_at=now)
    message.key = own_key(key, workspace, by)
    message.sign(by, now)
    message.save(force_insert=True)
    if talk is not None:
        talk.stirred_at = now
        talk.save(update_fields=["stirred_at"])
    record(by, "message.written", workspace, now=now, message=message.pk)
    return message


@transaction.atomic
def edit_message(
    workspace_id: int, message_id: int, text: str, *, seen: int, by: Actor, now: dt.datetime
) -> Message:
    """Other words; the earlier ones stay to be read as a version."""
    workspace = hold(workspace_id, by)
    message = find_message(workspace, message_id)
    require(by, "edit", message, MESSAGE_RULES)
    words = _words(workspace, text)
    if words == message.text:
        return message
    require_version(message, seen)
    Wording.objects.create(
        message=message,
        version=message.version,
        text=message.text,
        written_at=message.edited_at or message.at,
    )
    message.text, message.version, message.edited_at = words, message.version + 1, now
    message.save(update_fields=["text", "version", "edited_at"])
    record(by, "message.edited", workspace, now=now, message=message.pk, version=message.version)
    return message


@transaction.atomic
def delete_message(workspace_id: int, message_id: int, *, by: Actor, now: dt.datetime) -> Message:
    """Its words go, in every version; that there was a message stays, and the answers to it."""
    workspace = hold(workspace_id, by)
    message = find_message(workspace, message_id)
    require(by, "delete", message, MESSAGE_RULES)
    message.text, message.deleted_at = "", now
    message.deleted_by_hub = message.person_id != by.user_id and bool(by.roles & STAFF)
    message.save(update_fields=["text", "deleted_at", "deleted_by_hub"])
    Wording.objects.filter(message=message).delete()
    record(by, "message.deleted", workspace, now=now, message=message.pk)
    return message


def _words(workspace: Workspace, text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid({"text": _("Write something first.")})
    if len(words) > LONGEST:
        raise Invalid({"text": _("Write it shorter, in at most 5,000 characters.")})
    refuse_words(workspace, text=words)
    return words
