"""What the needs ask of a person on their home page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count

from eduhub.kit.access import Actor
from eduhub.pilots.models import GroupProfile, Need
from eduhub.pilots.states.needs import NeedState

FRESH = dt.timedelta(days=30)  # so long an answer stands on a teacher's home
FEW = 5


def needs_of_teacher(actor: Actor, now: dt.datetime) -> list[Need]:
    """The teacher's own: open, in a challenge, lapsed, or lately answered. One query."""
    own = Need.objects.filter(teacher=actor.user_id, school=actor.organisation_id)
    gone = (NeedState.ANSWERED, NeedState.WITHDRAWN)
    old = own.filter(state__in=gone, state_since__lt=now - FRESH)
    rows = own.exclude(pk__in=old.values("pk")).counted().select_related("challenge")
    return list(rows.order_by("-state_since", "-pk").fetch_mode(FETCH_RAISE)[:FEW])


@dataclass(frozen=True, slots=True)
class OpenNeeds:
    """How many needs wait to be merged or answered, and the oldest of them."""

    count: int
    oldest: list[Need]


def open_needs() -> OpenNeeds:
    """Two queries."""
    waiting = Need.objects.filter(state=NeedState.POSTED)
    rows = waiting.counted().select_related("school").order_by("posted_at", "pk")
    return OpenNeeds(waiting.count(), list(rows.fetch_mode(FETCH_RAISE)[:FEW]))


@dataclass(frozen=True, slots=True)
class CountingGroups:
    groups: int
    schools: int


def groups_that_count(today: dt.date) -> CountingGroups:
    """How many groups would like to try something now, of how many schools. One query."""
    told = GroupProfile.objects.counting(today).aggregate(
        groups=Count("pk"), schools=Count("school", distinct=True)
    )
    return CountingGroups(**told)
