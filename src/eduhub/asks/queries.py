"""What the pages of asks and offers show."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet

from eduhub.asks.models import Answer, Ask
from eduhub.asks.states import AskState
from eduhub.kit.access import Actor, find

LISTED = ("poster", "organisation")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader narrows the list by; "" for no limit."""

    kind: str = ""
    topic: str = ""
    words: str = ""
    own: bool = False


def asks_to_list(actor: Actor, asked: Asked) -> QuerySet[Ask]:
    """Open ones, the newest first; of one's own also those that are over. One query."""
    found = Ask.objects.visible_to(actor)
    found = found.filter(poster=actor.user_id or 0) if asked.own else found.open()
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.topic:
        found = found.filter(topic=asked.topic)
    for word in asked.words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(words__icontains=word))
    return (
        found.select_related(*LISTED)
        .annotate(answered=Count("answers"))
        .order_by("-posted_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def find_ask(pk: int, actor: Actor) -> Ask:
    """One that this person may see. One query."""
    return find(Ask.objects.visible_to(actor).select_related(*LISTED), pk=pk)


def answers_to(ask: Ask) -> QuerySet[Answer]:
    """For the poster: who answered, the latest first. One query."""
    rows = Answer.objects.filter(ask=ask).select_related("person", "organisation")
    return rows.order_by("-at", "-pk").fetch_mode(FETCH_RAISE)


def own_answer(ask: Ask, actor: Actor) -> Answer | None:
    return Answer.objects.filter(ask=ask, person=actor.user_id or 0).first()


def answered_of(actor: Actor) -> QuerySet[Ask]:
    """One's own open ones that somebody has answered, the latest posted first. One query."""
    own = Ask.objects.open().filter(poster=actor.user_id or 0)
    counted = own.annotate(answered=Count("answers")).filter(answered__gt=0)
    return counted.order_by("-posted_at", "-pk").fetch_mode(FETCH_RAISE)


def newest(actor: Actor, most: int) -> list[Ask]:
    """Of others. One query."""
    others = Ask.objects.visible_to(actor).open().exclude(poster=actor.user_id or 0)
    return list(others.order_by("-posted_at", "-pk").fetch_mode(FETCH_RAISE)[:most])


def to_remind(today: dt.date, before: dt.timedelta) -> QuerySet[Ask]:
    """Open ones whose time is soon over and whose poster has not been told."""
    soon = Ask.objects.open().filter(lapses_on__lte=today + before, lapses_on__gte=today)
    return soon.filter(reminded_on=None).select_related("poster").order_by("pk")


def to_lapse(today: dt.date) -> QuerySet[Ask]:
    return Ask.objects.filter(state=AskState.OPEN, lapses_on__lt=today).order_by("pk")
