import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.bookings import services
from eduhub.bookings.notices import BookingChanged, SeriesChanged, TimeOffered
from eduhub.bookings.services import letters
from eduhub.kit.post import on


@on(BookingChanged)
@app.task
def tell_of_booking(booking_id: int, change: str, sequence: int) -> None:
    letters.tell_of_booking(booking_id, change, sequence, now=timezone.now())


@on(SeriesChanged)
@app.task
def tell_of_series(series_id: int, change: str, sequence: int) -> None:
    letters.tell_of_series(series_id, change, sequence, now=timezone.now())


@on(TimeOffered)
@app.task
def tell_of_offer(wait_id: int) -> None:
    letters.tell_of_offer(wait_id, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="bookings.lapse_offers")
def lapse_offers(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    services.lapse_offers(now=now)
    services.end_old_waits(now=now)
    services.forget_presence(now=now)
