import datetime as dt

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from eduhub.evidence import services
from eduhub.evidence.notices import (
    DataClosed,
    EvaluationPublished,
    EvaluatorAsked,
    EvaluatorReplaced,
    ExplorationAsked,
    PassportIssued,
    PassportWithdrawn,
    PlanAmended,
    PoolWritten,
    ResultPublished,
    ResultReady,
    ResultReviewed,
    ThirdNeeded,
    TotalsTakenOut,
    TrialStarted,
)
from eduhub.evidence.services import evaluation_letters, letters
from eduhub.kit.access import machine
from eduhub.kit.post import on
from eduhub.pilots.notices import ConsentRefused

A_FEW_TIMES = RetryStrategy(max_attempts=4, exponential_wait=3)  # seconds


@on(DataClosed)
@app.task(retry=A_FEW_TIMES)
def analyse(plan_id: int) -> None:
    services.analyse(plan_id, by=machine("worker"), now=timezone.now())


@on(PlanAmended)
@app.task(retry=A_FEW_TIMES)
def tell_of_amendment(version_id: int) -> None:
    letters.tell_of_amendment(version_id, now=timezone.now())


@on(ExplorationAsked)
@app.task(retry=A_FEW_TIMES)
def work_out(exploration_id: int) -> None:
    services.work_out(exploration_id, by=machine("worker"), now=timezone.now())


@on(ConsentRefused)
@app.task(retry=A_FEW_TIMES)
def leave_out(pilot_id: int) -> None:
    services.leave_out(pilot_id, by=machine("worker"), now=timezone.now())


@on(TotalsTakenOut)
@app.task(retry=A_FEW_TIMES)
def ask_anew(totals_id: int) -> None:
    letters.ask_anew(totals_id, now=timezone.now())


@on(TrialStarted)
@app.task(retry=A_FEW_TIMES)
def tell_of_start(plan_id: int) -> None:
    letters.tell_of_start(plan_id, now=timezone.now())


@on(ResultReady)
@app.task(retry=A_FEW_TIMES)
def tell_of_result(result_id: int) -> None:
    letters.tell_of_result(result_id, now=timezone.now())


@on(ResultPublished)
@app.task(retry=A_FEW_TIMES)
def tell_of_publication(result_id: int) -> None:
    letters.tell_of_publication(result_id, now=timezone.now())


@on(ResultPublished)
@on(ResultReviewed)
@app.task(retry=A_FEW_TIMES)
def write_pool(result_id: int) -> None:
    services.write_pool(result_id, by=machine("worker"), now=timezone.now())


@on(PoolWritten)  # and not before, since a passport tells of it
@app.task(retry=A_FEW_TIMES)
def renew_passport(result_id: int) -> None:
    services.renew(result_id, by=machine("worker"), now=timezone.now())


@on(PassportIssued)
@on(PassportWithdrawn)
@app.task(retry=A_FEW_TIMES)
def tell_of_passport(credential_id: int) -> None:
    letters.tell_of_passport(credential_id, now=timezone.now())


@on(EvaluatorAsked)
@app.task(retry=A_FEW_TIMES)
def ask_evaluator(sheet_id: int) -> None:
    evaluation_letters.ask(sheet_id, now=timezone.now())


@on(EvaluatorReplaced)
@app.task(retry=A_FEW_TIMES)
def tell_replaced(sheet_id: int) -> None:
    evaluation_letters.tell_replaced(sheet_id, now=timezone.now())


@app.periodic(cron="26 5 * * *")
@app.task(queueing_lock="evidence.remind_evaluators")
def remind_evaluators(timestamp: int) -> None:
    evaluation_letters.remind(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@on(ThirdNeeded)
@app.task(retry=A_FEW_TIMES)
def tell_third_needed(evaluation_id: int) -> None:
    evaluation_letters.tell_third_needed(evaluation_id, now=timezone.now())


@on(EvaluationPublished)
@app.task(retry=A_FEW_TIMES)
def tell_of_evaluation(evaluation_id: int) -> None:
    evaluation_letters.tell_of_publication(evaluation_id, now=timezone.now())
