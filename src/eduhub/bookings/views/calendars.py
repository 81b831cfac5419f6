"""Calendars for other programs, and the page on which one gets the address of one's own."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings import queries, services
from eduhub.bookings.queries import calendars
from eduhub.bookings.states import UnitState
from eduhub.kit.access import find
from eduhub.kit.calendars import calendar_text
from eduhub.kit.formats import reader
from eduhub.kit.http import HubRequest, page
from eduhub.kit.unchanged import named, unchanged


@require_safe
def public_calendar(request: HubRequest) -> HttpResponse:
    """Where the container stands, and when the hub is closed: nothing of anybody."""
    entries = calendars.public_entries(timezone.now())
    return _calendar(request, calendar_text(entries, name=_("Spaces of the hub")), public=True)


@require_safe
def unit_calendar(request: HubRequest, pk: int) -> HttpResponse:
    """When a unit is taken, without words."""
    unit = calendars.unit_to_follow(pk, request.actor)
    entries = calendars.taken_entries(unit, timezone.now())
    is_public = unit.state == UnitState.SHOWN
    return _calendar(request, calendar_text(entries, name=str(unit.name)), public=is_public)


@require_safe
def own_calendar(request: HubRequest, token: str) -> HttpResponse:
    """A person's bookings, for whoever has the address; in the language that they chose."""
    link = find(calendars.link_by(token))
    with override(link.language):
        entries = calendars.own_entries(link.person_id, timezone.now())
        text = calendar_text(entries, name=_("Your bookings"))
    return _calendar(request, text, public=False)


@login_required
@require_safe
def booking_file(request: HubRequest, pk: int) -> HttpResponse:
    """One booking, to be opened by a calendar program."""
    booking = queries.find_booking(pk, request.actor)
    response = _calendar(request, calendar_text([calendars.entry_of(booking)]), public=False)
    response["Content-Disposition"] = f'attachment; filename="booking-{pk}.ics"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HubRequest) -> HttpResponse:
    """Get the address of one's own calendar: it is shown this once, and ends an old one."""
    address = ""
    if request.method == "POST":
        token = services.make_link(reader(), by=request.actor, now=timezone.now())
        path = reverse("bookings:own_calendar", args=[token])
        address = f"{settings.PUBLIC_URL}{path}"
    context = {"address": address, "link": calendars.link_of(request.actor)}
    return page(request, "bookings/link.html", context)


@login_required
@require_POST
def revoke(request: HubRequest) -> HttpResponse:
    services.revoke_link(by=request.actor, now=timezone.now())
    messages.success(
        request, _("The address is ended. Calendars that follow it get nothing more.")
    )
    return redirect("bookings:link")


def _calendar(request: HubRequest, text: str, *, public: bool) -> HttpResponse:
    """With its name, so that a program that has it already is told so and no more."""
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    calendar = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response = unchanged(request, etag) or named(calendar, etag)
    if not public:
        patch_cache_control(response, private=True)
    return response
