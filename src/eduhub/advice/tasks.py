import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.advice import services
from eduhub.advice.notices import (
    AdviceAsked,
    CaseLedAnew,
    MemoWritten,
    ReferralAgreed,
    ReferralProposed,
)
from eduhub.advice.services import letters
from eduhub.bookings.notices import BookingChanged
from eduhub.kit.post import on


@on(BookingChanged)
@app.task
def tell_the_adviser(booking_id: int, change: str, sequence: int) -> None:
    letters.tell_the_adviser(booking_id, change, sequence, now=timezone.now())


@on(AdviceAsked)
@app.task
def tell_the_hub(case_id: int) -> None:
    letters.tell_the_hub(case_id, now=timezone.now())


@on(CaseLedAnew)
@app.task
def tell_that_it_is_led_anew(correction_id: int) -> None:
    letters.tell_that_it_is_led_anew(correction_id, now=timezone.now())


@on(MemoWritten)
@app.task
def tell_of_memo(memo_id: int, version: int) -> None:
    letters.tell_of_memo(memo_id, version, now=timezone.now())


@on(ReferralProposed)
@app.task
def tell_of_referral(referral_id: int) -> None:
    letters.tell_of_referral(referral_id, now=timezone.now())


@on(ReferralAgreed)
@app.task
def tell_the_agency(referral_id: int) -> None:
    letters.tell_the_agency(referral_id, now=timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="advice.read_calendars")
def read_calendars(timestamp: int) -> None:
    services.read_calendars(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@app.periodic(cron="40 5 * * *")
@app.task(queueing_lock="advice.each_morning")
def each_morning(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    services.put_aside_the_gone(now=now)
    letters.remind_of_steps(now=now)
    services.ask_outcomes(now=now)
