"""Passports in the demo: one in force, one that took another's place, one withdrawn."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence

from django.conf import settings

from eduhub.catalogue.models import Solution
from eduhub.evidence import services as evidence
from eduhub.evidence.models import Credential, SigningKey
from eduhub.evidence.queries.passport_facts import releases_of
from eduhub.kit.access import machine
from eduhub.site.demo import privacy
from eduhub.site.demo.cast import Cast

DAY = dt.timedelta(days=1)
CLEAR, LITTLE, HARM = 2, 0, 5  # by their places in results.TRUTHS
GROUNDS = (
    "Two classes were noted on the wrong side. The analysis is made again, and a new passport"
    " is issued after that."
)
ONES = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562: the names are addresses' own


def make_passports(cast: Cast, tried: Sequence[Solution], now: dt.datetime) -> None:
    if not SigningKey.objects.exists():
        seed = hashlib.sha256(f"demo key {settings.SECRET_KEY}".encode()).digest()
        evidence.make_key(by=machine("demo"), now=now - 400 * DAY, seed=seed)
    _issue(cast, tried[LITTLE], "little", now - 40 * DAY)
    _issue(cast, tried[CLEAR], "first", now - 60 * DAY)
    privacy.publish(cast, tried[CLEAR], now - 20 * DAY)
    _issue(cast, tried[CLEAR], "second", now - 19 * DAY)
    mixed = _issue(cast, tried[HARM], "mixed", now - 30 * DAY)
    evidence.withdraw(mixed.reference, grounds=GROUNDS, by=cast.staff, now=now - 10 * DAY)


def _issue(cast: Cast, solution: Solution, name: str, now: dt.datetime) -> Credential:
    release = releases_of(solution.pk)[0]
    reference = uuid.uuid5(ONES, f"demo passport {name}")
    return evidence.issue(solution.pk, release, by=cast.staff, now=now, reference=reference)
