from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from eduhub.bookings.models.units import Unit
from eduhub.bookings.states import CountedBy, Period, UnitKind
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.people.models import Organisation


class Quota(models.Model):
    """How many minutes each may book in a period: of one unit, of a kind of units, or of all."""

    words = TextField()  # why, for who is refused
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="quotas")
    kind = models.CharField(max_length=10, choices=UnitKind, blank=True)
    counted_by = models.CharField(max_length=12, choices=CountedBy, default=CountedBy.ORGANISATION)
    subject_kind = models.CharField(max_length=20, blank=True)  # such as "cohort"
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )  # whose own it is, in place of what all have
    period = models.CharField(max_length=5, choices=Period)
    most_minutes = models.PositiveIntegerField()

    DATA: ClassVar = DataCard(
        public="id words unit kind counted_by subject_kind organisation period most_minutes",
        keep="as long as the hub shares out by it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None) | Q(kind=""), name="quota_of_a_unit_or_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(counted_by=CountedBy.ORGANISATION, subject_kind="")
                | Q(counted_by=CountedBy.SUBJECT, organisation=None) & ~Q(subject_kind=""),
                name="quota_knows_whom_it_counts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.words)


class QuotaUse(models.Model):
    """How much of a quota one holder has taken in one period. The database keeps the limit."""

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="uses")
    holder = models.PositiveBigIntegerField()  # the organisation's key, or the subject's
    begins = models.DateField()  # of the period
    taken = models.PositiveIntegerField()  # minutes
    most = models.PositiveIntegerField()

    DATA: ClassVar = DataCard(
        internal="id quota holder begins",
        confidential="taken most",
        keep="as long as its quota",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("quota", "holder", "begins"), name="one_use_a_period"),
            models.CheckConstraint(condition=Q(taken__lte=F("most")), name="never_over_quota"),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.most}"
