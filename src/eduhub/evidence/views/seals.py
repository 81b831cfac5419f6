"""How a sealed PDF is checked, and the certificates that it takes."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from eduhub.evidence import services
from eduhub.evidence.queries import seals as queries
from eduhub.kit.http import HubRequest, page


@require_safe
def seals(request: HubRequest) -> HttpResponse:
    """All certificates of the hub's seals, with their fingerprints and whether they count."""
    found = [(key, services.seal_fingerprint(key)) for key in queries.seals()]
    return page(request, "evidence/seals.html", {"seals": found})


@require_safe
def certificate(request: HubRequest, kid: str) -> HttpResponse:
    response = HttpResponse(
        queries.certificate_of(kid).encode(), content_type="application/x-pem-file"
    )
    response["Content-Disposition"] = f'attachment; filename="seal-{kid}.pem"'
    return response
