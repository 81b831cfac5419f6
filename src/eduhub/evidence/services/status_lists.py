"""Status lists: signed, short-lived, each the bits of 131,072 credentials; a set bit has ended."""

import datetime as dt
import json
from functools import lru_cache

from django.utils.translation import gettext as _

from eduhub.evidence.adapters import credentials, keys
from eduhub.evidence.models import Credential
from eduhub.evidence.services.passport_document import list_address
from eduhub.evidence.services.signing_keys import issuer_of, method_of, signing_key
from eduhub.kit.errors import NotFound

KEPT_SECONDS = 300  # a verifier may keep a list this long; here every ending makes a new one
LIVES = dt.timedelta(hours=24)  # after which an old copy counts no more


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
    key, _private = signing_key()
    since = now.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    return _signed(
        key.kid, list_address(number), tuple(bits), since, (issuer_of(key), method_of(key))
    )


@lru_cache(maxsize=16)
def _signed(
    kid: str, url: str, ended: tuple[int, ...], since: dt.datetime, names: tuple[str, str]
) -> str:
    """Signing takes a while: within an hour the same list is made once by each process."""
    issuer, method = names
    document = credentials.list_of(issuer, url, ended, since=since, until=since + LIVES)
    private = keys.read(kid)
    if private is None:
        raise ValueError("whoever asks has seen the key's file")
    signed = credentials.signed(document, private, method, now=since)
    return json.dumps(signed, indent=1)
