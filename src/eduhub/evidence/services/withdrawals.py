"""Somebody withdraws: what they may be counted in is taken out; a public result stands."""

import datetime as dt

from django.db import transaction

from eduhub.evidence.models import Result, Totals, Trial
from eduhub.evidence.notices import DataClosed, TotalsTakenOut
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services.consents import with_the_withdrawn
from eduhub.evidence.services.exploring import drop_explorations
from eduhub.evidence.states import RESULT_MOVES, ResultState, TotalsState
from eduhub.kit.access import Actor
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Pilot
from eduhub.pilots.services import move
from eduhub.pilots.states import PilotState


@transaction.atomic
def leave_out(pilot_id: int, *, by: Actor, now: dt.datetime) -> list[Totals]:
    """Take out the totals in which somebody who has withdrawn may be counted; which are asked anew.

    Sums do not tell who is in them: totals of a class that were given before a withdrawal in it
    are taken out whole, and asked for anew without that pupil. A result that rests on them is
    emptied. One that is public stands, and nothing is asked for it: the sums are gone all the
    same, so that nothing new is made of them. So they are where the pilot was stopped and no
    result will come. However often asked, once.
    """
    found = Pilot.objects.select_related("solution__company")
    pilot = found.select_for_update(of=("self",)).filter(pk=pilot_id).first()
    trial = trial_of(pilot) if pilot else None
    if trial is None:
        return []
    gone = with_the_withdrawn(trial, (t for t in trial.totals if t.state != TotalsState.TAKEN_OUT))
    for totals in gone:
        record(by, "totals.taken_out", totals, now=now, pupils=totals.pupils)
        if totals.state == TotalsState.PROPOSED:
            totals.delete()
        else:
            empty(totals, TotalsState.TAKEN_OUT)
    if not trial.asks_anew:
        return []
    taken = [totals for totals in gone if totals.state == TotalsState.TAKEN_OUT]
    if taken and trial.result is not None:
        _reopen(trial, trial.result, by=by, now=now)
    for totals in taken:
        post(TotalsTakenOut(totals_id=totals.pk))
    return taken


def empty(totals: Totals, state: TotalsState) -> None:
    """Leave nothing of totals that do not count any more."""
    totals.state, totals.cells, totals.uses, totals.reached = state, [], [], None
    totals.save(update_fields=["state", "cells", "uses", "reached"])


def _reopen(trial: Trial, result: Result, *, by: Actor, now: dt.datetime) -> None:
    if ResultState.REOPENED not in RESULT_MOVES[result.state]:
        return  # it waits for others already
    record(by, "result.reopened", result, now=now, fingerprint=result.fingerprint)
    empty = Result(plan=result.plan, state=ResultState.REOPENED, asked_at=result.asked_at)
    empty.save(force_update=True)
    drop_explorations(result.plan, by=by, now=now)
    if trial.pilot.state != PilotState.DATA_CLOSED:
        move(trial.pilot.pk, PilotState.DATA_CLOSED, by=by, now=now, why="consent_withdrawn")


def go_on(trial: Trial, *, by: Actor, now: dt.datetime) -> None:
    """Analyse a reopened trial once nothing is asked anew any more."""
    result = trial.result
    if result is None or not trial.is_reopened or trial.taken_out:
        return
    result.state, result.asked_at = ResultState.WAITING, now
    result.save(update_fields=["state", "asked_at"])
    record(by, "trial.analysis_asked", result, now=now)
    post(DataClosed(plan_id=result.plan_id))
