"""Feedback by a code: opened by a teacher, given by anybody in the room, kept without a trace."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.pilots.models import FeedbackAnswer, FeedbackSession, Group
from eduhub.pilots.models.feedback import LONGEST
from eduhub.pilots.rules.feedback import FEEDBACK_RULES, SessionInPilot, form_for
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.services.checks import names_nobody
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.states.feedback import CHOICES, QUESTIONS
from eduhub.pilots.states.running import Audience

LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # no vowel, so no word; nothing that looks alike
SALT = "eduhub.pilots.feedback"
A_DAY = 24 * 60 * 60  # seconds for which a form that was opened can be sent
HOURS = (1, 8, 24 * 7)  # how long a code may be open
SPARE = 5  # answers more than the group has pupils: a head count is never quite right
MOST_TEACHERS = 10


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answers.

    Attributes:
        chosen: a value of each question's choices, in their order.
        minutes, words: of teachers alone.
    """

    chosen: Sequence[int]
    minutes: int | None = None
    words: str = ""


@transaction.atomic
def open_feedback(
    group_id: int, audience: str, hours: int, *, by: Actor, now: dt.datetime
) -> FeedbackSession:
    """Make a code by which the group answers; one that is open for them already is that one."""
    group = find(Group.objects.visible_to(by), pk=group_id)
    standing = lock(group.pilot_id, by)
    group = next((g for g in standing.groups if g.pk == group_id), group)
    require(by, "open", GroupInPilot(standing, group), FEEDBACK_RULES)
    if audience not in Audience.values or hours not in HOURS:
        raise Invalid({"audience": _("Choose from the list.")})
    open_one = group.sessions.filter(audience=audience, closed_at=None, lapses_at__gt=now)
    if (there := open_one.first()) is not None:
        return there
    pupils = audience == Audience.PUPILS
    session = FeedbackSession.objects.create(
        group=group,
        audience=audience,
        form=form_for(audience, group.grade),
        code=_fresh_code(),
        most=group.pupils + SPARE if pupils else MOST_TEACHERS,
        opened_at=now,
        opened_by_id=by.user_id,
        lapses_at=now + dt.timedelta(hours=hours),
    )
    facts = {"session": session.pk, "audience": audience}
    record(by, "pilot.feedback_opened", standing.pilot, now=now, **facts)
    return session


@transaction.atomic
def close_feedback(session_id: int, *, by: Actor, now: dt.datetime) -> FeedbackSession:
    """No more answers; from now on they are counted."""
    visible = FeedbackSession.objects.visible_to(by).select_related("group")
    session = find(visible, pk=session_id)
    standing = lock(session.group.pilot_id, by)
    session = find(visible, pk=session_id)
    thing = SessionInPilot(GroupInPilot(standing, session.group), session)
    require(by, "close", thing, FEEDBACK_RULES)
    session.closed_at = now
    session.save(update_fields=["closed_at"])
    record(by, "pilot.feedback_closed", standing.pilot, now=now, session=session.pk)
    return session


def close_sessions_of(group: Group, *, now: dt.datetime) -> None:
    """The group has left: its codes open nothing more; what was answered stays."""
    group.sessions.filter(closed_at=None, lapses_at__gt=now).update(closed_at=now)


def new_token(session: FeedbackSession) -> str:
    """For one opened form, so that it counts once however often it is sent."""
    return signing.dumps([session.pk, secrets.token_urlsafe(12)], salt=SALT)


def open_session(code: str, *, now: dt.datetime) -> FeedbackSession:
    """The session behind a code as it was typed; NotFound once it is over, or was never there."""
    typed = "".join(code.split()).replace("-", "").upper()
    rows = FeedbackSession.objects.select_related("group__pilot__solution")
    session = rows.filter(code=typed).first() if len(typed) == 8 else None
    if session is None or not takes_answers(session, now):
        raise NotFound(
            "no_open_feedback",
            _("Nothing is open with this code. Read it once more, or ask for a new one."),
        )
    return session


def takes_answers(session: FeedbackSession, now: dt.datetime) -> bool:
    """The code is open, the pilot runs, and the group is in it."""
    group = session.group
    in_it = group.state == GroupState.ACCEPTED and group.pilot.state == PilotState.RUNNING
    return in_it and session.is_open(now)


@transaction.atomic
def give_feedback(code: str, token: str, given: Given, *, now: dt.datetime) -> bool:
    """Keep one person's answers; False when this very form was sent before.

    Nobody is asked who they are, and no line of the ledger is written: its time would put the
    answers of a class in an order.
    """
    session = open_session(code, now=now)
    FeedbackSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    row = _checked(session, given)
    with once(f"pilots.feedback:{_print_of(token, session)}") as first:
        if first:
            if session.answers.count() >= session.most:
                raise NotNow("full", _("As many answers are in as the group has people."))
            row.save(force_insert=True)
    return first


def _checked(session: FeedbackSession, given: Given) -> FeedbackAnswer:
    values = {choice.value for choice in CHOICES[session.form]}
    wrong = {
        f"q{number}": _("Choose one.")
        for number, value in enumerate(given.chosen, 1)
        if value not in values
    }
    if wrong or len(given.chosen) != len(QUESTIONS[session.form]):
        raise Invalid(wrong or {"q1": _("Choose one.")})
    words, minutes = "", None
    if session.audience == Audience.TEACHERS:
        words, minutes = given.words.strip(), given.minutes
        names_nobody({"words": words})
        if len(words) > LONGEST:
            raise Invalid({"words": _("Write it shorter, in at most 300 characters.")})
        if minutes is not None and not 0 <= minutes <= 3000:
            raise Invalid({"minutes": _("Write a number from 0 to 3000.")})
    return FeedbackAnswer(
        session=session,
        audience=session.audience,
        chosen=list(given.chosen),
        minutes=minutes,
        words=words,
    )


def _print_of(token: str, session: FeedbackSession) -> str:
    """A fingerprint of the form that was opened, in which the session does not show."""
    try:
        of_session, nonce = signing.loads(token, salt=SALT, max_age=A_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        of_session, nonce = None, ""
    if of_session != session.pk:
        raise NotNow("old_form", _("This form is too old. Open it again by its code."))
    return salted_hmac(SALT, f"{of_session}:{nonce}", algorithm="sha256").hexdigest()[:32]


def _fresh_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _place in range(8))
        if not FeedbackSession.objects.filter(code=code).exists():
            return code
