import datetime as dt
import logging
from importlib.metadata import version
from typing import Any

from django.db import transaction

from eduhub.engines.evidence import (
    SMALLEST_SHOWN_COUNT,
    ClassMoments,
    count_may_be_shown,
    fingerprint,
)
from eduhub.evidence.models import Plan, Result, Totals, Trial
from eduhub.evidence.notices import DataClosed, ResultPublished, ResultReady
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.rules import TRIAL_RULES
from eduhub.evidence.services.bundles import sha256_of
from eduhub.evidence.services.consents import must_be_permitted, must_be_without_the_withdrawn
from eduhub.evidence.services.parts import exact
from eduhub.evidence.services.study import study_of
from eduhub.evidence.services.trials import lock_trial, plan_in
from eduhub.evidence.services.usage import usage_of
from eduhub.evidence.services.working_out import ASSIGNED, IN_SD, NUMBERS, in_order, worked_out
from eduhub.evidence.states import RESULT_MOVES, Arm, ResultState, TotalsState
from eduhub.kit.access import Actor, require
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Pilot
from eduhub.pilots.services import move
from eduhub.pilots.states import PilotState

log = logging.getLogger("eduhub.evidence")
MOST_HIDDEN = int(SMALLEST_SHOWN_COUNT.value) - 1  # pupils that a count never tells


@transaction.atomic
def close_data(pilot_id: int, *, by: Actor, now: dt.datetime) -> Result:
    """No result is taken any more; what was not confirmed is dropped, and the rest is analysed."""
    trial = lock_trial(pilot_id, by)
    require(by, "close", trial, TRIAL_RULES)
    plan = plan_in(trial)
    must_be_permitted(trial, trial.counted, now=now)
    Totals.objects.filter(plan=plan, state=TotalsState.PROPOSED).delete()
    result = Result.objects.create(plan=plan, asked_at=now)
    move(pilot_id, PilotState.DATA_CLOSED, by=by, now=now, why="data_closed")
    compares, tries = trial.classes_by_arm
    record(by, "trial.data_closed", plan, now=now, tries=tries, compares=compares)
    post(DataClosed(plan_id=plan.pk))
    return result


@transaction.atomic
def ask_again(pilot_id: int, *, by: Actor, now: dt.datetime) -> Result:
    """Analyse once more, where an analysis stopped or nobody seems to work on it."""
    trial = lock_trial(pilot_id, by)
    require(by, "analyse", trial, TRIAL_RULES)
    result = trial.result
    if result is None:
        raise ValueError("a rule lets nobody come here without a result")
    result.state, result.asked_at, result.trouble = ResultState.WAITING, now, ""
    result.save(update_fields=["state", "asked_at", "trouble"])
    record(by, "trial.analysis_asked", result, now=now)
    post(DataClosed(plan_id=result.plan_id))
    return result


@transaction.atomic
def analyse(plan_id: int, *, by: Actor, now: dt.datetime) -> Result | None:
    """Compare the arms as the plan says and write down what it shows; once, however often asked.

    What the data do not permit is an answer ("cannot tell"). What the engine stumbles over is
    noted on the result, so that nobody waits for ever. None if there is nothing to analyse.
    """
    pilot = (
        Pilot.objects.select_related("solution__company")
        .select_for_update(of=("self",))
        .filter(plan=plan_id)
        .first()
    )
    trial = trial_of(pilot) if pilot else None
    result = trial.result if trial else None
    if trial is None or result is None or ResultState.READY not in RESULT_MOVES[result.state]:
        return result
    try:
        _write(result, trial)
    except (ValueError, ArithmeticError) as stumble:
        log.exception("the analysis stopped", extra={"facts": {"plan": plan_id}})
        result.state, result.trouble = ResultState.FAILED, type(stumble).__name__
        result.save(update_fields=["state", "trouble"])
        record(by, "trial.analysis_failed", result, now=now, trouble=result.trouble)
        return result
    result.state, result.analysed_at, result.trouble = ResultState.READY, now, ""
    result.save()
    move(trial.pilot.pk, PilotState.ANALYSED, by=by, now=now, why="analysed")
    record(by, "trial.analysed", result, now=now, fingerprint=result.fingerprint)
    post(ResultReady(result_id=result.pk))
    return result


@transaction.atomic
def publish(pilot_id: int, *, by: Actor, now: dt.datetime) -> Result:
    """Show the result to the world, whatever it says; nobody can take it back."""
    trial = lock_trial(pilot_id, by)
    require(by, "publish", trial, TRIAL_RULES)
    result = trial.result
    if result is None:
        raise ValueError("an analysed trial has its result")
    must_be_without_the_withdrawn(trial)
    result.published_at, result.published_by_id = now, by.user_id
    result.bundle = sha256_of(trial)
    result.save(update_fields=["published_at", "published_by", "bundle"])
    move(pilot_id, PilotState.PUBLISHED, by=by, now=now, why="published")
    record(by, "result.published", result, now=now, fingerprint=result.fingerprint)
    post(ResultPublished(result_id=result.pk))
    return result


def _write(result: Result, trial: Trial) -> None:
    """Fill in the numbers and facts; the row is saved by the caller."""
    plan = plan_in(trial)
    cells = in_order([cell for totals in trial.counted for cell in totals.moments])
    assigned = _assigned(trial, cells)
    found = worked_out(plan.frozen, cells, assigned=assigned)
    result.answer = found.answer.value
    for name in (*NUMBERS, *IN_SD):
        setattr(result, name, found.numbers.get(name))
    content = _facts(trial, plan, cells) | dict(found.facts)
    content[ASSIGNED] = list(assigned) if assigned else None
    content["study"] = study_of(trial, plan, cells, result, baseline=content["baseline"])
    result.content = content
    numbers = {name: exact(getattr(result, name)) for name in NUMBERS}
    result.fingerprint = fingerprint({"answer": result.answer, "numbers": numbers, **content})


def _facts(trial: Trial, plan: Plan, cells: list[ClassMoments]) -> dict[str, Any]:
    """What the result rests on beside plan and sums."""
    counted = trial.counted
    heard = [one for one in trial.classes if trial.counted_of(one) is not None]
    silent = [one for one in trial.classes if one not in heard]
    together = len(heard) - sum(t.of_class_id is not None for t in counted)
    usage = usage_of(plan, counted, cells)
    used = {"usage": usage} if usage else {}
    counted_with = {"classes_together": together} if together else {}
    return (
        used
        | counted_with
        | {
            "plan": plan.fingerprint,
            "code": version("eduhub"),
            "left_out": [
                sum(t.left_out_compares for t in counted),
                sum(t.left_out_tries for t in counted),
            ],
            "classes_left_out": sum(t.classes_left_out for t in counted),
            "pupils_joined": sum(one.group.pupils for one in heard) if trial.classes else None,
            "classes_silent": [sum(one.arm == arm for one in silent) for arm in ("0", "1")],
        }
    )


def _assigned(trial: Trial, cells: list[ClassMoments]) -> tuple[int, int] | None:
    """Pupils of the classes given the comparison and the solution; None where not known.

    One to four missing of a side count as four: so wide are the bounds that tell of nobody.
    """
    if not trial.classes:
        return None
    found = []
    for arm in (Arm.COMPARES, Arm.TRIES):
        measured = sum(cell.pupils for cell in cells if cell.arm == int(arm))
        missing = sum(one.group.pupils for one in trial.in_arm(arm)) - measured
        if missing < 0:
            return None
        found.append(measured + (missing if count_may_be_shown(missing) else MOST_HIDDEN))
    return found[0], found[1]
