"""Status lists: signed, short-lived, each the bits of 131,072 credentials; a set bit has ended."""

import datetime as dt
import json

from django.core.cache import cache
from django.utils.translation import gettext as _

from eduhub.evidence.adapters import credentials
from eduhub.evidence.models import Credential
from eduhub.evidence.services.passport_document import list_address
from eduhub.evidence.services.signing_keys import issuer_of, method_of, signing_key
from eduhub.kit.errors import NotFound

KEPT_SECONDS = 300  # a verifier may keep a list this long; here every ending makes a new one
LIVES = dt.timedelta(hours=24)  # after which an old copy counts no more
SLOT = dt.timedelta(hours=1)  # lists of one hour are alike, unless something ends meanwhile


def status_list(number: int, *, now: dt.datetime) -> str:
    """The list as JSON with its proof.

    Raises:
        NotFound: no credential has its bit there.
        NotNow: the key's file is not on this machine.
    """
    first = number * credentials.LIST_BITS
    here = Credential.objects.filter(
        status_index__gte=first, status_index__lt=first + credentials.LIST_BITS
    )
    if not here.exists():
        raise NotFound("not_found", _("There is no such thing here."))
    ended = here.filter(ended_at__isnull=False).order_by("status_index")
    bits = [index - first for index in ended.values_list("status_index", flat=True)]
    key, private = signing_key()
    since = now.replace(minute=0, second=0, microsecond=0)
    url = list_address(number)
    kept = f"passports:status:{url}:{since:%Y%m%d%H}:{len(bits)}:{key.kid}"  # bits are only added
    text: str | None = cache.get(kept)
    if text is None:
        document = credentials.list_of(issuer_of(key), url, bits, since=since, until=since + LIVES)
        signed = credentials.signed(document, private, method_of(key), now=since)
        text = json.dumps(signed, indent=1)
        cache.set(kept, text, SLOT.seconds)
    return text
