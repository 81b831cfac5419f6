import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.asks.notices import AskAnswered, AskTakenDown
from eduhub.asks.services import letters
from eduhub.kit.post import on


@on(AskAnswered)
@app.task
def tell_the_poster(answer_id: int) -> None:
    letters.tell_the_poster(answer_id, now=timezone.now())


@on(AskTakenDown)
@app.task
def tell_that_it_was_taken_down(ask_id: int) -> None:
    letters.tell_that_it_was_taken_down(ask_id, now=timezone.now())


@app.periodic(cron="52 4 * * *")
@app.task(queueing_lock="asks.remind_and_lapse")
def remind_and_lapse(timestamp: int) -> None:
    letters.remind_and_lapse(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
