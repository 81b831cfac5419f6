import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from eduhub.catalogue.models.solutions import Solution
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard


def year_before(day: dt.date) -> dt.date:
    """What is dated earlier than this is older than twelve months on the day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return dt.date(day.year - 1, 3, 1)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def stale(self, today: dt.date) -> Self:
        return self.filter(dated__lt=year_before(today))


class Claim(models.Model):
    """Something that a company says of its solution, with where it was found and when."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="claims")
    key = models.UUIDField(null=True, unique=True)  # of the form that made it: once, not twice
    words = TextField()
    source = models.CharField(max_length=200)  # who says so, such as a study's title
    address = models.URLField(blank=True)  # where the source can be read
    dated = models.DateField()
    written_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)  # of its present date being stale

    objects = ClaimQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="words source address dated",
        internal="id key solution written_at reminded_at",
        keep="as long as the solution",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="claim_has_a_source"),
        ]
        indexes = [
            models.Index(fields=["solution", "-dated", "-id"], name="claim_newest"),
            models.Index(fields=["dated"], condition=Q(reminded_at=None), name="claim_to_remind"),
        ]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def stale_since(self) -> dt.date:
        """The first day on which the claim is older than twelve months."""
        try:
            anniversary = self.dated.replace(year=self.dated.year + 1)
        except ValueError:  # 29 February
            anniversary = dt.date(self.dated.year + 1, 2, 28)
        return anniversary + dt.timedelta(days=1)

    def is_stale(self, today: dt.date) -> bool:
        return today >= self.stale_since
