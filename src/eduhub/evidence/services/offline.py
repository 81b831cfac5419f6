"""Checking a credential without the hub's register, from files that somebody has kept."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from eduhub.evidence.adapters import credentials
from eduhub.evidence.services.opening import Opened, opened, self_told, text_in
from eduhub.evidence.states import Standing
from eduhub.kit.errors import Invalid


def check_offline(
    content: bytes,
    *,
    now: dt.datetime,
    did: bytes | None = None,
    status: bytes | None = None,
) -> dict[str, Any]:
    """What the files say, as codes; `standing` is in_force, ended or unknown.

    Args:
        content: the credential, or a picture that carries one.
        did: the issuer's DID document; not needed for a did:key, which tells its key itself.
        status: the status list that the credential names; without it nothing is in force.

    Raises:
        Invalid: one of the files is not what it should be.
    """
    shown = opened("file", text_in(content))
    keys = _keys_in(did)
    key = keys.get(shown.method) or self_told(shown.method)
    genuine = credentials.is_genuine(shown.document, key) if key else None
    known = bool(genuine) and shown.names_own_key
    standing = Standing.UNKNOWN.value
    if known and status is not None:
        standing = _standing(shown, status, keys, now=now)
    return {
        "counts": known and standing == Standing.IN_FORCE,
        "signature": genuine,
        "standing": standing,
        "key": "of the issuer" if key and shown.names_own_key else "unknown",
        "issuer": shown.issuer,
        "name": shown.title,
    }


def _keys_in(did: bytes | None) -> Mapping[str, str]:
    """The multikeys of a DID document that may assert something, by their addresses."""
    if did is None:
        return {}
    words = _("This is not a DID document.")
    try:
        document = credentials.read_document(did.decode())
    except ValueError as wrong:
        raise Invalid({"did": words}) from wrong
    methods, asserts = document.get("verificationMethod"), document.get("assertionMethod")
    if not isinstance(methods, list) or not isinstance(asserts, list):
        raise Invalid({"did": words})
    return {
        str(one["id"]): str(one.get("publicKeyMultibase"))
        for one in methods
        if isinstance(one, dict) and one.get("id") in asserts and "revoked" not in one
    }


def _standing(shown: Opened, status: bytes, keys: Mapping[str, str], *, now: dt.datetime) -> str:
    """What the list says of the credential; unknown of another's, an old or an unsigned one."""
    try:
        text = status.decode()
    except UnicodeDecodeError as wrong:
        raise Invalid({"status": _("This is not a status list.")}) from wrong
    found, entry = opened("status", text), shown.document.get("credentialStatus")
    if not isinstance(entry, dict) or found.document.get("id") != entry["statusListCredential"]:
        return Standing.UNKNOWN.value
    key = keys.get(found.method) or self_told(found.method)
    until = parse_datetime(str(found.document.get("validUntil", "")))
    if found.issuer != shown.issuer or until is None or until < now:
        return Standing.UNKNOWN.value
    if not key or not found.names_own_key or not credentials.is_signed(found.document, key):
        return Standing.UNKNOWN.value
    try:
        ended = credentials.ended_in(found.document)
    except ValueError as wrong:
        raise Invalid({"status": _("This is not a status list.")}) from wrong
    return "ended" if int(entry["statusListIndex"]) in ended else Standing.IN_FORCE.value
