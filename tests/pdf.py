"""The words of a PDF as our Typst writes it: plain objects, two-byte glyphs, ToUnicode maps."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s*(<<.*?>>)\s*(?:stream\r?\n(.*?)endstream|endobj)", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
PLAIN = rb"(?:\\.|[^\\()])*"
STRING = (
    rb"\(((?:\\.|[^\\()]|\(" + PLAIN + rb"\))*)\)"
)  # glyphs 40 and 41 in pairs are not escaped
WHOLE = rb"\((?:\\.|[^\\()]|\(" + PLAIN + rb"\))*\)"
SHOWN = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\[((?:" + WHOLE + rb"|[-\d.\s])*)\]\s*TJ|(" + WHOLE + rb")\s*Tj|(ET)",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_in_pdf(pdf: bytes) -> str:
    """The words of the tagged content in its order; words inside of drawings are left out."""
    objects = {int(n): (told, stream) for n, told, stream in OBJECT.findall(pdf)}
    streams = {n: _inflated(stream) for n, (_told, stream) in objects.items() if stream}
    maps = {n: _map(stream) for n, stream in streams.items() if b"beginbfchar" in stream}
    found = []
    for stream in streams.values():
        if b"/MCID" in stream:
            fonts = _fonts(pdf, maps, objects)
            found.append(_words(stream, fonts))
    return " ".join(" ".join(found).split())


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def _map(stream: bytes) -> dict[int, str]:
    pairs = PAIR.findall(stream)
    return {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs}


def _fonts(pdf, maps, objects) -> dict[bytes, dict[int, str]]:
    found = {}
    for name, number in FONT.findall(pdf):
        told = objects.get(int(number), (b"", b""))[0]
        unicode = re.search(rb"/ToUnicode (\d+) 0 R", told)
        if unicode:
            found.setdefault(name, maps[int(unicode[1])])
    return found


def _words(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    font, told = {}, []
    for name, strings, single, end in SHOWN.findall(stream):
        if name:
            font = fonts[name]
        elif end:
            told.append(" ")
        for string in re.findall(STRING, strings or single, re.DOTALL):
            raw = ESCAPE.sub(_unescaped, string)
            codes = zip(raw[::2], raw[1::2], strict=True)
            told += [font[256 * high + low] for high, low in codes]
    return "".join(told)


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else NAMED.get(sign, sign)
