"""What this room tells in a company's record: its published results."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.evidence.models import Result
from eduhub.kit.access import Actor
from eduhub.kit.chronicle import Line, tells


@tells("programmes.record")
def results_of_company(key: int, actor: Actor) -> Iterator[Line]:
    """Public ones, whoever reads. One query."""
    rows = Result.objects.filter(plan__pilot__solution__company=key, published_at__isnull=False)
    for result in rows.select_related("plan__pilot__solution").order_by("pk"):
        pilot = result.plan.pilot
        words = _("Result published: %(solution)s") % {"solution": str(pilot.solution.name)}
        assert result.published_at is not None
        url = reverse("evidence:report", args=[pilot.pk])
        yield Line(timezone.localdate(result.published_at), "result", words, _("Results"), url)
