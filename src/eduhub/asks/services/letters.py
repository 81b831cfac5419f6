"""Letters that asks and offers give reason for, and the end of those whose time is over."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from eduhub.asks.models import Answer, Ask
from eduhub.asks.queries import to_lapse, to_remind
from eduhub.asks.states import AskState
from eduhub.kit.access import machine
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.kit.mail import write

BEFORE = dt.timedelta(days=7)


def tell_the_poster(answer_id: int, *, now: dt.datetime) -> None:
    """Somebody has answered: who, what they say, and where they are reached."""
    rows = Answer.objects.select_related("ask__poster", "person", "organisation")
    answer = rows.filter(pk=answer_id).first()
    if answer is None or not answer.ask.poster.is_active:
        return
    with once(f"asks.answered:{answer_id}") as first:
        if first:
            poster = answer.ask.poster
            told = {"answer": answer, "ask": answer.ask}
            write(poster.email, "asks/answered", told, language=poster.language, now=now)


def tell_that_it_was_taken_down(ask_id: int, *, now: dt.datetime) -> None:
    ask = Ask.objects.select_related("poster").filter(pk=ask_id).first()
    if ask is None or not ask.poster.is_active:
        return
    with once(f"asks.taken_down:{ask_id}") as first:
        if first:
            poster = ask.poster
            write(poster.email, "asks/taken_down", {"ask": ask}, language=poster.language, now=now)


@transaction.atomic
def remind_and_lapse(*, now: dt.datetime) -> tuple[int, int]:
    """Remind a week before the end, and end what is over; how many of each. Once each."""
    today = timezone.localdate(now)
    soon = list(to_remind(today, BEFORE).select_for_update(of=("self",), skip_locked=True))
    for ask in soon:
        ask.reminded_on = today
        ask.save(update_fields=["reminded_on"])
        if ask.poster.is_active:
            poster = ask.poster
            write(poster.email, "asks/lapses", {"ask": ask}, language=poster.language, now=now)
    over = list(to_lapse(today).select_for_update(skip_locked=True))
    for ask in over:
        ask.state, ask.ended_at = AskState.LAPSED, now
        ask.save(update_fields=["state", "ended_at"])
        record(machine("asks"), "ask.lapsed", ask, now=now)
    return len(soon), len(over)
