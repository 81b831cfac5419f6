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
from eduhub.evidence.services.opening import Opened, opened, self_told, text_in
from eduhub.evidence.services.passport_document import address_of
from eduhub.evidence.services.signing_keys import key_named, web_did
from eduhub.evidence.states import KeyState, Standing
from eduhub.kit.errors import Invalid


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
    def key_state_label(self) -> str:
        return str(KeyState(self.key_state).label) if self.key_state else ""

    @property
    def told(self) -> dict[str, Any]:
        """The answers as codes, for programs."""
        return {
            "counts": self.counts,
            "signature": self.is_genuine,
            "issued_here": self.is_ours,
            "standing": self.standing.value,
            "key": self.key_state or "unknown",
            "issuer": self.issuer,
            "name": self.title,
        }

    @property
    def counts(self) -> bool:
        """Whether one may rely on it: genuine, ours, in force, by a key that is trusted."""
        good = self.is_genuine is True and self.is_ours
        trusted = self.key_state in (KeyState.SIGNS, KeyState.RETIRED)
        return good and trusted and self.standing == Standing.IN_FORCE


def check_content(content: bytes) -> Checked:
    """A credential as JSON, or a picture that carries one; Invalid tells of `file`."""
    return _checked(opened("file", text_in(content)))


def check_text(text: str) -> Checked:
    """A credential as JSON that somebody has pasted; Invalid tells of `document`."""
    return _checked(opened("document", text))


def check_reference(reference: uuid.UUID) -> Checked:
    """The hub's own copy of a credential; Invalid tells of `reference` if it has issued none."""
    found = Credential.objects.filter(reference=reference).first()
    if found is None:
        words = _("This hub has issued no passport with this number.")
        raise Invalid({"reference": words})
    return _checked(opened("reference", found.text))


def _checked(shown: Opened) -> Checked:
    key, row = key_named(shown.method), _row(shown.document)
    ours = key is not None and _is_own_did(shown, row)
    multikey = key.multikey if key and ours else self_told(shown.method)
    genuine = credentials.is_genuine(shown.document, multikey) if multikey else None
    known = row if genuine and ours else None
    return Checked(
        is_genuine=genuine,
        is_ours=ours,
        key_state=key.state.value if key and ours else "",
        standing=known.standing if known else Standing.UNKNOWN,
        credential=row,
        successor=successor_of(row) if row else None,
        title=shown.title,
        issuer=shown.issuer,
    )


def successor_of(credential: Credential) -> Credential | None:
    """The passport in force of the same release, where this one is in force no longer."""
    if credential.is_in_force:
        return None
    passports = Credential.objects.in_force().passports()
    same = {"solution": credential.solution_id, "release": credential.release}
    return passports.filter(**same).first()


def _is_own_did(shown: Opened, row: Credential | None) -> bool:
    """Whether issuer and key belong together, and to the hub as it is or once was."""
    issuer = shown.issuer
    if not shown.names_own_key:
        return False
    if issuer.startswith("did:key:") or issuer == web_did():
        return True
    return row is not None and row.document["issuer"]["id"] == issuer  # a former address


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
