"""What this room tells in a company's record: its published results and its passports in force."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.evidence.models import Credential, Result
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


@tells("programmes.record")
def passports_of_company(key: int, actor: Actor) -> Iterator[Line]:
    """One query."""
    rows = Credential.objects.in_force().passports().filter(solution__company=key)
    for one in rows.select_related("solution").defer("text").order_by("pk"):
        words = _("Passport of %(solution)s") % {"solution": str(one.solution.name)}
        url = reverse("passports:passport", args=[one.reference])
        yield Line(timezone.localdate(one.issued_at), "passport", words, _("Results"), url)
