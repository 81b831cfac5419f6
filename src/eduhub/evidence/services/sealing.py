"""Report PDFs with the hub's seal, which anybody can check without the hub."""

import datetime as dt

from django.core.cache import cache

from eduhub.evidence.adapters import keys, seals
from eduhub.evidence.models import SigningKey
from eduhub.evidence.queries.papers import KEPT, Paper, pdf_of
from eduhub.evidence.services.signing_keys import seal_of


def seal_fingerprint(key: SigningKey) -> str:
    """SHA-256 of a key's certificate, as readers of PDF show it."""
    return seals.fingerprint_of(key.certificate)


def sealed_report(paper: Paper, *, now: dt.datetime) -> bytes:
    """The paper as PDF under the seal of today, made once and then kept with its moment.

    Without a seal where the hub has no key for one, or its file is not on this machine: a report
    is to be had all the same.
    """
    key = SigningKey.objects.filter(retired_at=None).exclude(certificate="").first()
    private = keys.read(seal_of(key.kid)) if key else None
    if key is None or private is None:
        return pdf_of(paper)
    place = f"sealed:{key.kid}:{paper.sha256}"
    found = cache.get(place)
    if isinstance(found, bytes):
        return found
    made = seals.sealed(pdf_of(paper), private=private, certificate=key.certificate, at=now)
    if paper.is_public:
        cache.set(place, made, KEPT)
    return made
