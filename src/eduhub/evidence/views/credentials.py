"""What programs ask for: the issuer's keys, a credential as it was signed, the status lists."""

import json
import uuid

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eduhub.evidence import services
from eduhub.evidence.queries import passports as queries
from eduhub.evidence.services.status_lists import KEPT_SECONDS
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest

CREDENTIAL = "application/vc"  # W3C Verifiable Credentials Data Model 2.0


@require_safe
def did(request: HubRequest) -> HttpResponse:
    """The DID document with all keys of the hub."""
    document = services.did_document()
    if document is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return _for_programs(json.dumps(document, indent=1), "application/did+json")


@require_safe
def credential(request: HubRequest, reference: uuid.UUID) -> HttpResponse:
    """Byte for byte what was signed; also when it has ended."""
    found = queries.credential_to_show(reference)
    response = _for_programs(found.text, CREDENTIAL)
    response["Content-Disposition"] = f'inline; filename="passport-{reference}.json"'
    return response


@require_safe
def status(request: HubRequest, number: int) -> HttpResponse:
    """A signed list of what has ended; an old copy counts for a day at most."""
    return _for_programs(services.status_list(number, now=timezone.now()), CREDENTIAL)


def _for_programs(text: str, kind: str) -> HttpResponse:
    """Also for programs in a browser at other addresses: all of it is public."""
    response = HttpResponse(text.encode(), content_type=kind)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response
