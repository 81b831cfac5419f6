"""A workspace begins and ends with its joint thing; the room of the thing calls these."""

import datetime as dt
import uuid

from django.db import transaction

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.workspaces.models import Reader, Wish, Workspace
from eduhub.workspaces.rules import WORKSPACE_RULES


@transaction.atomic
def open_workspace(kind: str, key: int, *, by: Actor, now: dt.datetime) -> Workspace:
    """The workspace of a thing; opened once, and found again ever after.

    Who may ask for it is judged by the thing's own room.
    """
    workspace, is_new = Workspace.objects.get_or_create(
        kind=kind, key=key, defaults={"opened_at": now}
    )
    if is_new:
        record(by, "workspace.opened", workspace, now=now, kind=kind, key=key)
    return workspace


@transaction.atomic
def close_workspace(kind: str, key: int, *, by: Actor, now: dt.datetime) -> Workspace | None:
    """Its thing has ended: from now on it is only read. None if it never had one."""
    rows = Workspace.objects.select_for_update().filter(kind=kind, key=key)
    workspace = rows.first()
    if workspace is not None and workspace.is_open:
        workspace.closed_at = now
        workspace.save(update_fields=["closed_at"])
        record(by, "workspace.closed", workspace, now=now)
    return workspace


@transaction.atomic
def choose(
    workspace_id: int, *, by_mail: bool, shows_name: bool, by: Actor, now: dt.datetime
) -> Wish:
    """Whether this workspace stands in one's daily letter, and whether the others see one's name."""
    workspace = find(Workspace.objects.visible_to(by), pk=workspace_id)
    require(by, "choose", workspace, WORKSPACE_RULES)
    wish, _made = Wish.objects.update_or_create(
        workspace=workspace,
        user_id=by.user_id or 0,
        defaults={"by_mail": by_mail, "shows_name": shows_name},
    )
    record(by, "workspace.chosen", workspace, now=now, by_mail=by_mail, shows_name=shows_name)
    return wish


@transaction.atomic
def choose_letters(*, by_mail: bool, user_id: int, by: Actor, now: dt.datetime) -> Reader:
    """Whether a person gets the daily letter at all; the face has made sure whose wish it is."""
    reader, _made = Reader.objects.update_or_create(user_id=user_id, defaults={"by_mail": by_mail})
    record(by, "workspace.letters", reader, now=now, by_mail=by_mail)
    return reader


def hold(workspace_id: int, by: Actor) -> Workspace:
    """The workspace, held until the transaction ends, so that it cannot close meanwhile."""
    rows = Workspace.objects.visible_to(by).select_for_update(of=("self",))
    return find(rows, pk=workspace_id)


def own_key(key: uuid.UUID, workspace: Workspace, by: Actor) -> uuid.UUID:
    """The key of a form as this person's in this workspace, so that nobody can take another's."""
    return uuid.uuid5(key, f"{workspace.pk}:{by.user_id}")


def refuse_words(workspace: Workspace, **fields: str) -> None:
    """Invalid where words may not stand in this workspace, by the rules of its thing."""
    told = {
        name: workspace.rules.why_refused(workspace.key, words) for name, words in fields.items()
    }
    if refused := {name: why for name, why in told.items() if why}:
        raise Invalid(refused)
