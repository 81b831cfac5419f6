from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from eduhub.advice.states import SignKind, Stage, Topic
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard


class Signpost(models.Model):
    """Another agency, or a page to read, for some topics and stages; kept by the staff."""

    kind = models.CharField(max_length=6, choices=SignKind)
    name = TextField()
    about = TextField(blank=True)  # what one finds there
    website = models.URLField()
    address = models.EmailField(blank=True)  # of an agency, where referrals go
    topics = ArrayField(models.CharField(max_length=10, choices=Topic))
    stages = ArrayField(models.CharField(max_length=10, choices=Stage))
    comes_first = models.BooleanField(default=False)  # before an adviser of the hub
    is_shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        public="kind name about website topics stages",
        internal="id address comes_first is_shown version key",
        keep="as long as a request for advice leads to it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SignKind.AGENCY) | Q(address=""), name="a_page_gets_no_letters"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
