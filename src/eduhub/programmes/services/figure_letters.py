"""Letters that ask for key figures, each with a link of its own; a reminder once."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.mail import write
from eduhub.kit.tokens import digest_of
from eduhub.people.queries import to_tell
from eduhub.people.states import LEADS
from eduhub.programmes.models import Ask, AskLink
from eduhub.programmes.queries.figures import OF_AN_ASK
from eduhub.programmes.rules.figures import FIGURE_RULES, AskAt
from eduhub.programmes.states.figures import REMIND_DAYS


def ask_company(ask_id: int, *, now: dt.datetime) -> None:
    """The company's leads, each with a link; where there are none the round shows it."""
    ask = Ask.objects.select_related(*OF_AN_ASK).filter(pk=ask_id).first()
    if ask is None:
        return
    with once(f"programmes.figures:{ask_id}") as first:
        if first:
            _tell_leads(ask, "programmes/figures", now)


def _tell_leads(ask: Ask, kind: str, now: dt.datetime) -> None:
    for address, language in to_tell(ask.stay.organisation_id, LEADS, timezone.localdate(now)):
        _send(ask, address, language, kind, now)


def _send(ask: Ask, address: str, language: str, kind: str, now: dt.datetime) -> AskLink:
    token = secrets.token_urlsafe(32)
    link = AskLink.objects.create(
        ask=ask,
        email=address,
        token_digest=digest_of(token),
        made_at=now,
        until=ask.round.ends_at,
    )
    told = {"ask": ask, "round": ask.round, "token": token}
    write(address, kind, told, language=language, now=now)
    return link


@transaction.atomic
def send_link(ask_id: int, email: str, language: str, *, by: Actor, now: dt.datetime) -> AskLink:
    """A letter with a link to whoever answers for the company, also without an account."""
    ask = find(Ask.objects.visible_to(by).select_related(*OF_AN_ASK), pk=ask_id)
    require(by, "send", AskAt(ask, now), FIGURE_RULES)
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        message = _("Enter an e-mail address, like name@example.org")
        raise Invalid({"email": message}) from wrong
    allow("programmes.figures", str(ask_id), most=10, seconds=24 * 3600)
    link = _send(ask, address, language, "programmes/figures", now)
    record(by, "figures.link_sent", ask, now=now)
    return link


def remind(*, now: dt.datetime) -> int:
    """A week before the day, those who have told nothing, once; how many companies."""
    soon = Ask.objects.unanswered().filter(
        round__due_at__gt=now,
        round__due_at__lte=now + dt.timedelta(days=REMIND_DAYS),
        reminded_at=None,
    )
    return sum(_reminded(pk, now) for pk in list(soon.values_list("pk", flat=True)))


@transaction.atomic
def _reminded(pk: int, now: dt.datetime) -> bool:
    rows = Ask.objects.unanswered().filter(pk=pk, reminded_at=None).select_related(*OF_AN_ASK)
    ask = rows.select_for_update(of=("self",), skip_locked=True).first()
    if ask is None:
        return False
    ask.reminded_at = now
    ask.save(update_fields=["reminded_at"])
    _tell_leads(ask, "programmes/figures_due", now)
    return True
