"""Documents that people bring to each other: known by what they hold, kept as they are.

They are never opened by the hub's pages, only saved by whoever may have them.
"""

import datetime as dt
import io
import re
import uuid
import zipfile
import zlib
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.errors import Invalid, TooLarge
from eduhub.kit.files import MOST_BYTES, keep_bytes, keep_picture
from eduhub.kit.models import StoredFile

MOST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 5_000
ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.md,.jpg,.jpeg,.png,.webp"
TEXTS = {".txt": "text/plain", ".md": "text/plain", ".csv": "text/csv"}
_OOXML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/document.xml": (".docx", f"{_OOXML}wordprocessingml.document"),
    "xl/workbook.xml": (".xlsx", f"{_OOXML}spreadsheetml.sheet"),
    "ppt/presentation.xml": (".pptx", f"{_OOXML}presentationml.presentation"),
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError)
ENDS = re.compile(rb"</(?:w:p|w:tc|a:p|si|c|text:p|text:h|table:table-cell)>|<(?:w:tab|w:br)/>")
TAGS = re.compile(rb"<[^>]*>")
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069/\\]")


def keep_document(
    upload: "UploadedFile[Any]", *, by: Actor, now: dt.datetime, key: uuid.UUID | None = None
) -> StoredFile:
    """Store a PDF, an Office or OpenDocument file, plain text, or a picture drawn anew.

    Raises:
        TooLarge: more than 10 MB, or much more than that once it is unpacked.
        Invalid: another kind, whatever its name says; an empty file; one with macros. The
            words stand at "file".
    """
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge("file_too_large", _("The file is larger than 10 MB. Choose a smaller one."))
    content = upload.read()
    if content.startswith(PICTURES):
        upload.seek(0)
        upload.name = f"{_name(upload, '')}.webp"
        try:
            return keep_picture(upload, by=by, now=now, key=key)
        except Invalid as trouble:
            raise Invalid({"file": next(iter(trouble.fields.values()))}) from trouble
    suffix, content_type = _kind(content, Path(upload.name or "").suffix.lower())
    return keep_bytes(content, _name(upload, suffix), content_type, by=by, now=now, key=key)


def _name(upload: "UploadedFile[Any]", suffix: str) -> str:
    """The name that it came with, without letters that deceive, and with its own ending."""
    shown = UNSEEN.sub("", upload.name or "").strip() or "file"
    return f"{Path(shown).stem[:100]}{suffix}"


def _kind(content: bytes, suffix: str) -> tuple[str, str]:
    """Ending and media type, by what is inside."""
    if not content.strip():
        raise Invalid({"file": _("The file is empty.")})
    if content.startswith(b"%PDF-"):
        return ".pdf", "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(OLD_OFFICE):
        raise Invalid(
            {
                "file": _(
                    "This file is of an old kind, or locked with a password."
                    " Save it as .docx, .xlsx or .pptx without a password, or as PDF."
                )
            }
        )
    if suffix in TEXTS and b"\x00" not in content:
        return suffix, TEXTS[suffix]
    raise Invalid({"file": _not_taken()})


def _not_taken() -> str:
    return _(
        "The hub does not take files of this kind. Bring a PDF, a Word, Excel, PowerPoint or"
        " OpenDocument file, a picture (JPEG, PNG, WebP) or plain text (txt, csv, md)."
    )


def _packed(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
                raise TooLarge(
                    "file_too_large", _("Unpacked, the file is too large. Choose a smaller one.")
                )
            names = {member.filename for member in members}
            told = packed.open("mimetype").read(80).decode("ascii") if "mimetype" in names else ""
    except BROKEN as trouble:
        raise Invalid({"file": _("The file is broken. Save it anew and try again.")}) from trouble
    if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
        raise Invalid({"file": _("The file holds macros. Save it without them.")})
    if told in OPEN_DOCUMENT:
        return OPEN_DOCUMENT[told], told
    office = next((kind for part, kind in OFFICE.items() if part in names), None)
    if office is None or "[Content_Types].xml" not in names:
        raise Invalid({"file": _not_taken()})
    return office


def words_in(content: bytes) -> str:
    """The words of a text, Office or OpenDocument file, to be looked through; "" of the others.

    Not the words of a PDF or a picture. Reads at most 60 MB, whatever the file says of itself.
    """
    if content.startswith(b"PK\x03\x04"):
        return _words_packed(content)
    if content.startswith((b"%PDF-", OLD_OFFICE, *PICTURES)):
        return ""
    return content.decode("utf-8", "replace")


def _words_packed(content: bytes) -> str:
    left = MOST_UNPACKED
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.infolist():
                if left <= 0 or not member.filename.endswith(".xml"):
                    continue
                with packed.open(member) as part:
                    raw = part.read(left)
                left -= len(raw)
                spoken = TAGS.sub(b"", ENDS.sub(b" ", raw))
                found.append(spoken.decode("utf-8", "replace"))
    except BROKEN:
        return ""
    return " ".join(found)
