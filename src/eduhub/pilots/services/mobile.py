"""Slots of the mobile testbed, the workshops in them, and head counts."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots.models import Call, Slot, Workshop
from eduhub.pilots.notices import WorkshopDecided
from eduhub.pilots.queries.calls import call_now
from eduhub.pilots.rules.calls import CALL_RULES, WORKSHOP_RULES
from eduhub.pilots.services.checks import hold_against_model, names_nobody, reason_given
from eduhub.pilots.states.calls import WorkshopState

TAKES_THE_TIME = (WorkshopState.PLANNED, WorkshopState.HELD)


@dataclass(frozen=True, slots=True)
class WorkshopFields:
    """What a company asks for: when, and what it does there."""

    title: Text
    held_on: dt.date
    begins: dt.time


@dataclass(frozen=True, slots=True)
class HeadCount:
    """Who came: numbers and nothing else. Minutes are those that the workshop lasted."""

    groups: int
    learners: int
    minutes: int


@transaction.atomic
def add_slot(
    call_id: int,
    school_id: int,
    place: Text,
    *,
    starts: dt.date,
    ends: dt.date,
    by: Actor,
    now: dt.datetime,
) -> Slot:
    """The container stands in a schoolyard from one day to another."""
    call = find(Call.objects.visible_to(by).select_for_update(), pk=call_id)
    require(by, "add_slot", call_now(call, now), CALL_RULES)
    schools = Organisation.objects.visible_to(by).filter(kind=Kind.SCHOOL)
    school = find(schools, pk=school_id)
    slot = Slot(call=call, school=school, place=place, starts=starts, ends=ends)
    names_nobody({"place": place})
    hold_against_model(slot, ("place",))
    if ends < starts:
        raise Invalid({"ends": _("The last day must not be before the first day.")})
    if Slot.objects.filter(starts__lte=ends, ends__gte=starts).exists():
        raise Invalid({"starts": _("The container stands somewhere else in these days.")})
    slot.save()
    record(by, "slot.added", slot, now=now)
    return slot


@transaction.atomic
def ask_for_workshop(
    slot_id: int, solution_id: int, fields: WorkshopFields, *, by: Actor, now: dt.datetime
) -> Workshop:
    """A company would like to hold a workshop in a slot; asked twice it is asked once."""
    slot = find(Slot.objects.select_related("call").select_for_update(of=("self",)), pk=slot_id)
    solution = find(Solution.objects.visible_to(by), pk=solution_id)
    require(by, "ask_workshop", call_now(slot.call, now, solution), CALL_RULES)
    there = slot.workshops.filter(
        solution=solution,
        held_on=fields.held_on,
        begins=fields.begins,
        state__in=(WorkshopState.ASKED, *TAKES_THE_TIME),
    ).first()
    if there is not None:
        return there
    workshop = Workshop(
        slot=slot,
        solution=solution,
        title=fields.title,
        held_on=fields.held_on,
        begins=fields.begins,
        asked_at=now,
    )
    names_nobody({"title": fields.title})
    hold_against_model(workshop, ("title",))
    if not slot.starts <= fields.held_on <= slot.ends:
        raise Invalid({"held_on": _("Choose a day on which the container stands there.")})
    if fields.held_on < timezone.localdate(now):
        raise Invalid({"held_on": _("Choose a day that is still to come.")})
    workshop.save()
    record(by, "workshop.asked", workshop, now=now)
    return workshop


@transaction.atomic
def plan_workshop(workshop_id: int, *, by: Actor, now: dt.datetime) -> Workshop:
    """The hub says yes, unless another workshop has the time."""
    workshop = _lock(workshop_id, by)
    require(by, "decide", workshop, WORKSHOP_RULES)
    same = Workshop.objects.filter(
        slot=workshop.slot, held_on=workshop.held_on, begins=workshop.begins
    )
    if same.filter(state__in=TAKES_THE_TIME).exists():
        raise Invalid({"answer": _("Another workshop has this time.")})
    _move(workshop, WorkshopState.PLANNED, by=by, now=now)
    post(WorkshopDecided(workshop_id=workshop.pk))
    return workshop


@transaction.atomic
def decline_workshop(workshop_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Workshop:
    workshop = _lock(workshop_id, by)
    require(by, "decide", workshop, WORKSHOP_RULES)
    workshop.grounds = reason_given(reason)
    _move(workshop, WorkshopState.DECLINED, by=by, now=now)
    post(WorkshopDecided(workshop_id=workshop.pk))
    return workshop


@transaction.atomic
def cancel_workshop(workshop_id: int, *, by: Actor, now: dt.datetime) -> Workshop:
    workshop = _lock(workshop_id, by)
    require(by, "cancel", workshop, WORKSHOP_RULES)
    _move(workshop, WorkshopState.CANCELLED, by=by, now=now)
    return workshop


@transaction.atomic
def count_heads(workshop_id: int, count: HeadCount, *, by: Actor, now: dt.datetime) -> Workshop:
    """The workshop was held: how many came. The figures may be put right later."""
    workshop = _lock(workshop_id, by)
    require(by, "count", workshop, WORKSHOP_RULES)
    if workshop.held_on > timezone.localdate(now):
        raise Invalid({"learners": _("The workshop has not been held yet.")})
    workshop.groups, workshop.learners = count.groups, count.learners
    workshop.minutes, workshop.counted_at = count.minutes, now
    hold_against_model(workshop, ("groups", "learners", "minutes"))
    if count.groups > count.learners:
        raise Invalid({"groups": _("There cannot be more groups than learners.")})
    _move(workshop, WorkshopState.HELD, by=by, now=now)
    return workshop


def _lock(workshop_id: int, by: Actor) -> Workshop:
    visible = Workshop.objects.visible_to(by).select_related("slot", "solution")
    return find(visible.select_for_update(of=("self",)), pk=workshop_id)


def _move(workshop: Workshop, to: WorkshopState, *, by: Actor, now: dt.datetime) -> None:
    before, workshop.state = workshop.state, to
    workshop.save()
    record(by, "workshop.moved", workshop, now=now, before=before, to=to.value)
