import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.documents import keep_document, words_in
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.files import drop
from eduhub.kit.identifiers import holds_code
from eduhub.kit.ledger import record
from eduhub.kit.models import StoredFile
from eduhub.workspaces.models import Document, DocumentVersion, Workspace
from eduhub.workspaces.queries import find_document
from eduhub.workspaces.rules import DOCUMENT_RULES, WORKSPACE_RULES
from eduhub.workspaces.services.spaces import hold, own_key, refuse_words

type Upload = "UploadedFile[Any]"

MOST_DOCUMENTS = 200
MOST_VERSIONS = 99


@transaction.atomic
def add_document(
    workspace_id: int, upload: Upload, note: str, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> DocumentVersion:
    """Bring a file. One with the name of a file that is there becomes its next version."""
    workspace = hold(workspace_id, by)
    require(by, "write", workspace, WORKSPACE_RULES)
    file = _keep(workspace, upload, note, key=key, by=by, now=now)
    there = Document.objects.filter(workspace=workspace, removed_at=None)
    document = there.filter(name=file.name).first()
    if document is None:
        if there.count() >= MOST_DOCUMENTS:
            raise NotNow("full", _("A workspace holds 200 files. Take one away first."))
        document = Document.objects.create(workspace=workspace, name=file.name, added_at=now)
    document.workspace = workspace
    return _follow(document, file, note, by=by, now=now)


@transaction.atomic
def renew_document(
    workspace_id: int,
    document_id: int,
    upload: Upload,
    note: str,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> DocumentVersion:
    """The next version of a file, whatever the upload is called; the earlier ones stay."""
    workspace = hold(workspace_id, by)
    document = find_document(workspace, document_id)
    require(by, "renew", document, DOCUMENT_RULES)
    file = _keep(workspace, upload, note, key=key, by=by, now=now)
    return _follow(document, file, note, by=by, now=now)


@transaction.atomic
def remove_document(
    workspace_id: int, document_id: int, *, by: Actor, now: dt.datetime
) -> Document:
    """All versions go, from the disk too; its name and that it was there stay as a mark."""
    workspace = hold(workspace_id, by)
    document = find_document(workspace, document_id)
    require(by, "remove", document, DOCUMENT_RULES)
    document.removed_at = now
    document.save(update_fields=["removed_at"])
    for version in DocumentVersion.objects.filter(document=document).select_related("file"):
        if version.file is not None:
            drop(version.file)
    record(by, "document.removed", workspace, now=now, document=document.pk)
    return document


def _keep(
    workspace: Workspace, upload: Upload, note: str, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> StoredFile:
    """The file, stored; the same form sent twice gives the same one.

    Raises:
        Invalid: the kind is not taken, or name, note or words tell who somebody is.
    """
    own = own_key(key, workspace, by)
    if there := StoredFile.objects.filter(pk=own).first():
        return there
    if len(note) > 200:
        raise Invalid({"note": _("Write it shorter, in at most 200 characters.")})
    refuse_words(workspace, file=upload.name or "", note=note)
    words = words_in(upload.read())
    upload.seek(0)
    if holds_code(words):
        raise Invalid(
            {
                "file": _(
                    "The file holds a personal identity code. Take it out, and everything else"
                    " that tells who a pupil is."
                )
            }
        )
    return keep_document(upload, by=by, now=now, key=own)


def _follow(
    document: Document, file: StoredFile, note: str, *, by: Actor, now: dt.datetime
) -> DocumentVersion:
    versions = DocumentVersion.objects.filter(document=document)
    newest = versions.select_related("file").order_by("-number").first()
    if newest is not None and newest.file is not None and newest.file.sha256 == file.sha256:
        if newest.file_id != file.pk:  # the very same bytes once more: nothing is new
            drop(file)
        return newest
    if document.latest >= MOST_VERSIONS:
        raise NotNow("full", _("A file has at most 99 versions. Bring it under another name."))
    version = DocumentVersion(
        document=document, number=document.latest + 1, note=note.strip(), file=file
    )
    version.sign(by, now)
    version.save(force_insert=True)
    document.latest = version.number
    document.save(update_fields=["latest"])
    record(
        by,
        "document.added",
        document.workspace,
        now=now,
        document=document.pk,
        version=version.number,
        sha256=file.sha256,
    )
    return version


@transaction.atomic
def forget_files(*, now: dt.datetime) -> int:
    """Files of workspaces whose time is over leave the disk, before the sweep takes their rows."""
    before = Workspace.DATA.ends_before(now)
    old = DocumentVersion.objects.filter(document__workspace__closed_at__lt=before)
    files = StoredFile.objects.filter(pk__in=old.values("file")).order_by("pk")
    found = list(files)
    for file in found:
        drop(file)
    return len(found)
