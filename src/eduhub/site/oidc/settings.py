"""EDUHUB_OIDC in the words of Django and allauth; imports nothing of either."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit


def as_allauth_app(provider: Mapping[str, Any]) -> dict[str, Any]:
    issuer = provider["issuer"]
    told: dict[str, Any] = {"server_url": issuer.rstrip("/"), "issuer": issuer}
    if "scope" in provider:
        told["scope"] = list(provider["scope"])
    if provider.get("trusts_email"):
        told["verified_email"] = True
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": told,
    }


def outside_origins(providers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Where our sign-in form may lead: a browser holds redirects of a form to form-action too."""
    addresses = [p["issuer"] for p in providers]
    addresses += [origin for p in providers for origin in p.get("origins", ())]
    parts = [urlsplit(address) for address in addresses]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
