"""What this room hangs on other pages."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.bookings import queries
from eduhub.bookings.queries import seasons
from eduhub.bookings.rules import is_staff
from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel

FEW = 4


@panel("site.home", order=17)
def in_the_house(request: HubRequest, actor: Actor) -> str:
    """Whom one can meet today; for who has a booking today, the way to be shown."""
    now = timezone.now()
    if not actor.is_signed_in:
        return ""
    present = list(queries.in_the_house(actor, now)[: FEW + 1])
    may_be_shown = queries.has_a_booking_today(actor, now)
    if not present and not may_be_shown:
        return ""
    context = {"present": present[:FEW], "more": len(present) > FEW, "may_be_shown": may_be_shown}
    return render_to_string("bookings/panels/today.html", context, request)


@panel("site.home", order=16)
def own_bookings(request: HubRequest, actor: Actor) -> str:
    """What was offered, what is coming, and for staff what waits for an answer."""
    now = timezone.now()
    context = {
        "offers": list(queries.offers_to(actor, now)),
        "coming": queries.coming_of(actor, now)[:FEW],
        "waiting": list(queries.waiting_for_the_hub(now)[:FEW]) if is_staff(actor) else [],
    }
    if not any(context.values()):
        return ""
    return render_to_string("bookings/panels/home.html", context, request)


@panel("site.home", order=19)
def open_seasons(request: HubRequest, actor: Actor) -> str:
    """Seasons for which one can wish now, and for staff those whose time for wishes is over."""
    if actor.organisation_id is None:
        return ""
    now = timezone.now()
    context = {
        "open": list(seasons.taking_wishes(actor, now)[:FEW]),
        "waiting": list(seasons.to_prepare(actor, now)[:FEW]) if is_staff(actor) else [],
    }
    if not any(context.values()):
        return ""
    return render_to_string("bookings/panels/seasons.html", context, request)
