"""Cohorts and the companies in them: made of a call's chosen applications, or by hand."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.programmes.models import Application, Cohort, MilestoneTemplate, Programme, Seat
from eduhub.programmes.queries.cohorts import (
    chosen_without_seat,
    manager_choices,
    templates_of,
)
from eduhub.programmes.rules.cohorts import COHORT_RULES, SEAT_RULES, SeatAt
from eduhub.programmes.services.cohort_spaces import close_seat, open_spaces
from eduhub.programmes.services.milestones import give_from_templates
from eduhub.programmes.services.stays import StayFields, stay_in

LONGEST_WEEKS = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFields:
    """What the hub writes of a cohort.

    Attributes:
        hours_each, hours_all: of mentors' time, for each company and for all together.
    """

    programme_id: int
    call_id: int | None
    name: Text
    words: Text
    starts: dt.date
    ends: dt.date
    place: Text
    manager_id: int | None
    is_shown: bool
    hours_each: int
    hours_all: int

    def columns(self) -> dict[str, object]:
        told = {name: getattr(self, name) for name in self.__slots__ if "hours" not in name}
        return told | {"minutes_each": self.hours_each * 60, "minutes_cap": self.hours_all * 60}


@transaction.atomic
def make_cohort(
    fields: CohortFields, *, key: uuid.UUID, by: Actor, now: dt.datetime, today: dt.date
) -> Cohort:
    """With a call, its chosen applications come in at once; the same key is the same cohort."""
    require(by, "manage", None, COHORT_RULES)
    if there := Cohort.objects.filter(key=key).first():
        return there
    _refuse(fields, today)
    cohort = Cohort.objects.create(**fields.columns(), key=key)
    record(by, "cohort.made", cohort, now=now)
    open_spaces(cohort, None, now=now)
    take_in(cohort.pk, by=by, now=now)
    return cohort


def _refuse(fields: CohortFields, today: dt.date) -> None:
    wrong = {}
    if fields.ends <= fields.starts:
        wrong["ends"] = _("The cohort must end after it begins.")
    elif (fields.ends - fields.starts).days > LONGEST_WEEKS * 7:
        wrong["ends"] = _("Five years are the most.")
    if fields.hours_all < fields.hours_each:
        wrong["hours_all"] = _("All together cannot have fewer hours than one company.")
    programme = Programme.objects.filter(pk=fields.programme_id).first()
    if programme is None:
        wrong["programme"] = _("Choose one.")
    elif fields.call_id and not programme.calls.filter(pk=fields.call_id).exists():
        wrong["call"] = _("Choose a call of this programme.")
    if fields.manager_id and fields.manager_id not in dict(manager_choices(today)):
        wrong["manager"] = _("Choose one of the hub's own people.")
    if wrong:
        raise Invalid(wrong)


def hold_cohort(pk: int, by: Actor) -> Cohort:
    """Locked until the end of the transaction, for the hub's own people."""
    rows = Cohort.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    cohort = find(rows, pk=pk)
    require(by, "manage", cohort, COHORT_RULES)
    return cohort


@transaction.atomic
def change_cohort(
    pk: int, fields: CohortFields, *, seen: int, by: Actor, now: dt.datetime, today: dt.date
) -> Cohort:
    """Days that are planned already stay as they are; caps never fall below what was used."""
    cohort = hold_cohort(pk, by)
    require_version(cohort, seen)
    _refuse(fields, today)
    most = max(cohort.seats.values_list("minutes_used", flat=True), default=0)
    wrong = {}
    if fields.hours_each * 60 < most:
        wrong["hours_each"] = _("A company has used more than that already.")
    if fields.hours_all * 60 < cohort.minutes_used:
        wrong["hours_all"] = _("More than that is used already.")
    if wrong:
        raise Invalid(wrong)
    for name, value in fields.columns().items():
        setattr(cohort, name, value)
    cohort.version += 1
    cohort.save()
    cohort.seats.update(minutes_cap=cohort.minutes_each)
    record(by, "cohort.changed", cohort, now=now)
    return cohort


@transaction.atomic
def take_in(cohort_id: int, *, by: Actor, now: dt.datetime) -> list[Seat]:
    """Whoever was chosen in the cohort's call and sits nowhere yet; twice is as good as once."""
    cohort = hold_cohort(cohort_id, by)
    if cohort.call_id is None:
        return []
    chosen = chosen_without_seat(cohort.call_id)
    return [_seat(cohort, one.organisation_id, one, by=by, now=now) for one in chosen]


@transaction.atomic
def add_company(cohort_id: int, organisation_id: int, *, by: Actor, now: dt.datetime) -> Seat:
    """By hand; a company that has left comes back to its own place."""
    cohort = hold_cohort(cohort_id, by)
    rows = Organisation.objects.approved().filter(kind=Kind.COMPANY)
    if not rows.filter(pk=organisation_id).exists():
        raise Invalid({"organisation": _("Choose a company from the list.")})
    return _seat(cohort, organisation_id, None, by=by, now=now)


