import datetime as dt

from procrastinate.contrib.django import app

from eduhub.workspaces.services import digest


@app.periodic(cron="34 4 * * *")
@app.task(queueing_lock="workspaces.send_digests")
def send_digests(timestamp: int) -> None:
    digest.send_digests(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
