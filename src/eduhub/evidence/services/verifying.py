"""Checking a credential that somebody shows, without asking anybody else.

Four questions are answered apart: is it to the letter what was signed; was it this hub; is it
in force; is the key still to be trusted. What was changed nobody can tell from a signature.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eduhub.evidence.adapters import credentials
from eduhub.evidence.models import Credential
from eduhub.evidence.services.passport_document import address_of
from eduhub.evidence.services.signing_keys import key_named, web_did
from eduhub.evidence.states import KeyState, Standing
from eduhub.kit.access import find
from eduhub.kit.errors import Invalid

PICTURES = (b"\x89PNG", b"<svg", b"<?xml")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a credential that somebody showed.

    Attributes:
        is_genuine: to the letter what was signed; None where the key is not known here, as of
            another issuer's did:web, which could only be asked over the network.
        is_ours: the issuer is this hub, and the key one of its own.
        key_state: of the hub's key; "" where it is not the hub's.
        standing: what the register says; UNKNOWN for what the hub has not issued.
        credential: the hub's own row of this name, if there is one.
        successor: the passport in force that stands in its place.
        title, issuer: as the document says, which nobody vouches for unless it is genuine.
    """

    is_genuine: bool | None
    is_ours: bool
    key_state: str
    standing: Standing
    credential: Credential | None
    successor: Credential | None
    title: str
    issuer: str

    @property
    def counts(self) -> bool:
        """Whether one may rely on it: genuine, ours, in force, by a key that is trusted."""
        good = self.is_genuine is True and self.is_ours
        trusted = self.key_state in (KeyState.SIGNS, KeyState.RETIRED)
        return good and trusted and self.standing == Standing.IN_FORCE


def check_content(content: bytes) -> Checked:
    """A credential as JSON, or a picture that carries one.

    Raises:
        Invalid: there is no credential in it; `file` says why.
    """
    if content.lstrip().startswith(PICTURES):
        try:
            text = credentials.out_of_picture(content.lstrip())
        except ValueError as wrong:
            words = _("This picture cannot be read. Choose the badge as it was downloaded.")
            raise Invalid({"file": words}) from wrong
        if text is None:
            words = _("This picture carries no passport. Choose the badge as it was downloaded.")
            raise Invalid({"file": words})
        return _told_of("file", text)
    try:
        text = content.decode()
    except UnicodeDecodeError as wrong:
        words = _("This is neither a JSON file nor a PNG or SVG picture.")
        raise Invalid({"file": words}) from wrong
    return _told_of("file", text)


def check_text(text: str) -> Checked:
    """A credential as JSON that somebody has pasted; Invalid tells of `document`."""
    return _told_of("document", text)


def check_reference(reference: uuid.UUID) -> Checked:
    """The hub's own copy of a credential; NotFound if it has issued none of this name."""
    found = find(Credential.objects.all(), reference=reference)
    return _told_of("reference", found.text)


def _told_of(field: str, text: str) -> Checked:
    try:
        document = credentials.read_document(text)
    except ValueError as wrong:
        words = _("This is not a credential: it cannot be read as JSON of at most 256 kB.")
        raise Invalid({field: words}) from wrong
    method = _method(document)
    if method is None:
        words = _("This is JSON, but no signed credential: it has no proof of the known kind.")
        raise Invalid({field: words})
    return checked(document, method)


def checked(document: Mapping[str, Any], method: str) -> Checked:
    """The answers for a document whose proof names this key."""
    key = key_named(method)
    issuer = _issuer(document)
    multikey = key.multikey if key else _self_told(method)
    genuine = credentials.is_genuine(document, multikey) if multikey else None
    row = _row(document)
    ours = key is not None and _is_own_did(issuer, method, row)
    known = bool(genuine and ours and row)
    return Checked(
        is_genuine=genuine,
        is_ours=ours,
        key_state=key.state.value if key and ours else "",
        standing=row.standing if known and row else Standing.UNKNOWN,
        credential=row,
        successor=successor_of(row) if row else None,
        title=str(document.get("name", ""))[:200],
        issuer=issuer,
    )


def successor_of(credential: Credential) -> Credential | None:
    """The passport in force of the same release, where this one is in force no longer."""
    if credential.is_in_force:
        return None
    passports = Credential.objects.in_force().passports()
    same = {"solution": credential.solution_id, "release": credential.release}
    return passports.filter(**same).first()


def _method(document: Mapping[str, Any]) -> str | None:
    proof = document.get("proof")
    one = proof[0] if isinstance(proof, list) and len(proof) == 1 else proof
    told = one.get("verificationMethod") if isinstance(one, dict) else None
    return told if isinstance(told, str) and told else None


def _issuer(document: Mapping[str, Any]) -> str:
    issuer = document.get("issuer")
    told = issuer.get("id") if isinstance(issuer, dict) else issuer
    return told[:300] if isinstance(told, str) else ""


def _self_told(method: str) -> str:
    """The key that a did:key tells by itself; "" for every other method, and where it is none."""
    did = method.partition("#")[0]
    told = did.removeprefix("did:key:") if did.startswith("did:key:") else ""
    return told if told and credentials.is_multikey(told) else ""


def _is_own_did(issuer: str, method: str, row: Credential | None) -> bool:
    """Whether issuer and key belong together, and to the hub as it is or once was."""
    if not issuer or method.partition("#")[0] != issuer:
        return False
    if issuer.startswith("did:key:") or issuer == web_did():
        return True
    return row is not None and _issuer(row.document) == issuer  # under its former address


def _row(document: Mapping[str, Any]) -> Credential | None:
    """The hub's credential of this document's name."""
    name = str(document.get("id", ""))
    tail = name.rpartition("/")[2].removesuffix(".json")
    try:
        reference = uuid.UUID(tail)
    except ValueError:
        return None
    row = Credential.objects.filter(reference=reference).first()
    if row is None or name not in (address_of(reference), row.document["id"]):
        return None
    return row
