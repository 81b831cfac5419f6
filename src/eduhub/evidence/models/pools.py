"""What all pilots of a solution's version say together, written anew whenever one is published.

The database only ever adds a row (migration 0060): the history is the rows.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from eduhub.catalogue.models import Solution
from eduhub.evidence.models.results import ANSWERS, Result
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard


class PoolQuerySet(models.QuerySet["Pool"]):
    def standing(self) -> Self:
        """The newest version of each series."""
        return self.order_by("series", "-version").distinct("series")


class Pool(models.Model):
    """One version of a pooled result, of one series.

    A series holds the published results of one solution's release that were measured by the
    same measure, those drawn by lot apart from those that were not. `estimate`, `low`, `high`
    and all other numbers are standard deviations, "better" upwards. They are None when no
    result of the series could be compared; the answer then is "cannot tell".
    """

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="pools")
    release = models.CharField(max_length=20, blank=True)  # as the frozen plans name it
    series = models.CharField(max_length=64)  # SHA-256 of what keeps it apart from others
    measure = TextField()
    drawn_by_lot = models.BooleanField()
    version = models.PositiveIntegerField()
    because = models.ForeignKey(Result, models.PROTECT, related_name="+")  # the one that came
    written_at = models.DateTimeField()

    results = models.PositiveSmallIntegerField()  # all published ones of the series
    studies = models.PositiveSmallIntegerField()  # those of them that have comparable numbers
    answer = models.CharField(max_length=30, choices=ANSWERS)
    estimate = models.FloatField(null=True)
    standard_error = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    tau2 = models.FloatField(null=True)  # None for one study: nothing can vary
    expected_low = models.FloatField(null=True)  # of a next pilot; None below three studies
    expected_high = models.FloatField(null=True)
    content = models.JSONField()  # each result with its fingerprint, see services.pooling
    fingerprint = models.CharField(max_length=64)  # of the content

    objects = PoolQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="solution release measure drawn_by_lot version because written_at results studies"
        " answer estimate standard_error low high tau2 expected_low expected_high content"
        " fingerprint",
        internal="id series",
        keep="as long as the solution",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("series", "version"), name="one_pool_a_version"),
            models.CheckConstraint(
                condition=Q(
                    studies=0, estimate=None, standard_error=None, low=None, high=None, tau2=None
                )
                | Q(
                    studies__gt=0,
                    estimate__isnull=False,
                    standard_error__gt=0,
                    low__lte=models.F("estimate"),
                    high__gte=models.F("estimate"),
                ),
                name="pool_of_studies_has_numbers",
            ),
            models.CheckConstraint(
                condition=Q(studies__lte=models.F("results"), results__gt=0),
                name="pool_counts_every_result",
            ),
            models.CheckConstraint(
                condition=Q(studies__gte=3) | Q(expected_low=None, expected_high=None),
                name="pool_of_few_predicts_nothing",
            ),
        ]
        indexes = [models.Index(fields=("solution", "-written_at"), name="pools_of_solution")]

    def __str__(self) -> str:
        return f"pool of {self.solution_id}, version {self.version}"

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.content)
