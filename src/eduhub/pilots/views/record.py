"""What this room tells in a company's record: its pilots."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.chronicle import Line, tells
from eduhub.pilots.models import Pilot


@tells("programmes.record")
def pilots_of_company(key: int, actor: Actor) -> Iterator[Line]:
    """One query."""
    rows = Pilot.objects.visible_to(actor).filter(solution__company=key)
    for pilot in rows.select_related("solution").order_by("pk"):
        told = {"solution": str(pilot.solution.name), "state": pilot.get_state_display()}
        words = _("Pilot of %(solution)s: %(state)s") % told
        url = reverse("pilots:pilot", args=[pilot.pk])
        yield Line(pilot.starts, "pilot", words, _("Pilots"), url)
