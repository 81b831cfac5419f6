"""School groups enrol without an account, confirm by a letter, wait, change, cancel, come."""

import datetime as dt
import hashlib
import uuid

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from psycopg.errors import CheckViolation

from eduhub.bookings.models import MOST_PUPILS, GroupContact, SchoolGroup, Visit, VisitTime
from eduhub.bookings.notices import GroupChanged
from eduhub.bookings.queries import groups_to_lapse, key_in
from eduhub.bookings.rules import GROUP_RULES, VISIT_RULES, GroupAt, TimeAt
from eduhub.bookings.services.asking import plain
from eduhub.bookings.services.enrolling import (
    MOST_ADULTS,
    Enrolment,
    Size,
    put_in_order,
    refuse_size,
)
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.services.waiting import LEAST_TO_ANSWER, TIME_TO_ANSWER
from eduhub.bookings.states import PLACED, TO_COME, GroupState
from eduhub.kit.access import VISITOR, Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post

HOUR, DAY = 3600, 24 * 3600  # seconds
TIME_TO_CONFIRM = dt.timedelta(hours=24)
HUB = machine("bookings")
FULL = "full"


def enrol(time_id: int, asked: Enrolment, *, by: Actor, now: dt.datetime) -> SchoolGroup:
    """Take a place or stand in the queue, and write a letter that asks to confirm it.

    The same key again is the same group.

    Raises:
        NotNow: enrolment is not open.
        TooMany: too many from one network or to one address: nobody fills a visit with invented
            groups, nor a stranger's mailbox through us.
    """
    own = uuid.uuid5(asked.key, "group")
    if there := SchoolGroup.objects.filter(key=own).first():
        return there
    rows = VisitTime.objects.filter(visit__in=Visit.objects.visible_to(by))
    time = find(rows.select_related("visit"), pk=time_id)
    require(by, "enrol", TimeAt(time, now), VISIT_RULES)
    asked = put_in_order(asked, time.visit)
    allow("visit_enrol", asked.caller, most=20, seconds=HOUR)
    address = hashlib.sha256(asked.email.encode()).hexdigest()
    allow("visit_enrol", address, most=10, seconds=DAY)
    return _enrol(time_id, asked, own, by=by, now=now)


@patiently
def _enrol(
    time_id: int, asked: Enrolment, key: uuid.UUID, *, by: Actor, now: dt.datetime
) -> SchoolGroup:
    time = hold_time(time_id)
    if there := SchoolGroup.objects.filter(key=key).first():
        return there
    require(by, "enrol", TimeAt(time, now), VISIT_RULES)
    has_place = take_place(time, groups=1, pupils=asked.size.pupils)
    group = SchoolGroup.objects.create(
        time=time,
        state=GroupState.HELD if has_place else GroupState.WAITING,
        school_id=asked.school_id,
        school_name=asked.school_name,
        grade=asked.grade,
        pupils=asked.size.pupils,
        adults=asked.size.adults,
        language=asked.language,
        needs=list(asked.size.needs),
        queued_at=now,
        answer_by=min(now + TIME_TO_CONFIRM, time.begins),
        changed_at=now,
        reference=uuid.uuid5(key, "calendars"),
        key=key,
    )
    GroupContact.objects.create(
        group=group,
        name=asked.name,
        email=asked.email,
        reads=asked.reads,
        words=asked.size.words,
        over_at=time.ends,
    )
    _tell(by, group, "held" if has_place else "queued", now)
    return group


def hold_time(time_id: int) -> VisitTime:
    """Whoever changes who has a place holds the time's row first: so all do one after another."""
    rows = VisitTime.objects.select_related("visit__unit", "booking")
    return find(rows.select_for_update(of=("self",)), pk=time_id)


def take_place(time: VisitTime, *, groups: int, pupils: int) -> bool:
    """Count them, if the database finds room; it refuses one too many, whoever asks."""
    row = VisitTime.objects.filter(pk=time.pk)
    try:
        with transaction.atomic():
            row.update(groups=F("groups") + groups, pupils=F("pupils") + pupils)
    except IntegrityError as trouble:
        if not isinstance(trouble.__cause__, CheckViolation):
            raise
        return False
    time.groups += groups
    time.pupils += pupils
    return True


# By the link in the letter


