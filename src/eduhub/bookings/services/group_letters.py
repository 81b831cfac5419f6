"""Letters to the teachers of school groups, with an invitation for their calendar program."""

import datetime as dt
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from eduhub.bookings.models import GroupContact, SchoolGroup
from eduhub.bookings.queries import (
    address_of,
    group_entry,
    groups_to_remind,
    groups_told,
    place_in_queue,
)
from eduhub.bookings.states import GroupState
from eduhub.kit.calendars import calendar_text
from eduhub.kit.jobs import once
from eduhub.kit.mail import Invitation, write

REMIND_BEFORE = dt.timedelta(days=3)


def tell_of_group(group_id: int, change: str, sequence: int, *, now: dt.datetime) -> None:
    """Each change once; what has changed again is told by its own letter.

    Before the address is confirmed no letter holds what was typed: it may be a stranger's.
    """
    group = groups_told().filter(pk=group_id, sequence=sequence, contact__isnull=False).first()
    if group is None:
        return
    with once(f"bookings.group_{change}:{group_id}:{sequence}") as first:
        if first:
            _write(group, group.contact, change, now=now)


@transaction.atomic
def remind_groups(*, now: dt.datetime) -> int:
    """Three days before the visit, once; how many were reminded."""
    near = list(groups_to_remind(now, REMIND_BEFORE).select_for_update(skip_locked=True))
    keys = [group.pk for group in near]
    SchoolGroup.objects.filter(pk__in=keys).update(reminded_at=now)
    for group in groups_told().filter(pk__in=keys, contact__isnull=False):
        _write(group, group.contact, "reminder", now=now)
    return len(keys)


def _write(group: SchoolGroup, contact: GroupContact, change: str, *, now: dt.datetime) -> None:
    with override(contact.reads):
        address = address_of(group)
        invitation = _invitation(group, contact, change, address)
        place = place_in_queue(group) if group.state == GroupState.WAITING else 0
    told = {
        "group": group,
        "change": change,
        "time": group.time,
        "visit": group.time.visit,
        "unit": group.time.visit.unit,
        "address": address,
        "queue_place": place,
        "is_confirmed": group.confirmed_at is not None,
    }
    write(
        contact.email,
        "bookings/group",
        told,
        language=contact.reads,
        now=now,
        invitation=invitation,
    )


def _invitation(
    group: SchoolGroup, contact: GroupContact, change: str, address: str
) -> Invitation | None:
    """Nothing that never was in a calendar is taken out of it."""
    if group.booked_at is None or change == "reminder":
        return None
    method = "CANCEL" if group.state == GroupState.CANCELLED else "REQUEST"
    entry = replace(
        group_entry(group, address, group.changed_at),
        state="CANCELLED" if method == "CANCEL" else "CONFIRMED",
        organiser=settings.DEFAULT_FROM_EMAIL,
        attendee=contact.email,
    )
    return Invitation(calendar_text([entry], method=method), method)
