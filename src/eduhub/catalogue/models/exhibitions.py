import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from eduhub.catalogue.models.solutions import Solution
from eduhub.catalogue.states import CountOf, ExhibitionState, Season
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard
from eduhub.people.states import STAFF


class ExhibitionQuerySet(models.QuerySet["Exhibition"]):
    def visible_to(self, actor: Actor) -> Self:
        """Published ones; for hub staff all."""
        return self if actor.roles & STAFF else self.filter(state=ExhibitionState.PUBLISHED)

    def on(self, day: dt.date) -> Self:
        return self.filter(state=ExhibitionState.PUBLISHED, opens__lte=day, closes__gte=day)


class Exhibition(models.Model):
    """Solutions that the hub's staff chose for a theme, shown together for a season."""

    title = TextField()
    theme = TextField(blank=True)  # Markdown
    opens = models.DateField()
    closes = models.DateField()  # the last day
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    alternative = TextField(blank=True)
    state = models.CharField(max_length=10, choices=ExhibitionState, default=ExhibitionState.DRAFT)
    form_key = models.UUIDField(unique=True)  # of the form that made it: sent twice, made once
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects = ExhibitionQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="title theme opens closes picture alternative published_at",
        internal="id state form_key version created_at changed_at",
        keep="for good: what the hub has shown",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")), name="exhibition_lasts_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state=ExhibitionState.PUBLISHED) | Q(published_at__isnull=False),
                name="published_exhibition_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def season_on(self, day: dt.date) -> Season:
        if day < self.opens:
            return Season.COMING
        return Season.PAST if day > self.closes else Season.NOW


class Exhibit(models.Model):
    """A solution's place in an exhibition."""

    exhibition = models.ForeignKey(Exhibition, models.CASCADE, related_name="exhibits")
    solution = models.ForeignKey(Solution, models.CASCADE, related_name="exhibits")
    place = models.PositiveSmallIntegerField()  # from 1

    DATA: ClassVar = DataCard(
        public="exhibition solution place", internal="id", keep="as long as the exhibition"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("exhibition", "solution"), name="exhibited_once")
        ]

    def __str__(self) -> str:
        return f"{self.exhibition_id} {self.place}"


class DayCount(models.Model):
    """How often something was opened on a day: a number, nothing of who opened it."""

    kind = models.CharField(max_length=10, choices=CountOf)
    day = models.DateField()
    exhibition = models.ForeignKey(
        Exhibition, models.CASCADE, null=True, related_name="day_counts"
    )
    solution = models.ForeignKey(Solution, models.CASCADE, null=True, related_name="day_counts")
    count = models.PositiveIntegerField(default=0)

    DATA: ClassVar = DataCard(
        internal="id kind day exhibition solution count", keep="as long as what it counts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("exhibition", "solution", "kind", "day"),
                nulls_distinct=False,
                name="one_count_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
