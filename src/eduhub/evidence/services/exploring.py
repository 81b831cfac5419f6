"""Analyses that the plan does not name: asked for afterwards, marked so, and never rated."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines.evidence import FEWEST_CLASSES_FOR_A_STATEMENT, ClassMoments, fingerprint
from eduhub.evidence.models import Exploration, Plan, Result, Trial
from eduhub.evidence.notices import ExplorationAsked
from eduhub.evidence.queries.left_out import FEWEST, cells_by_school, may_be_left_out
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.rules import TRIAL_RULES
from eduhub.evidence.services.bundles import sums_are_kept
from eduhub.evidence.services.parts import exact
from eduhub.evidence.services.trials import kept_cells, lock_trial, plan_in
from eduhub.evidence.services.working_out import NUMBERS, in_order, worked_out
from eduhub.evidence.states import ExplorationKind, ExplorationState, ResultState
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Pilot

CONFIDENCES = (Decimal("0.80"), Decimal("0.90"), Decimal("0.99"))


@dataclass(frozen=True, slots=True)
class Other:
    """What is asked: a kind, and what that kind needs."""

    kind: str
    school_id: int | None = None
    confidence: Decimal | None = None


@transaction.atomic
def explore(pilot_id: int, other: Other, *, by: Actor, now: dt.datetime) -> Exploration:
    """Ask the worker for another analysis of the same sums.

    Raises:
        Invalid: what is asked is no other analysis, was asked before, or would let somebody
            work out what few pupils or a single class reached.
    """
    trial = lock_trial(pilot_id, by)
    require(by, "explore", trial, TRIAL_RULES)
    plan, result = plan_in(trial), _result_in(trial)
    _refuse(trial, result, other)
    known = list(Exploration.objects.filter(plan=plan))
    _refuse_again(known, other)
    made = Exploration.objects.create(
        plan=plan,
        number=1 + max((one.number for one in known), default=0),
        kind=other.kind,
        school_id=other.school_id,
        confidence=other.confidence,
        asked_at=now,
        asked_as=min(by.roles),
        asked_by_id=by.user_id,
    )
    record(by, "exploration.asked", made, now=now, kind=made.kind, number=made.number)
    post(ExplorationAsked(exploration_id=made.pk))
    return made


@transaction.atomic
def work_out(exploration_id: int, *, by: Actor, now: dt.datetime) -> Exploration | None:
    """Do what was asked and write it down; once, however often called.

    None if it was asked of nothing. Where the sums were taken out meanwhile it is dropped.
    """
    asked = Exploration.objects.filter(pk=exploration_id).values_list("plan__pilot", flat=True)
    pilots = Pilot.objects.select_related("solution__company").select_for_update(of=("self",))
    pilot = pilots.filter(pk__in=asked).first()
    if pilot is None:
        return None
    trial = trial_of(pilot)
    found = Exploration.objects.get(pk=exploration_id)
    if found.state != ExplorationState.WAITING:
        return found
    if not _stands(trial):
        found.state = ExplorationState.DROPPED
        found.save(update_fields=["state"])
        record(by, "exploration.dropped", found, now=now)
        return found
    found.content = _worked_out(trial, plan_in(trial), found)
    found.fingerprint = fingerprint(found.content)
    found.state, found.worked_out_at = ExplorationState.READY, now
    found.save(update_fields=["content", "fingerprint", "state", "worked_out_at"])
    record(by, "exploration.worked_out", found, now=now, fingerprint=found.fingerprint)
    return found


def drop_explorations(plan: Plan, *, by: Actor, now: dt.datetime) -> None:
    """Empty them all, as the result that they stand beside is emptied."""
    kept = Exploration.objects.filter(plan=plan).exclude(state=ExplorationState.DROPPED)
    for one in kept.select_for_update():
        one.state, one.content, one.fingerprint = ExplorationState.DROPPED, {}, ""
        one.worked_out_at = None
        one.save(update_fields=["state", "content", "fingerprint", "worked_out_at"])
        record(by, "exploration.dropped", one, now=now)


def _refuse(trial: Trial, result: Result, other: Other) -> None:
    if not _stands(trial):
        raise Invalid({"kind": _("The sums of this result are gone. Nothing can be worked out.")})
    if min(trial.classes_by_arm) < FEWEST_CLASSES_FOR_A_STATEMENT.value:
        message = _(
            "With fewer than %(fewest)s classes on a side every other analysis would tell of"
            " single classes."
        )
        fewest = FEWEST_CLASSES_FOR_A_STATEMENT.value
        raise Invalid({"kind": message % {"fewest": fewest}})
    if other.kind == ExplorationKind.WITHOUT_SCHOOL:
        _refuse_school(trial, other)
    elif other.kind == ExplorationKind.CONFIDENCE:
        if other.confidence not in CONFIDENCES:
            raise Invalid({"confidence": _("Choose one of the confidences.")})
    elif result.facts["baseline"] not in ("class", "pupil"):
        words = _("The plan's own analysis goes without an earlier measure already.")
        raise Invalid({"kind": words})


def _refuse_school(trial: Trial, other: Other) -> None:
    school = str(other.school_id)
    cells = cells_by_school(trial)
    if school not in {one.school for one in cells}:
        raise Invalid({"school": _("Choose a school whose classes gave results.")})
    if school not in may_be_left_out(cells, scale=_scale(plan_in(trial).frozen)):
        classes, pupils = FEWEST
        message = _(
            "Without this school one could work out what few pupils or a single class reached, by"
            " taking the analysis from the whole. It takes %(classes)s classes and %(pupils)s"
            " pupils of the school on each side where it has any, enough others, and no smaller"
            " school that this would lay bare."
        )
        raise Invalid({"school": message % {"classes": classes, "pupils": pupils}})


def _refuse_again(known: Sequence[Exploration], other: Other) -> None:
    for one in known:
        same = (one.kind, one.school_id, one.confidence) == (
            other.kind,
            other.school_id,
            other.confidence,
        )
        if same and one.state != ExplorationState.DROPPED:
            raise Invalid({"kind": _("This has been asked already. It stands in the list.")})


def _stands(trial: Trial) -> bool:
    """Whether there is a result, and its sums are those that are kept and may be used."""
    result = trial.result
    is_there = result is not None and result.state == ResultState.READY
    return is_there and sums_are_kept(trial)


def _worked_out(trial: Trial, plan: Plan, asked: Exploration) -> dict[str, Any]:
    """Exact strings by the names of a result's columns, with what the numbers rest on."""
    frozen, cells = _changed(trial, plan.frozen, asked)
    found = worked_out(frozen, cells)
    return {
        "plan": plan.fingerprint,
        "code": version("eduhub"),
        "numbers": {name: exact(found.numbers.get(name)) for name in NUMBERS},
        "obstacle": found.facts["obstacle"],
        "baseline": found.facts["baseline"],
        "classes": found.facts["classes"],
        "pupils": sum(int(arm["pupils"]) for arm in found.facts["arms"]),
        "confidence": str(frozen["confidence"]),
    }


def _changed(
    trial: Trial, frozen: Mapping[str, Any], asked: Exploration
) -> tuple[Mapping[str, Any], list[ClassMoments]]:
    """The plan's content and the sums as they would be, had the plan been the other one."""
    cells = kept_cells(trial)
    match asked.kind:
        case ExplorationKind.WITHOUT_BASELINE:
            return {**frozen, "baseline": None}, cells
        case ExplorationKind.CONFIDENCE:
            return {**frozen, "confidence": str(asked.confidence)}, cells
    school = str(asked.school_id)
    kept = in_order([one.cell for one in cells_by_school(trial) if one.school != school])
    labels = {cell.label for cell in kept}
    classes = [one for one in frozen["classes"] if one["class"] in labels]
    return {**frozen, "classes": classes}, kept


def _scale(frozen: Mapping[str, Any]) -> tuple[float, float] | None:
    scale = frozen["scale"]
    return (float(scale["low"]), float(scale["high"])) if scale else None


def _result_in(trial: Trial) -> Result:
    if trial.result is None:
        raise ValueError("a rule lets nobody come here without a result")
    return trial.result