def _seat(
    cohort: Cohort,
    organisation_id: int,
    application: Application | None,
    *,
    by: Actor,
    now: dt.datetime,
) -> Seat:
    language = [application.language] if application else ["fi"]
    seat, is_new = Seat.objects.get_or_create(
        cohort=cohort,
        organisation_id=organisation_id,
        defaults={
            "application": application,
            "languages": language,
            "minutes_cap": cohort.minutes_each,
            "joined_at": now,
        },
    )
    if is_new or seat.left_at is not None:
        seat.left_at = None
        seat.save(update_fields=["left_at"])
        give_from_templates(seat, templates_of(cohort.programme_id))
        open_spaces(cohort, seat, now=now)
        days = StayFields(organisation_id, cohort.starts, cohort.ends)
        stay_in(cohort.programme_id, days, by=by, now=now)
        record(by, "cohort.joined", seat, now=now)
    return seat


@transaction.atomic
def leave(seat_id: int, *, by: Actor, now: dt.datetime) -> Seat:
    """The company has left: nothing is late any more, its mentor is free, its space is closed."""
    require(by, "manage", None, COHORT_RULES)
    seat = find(Seat.objects.select_for_update(), pk=seat_id)
    if seat.left_at is None:
        seat.left_at = now
        seat.is_named = False
        seat.save(update_fields=["left_at", "is_named"])
        seat.pairs.filter(published_at=None).delete()
        seat.pairs.filter(ended_at=None).update(ended_at=now)
        close_seat(seat, now=now)
        record(by, "cohort.left", seat, now=now)
    return seat


@transaction.atomic
def set_named(
    seat_id: int, is_named: bool, *, by: Actor, now: dt.datetime, today: dt.date
) -> Seat:
    """The company's lead says whether its name may stand on the public page."""
    rows = Seat.objects.visible_to(by).select_for_update(of=("self",))
    seat = find(rows.select_related("cohort"), pk=seat_id)
    require(by, "name", SeatAt(seat, today), SEAT_RULES)
    if seat.is_named != is_named:
        seat.is_named = is_named
        seat.save(update_fields=["is_named"])
        record(by, "cohort.named", seat, now=now, named=is_named)
    return seat


@transaction.atomic
def show_readiness(
    seat_id: int, shows: bool, *, by: Actor, now: dt.datetime, today: dt.date
) -> Seat:
    """The company's lead says whether its mentor reads its lists of what markets still ask."""
    rows = Seat.objects.visible_to(by).select_for_update(of=("self",))
    seat = find(rows.select_related("cohort"), pk=seat_id)
    require(by, "show", SeatAt(seat, today), SEAT_RULES)
    if seat.shows_readiness != shows:
        seat.shows_readiness = shows
        seat.save(update_fields=["shows_readiness"])
        record(by, "cohort.readiness_shown", seat, now=now, shows=shows)
    return seat


@transaction.atomic
def keep_template(
    programme_id: int,
    template_id: int | None,
    told: tuple[int, Text, Text],
    *,
    key: uuid.UUID,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> MilestoneTemplate:
    """A new milestone of the programme, or another version: (week, title, words).

    What companies were given already stays as it is.
    """
    require(by, "manage", None, COHORT_RULES)
    programme = find(Programme.objects.select_for_update(no_key=True), pk=programme_id)
    week, title, words = told
    if template_id is None:
        if there := MilestoneTemplate.objects.filter(key=key).first():
            return there
        made = MilestoneTemplate.objects.create(
            programme=programme, week=week, title=title, words=words, key=key
        )
        record(by, "milestone.template_added", made, now=now)
        return made
    template = find(programme.milestones.select_for_update(), pk=template_id)
    require_version(template, seen)
    template.week, template.title, template.words = week, title, words
    template.version += 1
    template.save()
    record(by, "milestone.template_changed", template, now=now)
    return template


@transaction.atomic
def remove_template(template_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Later companies are not given it; the number of its programme."""
    require(by, "manage", None, COHORT_RULES)
    template = find(MilestoneTemplate.objects.select_for_update(), pk=template_id)
    record(by, "milestone.template_removed", template, now=now)
    template.delete()
    return template.programme_id


@transaction.atomic
def give_templates(cohort_id: int, *, by: Actor, now: dt.datetime) -> int:
    """What was added to the programme's milestones since; how many new ones in all."""
    cohort = hold_cohort(cohort_id, by)
    templates = templates_of(cohort.programme_id)
    if not templates:
        raise NotNow("no_template", _("The programme has no milestones yet. Write them first."))
    given = sum(give_from_templates(seat, templates) for seat in cohort.seats.taken())
    record(by, "cohort.milestones_given", cohort, now=now, given=given)
    return given
