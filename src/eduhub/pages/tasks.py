import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.kit.post import on
from eduhub.pages import services
from eduhub.pages.notices import NewsShown


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="pages.tell_due_news")
def tell_due_news(timestamp: int) -> None:
    """News that was scheduled goes out by mail when its time comes."""
    services.tell_due_news(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@on(NewsShown)
@app.task
def send_news(page_id: int) -> None:
    services.send_news(page_id, now=timezone.now())
