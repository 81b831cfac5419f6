import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.bookings.states import TeachingLanguage
from eduhub.kit.privacy import DataCard, OnErase


class PupilCount(models.Model):
    """How many pupils the schools of the city have: one table from one source, of one day."""

    source = models.CharField(max_length=200)
    counted_on = models.DateField()
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # of the form: sent twice, kept once

    DATA: ClassVar = DataCard(
        public="source counted_on",
        internal="id brought_at key",
        personal="brought_by",
        keep="as long as the hub reports by it",
        person="brought_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return self.source


class SchoolPupils(models.Model):
    """One line of the table: a school, or several without a number of their own together."""

    count = models.ForeignKey(PupilCount, models.CASCADE, related_name="lines")
    school_number = models.CharField(max_length=5, blank=True)  # oppilaitosnumero
    district = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=TeachingLanguage)
    pupils = models.PositiveIntegerField()

    DATA: ClassVar = DataCard(
        public="id count school_number district language pupils", keep="as long as its table"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("count", "school_number"),
                condition=~Q(school_number=""),
                name="one_line_a_school",
            ),
            models.CheckConstraint(condition=~Q(district=""), name="pupils_live_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.language} {self.pupils}"
