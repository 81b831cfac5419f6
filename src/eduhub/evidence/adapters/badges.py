"""The picture of a badge: what it is, of what, from whom and when; never a seal of quality."""

import io
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

import eduhub.kit

SIDE = 600  # pixels of the PNG, units of the SVG
MARGIN = 48
INK, PAPER, LINE = "#14342b", "#fbfaf5", "#2c6e56"
FONTS = Path(str(eduhub.kit.__file__)).parent / "fonts"
MOST_LINES = 3  # of the name


@dataclass(frozen=True, slots=True)
class Face:
    """The words on a badge, in one language."""

    kind: str
    name: str
    facts: tuple[str, ...]
    issuer: str


def as_svg(face: Face) -> bytes:
    rows = [
        (28, 96, face.kind, "normal"),
        *((44, 190 + 54 * n, line, "bold") for n, line in enumerate(_wrapped(face.name))),
        *((26, 390 + 40 * n, line, "normal") for n, line in enumerate(face.facts)),
        (26, SIDE - 60, face.issuer, "bold"),
    ]
    lines = "".join(
        f'<text x="{MARGIN}" y="{y}" font-size="{size}" font-weight="{weight}">{escape(line)}</text>'
        for size, y, line, weight in rows
    )
    title = escape(f"{face.kind}: {face.name}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" role="img"'
        f' width="{SIDE}" height="{SIDE}"><title>{title}</title>'
        f'<rect width="{SIDE}" height="{SIDE}" rx="36" fill="{PAPER}"/>'
        f'<rect x="14" y="14" width="{SIDE - 28}" height="{SIDE - 28}" rx="26" fill="none"'
        f' stroke="{LINE}" stroke-width="6"/>'
        f'<g font-family="Instrument Sans, Helvetica, Arial, sans-serif" fill="{INK}">{lines}</g>'
        "</svg>"
    ).encode()


def as_png(face: Face) -> bytes:
    picture = Image.new("RGB", (SIDE, SIDE), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((14, 14, SIDE - 14, SIDE - 14), 26, outline=LINE, width=6)
    _write(draw, 70, face.kind, 28)
    for number, line in enumerate(_wrapped(face.name)):
        _write(draw, 150 + 54 * number, line, 44, bold=True)
    for number, line in enumerate(face.facts):
        _write(draw, 368 + 40 * number, line, 26)
    _write(draw, SIDE - 84, face.issuer, 26, bold=True)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _write(
    draw: ImageDraw.ImageDraw, top: int, words: str, size: int, *, bold: bool = False
) -> None:
    name = "instrument-sans-bold.ttf" if bold else "instrument-sans-regular.ttf"
    draw.text((MARGIN, top), words, INK, ImageFont.truetype(FONTS / name, size))


def _wrapped(words: str, most: int = 20) -> list[str]:
    """The name in at most three lines of about so many letters; what is longer ends in dots."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most:
            lines[-1] = longer
        elif lines[-1]:
            lines.append(word)
        else:
            lines[-1] = word
    lines = [line if len(line) <= most + 2 else f"{line[: most + 1]}…" for line in lines]
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[2][:18]}…"]
