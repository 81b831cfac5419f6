from typing import ClassVar

from django.conf import settings
from django.db import models

from eduhub.kit.privacy import DataCard, OnErase


class Reminder(models.Model):
    """A step of which somebody was reminded, so that it is told once, and then once a week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.CharField(max_length=80)  # kind, pilot, what it is about, since, how often
    sent_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id step sent_at",
        personal="user",
        keep="a year, so that nobody is told the same twice",
        keep_days=365,
        keep_from="sent_at",
        person="user",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "step"), name="one_reminder_of_a_step")
        ]

    def __str__(self) -> str:
        return self.step
