"""Papers as PDF: from a Typst template and data, tagged (PDF/UA-1), the same bytes each time.

A template reads its data with `json(bytes(sys.inputs.data))`. What people wrote comes as data and
is never read as Typst. It sees its own folder alone, our two fonts alone, and no clock.
"""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a template names the day of its document itself


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
