"""Who writes an application together: invited by letter, joined by its link."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit import mail
from eduhub.kit.access import Actor, find
from eduhub.kit.errors import Invalid, NotAllowed
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.tokens import digest_of
from eduhub.programmes.models import Writer
from eduhub.programmes.services.applications import hold

MOST_WRITERS = 12


@transaction.atomic
def invite(application_id: int, email: str, *, by: Actor, now: dt.datetime) -> Writer:
    """A letter with a link; whoever opens it signed in writes from then on."""
    application = hold(application_id, "invite", by=by, now=now).application
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        message = _("Enter an e-mail address, like name@example.org")
        raise Invalid({"email": message}) from wrong
    there = Writer.objects.filter(application=application, removed_at=None)
    if known := there.filter(email=address).first():
        return known
    if there.count() >= MOST_WRITERS:
        raise Invalid({"email": _("At most %(most)s write together.") % {"most": MOST_WRITERS}})
    allow("programmes.invite", str(by.user_id), most=40, seconds=24 * 3600)
    token = secrets.token_urlsafe(32)
    writer = Writer.objects.create(
        application=application,
        email=address,
        token_digest=digest_of(token),
        invited_at=now,
        invited_by_id=by.user_id,
    )
    record(by, "application.writer_invited", application, now=now)
    told = {"application": application, "token": token}
    mail.write(address, "programmes/invitation", told, language=application.language, now=now)
    return writer


@transaction.atomic
def join(token: str, *, by: Actor, now: dt.datetime) -> Writer:
    """Take part by the link of the letter; it is good for one person."""
    rows = Writer.objects.filter(token_digest=digest_of(token), removed_at=None)
    writer = find(rows.select_for_update(of=("self",)).select_related("application"))
    if writer.person_id not in (None, by.user_id):
        raise NotAllowed("taken", _("Somebody else has used this link. Ask for one of your own."))
    if writer.person_id is None:
        writer.person_id, writer.joined_at = by.user_id, now
        writer.save(update_fields=["person", "joined_at"])
        record(by, "application.writer_joined", writer.application, now=now)
    return writer


@transaction.atomic
def remove(application_id: int, writer_id: int, *, by: Actor, now: dt.datetime) -> None:
    """Somebody writes no longer, and the link opens nothing; twice is as good as once."""
    application = hold(application_id, "invite", by=by, now=now).application
    writer = find(Writer.objects.filter(application=application), pk=writer_id)
    if writer.removed_at is None:
        writer.removed_at = now
        writer.save(update_fields=["removed_at"])
        record(by, "application.writer_removed", application, now=now)
