import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.bookings import services
from eduhub.bookings.notices import (
    BookingChanged,
    GroupChanged,
    SeasonAsked,
    SeasonPublished,
    SeriesChanged,
    TimeOffered,
)
from eduhub.bookings.services import group_letters, letters, season_publish, seasons
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


@on(BookingChanged)
@app.task
def follow_booking(booking_id: int, change: str, sequence: int) -> None:
    services.follow_booking(booking_id, now=timezone.now())


@on(GroupChanged)
@app.task
def tell_of_group(group_id: int, change: str, sequence: int) -> None:
    group_letters.tell_of_group(group_id, change, sequence, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="bookings.lapse_groups")
def lapse_groups(timestamp: int) -> None:
    services.lapse_groups(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@app.periodic(cron="12 6 * * *")
@app.task(queueing_lock="bookings.remind_groups")
def remind_groups(timestamp: int) -> None:
    group_letters.remind_groups(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="bookings.lapse_offers")
def lapse_offers(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    services.lapse_offers(now=now)
    services.end_old_waits(now=now)
    services.forget_presence(now=now)


@on(SeasonAsked)
@app.task
def work_out_the_season(version_id: int) -> None:
    seasons.work_out(version_id, now=timezone.now())


@on(SeasonPublished)
@app.task
def carry_out_the_season(season_id: int) -> None:
    season_publish.carry_out(season_id, now=timezone.now())
