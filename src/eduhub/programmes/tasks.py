import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.kit.post import on
from eduhub.programmes import services
from eduhub.programmes.notices import (
    ApplicationFinalised,
    ApplicationLetOn,
    GraceGiven,
    MoreAnswered,
    MoreAsked,
)
from eduhub.programmes.services import letters


@on(ApplicationFinalised)
@app.task
def send_receipt(submission_id: int) -> None:
    letters.send_receipt(submission_id, now=timezone.now())


@on(ApplicationLetOn)
@app.task
def tell_let_on(application_id: int, step: int) -> None:
    letters.tell_let_on(application_id, step, now=timezone.now())


@on(GraceGiven)
@app.task
def tell_of_grace(grace_id: int) -> None:
    letters.tell_of_grace(grace_id, now=timezone.now())


@on(MoreAsked)
@app.task
def tell_of_inquiry(inquiry_id: int) -> None:
    letters.tell_of_inquiry(inquiry_id, now=timezone.now())


@on(MoreAnswered)
@app.task
def tell_of_answer(inquiry_id: int) -> None:
    letters.tell_of_answer(inquiry_id, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="programmes.close_over")
def close_over(timestamp: int) -> None:
    services.close_over(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@app.periodic(cron="10 6 * * *")
@app.task(queueing_lock="programmes.remind")
def remind(timestamp: int) -> None:
    letters.remind(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
