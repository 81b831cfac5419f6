"""What waits for whom."""

import datetime as dt

from django.db.models import FETCH_RAISE, Q, QuerySet

from eduhub.kit.access import Actor
from eduhub.programmes.models import Application, Inquiry
from eduhub.programmes.states import ApplicationState

SOON = dt.timedelta(days=3)


def closing_soon(actor: Actor, now: dt.datetime) -> QuerySet[Application]:
    """One's drafts of calls that are open, whatever the day. One query."""
    rows = Application.objects.visible_to(actor).filter(state=ApplicationState.DRAFT)
    open_ones = rows.filter(step_reached=1, call__closes_at__gt=now)
    return (
        open_ones.select_related("call", "organisation")
        .order_by("call__closes_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def inquiries_open(actor: Actor, now: dt.datetime) -> QuerySet[Inquiry]:
    """Questions of the hub that wait for one's answer. One query."""
    mine = Application.objects.visible_to(actor).values("pk")
    rows = Inquiry.objects.filter(application__in=mine, answered_at=None, due_at__gt=now)
    return (
        rows.exclude(application__state=ApplicationState.WITHDRAWN)
        .select_related("application__call")
        .order_by("due_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def to_remind(now: dt.datetime) -> QuerySet[Application]:
    """Drafts whose call closes within three days, of which nobody has been reminded."""
    soon = Q(call__closes_at__gt=now, call__closes_at__lte=now + SOON)
    return Application.objects.filter(
        soon, state=ApplicationState.DRAFT, step_reached=1, reminded_at=None
    ).order_by("pk")
