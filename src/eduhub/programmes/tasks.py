import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.kit.post import on
from eduhub.programmes.notices import (
    AppealAnswered,
    AppealMade,
    AssignmentAsked,
    RankingAsked,
    SheetsGivenOut,
    VerdictTold,
)
from eduhub.programmes.services import assigning, jury_letters, rankings


@on(AssignmentAsked)
@app.task
def work_out_assignment(round_id: int) -> None:
    assigning.work_out_assignment(round_id, now=timezone.now())


@on(SheetsGivenOut)
@app.task
def tell_juror(round_id: int, juror_id: int) -> None:
    jury_letters.tell_juror(round_id, juror_id, now=timezone.now())


@on(RankingAsked)
@app.task
def work_out_ranking(ranking_id: int) -> None:
    rankings.work_out_ranking(ranking_id, now=timezone.now())


@on(VerdictTold)
@app.task
def tell_verdict(verdict_id: int, version: int) -> None:
    jury_letters.tell_verdict(verdict_id, version, now=timezone.now())


@on(AppealMade)
@app.task
def tell_hub_of_appeal(appeal_id: int) -> None:
    jury_letters.tell_hub_of_appeal(appeal_id, now=timezone.now())


@on(AppealAnswered)
@app.task
def tell_of_answer(appeal_id: int) -> None:
    jury_letters.tell_answer(appeal_id, now=timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="programmes.juries_each_hour")
def juries_each_hour(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    rankings.rank_the_closed(now=now)
    jury_letters.remind_jurors(now=now)
