"""The teachers' time: what a pilot promised, what it took, and who covers for it."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models.pilots import Group, Pilot
from eduhub.pilots.states.time import COVER_TONE, CoverState


class CoverQuerySet(models.QuerySet["CoverRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """The school, its education provider and the hub; the company has no part in money."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        own = actor.organisation_id
        if actor.holds(Role.PROVIDER_OFFICIAL):
            return self.filter(school__provider=own)
        return self.filter(school=own)


class CoverRequest(models.Model):
    """A school asks for money for substitute teachers, so that its own have time for a pilot.

    The money goes to the school unit; there is no place here for a person who would get it.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="cover_requests")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    hours = models.DecimalField(
        max_digits=6,
        decimal_places=1,
        validators=[MinValueValidator(0.5), MaxValueValidator(2000)],
    )
    amount = models.DecimalField(  # euros, to the school unit
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
    )
    reason = models.CharField(max_length=300)  # what the time is for
    state = models.CharField(max_length=10, choices=CoverState, default=CoverState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(  # the principal
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(  # the hub or the education provider
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    grounds = models.CharField(max_length=300, blank=True)  # for a no, or what is granted

    objects = CoverQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id pilot school state asked_at asked_by approved_at approved_by decided_at"
        " decided_by",
        confidential="hours amount reason grounds",
        keep="six years, as accounts are kept",
        person="asked_by approved_by decided_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0, amount__gt=0), name="cover_is_some"),
            models.CheckConstraint(
                condition=~Q(state=CoverState.GRANTED)
                | Q(approved_at__isnull=False, decided_at__isnull=False),
                name="granted_cover_has_both_yeses",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.school_id} {self.state}"

    @property
    def tone(self) -> str:
        return COVER_TONE[self.state]


class TeacherMinutes(models.Model):
    """How many minutes a pilot took of a group's teacher in one week: everything counted."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="weeks")
    week = models.DateField()  # its Monday
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(3000)]
    )
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id group week noted_at noted_by",
        confidential="minutes",
        keep="as long as the pilot",
        person="noted_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("group", "week"), name="one_note_a_week"),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1), name="a_week_begins_on_monday"
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=3000), name="a_week_has_so_many_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.week} {self.minutes}"


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
