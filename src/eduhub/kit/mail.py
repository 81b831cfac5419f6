"""Letters: written with the change that they tell of, sent by the worker, never lost.

A letter is one text template, "<room>/mail/<kind>.txt", whose first line is the subject. Its
HTML is made from the same words, so that the two cannot say different things.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.translation import override

from eduhub.kit.models import Letter
from eduhub.kit.post import post

MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class LetterWritten:
    letter_id: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """An iCalendar text for the reader's calendar program, with its method (RFC 5546)."""

    calendar: str
    method: str


def write(
    to: str,
    kind: str,
    context: dict[str, Any],
    *,
    language: str,
    now: dt.datetime,
    unsubscribe: str = "",
    invitation: Invitation | None = None,
) -> Letter:
    """Put a letter into the outbox, in the caller's transaction and the reader's language.

    Args:
        kind: the template, as "<room>/<name>" for templates/<room>/mail/<name>.txt.
        unsubscribe: one-click address for letters that one may decline; "" for the others.
        invitation: what a calendar program makes of it, beside the words.
    """
    room, name = kind.split("/")
    with override(language):
        told = Context(context | {"site": settings.PUBLIC_URL}, autoescape=False)  # plain words
        rendered = Engine.get_default().get_template(f"{room}/mail/{name}.txt").render(told)
    subject, _, text = rendered.strip().partition("\n")
    return write_plain(
        to,
        kind,
        subject,
        text,
        language=language,
        now=now,
        unsubscribe=unsubscribe,
        invitation=invitation,
    )


def write_plain(
    to: str,
    kind: str,
    subject: str,
    text: str,
    *,
    language: str,
    now: dt.datetime,
    unsubscribe: str = "",
    invitation: Invitation | None = None,
) -> Letter:
    """Put ready words into the outbox; line breaks in the subject become spaces."""
    letter = Letter.objects.create(
        to=to,
        language=language,
        kind=kind,
        subject=" ".join(subject.split())[:200],
        text=text.strip() + "\n",
        unsubscribe=unsubscribe,
        calendar=invitation.calendar if invitation else "",
        method=invitation.method if invitation else "",
        written_at=now,
    )
    post(LetterWritten(letter_id=letter.pk))
    return letter


@transaction.atomic
def send(letter_id: int, *, now: dt.datetime) -> bool:
    """Send one letter unless it is gone or sent already; True if it went out now.

    Raises what the mail server raises; the caller tries again later. If the process dies
    between sending and commit the letter goes out twice: better than not at all.
    """
    letter = (
        Letter.objects.select_for_update(skip_locked=True)
        .filter(pk=letter_id, sent_at=None, failed_at=None)
        .first()
    )
    if letter is None:
        return False
    _message(letter).send()
    letter.sent_at, letter.tries = now, letter.tries + 1
    letter.text = letter.unsubscribe = letter.calendar = ""
    letter.save(update_fields=["sent_at", "tries", "text", "unsubscribe", "calendar"])
    return True


def note_trouble(letter_id: int, trouble: str, *, now: dt.datetime) -> bool:
    """Count a try that failed; True once the hub gives up on the letter."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
        if letter is None:
            return True
        letter.tries += 1
        letter.trouble = trouble[:200]
        if letter.tries >= MOST_TRIES:
            letter.failed_at = now
        letter.save(update_fields=["tries", "trouble", "failed_at"])
        return letter.failed_at is not None


def _message(letter: Letter) -> EmailMultiAlternatives:
    headers = {"Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.to], headers=headers)
    with override(letter.language):
        html = render_to_string(
            "ui/mail.html", {"letter": letter, "paragraphs": letter.text.strip().split("\n\n")}
        )
    message.attach_alternative(html, "text/html")
    if letter.calendar:  # RFC 6047, 2.4: the method stands in the part's type too
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.method}")
    return message
