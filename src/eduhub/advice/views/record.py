"""What this room tells in a company's record: sessions with advisers, never what was said."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.advice.models import Case, Session
from eduhub.bookings.states import BookingState
from eduhub.kit.access import Actor
from eduhub.kit.chronicle import Line, tells

HELD = (BookingState.BOOKED, BookingState.CAME)


@tells("programmes.record")
def sessions_of_company(key: int, actor: Actor) -> Iterator[Line]:
    """Those of requests that the reader sees anyway. One query."""
    cases = Case.objects.visible_to(actor).filter(organisation=key)
    rows = Session.objects.filter(case__in=cases, booking__state__in=HELD)
    for one in rows.select_related("booking").order_by("pk"):
        url = reverse("advice:case", args=[one.case_id])
        on = timezone.localdate(one.booking.begins)
        yield Line(on, "session", _("Session with an adviser"), _("Advice"), url)
