"""Open Badges 3.0 as W3C Verifiable Credentials 2.0: signing, checking, baking, status lists.

The one place that knows the library. It works without a network: contexts are the library's own.
A signature is eddsa-rdfc-2022 (W3C vc-di-eddsa): Ed25519 over the SHA-256 of the proof's options
and of the document, both canonical RDF (RDFC-1.0). What is checked is more than the signature:
the JSON must be exactly the compacted form of what was signed, so that nothing in it is unsigned.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from defusedxml.common import DefusedXmlException
from openbadgeslib import baking
from openbadgeslib.errors import DecompressionLimitExceeded
from openbadgeslib.keys import KeyEd25519
from openbadgeslib.ob3 import (
    OB3GuardUnavailable,
    OB3VerificationError,
    add_data_integrity_proof,
    build_status_list_credential,
    decode_encoded_list,
    multikey_from_pem,
    resolve_did,
    set_indices,
    status_entry,
    verify_data_integrity_proof,
)
from openbadgeslib.ob3.contexts import document_loader
from openbadgeslib.ob3.ldp import _check_json_ld_form
from png import Error as PngError

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


class Unreadable(ValueError):
    """What came in is not what it ought to be; says nothing of its signature."""


LIST_BITS = 131_072  # of one status list: the standard's least, so that nobody stands out
MOST_BYTES = 256 * 1024  # of a document; the library's own bound


def new_pair() -> tuple[bytes, str]:
    """A new key: its private half as PEM, its public half as multikey ("z6Mk…")."""
    private, public = KeyEd25519().generate_keypair()
    return private, multikey_from_pem(public)


def pair_of(seed: bytes) -> tuple[bytes, str]:
    """The key that belongs to 32 bytes, always the same; whoever knows them can sign."""
    own = Ed25519PrivateKey.from_private_bytes(seed)
    private = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = own.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private, multikey_from_pem(public)


def signed(
    document: Mapping[str, Any], private: bytes, method: str, *, now: dt.datetime
) -> dict[str, Any]:
    """The document with its proof.

    Args:
        method: the key's address in the issuer's DID document, as verifiers will look it up.

    Raises:
        ValueError: something in the document would not be covered by the signature.
    """
    made = add_data_integrity_proof(dict(document), private, method, created=now)
    return dict(made)


def is_genuine(document: Mapping[str, Any], multikey: str) -> bool:
    """Whether a credential is, to the letter, what the key's holder signed; whatever the day is.

    First the signature, which is of the meaning (RDF). Then, of what was truly signed, that the
    JSON says just that: it could carry a line that no context defines, and nobody has signed.
    """
    if not is_signed(document, multikey):
        return False
    proof = document["proof"]
    one = proof[0] if isinstance(proof, list) else proof
    try:
        # The library has no public name for this alone: its verifier also asks the clock.
        _check_json_ld_form(dict(document), one, document_loader())
    except OB3GuardUnavailable:
        raise
    except OB3VerificationError:
        return False
    return True


def is_signed(document: Mapping[str, Any], multikey: str) -> bool:
    """Whether the signature is the key's, of a status list for instance."""
    try:
        verify_data_integrity_proof(dict(document), _public(multikey))
    except OB3GuardUnavailable:
        raise
    except OB3VerificationError:
        return False
    return True


def is_multikey(text: str) -> bool:
    """Whether this is the public half of a key that can be read."""
    try:
        _public(text)
    except OB3VerificationError:
        return False
    return True


def _public(multikey: str) -> bytes:
    pem: bytes = resolve_did(f"did:key:{multikey}")
    return pem


# Status lists


def entry(list_url: str, index: int) -> dict[str, Any]:
    """What a credential says of where its own bit stands."""
    found: dict[str, Any] = status_entry(list_url, "revocation", index)
    return found


def list_of(
    issuer: str, url: str, ended: Iterable[int], *, since: dt.datetime, until: dt.datetime
) -> dict[str, Any]:
    """A status list, not yet signed: the bits of those that have ended are set."""
    made: dict[str, Any] = build_status_list_credential(
        issuer, url, "revocation", ended, LIST_BITS, issued=since, valid_until=until
    )
    return made


def ended_in(status_list: Mapping[str, Any]) -> frozenset[int]:
    """The bits that are set.

    Raises:
        ValueError: it is not a status list.
    """
    subject = status_list.get("credentialSubject")
    encoded = subject.get("encodedList") if isinstance(subject, dict) else None
    if not isinstance(encoded, str):
        raise Unreadable("this is not a status list")
    try:
        return frozenset(set_indices(decode_encoded_list(encoded)))
    except OB3VerificationError as wrong:
        raise Unreadable("this is not a status list") from wrong


# Pictures that carry a credential


def into_svg(picture: bytes, text: str) -> bytes:
    return baking.bake_svg(
        picture,
        text,
        element=baking.SVG_ELEMENT_OB3,
        namespace=baking.SVG_NS_OB3,
        as_text=True,
    )


def into_png(picture: bytes, text: str) -> bytes:
    return baking.bake_png(picture, text, keyword=baking.ITXT_KEYWORD_OB3)


def out_of_picture(content: bytes) -> str | None:
    """The text that an SVG or PNG carries, None if it carries none.

    Raises:
        ValueError: a picture that is broken, or that unpacks to more than a credential may hold.
    """
    try:
        if content.startswith(b"\x89PNG"):
            return baking.extract_png(content, MOST_BYTES, keyword=baking.ITXT_KEYWORD_OB3)
        return baking.extract_svg(content, element=baking.SVG_ELEMENT_OB3, text_fallback=True)
    except (
        PngError,
        ExpatError,
        DefusedXmlException,
        DecompressionLimitExceeded,
        UnicodeDecodeError,
        ValueError,
    ) as wrong:
        raise Unreadable("the picture cannot be read") from wrong


def read_document(text: str) -> dict[str, Any]:
    """JSON as an object.

    Raises:
        ValueError: it is too long, no JSON, no object, or names something twice, so that two
            readers could read it differently.
    """
    if len(text.encode()) > MOST_BYTES:
        raise Unreadable("too long")
    try:
        found = json.loads(text, object_pairs_hook=_once_each)
    except RecursionError as wrong:
        raise Unreadable("nested too deeply") from wrong
    if not isinstance(found, dict):
        raise Unreadable("not an object")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a name stands twice")
    return found