@patiently
def confirm(token: str, *, now: dt.datetime) -> SchoolGroup:
    """Whoever reads the letter means it. In the queue a place may come free this very moment."""
    group = _hold(token, "confirm", now)
    group.confirmed_at = now
    group.answer_by = None
    if group.state == GroupState.HELD:
        group.state, group.booked_at = GroupState.BOOKED, now
        _tell(VISITOR, group, "booked", now)
        return group
    _tell(VISITOR, group, "waiting", now)
    offer_next(group.time, now=now)
    group.refresh_from_db()
    return group


@patiently
def take_offer(token: str, *, now: dt.datetime) -> SchoolGroup:
    """Take the place that the queue brought."""
    group = _hold(token, "take", now)
    group.state, group.booked_at, group.answer_by = GroupState.BOOKED, now, None
    _tell(VISITOR, group, "booked", now)
    return group


@patiently
def change_group(token: str, told: Size, *, seen: int, now: dt.datetime) -> SchoolGroup:
    """Another size, or other needs. A smaller group may make room for who waits.

    Raises:
        NotNow: there is no room for so many more.
    """
    group = _hold(token, "change", now)
    require_version(group, seen)
    told = refuse_size(told, group.time.visit)
    more = told.pupils - group.pupils
    if more and group.state in PLACED and not take_place(group.time, groups=0, pupils=more):
        left = group.time.places - group.time.pupils
        said = _("There is room for %(n)s pupils more. Come with fewer, or choose another time.")
        raise NotNow(FULL, said % {"n": left}, left=left)
    contact = group.contact
    contact.words = told.words
    contact.save(update_fields=["words"])
    group.pupils, group.adults, group.needs = told.pupils, told.adults, list(told.needs)
    _tell(VISITOR, group, "changed", now)
    if more < 0:
        offer_next(group.time, now=now)
    return group


@patiently
def cancel_group(token: str, *, now: dt.datetime) -> SchoolGroup:
    """Give the place to whoever waits. A second time is the first."""
    group = _find(token)
    if group.state == GroupState.CANCELLED:
        return group
    require(VISITOR, "cancel", GroupAt(group, now), GROUP_RULES)
    _cancel(group, by=VISITOR, now=now)
    return group


@transaction.atomic
def forget(token: str, *, now: dt.datetime) -> None:
    """Delete who was written to and what they wrote; the head counts stay."""
    group = _hold(token, "forget", now)
    record(VISITOR, "group.contact_forgotten", group, now=now)
    group.contact.delete()


def _find(token: str) -> SchoolGroup:
    return _locked(key_in(token), SchoolGroup.objects.filter(contact__isnull=False))


def _hold(token: str, action: str, now: dt.datetime) -> SchoolGroup:
    group = _find(token)
    require(VISITOR, action, GroupAt(group, now), GROUP_RULES)
    return group


# The hub and the host


@patiently
def call_off_group(group_id: int, grounds: str, *, by: Actor, now: dt.datetime) -> SchoolGroup:
    """The hub takes a group off, and says why."""
    group = _locked(group_id, SchoolGroup.objects.visible_to(by))
    require(by, "call_off", GroupAt(group, now), GROUP_RULES)
    group.grounds = plain(grounds)
    if not group.grounds:
        raise Invalid({"grounds": _("Say why: the group reads it.")})
    _cancel(group, by=by, now=now)
    return group


@patiently
def note_came(
    group_id: int, pupils: int, adults: int, *, by: Actor, now: dt.datetime
) -> SchoolGroup:
    """They are here: how many heads. Counted again, the later count stands."""
    group = _locked(group_id, SchoolGroup.objects.visible_to(by))
    require(by, "came", GroupAt(group, now), GROUP_RULES)
    if not 0 < pupils <= MOST_PUPILS:
        raise Invalid({"pupils": _("Write from 1 to %(n)s.") % {"n": MOST_PUPILS}})
    if not 0 <= adults <= MOST_ADULTS:
        raise Invalid({"adults": _("Write from 0 to %(n)s.") % {"n": MOST_ADULTS}})
    group.state = GroupState.CAME
    group.came_pupils, group.came_adults = pupils, adults
    _save(group, now)
    record(by, "group.came", group, now=now, pupils=pupils, adults=adults)
    return group


