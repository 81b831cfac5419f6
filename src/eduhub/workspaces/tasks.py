import datetime as dt

from procrastinate.contrib.django import app

from eduhub.workspaces.services import digest, documents


@app.periodic(cron="34 4 * * *")
@app.task(queueing_lock="workspaces.send_digests")
def send_digests(timestamp: int) -> None:
    digest.send_digests(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@app.periodic(cron="47 1 * * *")  # before the sweep of the kit
@app.task(queueing_lock="workspaces.forget_files")
def forget_files(timestamp: int) -> None:
    documents.forget_files(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
