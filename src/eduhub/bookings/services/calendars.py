import datetime as dt
import secrets

from django.db import transaction

from eduhub.bookings.models import CalendarLink
from eduhub.kit.access import SIGNED_IN, Actor, require
from eduhub.kit.ledger import record
from eduhub.kit.tokens import digest_of

RULES = {"have": (SIGNED_IN,)}


@transaction.atomic
def make_link(language: str, *, by: Actor, now: dt.datetime) -> str:
    """The token of a new address of one's own calendar, told this once; an old one ends."""
    require(by, "have", None, RULES)
    token = secrets.token_urlsafe(32)
    digest = digest_of(token)
    told = {"token_digest": digest, "language": language, "made_at": now}
    link, _made = CalendarLink.objects.update_or_create(person_id=by.user_id, defaults=told)
    record(by, "calendar.link_made", link, now=now)
    return token


@transaction.atomic
def revoke_link(*, by: Actor, now: dt.datetime) -> None:
    require(by, "have", None, RULES)
    for link in CalendarLink.objects.filter(person=by.user_id or 0):
        record(by, "calendar.link_revoked", link, now=now)
        link.delete()
