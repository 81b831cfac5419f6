from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q

from eduhub.advice.states import Stage, Topic, Trouble
from eduhub.bookings.models import Unit
from eduhub.kit.privacy import DataCard, OnErase

MOST_A_WEEK = 40


class AdviserQuerySet(models.QuerySet["Adviser"]):
    def at_work(self) -> Self:
        """Those who take sessions now: people with an account, not put aside."""
        return self.filter(is_active=True, person__is_active=True)

    def fitting(self, topic: str, stage: str, language: str) -> Self:
        """At work, with this field, for this stage, in this language."""
        fits = self.at_work().filter(topics__contains=[topic], languages__contains=[language])
        return fits.filter(stages__contains=[stage])


class Adviser(models.Model):
    """A person who gives advice in some fields; their hours are those of a unit of bookings.

    The unit bears no name of the person, so that an erasure need not look for it there.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    topics = ArrayField(models.CharField(max_length=10, choices=Topic))
    stages = ArrayField(models.CharField(max_length=10, choices=Stage))
    languages = ArrayField(models.CharField(max_length=2, choices=settings.LANGUAGES))
    share = models.PositiveSmallIntegerField(default=100)  # per cent of a full load
    weekly_cap = models.PositiveSmallIntegerField(default=6)  # sessions a week
    since = models.DateField()  # takes sessions since
    is_active = models.BooleanField(default=True)
    video_link = models.URLField(blank=True)
    calendar_address = models.URLField(max_length=500, blank=True)  # of the person's own
    calendar_read_at = models.DateTimeField(null=True)
    calendar_trouble = models.CharField(max_length=12, choices=Trouble, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)  # of the form that made it

    objects = AdviserQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id unit topics stages languages share weekly_cap since is_active"
        " calendar_read_at calendar_trouble version key",
        personal="person",
        confidential="video_link",
        secret="calendar_address",
        keep="as long as sessions with them are kept",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=10, share__lte=100), name="share_of_a_full_load"
            ),
            models.CheckConstraint(
                condition=Q(weekly_cap__gte=1, weekly_cap__lte=MOST_A_WEEK),
                name="some_sessions_a_week",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.pk)


class Busy(models.Model):
    """A time that an adviser's own calendar says is taken: when, never what for."""

    adviser = models.ForeignKey(Adviser, models.CASCADE, related_name="busy")
    during = DateTimeRangeField()

    DATA: ClassVar = DataCard(
        internal="id adviser",
        personal="during",
        keep="until the calendar is read again, every quarter of an hour",
        person="adviser__person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        indexes = [models.Index(fields=("adviser", "during"), name="busy_times")]

    def __str__(self) -> str:
        return f"{self.adviser_id} {self.during}"
