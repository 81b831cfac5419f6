"""The certificates of the hub's seals, for whoever checks a PDF."""

from eduhub.evidence.models import SigningKey
from eduhub.kit.access import find


def seals() -> list[SigningKey]:
    """Keys with a certificate: the one that seals today, then the retired, the latest first."""
    found = SigningKey.objects.exclude(certificate="").order_by("-made_at", "-pk")
    return sorted(found, key=lambda key: key.retired_at is not None)


def certificate_of(kid: str) -> str:
    """As PEM; NotFound for a key that has none."""
    return find(SigningKey.objects.exclude(certificate=""), kid=kid).certificate
