import datetime as dt
import secrets
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.engines.evidence import (
    SMALLEST_SHOWN_COUNT,
    canonical_json,
    commitment,
    fingerprint,
)
from eduhub.evidence.models import Lot, Plan, Trial, TrialClass
from eduhub.evidence.notices import PlanFrozen
from eduhub.evidence.rules import FEWEST_CLASSES, TRIAL_RULES, is_staff
from eduhub.evidence.services.content import PlannedClass, content_of
from eduhub.evidence.services.planned_measure import require_outcome, scale_from
from eduhub.evidence.services.trials import lock_trial, plan_in
from eduhub.evidence.states import Arm, Design, Source
from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots.services import move
from eduhub.pilots.services.checks import names_nobody
from eduhub.pilots.states import PilotState

NONCE_BYTES = 32
WORDS = ("baseline", "comparison", "arms_told", "collected_by", "paid_by")  # everybody reads


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes into a plan.

    Attributes:
        baseline: what was measured before, on which scale; empty for nothing.
        scale_low, scale_high: the lowest and highest value of the measure, both or neither.
        comparison: what the comparison classes do meanwhile.
        arms_told: who drew or chose, when and how, unless the lot is drawn here.
        arms_chosen: arm ("1" tries, "0" compares) by group, where classes were chosen elsewhere.
        researchers: a university that plans and collects with the hub; staff alone names it.
        dose_minutes: recommended use in minutes a week; None where none is recommended.
        library_measure_id: a published measure; its range is taken where none is written.
        logic_model_id, tested_outcome: a published logic model of the solution and which of its
            outcomes is tested, see `queries.logic.outcomes_of`; both or neither.
    """

    baseline: Text
    scale_low: Decimal | None
    scale_high: Decimal | None
    comparison: Text
    design: str
    source: str
    within_schools: bool
    arms_told: Text
    arms_chosen: dict[str, str]
    collected_by: Text
    paid_by: Text
    publish_on: dt.date
    researchers_id: int | None = None
    dose_minutes: int | None = None
    library_measure_id: int | None = None
    logic_model_id: int | None = None
    tested_outcome: str = ""


@transaction.atomic
def write_plan(pilot_id: int, draft: Draft, *, seen: int, by: Actor, now: dt.datetime) -> Plan:
    """Write or rewrite the draft of a plan, before it is frozen.

    Args:
        seen: the version that the writer had before them, 0 for none; Stale if there is a later.
    """
    trial = lock_trial(pilot_id, by)
    require(by, "write", trial, TRIAL_RULES)
    plan = trial.plan or Plan(pilot=trial.pilot, version=0)
    require_version(plan, seen)
    draft = _with_its_measure(draft, trial)
    _check(draft, trial)
    require_outcome(draft.logic_model_id, draft.tested_outcome, trial)

    for field in fields(draft):
        if field.name != "researchers_id" or is_staff(by):
            setattr(plan, field.name, getattr(draft, field.name))
    plan.arms_chosen = _arms_of_groups(draft, trial)
    plan.version += 1
    plan.written_at, plan.written_by_id = now, by.user_id
    plan.save()
    record(by, "plan.written", plan, now=now, version=plan.version)
    return plan


@transaction.atomic
def freeze(
    pilot_id: int, *, seen: int, by: Actor, now: dt.datetime, nonce: bytes | None = None
) -> Plan:
    """Fix the plan for good, publish its fingerprint, and commit to the lot if there is one.

    Args:
        seen: the version that the person has read.
        nonce: of the lot; made here, so that nobody knows it before the plan is fixed. Only a
            demonstration, which must come out the same each time, gives its own.
    """
    trial = lock_trial(pilot_id, by)
    require(by, "freeze", trial, TRIAL_RULES)
    plan = plan_in(trial)
    require_version(plan, seen)
    classes = _planned_classes(plan, trial)
    _require_ready(plan, classes, today=timezone.localdate(now))
    if plan.design == Design.LOT_HERE:
        kept = nonce or secrets.token_bytes(NONCE_BYTES)
        plan.commitment = commitment(kept)
        Lot.objects.create(plan=plan, nonce=kept.hex())
    plan.frozen_at, plan.frozen_by_id = now, by.user_id
    plan.frozen_as = min(by.roles)
    content = content_of(trial, plan, classes)
    plan.content, plan.fingerprint = canonical_json(content), fingerprint(content)
    plan.save()
    TrialClass.objects.bulk_create(
        TrialClass(plan=plan, group=one.group, code=one.code, block=one.block, arm=one.arm)
        for one in classes
    )
    move(pilot_id, PilotState.PREREGISTERED, by=by, now=now, why="plan_frozen")
    record(by, "plan.frozen", plan, now=now, fingerprint=plan.fingerprint)
    post(PlanFrozen(plan_id=plan.pk))
    return plan


def _with_its_measure(draft: Draft, trial: Trial) -> Draft:
    """The draft on the scale of the measure that it chose, if it chose one."""
    if draft.library_measure_id is None:
        return draft
    low, high = scale_from(draft.library_measure_id, (draft.scale_low, draft.scale_high), trial)
    return replace(draft, scale_low=low, scale_high=high)


def _check(draft: Draft, trial: Trial) -> None:
    names_nobody({name: getattr(draft, name) for name in WORDS})
    if (draft.scale_low is None) != (draft.scale_high is None):
        missing = "scale_low" if draft.scale_low is None else "scale_high"
        raise Invalid({missing: _("Write both ends of the scale, or neither.")})
    low, high = draft.scale_low, draft.scale_high
    if low is not None and high is not None and low >= high:
        raise Invalid({"scale_high": _("The highest value must be above the lowest.")})
    if draft.design == Design.LOT_HERE and draft.source == Source.FILE:
        message = _(
            "A lot drawn here is of the hub's classes, so their teachers give the results."
        )
        raise Invalid({"source": message})
    if draft.design != Design.LOT_HERE and draft.arms_told == Text():
        raise Invalid({"arms_told": _("Tell who drew or chose the classes, when and how.")})
    if draft.publish_on < trial.pilot.ends:
        raise Invalid({"publish_on": _("Choose a day after the pilot's last day.")})
    universities = Organisation.objects.approved().filter(kind=Kind.UNIVERSITY)
    named = draft.researchers_id
    if named is not None and not universities.filter(pk=named).exists():
        raise Invalid({"researchers": _("Choose a university from the list.")})


def _arms_of_groups(draft: Draft, trial: Trial) -> dict[str, str]:
    """The chosen arms, of groups that take part, where classes were not drawn here."""
    if draft.design == Design.LOT_HERE or draft.source == Source.FILE:
        return {}
    known = {str(group.pk) for group in trial.groups}
    chosen = draft.arms_chosen.items()
    return {group: Arm(arm).value for group, arm in chosen if group in known and arm}


def _planned_classes(plan: Plan, trial: Trial) -> list[PlannedClass]:
    """The groups that take part, under codes that tell outsiders nothing; none for one file."""
    if plan.source == Source.FILE:
        return []
    schools = sorted({group.school_id for group in trial.groups})
    blocks = {school: f"school-{number:02d}" for number, school in enumerate(schools, start=1)}
    drawn = plan.design == Design.LOT_HERE
    return [
        PlannedClass(
            group=group,
            code=f"class-{number:02d}",
            block=blocks[group.school_id] if drawn and plan.within_schools else "",
            arm="" if drawn else plan.arms_chosen.get(str(group.pk), ""),
        )
        for number, group in enumerate(trial.groups, start=1)
    ]


def _require_ready(plan: Plan, classes: list[PlannedClass], *, today: dt.date) -> None:
    if plan.publish_on <= today:
        raise Invalid({"publish_on": _("The day of publication has passed. Choose a later one.")})
    if plan.source == Source.FILE:
        return
    _refuse_small(classes)
    if plan.design == Design.LOT_HERE:
        if len(classes) < 2 * FEWEST_CLASSES:
            message = _("A lot needs four classes, two for each side. %(count)s take part.")
            raise Invalid({"design": message % {"count": len(classes)}})
        return
    if not all(one.arm for one in classes):
        raise Invalid({"arms_chosen": _("Say of each class whether it tries the solution.")})
    tries = sum(one.arm == Arm.TRIES for one in classes)
    if min(tries, len(classes) - tries) < FEWEST_CLASSES:
        message = _("Two classes that try the solution and two that do not are the least.")
        raise Invalid({"arms_chosen": message})


def _refuse_small(classes: list[PlannedClass]) -> None:
    """A class that can never give results is not drawn: before the lot two become one group."""
    small = next((o.group for o in classes if o.group.pupils < SMALLEST_SHOWN_COUNT.value), None)
    if small is None:
        return
    message = _(
        "%(label)s of %(school)s has fewer than %(fewest)s pupils, who could be recognised from"
        " the figures. Let the school take part with one group of two classes instead: before the"
        " lot they are one class of the plan."
    )
    told = {"label": small.label, "school": small.school, "fewest": SMALLEST_SHOWN_COUNT.value}
    raise Invalid({"classes": message % told})
