"""A credential as somebody shows it: text or picture, read but not yet believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eduhub.evidence.adapters import credentials
from eduhub.kit.errors import Invalid

PICTURES = (b"\x89PNG", b"<svg", b"<?xml")
MOST_SHOWN = 300  # characters of what a stranger's document says of itself


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with a proof, and the address of the key that the proof names."""

    document: Mapping[str, Any]
    method: str

    @property
    def issuer(self) -> str:
        told = self.document.get("issuer")
        named = told.get("id") if isinstance(told, dict) else told
        return named[:MOST_SHOWN] if isinstance(named, str) else ""

    @property
    def title(self) -> str:
        return str(self.document.get("name", ""))[:MOST_SHOWN]

    @property
    def names_own_key(self) -> bool:
        """Whether the key is said to be the issuer's own."""
        return self.issuer != "" and self.method.partition("#")[0] == self.issuer


def text_in(content: bytes) -> str:
    """The text of a file, or what a picture carries; Invalid tells of `file`."""
    inside = content.lstrip()
    if not inside.startswith(PICTURES):
        try:
            return content.decode()
        except UnicodeDecodeError as wrong:
            words = _("This is neither a JSON file nor a PNG or SVG picture.")
            raise Invalid({"file": words}) from wrong
    try:
        text = credentials.out_of_picture(inside)
    except ValueError as wrong:
        words = _("This picture cannot be read. Choose the badge as it was downloaded.")
        raise Invalid({"file": words}) from wrong
    if text is None:
        words = _("This picture carries no passport. Choose the badge as it was downloaded.")
        raise Invalid({"file": words})
    return text


def opened(field: str, text: str) -> Opened:
    """JSON with a proof; Invalid tells of the field by which it came in."""
    try:
        document = credentials.read_document(text)
    except ValueError as wrong:
        words = _("This is not a credential: it cannot be read as JSON of at most 256 kB.")
        raise Invalid({field: words}) from wrong
    proof = document.get("proof")
    one = proof[0] if isinstance(proof, list) and len(proof) == 1 else proof
    method = one.get("verificationMethod") if isinstance(one, dict) else None
    if not isinstance(method, str) or not method:
        words = _("This is JSON, but no signed credential: it has no proof of the known kind.")
        raise Invalid({field: words})
    return Opened(document, method)


def self_told(method: str) -> str:
    """The key that a did:key tells by itself; "" for every other method, and where it is none."""
    did = method.partition("#")[0]
    told = did.removeprefix("did:key:") if did.startswith("did:key:") else ""
    return told if told and credentials.is_multikey(told) else ""
