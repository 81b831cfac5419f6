"""Keys: made, taken out of use, and the names by which the world finds them.

With each key comes another that seals PDF, and its certificate: files are checked by readers of
PDF, which know nothing of DIDs. Both are made and retired together.

The issuer is did:web where the hub has a domain of its own and speaks https: old and new keys
stand in its DID document, so what retired keys have signed stays verifiable. Elsewhere, or if
EDUHUB_ISSUER says so, it is did:key: the key itself, so that a new key is a new issuer.
"""

import datetime as dt
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.evidence.adapters import credentials, keys, seals
from eduhub.evidence.models import SigningKey
from eduhub.evidence.states import KeyState
from eduhub.kit.access import Actor
from eduhub.kit.errors import NotNow
from eduhub.kit.ledger import record

DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


@transaction.atomic
def make_key(*, by: Actor, now: dt.datetime, seed: bytes | None = None) -> SigningKey:
    """The first key of a hub; a hub that has one takes another by rotate_key().

    Args:
        seed: 32 bytes that nobody knows; made here. Only a demonstration, which must come out
            the same each time, gives its own.
    """
    if SigningKey.objects.filter(retired_at=None).exists():
        raise NotNow("has_key", _("There is a key that signs. Take another by rotate_key."))
    return _new_key(by=by, now=now, seed=seed)


@transaction.atomic
def retire_key(*, compromised: bool, by: Actor, now: dt.datetime) -> tuple[SigningKey, SigningKey]:
    """The key that signs is retired, and a new one signs from now on; both, the old one first.

    Args:
        compromised: the private half is, or may be, in other hands.
    """
    old = SigningKey.objects.select_for_update().filter(retired_at=None).first()
    if old is None:
        raise _no_key()
    old.retired_at = now
    old.compromised_at = now if compromised else None
    old.save(update_fields=["retired_at", "compromised_at"])
    record(by, "key.retired", old, now=now, kid=old.kid, compromised=compromised)
    return old, _new_key(by=by, now=now)


def _new_key(*, by: Actor, now: dt.datetime, seed: bytes | None = None) -> SigningKey:
    private, multikey = credentials.pair_of(seed) if seed else credentials.new_pair()
    kid = f"{now:%Y-%m-%d}-{multikey[-8:]}"
    name = f"Education Hub, seal {kid}"
    seals_by, certificate = seals.pair_of(seed, name=name, url=settings.PUBLIC_URL, made_at=now)
    key = SigningKey.objects.create(
        kid=kid, multikey=multikey, certificate=certificate, made_at=now
    )
    keys.keep(kid, private)  # if this fails, there is no row either
    keys.keep(seal_of(kid), seals_by)
    record(by, "key.made", key, now=now, kid=kid)
    return key


def signing_key() -> tuple[SigningKey, bytes]:
    """The key that signs today, with its private half.

    Raises:
        NotNow: there is none, or its file is not on this machine.
    """
    key = SigningKey.objects.filter(retired_at=None).first()
    private = keys.read(key.kid) if key else None
    if key is None or private is None:
        raise _no_key()
    return key, private


def seal_of(kid: str) -> str:
    """The name of the private half that seals PDF, made and retired with the key of this name."""
    return f"{kid}-seal"


def _no_key() -> NotNow:
    return NotNow(
        "no_key",
        _("The hub has no key to sign with yet. Whoever runs it makes one: eduhub make_key."),
    )


# How the world finds the keys


def issuer_of(key: SigningKey) -> str:
    """The DID under which the hub issues with this key."""
    return web_did() or f"did:key:{key.multikey}"


def method_of(key: SigningKey) -> str:
    """The address of the key in the issuer's DID document."""
    did = web_did()
    return f"{did}#{key.kid}" if did else f"did:key:{key.multikey}#{key.multikey}"


def web_did() -> str:
    """did:web of the hub's own address; "" where the hub issues as did:key."""
    address = urlsplit(settings.PUBLIC_URL)
    if settings.ISSUER == "key" or address.scheme != "https":
        return ""
    return f"did:web:{quote(address.netloc, safe='')}"


def did_document() -> dict[str, Any] | None:
    """All keys of the hub as its DID document; None where the hub is not a did:web or has no key.

    Keys that fell into other hands are named and revoked; they assert nothing any more.
    """
    did = web_did()
    found = list(SigningKey.objects.order_by("retired_at", "-pk")) if did else []
    if not found:
        return None
    methods = [_method(did, key) for key in found]
    good = [m["id"] for m in methods if "revoked" not in m]
    return {
        "@context": DID_CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": good,
    }


def _method(did: str, key: SigningKey) -> dict[str, str]:
    told = {
        "id": f"{did}#{key.kid}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": key.multikey,
    }
    if key.state == KeyState.COMPROMISED and key.compromised_at:
        revoked = key.compromised_at.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None)
        told["revoked"] = f"{revoked.isoformat()}Z"
    return told


def key_named(method: str) -> SigningKey | None:
    """The hub's key that a proof names, whichever issuer the hub was then."""
    did, _mark, fragment = method.partition("#")
    if did.startswith("did:key:"):
        return SigningKey.objects.filter(multikey=did.removeprefix("did:key:")).first()
    return SigningKey.objects.filter(kid=fragment).first() if fragment else None
