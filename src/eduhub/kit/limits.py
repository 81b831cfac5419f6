"""How often the same thing may be asked for, counted in the shared cache."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from eduhub.kit.errors import TooMany


def allow(deed: str, who: str, *, most: int, seconds: int) -> None:
    """Count one more; raise TooMany when there were more than `most` in the window.

    Args:
        deed: what is done, such as "demo_request".
        who: by or for whom: an address or a fingerprint, not a name.
    """
    key = f"limit:{deed}:{who}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, seconds)
        count = 1
    if count > most:
        raise TooMany(
            "too_many",
            _("That was too often in a short time. Wait a while and try again."),
            seconds=seconds,
        )


def caller(request: HttpRequest) -> str:
    """A fingerprint of the network address that a request comes from, to count it by.

    Behind a proxy of our own (which alone may set that setting) the address is the last one
    that the proxy wrote down; what stands before it anybody could have written.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    return salted_hmac("eduhub.kit.limits", address, algorithm="sha256").hexdigest()[:32]
