"""One text, and so one fingerprint, for one content.

The text is JSON in UTF-8 with keys in the order of their code points, no space between
tokens, only `"`, `\\` and control characters escaped, and all words in Unicode's composed
form (NFC). A number with a fraction is a string, so that no machine can read it another way.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal


def canonical_json(content: object) -> str:
    """The one text of a content of mappings, lists, strings, integers, decimals, true, false, null.

    A decimal becomes the string of its value, without trailing zeros or exponent: `0.30`
    read back from a database is the `0.3` that was put in.

    Raises:
        ValueError: a float (say it as a decimal), a key that is not a string, two keys that
            are the same once composed, or anything that JSON does not know.
    """
    text = json.dumps(_settled(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text.encode()  # half a surrogate pair is no text: UnicodeEncodeError is a ValueError
    return text


def fingerprint(content: object) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits; refuses what that refuses."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _settled(content: object) -> object:
    match content:
        case None | bool() | int():
            return content
        case str():
            return unicodedata.normalize("NFC", content)
        case Decimal():
            return _decimal_text(content)
        case Mapping():
            return _settled_mapping(content)
        case list() | tuple():
            return [_settled(part) for part in content]
        case _:
            raise ValueError(f"a plan cannot hold a {type(content).__name__}")


def _settled_mapping(content: Mapping[object, object]) -> dict[str, object]:
    settled: dict[str, object] = {}
    for key, value in content.items():
        composed = _key(key)
        if composed in settled:
            raise ValueError(f"{composed} comes twice")
        settled[composed] = _settled(value)
    return settled


def _key(key: object) -> str:
    match key:
        case str():
            return unicodedata.normalize("NFC", key)
    raise ValueError("keys are strings")


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError("a decimal is finite")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
