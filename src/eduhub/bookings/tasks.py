import datetime as dt

from procrastinate.contrib.django import app

from eduhub.bookings import services


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="bookings.lapse_offers")
def lapse_offers(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    services.lapse_offers(now=now)
    services.end_old_waits(now=now)
