import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.kit.post import on
from eduhub.programmes import services
from eduhub.programmes.notices import (
    AppealAnswered,
    AppealMade,
    ApplicationFinalised,
    ApplicationLetOn,
    AssignmentAsked,
    FiguresAsked,
    GraceGiven,
    HoursLogged,
    InterestShown,
    InterviewBooked,
    InterviewOffered,
    MatchingAsked,
    MoreAnswered,
    MoreAsked,
    PairPublished,
    PitchAsked,
    RankingAsked,
    SheetsGivenOut,
    VerdictTold,
)
from eduhub.programmes.services import (
    assigning,
    cohort_letters,
    cohort_spaces,
    demo_days,
    figure_letters,
    figures,
    interview_letters,
    jury_letters,
    letters,
    mentor_matching,
    milestones,
    rankings,
    stays,
)


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
def tell_of_appeal_answer(appeal_id: int) -> None:
    jury_letters.tell_answer(appeal_id, now=timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="programmes.juries_each_hour")
def juries_each_hour(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    rankings.rank_the_closed(now=now)
    jury_letters.remind_jurors(now=now)


@on(FiguresAsked)
@app.task
def ask_for_figures(ask_id: int) -> None:
    figure_letters.ask_company(ask_id, now=timezone.now())


@on(VerdictTold)
@app.task
def begin_stay(verdict_id: int, version: int) -> None:
    stays.begin_stay(verdict_id, now=timezone.now())


@app.periodic(cron="25 6 * * *")
@app.task(queueing_lock="programmes.figures_each_morning")
def figures_each_morning(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    figures.open_due(now=now)
    figure_letters.remind(now=now)
    demo_days.forget_unconfirmed(now=now)


@on(PitchAsked)
@app.task
def tell_of_pitch(pitch_id: int) -> None:
    demo_days.tell_of_pitch(pitch_id, now=timezone.now())


@on(InterestShown)
@app.task
def tell_of_interest(interest_id: int, organisation_id: int) -> None:
    demo_days.tell_of_interest(interest_id, now=timezone.now())


@on(MatchingAsked)
@app.task
def work_out_mentors(cohort_id: int) -> None:
    mentor_matching.work_out(cohort_id, now=timezone.now())


@on(PairPublished)
@app.task
def tell_of_pair(pair_id: int) -> None:
    cohort_letters.tell_of_pair(pair_id, now=timezone.now())


@on(HoursLogged)
@app.task
def ask_to_confirm(line_id: int) -> None:
    cohort_letters.ask_to_confirm(line_id, now=timezone.now())


@app.periodic(cron="40 5 * * *")
@app.task(queueing_lock="programmes.cohorts_each_day")
def cohorts_each_day(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    milestones.escalate(now=now)
    cohort_spaces.close_over(now=now, today=timezone.localdate(now))


@on(InterviewOffered)
@app.task
def offer_interview(application_id: int) -> None:
    interview_letters.tell_of_offer(application_id, now=timezone.now())


@on(InterviewBooked)
@app.task
def tell_panel(interview_id: int, sequence: int) -> None:
    interview_letters.tell_panel(interview_id, sequence, now=timezone.now())
