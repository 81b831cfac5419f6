"""What is booked for a pilot, on its own page."""

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel
from eduhub.pilots.models import Pilot
from eduhub.pilots.services.spaces import booked_for


@panel("pilots.pilot", order=12)
def spaces(request: HubRequest, pilot: Pilot) -> str:
    bookings = booked_for(pilot, request.actor, timezone.now())
    if not bookings:
        return ""
    return render_to_string("pilots/spaces.html", {"bookings": bookings}, request)
