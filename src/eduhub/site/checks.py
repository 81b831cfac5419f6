"""What `eduhub check --deploy` refuses: a hub that is not fit to stand in the world."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def fit_for_the_world(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """No demo mode, an encrypted address, a key of its own and a mail server."""
    found: list[CheckMessage] = []
    if settings.DEMO:
        found.append(
            Error(
                "The demo city lets anybody sign in as anybody.",
                hint="Unset EDUHUB_DEMO.",
                id="eduhub.E001",
            )
        )
    if not settings.ENCRYPTED:
        found.append(
            Error(
                "The hub's address is not encrypted.",
                hint="Set EDUHUB_ADDRESS to an address that begins with https://.",
                id="eduhub.E002",
            )
        )
    if settings.MAILERS["default"]["BACKEND"].endswith("filebased.EmailBackend"):
        found.append(
            Error(
                "Letters are put into files, so nobody gets them.",
                hint="Set EDUHUB_MAIL to your mail server.",
                id="eduhub.E003",
            )
        )
    return found
