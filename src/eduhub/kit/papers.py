"""Papers as PDF: made of a Typst template and data, or signed elsewhere and brought.

What is made is tagged (PDF/UA-1) and the same bytes each time.

A template reads its data with `json(bytes(sys.inputs.data))`. What people wrote comes as data and
is never read as Typst. It sees its own folder alone, our two fonts alone, and no clock.
"""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.errors import Invalid, TooLarge
from eduhub.kit.files import MOST_BYTES, keep_bytes, with_care
from eduhub.kit.models import StoredFile

FONTS = Path(__file__).parent / "fonts"
NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a template names the day of its document itself
PDF = "application/pdf"
PDF_BEGINS, PDF_ENDS, TAIL = b"%PDF-", b"%%EOF", 1024  # bytes in which the end must stand
ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile")  # a paper does nothing by itself


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def make_pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """The document's bytes; the same for the same template, data and version of Typst.

    Args:
        template: a .typ file; it may import others of its folder.
        data: what can be written as JSON.

    Raises:
        typst.TypstError: the template is wrong, or its document cannot be PDF/UA-1.
    """
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, sort_keys=True)},
    )
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=NO_TIME)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


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
    return with_care(response, public=False)
