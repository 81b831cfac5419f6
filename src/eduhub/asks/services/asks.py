import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.asks.models import LONGEST, Answer, Ask
from eduhub.asks.notices import AskAnswered, AskTakenDown
from eduhub.asks.queries import own_answer
from eduhub.asks.rules import ASK_RULES
from eduhub.asks.states import AskKind, AskState, AskTopic, Outcome
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.people.states import Role

LIFETIME = dt.timedelta(days=60)
DAY = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody seeks or offers, in one language."""

    kind: str
    topic: str
    title: str
    words: str
    language: str


@transaction.atomic
def post_ask(told: Told, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Ask:
    """Show it to everybody who is signed in, for 60 days; the same key again is the same one."""
    require(by, "post", None, ASK_RULES)
    own = uuid.uuid5(key, str(by.user_id))
    if there := Ask.objects.filter(key=own).first():
        return there
    allow("ask", str(by.user_id), most=20, seconds=DAY)
    ask = Ask(
        poster_id=by.user_id or 0,
        organisation_id=by.organisation_id,
        role=_role(by),
        posted_at=now,
        lapses_on=timezone.localdate(now) + LIFETIME,
        key=own,
    )
    _write(ask, told)
    ask.save(force_insert=True)
    record(by, "ask.posted", ask, now=now, kind=ask.kind, topic=ask.topic)
    return ask


@transaction.atomic
def edit_ask(ask_id: int, told: Told, *, seen: int, by: Actor, now: dt.datetime) -> Ask:
    ask = _hold(ask_id, "edit", by)
    require_version(ask, seen)
    _write(ask, told)
    ask.version += 1
    ask.save()
    record(by, "ask.edited", ask, now=now, version=ask.version)
    return ask


@transaction.atomic
def answer_ask(ask_id: int, words: str, *, by: Actor, now: dt.datetime) -> Answer:
    """Tell the poster, in the hub and by mail; once a person, whatever is said the second time."""
    ask = _hold(ask_id, "answer", by)
    if there := own_answer(ask, by):
        return there
    allow("ask_answer", str(by.user_id), most=60, seconds=DAY)
    said = words.strip()
    _refuse(words=(said, LONGEST, False))
    answer = Answer.objects.create(
        ask=ask,
        person_id=by.user_id or 0,
        organisation_id=by.organisation_id,
        role=_role(by),
        words=said,
        at=now,
    )
    record(by, "ask.answered", ask, now=now, answer=answer.pk)
    post(AskAnswered(answer_id=answer.pk))
    return answer


@transaction.atomic
def close_ask(ask_id: int, outcome: str, grounds: str, *, by: Actor, now: dt.datetime) -> Ask:
    """The poster says what became of it."""
    ask = _hold(ask_id, "close", by)
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("Say what became of it.")})
    _refuse(grounds=(grounds.strip(), 300, False))
    ask.outcome, ask.grounds = outcome, grounds.strip()
    _end(ask, AskState.CLOSED, now)
    record(by, "ask.closed", ask, now=now, outcome=outcome)
    return ask


@transaction.atomic
def renew_ask(ask_id: int, *, by: Actor, now: dt.datetime) -> Ask:
    """Another 60 days from today; a lapsed one is open again."""
    ask = _hold(ask_id, "renew", by)
    ask.state, ask.ended_at, ask.reminded_on = AskState.OPEN, None, None
    ask.lapses_on = timezone.localdate(now) + LIFETIME
    ask.save(update_fields=["state", "ended_at", "reminded_on", "lapses_on"])
    record(by, "ask.renewed", ask, now=now)
    return ask


@transaction.atomic
def take_down(ask_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Ask:
    """The hub takes down what does not belong here; its poster is told why."""
    ask = _hold(ask_id, "take_down", by)
    _refuse(reason=(reason.strip(), 300, True))
    ask.grounds = reason.strip()
    _end(ask, AskState.REMOVED, now)
    record(by, "ask.taken_down", ask, now=now)
    post(AskTakenDown(ask_id=ask.pk))
    return ask


def _hold(ask_id: int, action: str, by: Actor) -> Ask:
    rows = Ask.objects.visible_to(by).select_for_update(of=("self",))
    ask = find(rows, pk=ask_id)
    require(by, action, ask, ASK_RULES)
    return ask


def _end(ask: Ask, state: AskState, now: dt.datetime) -> None:
    ask.state, ask.ended_at = state, now
    ask.save(update_fields=["state", "ended_at", "outcome", "grounds"])


def _role(by: Actor) -> str:
    return next((role for role in Role if role in by.roles), "")


def _write(ask: Ask, told: Told) -> None:
    title, words = " ".join(told.title.split()), told.words.strip()
    if told.kind not in AskKind.values or told.topic not in AskTopic.values:
        raise Invalid({"kind": _("Choose whether you seek or offer, and what.")})
    _refuse(title=(title, 100, True), words=(words, LONGEST, True))
    ask.kind, ask.topic, ask.title, ask.words = told.kind, told.topic, title, words
    ask.language = told.language


def _refuse(**fields: tuple[str, int, bool]) -> None:
    """Invalid where words are missing though needed, too long, or tell who a pupil is."""
    refused = {}
    for name, (words, most, needed) in fields.items():
        if needed and not words:
            refused[name] = _("Write something here.")
        elif len(words) > most:
            refused[name] = _("Write it shorter, in at most %(most)s characters.") % {"most": most}
        elif holds_code(words):
            refused[name] = _("Leave out the personal identity code.")
    if refused:
        raise Invalid(refused)
