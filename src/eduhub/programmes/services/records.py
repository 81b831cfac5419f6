"""What is told once of a company's way: funding, first customers abroad, an end."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code
from eduhub.kit.ledger import record
from eduhub.programmes.models import CompanyEvent
from eduhub.programmes.queries.records import find_home
from eduhub.programmes.rules import is_staff
from eduhub.programmes.rules.figures import EVENT_RULES
from eduhub.programmes.services.figures import MOST_VALUE
from eduhub.programmes.states.records import MONEY, EventKind

COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class EventFields:
    kind: str
    on: dt.date
    euros: Decimal | None = None
    country: str = ""
    words: str = ""


@transaction.atomic
def tell_event(
    home_id: int, fields: EventFields, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> CompanyEvent:
    """The company's lead or the hub's people write it down; a key figure is filled in from it."""
    home = find_home(home_id, by)
    require(by, "tell", home.pk, EVENT_RULES)
    if there := CompanyEvent.objects.filter(key=key).first():
        return there
    _check(fields, timezone.localdate(now))
    event = CompanyEvent.objects.create(
        organisation=home,
        kind=fields.kind,
        on=fields.on,
        euros=fields.euros if fields.kind in MONEY else None,
        country=fields.country if fields.kind == EventKind.EXPORT else "",
        words=fields.words.strip(),
        told_at=now,
        told_by_id=by.user_id,
        told_by_hub=is_staff(by) or by.holds("machine"),
        key=key,
    )
    record(by, "company.event_told", event, now=now, kind=fields.kind)
    return event


def _check(fields: EventFields, today: dt.date) -> None:
    wrong = {}
    if fields.kind not in EventKind.values:
        wrong["kind"] = _("Choose one.")
    if fields.on > today:
        wrong["on"] = _("Write it down once it has happened.")
    if fields.kind in MONEY and (fields.euros is None or not 0 <= fields.euros <= MOST_VALUE):
        wrong["euros"] = _("Write how many euros it was.")
    if fields.kind == EventKind.EXPORT and not COUNTRY.fullmatch(fields.country):
        wrong["country"] = _("Write the country in two letters, such as SE.")
    if holds_code(fields.words):
        wrong["words"] = _("Leave out the personal identity code.")
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def withdraw_event(event_id: int, *, by: Actor, now: dt.datetime) -> CompanyEvent:
    """It was told wrongly and counts no longer; the right one is told anew."""
    rows = CompanyEvent.objects.visible_to(by).select_for_update()
    event = find(rows, pk=event_id)
    require(by, "tell", event.organisation_id, EVENT_RULES)
    if event.withdrawn_at is None:
        event.withdrawn_at = now
        event.save(update_fields=["withdrawn_at"])
        record(by, "company.event_withdrawn", event, now=now)
    return event
