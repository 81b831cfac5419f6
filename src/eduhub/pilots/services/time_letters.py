"""Letters on the teachers' time: an alarm, and who is asked about substitute cover."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.pilots.models import CoverRequest, Group
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.rules.time import BY_PROVIDER
from eduhub.pilots.services.gate_letters import OFFICIALS
from eduhub.pilots.services.letters import COMPANY_PEOPLE, PRINCIPALS, Reader, tell
from eduhub.pilots.states.time import CoverState


def tell_of_the_overrun(group_id: int, *, now: dt.datetime) -> None:
    """Company, principal and hub hear that the pilot asks too much; the group is not named."""
    groups = Group.objects.select_related("pilot__solution__company", "school")
    group = groups.filter(pk=group_id).first()
    if group is None:
        return
    with once(f"pilots.minutes_over.told:{group_id}") as first:
        if first:
            today = timezone.localdate(now)
            company = standing_of(group.pilot).company_id
            readers = set(to_tell(company, COMPANY_PEOPLE, today))
            readers |= set(to_tell(group.school_id, PRINCIPALS, today))
            readers |= set(staff_to_tell(today))
            tell(readers, "minutes_over", {"pilot": group.pilot}, now=now)


def tell_of_cover(cover_id: int, state: str, *, now: dt.datetime) -> None:
    """Whoever is asked next; the school, once it is decided."""
    covers = CoverRequest.objects.select_related("school", "pilot__solution", "asked_by")
    cover = covers.filter(pk=cover_id, state=state).first()
    if cover is None or state == CoverState.WITHDRAWN:
        return
    with once(f"pilots.cover:{cover_id}:{state}") as first:
        if first:
            tell(_readers(cover, now), "cover", {"cover": cover}, now=now)


def _readers(cover: CoverRequest, now: dt.datetime) -> set[Reader]:
    today = timezone.localdate(now)
    if cover.state == CoverState.APPROVED:
        if settings.COVER_DECIDED_BY != BY_PROVIDER:
            return set(staff_to_tell(today))
        provider = cover.school.provider_id
        return set(to_tell(provider, OFFICIALS, today)) if provider else set()
    readers = set(to_tell(cover.school_id, PRINCIPALS, today))
    asker = cover.asked_by
    if cover.state != CoverState.ASKED and asker is not None and asker.is_active:
        readers.add((asker.email, asker.language))
    return readers
