from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.evidence.models.plans import TrialClass
from eduhub.kit.privacy import DataCard, OnErase


class Joint(models.Model):
    """A class whose pupils are counted with those of another, as too few of them were measured.

    Both keep their code, block and arm: who was drawn is never changed. The database wants both
    of one plan, school, block and arm, and no chains (migration 0101).
    """

    one = models.OneToOneField(TrialClass, models.PROTECT, related_name="joint")
    host = models.ForeignKey(TrialClass, models.PROTECT, related_name="guests")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id one host joined_at joined_by",
        keep="as long as the plan, or until the class is counted by itself again",
        person="joined_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("host")), name="joint_is_of_two_classes"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} with {self.host_id}"
