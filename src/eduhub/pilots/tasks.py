import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app

from eduhub.catalogue.notices import DossierPublished
from eduhub.kit.access import machine
from eduhub.kit.post import on
from eduhub.pilots import services
from eduhub.pilots.notices import (
    AgreementMade,
    ClosingDecided,
    CoverMoved,
    GroupDecided,
    GroupJoined,
    GroupOut,
    InvitedToDay,
    LaneAnswered,
    LaneDecided,
    MinutesOverrun,
    NeedClosed,
    NeedMerged,
    PilotAgreed,
    PilotMoved,
    RoundAsked,
    RoundPublished,
    RoundThoughtOf,
    StatementWritten,
    SuggestionAnswered,
    SuggestionMade,
    TenderDecided,
    TenderSent,
    WorkshopDecided,
)
from eduhub.pilots.services import (
    gate_letters,
    letters,
    need_letters,
    needs,
    reminders,
    round_decisions,
    round_letters,
    rounds,
    running_letters,
    time_letters,
    workspace,
)
from eduhub.pilots.states import STATES_OF, Phase, PilotState


@on(GroupJoined)
@app.task
def ask_the_principals(group_id: int) -> None:
    letters.ask_the_principals(group_id, now=timezone.now())


@on(GroupDecided)
@app.task
def tell_the_teacher(group_id: int) -> None:
    letters.tell_the_teacher(group_id, now=timezone.now())


@on(StatementWritten)
@app.task
def ask_the_other_side(statement_id: int) -> None:
    letters.ask_the_other_side(statement_id, now=timezone.now())


@on(PilotAgreed)
@app.task
def tell_all_that_it_is_agreed(pilot_id: int) -> None:
    letters.tell_all_that_it_is_agreed(pilot_id, now=timezone.now())


@on(PilotMoved)
@app.task
def tell_all_that_it_has_ended(pilot_id: int, state: str) -> None:
    if state in STATES_OF[Phase.ENDED]:
        letters.tell_all_that_it_has_ended(pilot_id, now=timezone.now())


@on(GroupDecided)
@app.task
def open_workspace(group_id: int) -> None:
    workspace.open_for_group(group_id, now=timezone.now())


@on(PilotMoved)
@app.task
def close_workspace(pilot_id: int, state: str) -> None:
    workspace.close_with(pilot_id, state, now=timezone.now())


@on(LaneAnswered)
@app.task
def ask_the_officials(answers_id: int) -> None:
    gate_letters.ask_the_officials(answers_id, now=timezone.now())


@on(LaneDecided)
@app.task
def tell_of_the_lane(decision_id: int) -> None:
    gate_letters.tell_of_the_lane(decision_id, now=timezone.now())


@on(AgreementMade)
@app.task
def ask_to_sign(agreement_id: int) -> None:
    gate_letters.ask_to_sign(agreement_id, now=timezone.now())


@on(PilotMoved)
@app.task
def tell_all_that_it_is_paused(pilot_id: int, state: str) -> None:
    if state == PilotState.PAUSED:
        gate_letters.tell_all_that_it_is_paused(pilot_id, now=timezone.now())


@on(MinutesOverrun)
@app.task
def tell_of_the_overrun(group_id: int) -> None:
    time_letters.tell_of_the_overrun(group_id, now=timezone.now())


@on(CoverMoved)
@app.task
def tell_of_cover(cover_id: int, state: str) -> None:
    time_letters.tell_of_cover(cover_id, state, now=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="pilots.expire_permits")
def expire_permits(timestamp: int) -> None:
    """Each hour: at the latest at seven past midnight a permit of yesterday has ended."""
    services.expire_permits(
        by=machine("worker"), now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    )


@on(NeedMerged)
@app.task
def tell_that_the_need_is_merged(need_id: int, challenge_id: int) -> None:
    need_letters.tell_that_it_is_merged(need_id, challenge_id, now=timezone.now())


@on(NeedClosed)
@app.task
def tell_what_became_of_the_need(need_id: int, state: str) -> None:
    need_letters.tell_what_became_of_it(need_id, state, now=timezone.now())


@on(TenderSent)
@app.task
def tell_of_the_tender(tender_id: int) -> None:
    need_letters.tell_of_the_tender(tender_id, now=timezone.now())


@on(TenderDecided)
@app.task
def tell_of_the_choice(tender_id: int) -> None:
    need_letters.tell_of_the_choice(tender_id, now=timezone.now())


@on(InvitedToDay)
@app.task
def invite_to_the_day(invitation_id: int) -> None:
    need_letters.invite(invitation_id, now=timezone.now())


@on(WorkshopDecided)
@app.task
def tell_of_the_workshop(workshop_id: int) -> None:
    need_letters.tell_of_the_workshop(workshop_id, now=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="pilots.lapse_needs")
def lapse_needs(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    needs.lapse_needs(by=machine("worker"), now=now)


@on(SuggestionMade)
@app.task
def ask_the_company(suggestion_id: int) -> None:
    running_letters.ask_the_company(suggestion_id, now=timezone.now())


@on(SuggestionAnswered)
@app.task
def tell_of_the_answer(suggestion_id: int, version: int) -> None:
    running_letters.tell_of_the_answer(suggestion_id, version, now=timezone.now())


@on(GroupOut)
@app.task
def tell_that_a_group_is_out(group_id: int) -> None:
    running_letters.tell_that_a_group_is_out(group_id, now=timezone.now())


@on(ClosingDecided)
@app.task
def tell_of_the_decision(decision_id: int, version: int) -> None:
    running_letters.tell_of_the_decision(decision_id, version, now=timezone.now())


@app.periodic(cron="23 4 * * 1-5")
@app.task(queueing_lock="pilots.write_digests")
def write_digests(timestamp: int) -> None:
    """On working days, early: what waits for whom. Run twice, nobody gets a second letter."""
    reminders.write_digests(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@on(RoundAsked)
@app.task
def work_out_the_round(version_id: int) -> None:
    rounds.work_out(version_id, now=timezone.now())


@on(RoundThoughtOf)
@app.task
def work_out_the_cost(thought_id: int) -> None:
    round_decisions.work_out_cost(thought_id, now=timezone.now())


@on(RoundPublished)
@app.task
def tell_what_the_round_brought(round_id: int) -> None:
    round_letters.tell_what_it_brought(round_id, now=timezone.now())


@on(DossierPublished)
@app.task
def hold_against_dossier(dossier_id: int, solution_id: int) -> None:
    services.hold_against_dossier(dossier_id, by=machine("worker"), now=timezone.now())


@app.periodic(cron="17 5 * * *")
@app.task(queueing_lock="pilots.remind_of_permits")
def remind_of_permits(timestamp: int) -> None:
    services.remind_of_permits(now=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="pilots.destroy_what_is_due")
def destroy_what_is_due(timestamp: int) -> None:
    now = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    services.destroy_what_is_due(by=machine("worker"), now=now)
    services.archive_what_is_over(by=machine("worker"), now=now)
