from typing import ClassVar

from django.conf import settings
from django.db import models

from eduhub.kit.privacy import DataCard, OnErase


class CalendarLink(models.Model):
    """The address at which a person's own calendar is read, by whoever has it, until it is revoked.

    Only the token's digest is kept; a new address ends the old one.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    made_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id person made_at",
        personal="language",
        secret="token_digest",
        keep="until it is revoked",
        person="person",
        on_erase=OnErase.DELETE,
    )

    def __str__(self) -> str:
        return f"{self.person_id}"
