"""Files that people bring: checked by what they hold, stored apart, served with care."""

import datetime as dt
import hashlib
import io
import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from eduhub.kit.access import Actor
from eduhub.kit.errors import Invalid, TooLarge
from eduhub.kit.models import StoredFile

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 1600  # pixels
UNNAMED_FOR = dt.timedelta(days=1)
PICTURES = ("JPEG", "PNG", "WEBP")
PDF = "application/pdf"
PDF_BEGINS, PDF_ENDS, TAIL = b"%PDF-", b"%%EOF", 1024  # bytes in which the end must stand
ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile")  # a paper does nothing by itself


def keep_picture(
    upload: "UploadedFile[Any]", *, by: Actor, now: dt.datetime, key: uuid.UUID | None = None
) -> StoredFile:
    """Store a picture drawn anew as WebP, at most 1600 pixels a side, without its metadata.

    Raises:
        TooLarge: more than 10 MB or 24 million pixels.
        Invalid: not a JPEG, PNG or WebP picture, whatever its name says.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge("file_too_large", _("The file is larger than 10 MB. Choose a smaller one."))
    try:
        with Image.open(upload, formats=PICTURES) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooLarge("picture_too_large", _("The picture has too many pixels."))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = io.BytesIO()
            upright.convert("RGBA" if "A" in upright.getbands() else "RGB").save(
                drawn, "WEBP", quality=82
            )
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as trouble:
        message = _("This is not a JPEG, PNG or WebP picture.")
        raise Invalid({"picture": message}) from trouble
    return keep_bytes(
        drawn.getvalue(), upload.name or "picture", "image/webp", by=by, now=now, key=key
    )


def keep_bytes(
    content: bytes,
    name: str,
    content_type: str,
    *,
    by: Actor,
    now: dt.datetime,
    key: uuid.UUID | None = None,
) -> StoredFile:
    """Store what the caller has checked; the same bytes lie on the disk once.

    Args:
        key: of the row, where the caller has one by which a second try is known.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if path.exists():
        path.touch()  # young again: the sweep leaves it, although no row names it yet
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{uuid.uuid4().hex}")
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
    return StoredFile.objects.create(
        id=key or uuid.uuid4(),
        name=Path(name).name[-150:],
        content_type=content_type,
        size=len(content),
        sha256=digest,
        stored_at=now,
        stored_by_id=by.user_id,
    )


def path_of(sha256: str) -> Path:
    return Path(settings.FILES) / sha256[:2] / sha256


def sweep_files(*, now: dt.datetime) -> tuple[int, int]:
    """Delete what nothing has had for a day: (rows that nothing names, bytes without a row)."""
    before = now - UNNAMED_FOR
    unnamed = StoredFile.objects.filter(stored_at__lt=before)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            naming = relation.related_model._base_manager
            unnamed = unnamed.exclude(
                Exists(naming.filter(**{f"{relation.field.name}_id": OuterRef("pk")}))
            )
    rows, _by_model = unnamed.delete()
    kept = set(StoredFile.objects.values_list("sha256", flat=True))
    loose = [
        path
        for path in Path(settings.FILES).glob("??/*")
        if path.name not in kept and path.stat().st_mtime < before.timestamp()
    ]
    for path in loose:
        path.unlink(missing_ok=True)
    return rows, len(loose)


def serve(file: StoredFile, *, public: bool, attachment: bool = False) -> FileResponse:
    """The file's bytes; the caller has decided that this reader may have them.

    Args:
        attachment: to be saved under its name and never drawn by the browser.
    """
    response = FileResponse(
        path_of(file.sha256).open("rb"),
        content_type=file.content_type,
        as_attachment=attachment,
        filename=file.name if attachment else "",
    )
    return _with_care(response, public=public)


def _with_care[R: HttpResponseBase](response: R, *, public: bool) -> R:
    """With the headers that keep a browser from making more of a file than bytes."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=86400, immutable" if public else "no-store"
    return response


def drop(file: StoredFile) -> None:
    """Forget a file; its bytes leave the disk with the commit, unless another row has the same."""
    digest = file.sha256
    file.delete()

    def unlink() -> None:
        if not StoredFile.objects.filter(sha256=digest).exists():
            path_of(digest).unlink(missing_ok=True)

    transaction.on_commit(unlink)


def read_pdf(upload: "UploadedFile[Any]") -> bytes:
    """The bytes of a PDF that somebody brings, as they are.

    Raises:
        TooLarge: more than 10 MB.
        Invalid: not a whole PDF, or one that holds a programme or another file.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise TooLarge("file_too_large", _("The file is larger than 10 MB. Choose a smaller one."))
    content: bytes = upload.read()
    if not content.startswith(PDF_BEGINS) or PDF_ENDS not in content[-TAIL:]:
        raise Invalid({"file": _("This is not a whole PDF file.")})
    if any(word in content for word in ACTS):
        raise Invalid({"file": _("This PDF holds a programme or another file. Print it anew.")})
    return content


def keep_pdf(
    content: bytes, name: str, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> StoredFile:
    """Store a PDF that is known to be one.

    Args:
        key: of the stored file; the same key again is the file that is there already.
    """
    there = StoredFile.objects.filter(pk=key).first()
    return there or keep_bytes(content, name, PDF, by=by, now=now, key=key)


def serve_pdf(content: bytes, *, name: str) -> HttpResponse:
    """A PDF that is made at this moment, under the name by which a browser saves it."""
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _with_care(response, public=False)
