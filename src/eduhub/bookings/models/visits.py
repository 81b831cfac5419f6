import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q

from eduhub.bookings.models.bookings import HALF_OPEN, Booking
from eduhub.bookings.models.units import Unit
from eduhub.bookings.states import LANGUAGE_NAMES, Grade, VisitState
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF

MOST_PUPILS = 200  # of one group


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, actor: Actor) -> Self:
        """What is shown and what is closed, for everybody; drafts, for staff and their host."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        own = Q(host=actor.organisation_id, host__isnull=False)
        return self.filter(~Q(state=VisitState.DRAFT) | own)

    def shown(self) -> Self:
        return self.filter(state=VisitState.SHOWN)

    def hosted_by(self, actor: Actor) -> Self:
        """Those whose groups this actor receives: staff all, a host its own."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(host=actor.organisation_id, host__isnull=False)


class Visit(models.Model):
    """A visit or workshop for school groups in a unit of the hub, held at one time or several."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits")
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )  # the company that holds it; none: the hub
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.DRAFT)
    title = TextField()
    about = TextField(blank=True)
    grades = ArrayField(models.CharField(max_length=10, choices=Grade))
    languages = ArrayField(models.CharField(max_length=2, choices=settings.LANGUAGES))
    least_pupils = models.PositiveSmallIntegerField(default=1)  # of a group
    most_pupils = models.PositiveSmallIntegerField()
    adults = models.PositiveSmallIntegerField(default=1)  # that come with a group, at least
    groups_at_once = models.PositiveSmallIntegerField(default=1)
    opens_on = models.DateField(null=True, blank=True)  # the first day of enrolment; none: at once
    closes_days = models.PositiveSmallIntegerField(default=3)  # enrolment ends before each time
    product = models.PositiveBigIntegerField(null=True)  # the solution shown, lent from above
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)  # of the form that made it

    objects = VisitQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="unit host title about grades languages least_pupils most_pupils adults"
        " groups_at_once opens_on closes_days product",
        internal="id state version key",
        keep="as long as the hub tells the figures of its workshops",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least_pupils__gt=0, most_pupils__gte=F("least_pupils"))
                & Q(most_pupils__lte=MOST_PUPILS, groups_at_once__gt=0),
                name="visit_sizes_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(grades__len__gt=0, languages__len__gt=0),
                name="visit_is_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def grade_words(self) -> list[str]:
        return [str(one.label) for one in Grade if one.value in self.grades]

    @property
    def language_words(self) -> list[str]:
        return [str(LANGUAGE_NAMES[code]) for code in self.languages]


class VisitTime(models.Model):
    """When a visit is held. A booking keeps the unit for it; the counts keep its limits.

    groups and pupils count the groups that take a place, so that the database refuses one too
    many however many enrol at once.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="times")
    during = DateTimeRangeField()
    booking = models.OneToOneField(
        Booking, models.SET_NULL, null=True, related_name="visit_time"
    )  # is deleted before the figures are
    most_groups = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()  # for pupils of all groups together
    groups = models.PositiveSmallIntegerField(default=0)
    pupils = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    grounds = models.CharField(max_length=300, blank=True)  # of its cancelling, told to groups
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        public="visit during most_groups places groups pupils cancelled_at",
        internal="id booking key",
        confidential="grounds",
        keep="as long as its visit",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=HALF_OPEN, name="visit_time_is_half_open"),
            models.CheckConstraint(
                condition=Q(groups__lte=F("most_groups"), pupils__lte=F("places")),
                name="never_more_than_places",
            ),
        ]
        indexes = [
            models.Index("visit", Func(F("during"), function="lower"), name="times_of_a_visit")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.during}"

    @property
    def begins(self) -> dt.datetime:
        return self.during.lower  # type: ignore[no-any-return]

    @property
    def ends(self) -> dt.datetime:
        return self.during.upper  # type: ignore[no-any-return]

    @property
    def minutes(self) -> int:
        return int((self.ends - self.begins).total_seconds()) // 60

    @property
    def free_places(self) -> int:
        """For pupils of one group more; 0 when no group more is taken."""
        return self.places - self.pupils if self.groups < self.most_groups else 0