@patiently
def note_missed(group_id: int, *, by: Actor, now: dt.datetime) -> SchoolGroup:
    group = _locked(group_id, SchoolGroup.objects.visible_to(by))
    require(by, "missed", GroupAt(group, now), GROUP_RULES)
    group.state = GroupState.MISSED
    _save(group, now)
    record(by, "group.missed", group, now=now)
    return group


def cancel_all(time: VisitTime, grounds: str, *, by: Actor, now: dt.datetime) -> None:
    """Its time is off: nobody is offered the places. The caller holds the time's row."""
    rows = SchoolGroup.objects.filter(time=time, state__in=TO_COME).order_by("pk")
    for group in rows.select_for_update():
        group.time = time
        group.grounds = grounds
        _cancel(group, by=by, now=now, offers=False)


def tell_moved(time: VisitTime, *, now: dt.datetime) -> None:
    """The visit's time has moved; each group hears of it. The caller holds the time's row."""
    rows = SchoolGroup.objects.filter(time=time, state__in=TO_COME).order_by("pk")
    GroupContact.objects.filter(group__in=rows.values("pk")).update(over_at=time.ends)
    for group in rows.select_for_update():
        group.reminded_at = None
        _tell(HUB, group, "moved", now)


# The queue


def offer_next(time: VisitTime, *, now: dt.datetime) -> list[SchoolGroup]:
    """Offer what has come free to who has waited longest and fits. The caller holds the row."""
    if time.cancelled_at is not None or time.begins <= now + LEAST_TO_ANSWER:
        return []
    offered = []
    queue = SchoolGroup.objects.in_the_queue().filter(time=time)
    for group in queue.select_for_update():
        if take_place(time, groups=1, pupils=group.pupils):
            group.state = GroupState.OFFERED
            group.answer_by = min(now + TIME_TO_ANSWER, time.begins)
            _tell(HUB, group, "offered", now)
            offered.append(group)
    return offered


def lapse_groups(*, now: dt.datetime) -> int:
    """End what nobody confirmed or answered in time; the next are offered it. How many ended."""
    times = list(groups_to_lapse(now).values_list("time", flat=True).distinct())
    return sum(_lapse_at(time_id, now=now) for time_id in times)


@patiently
def _lapse_at(time_id: int, *, now: dt.datetime) -> int:
    time = hold_time(time_id)
    late = list(groups_to_lapse(now).filter(time=time).select_for_update(of=("self",)))
    for group in late:
        _give_back(group, time)
        group.state, group.answer_by = GroupState.LAPSED, None
        _over(group, now)
        _tell(HUB, group, "lapsed", now)
    offer_next(time, now=now)
    return len(late)


# What the services share


def _locked(group_id: int, seen: QuerySet[SchoolGroup]) -> SchoolGroup:
    """One of these, held after its time's row."""
    rows = SchoolGroup.objects.filter(pk__in=seen.values("pk"))
    time = hold_time(find(rows, pk=group_id).time_id)
    group = find(rows.select_for_update(of=("self",)), pk=group_id)
    group.time = time
    return group


def _cancel(group: SchoolGroup, *, by: Actor, now: dt.datetime, offers: bool = True) -> None:
    had_place = _give_back(group, group.time)
    group.state, group.answer_by = GroupState.CANCELLED, None
    _over(group, now)
    _tell(by, group, "cancelled", now)
    if had_place and offers:
        offer_next(group.time, now=now)


def _give_back(group: SchoolGroup, time: VisitTime) -> bool:
    return group.state in PLACED and take_place(time, groups=-1, pupils=-group.pupils)


def _over(group: SchoolGroup, now: dt.datetime) -> None:
    """From now on the month runs after which the contact is deleted."""
    GroupContact.objects.filter(group=group, over_at__gt=now).update(over_at=now)


def _save(group: SchoolGroup, now: dt.datetime) -> None:
    group.changed_at = now
    group.sequence += 1
    group.version += 1
    group.save()


def _tell(by: Actor, group: SchoolGroup, change: str, now: dt.datetime) -> None:
    _save(group, now)
    record(by, f"group.{change}", group, now=now, time=group.time_id, pupils=group.pupils)
    post(GroupChanged(group_id=group.pk, change=change, sequence=group.sequence))
