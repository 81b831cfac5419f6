from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q

from eduhub.bookings.models.bookings import HALF_OPEN, Booking, seen_by
from eduhub.bookings.models.units import Unit
from eduhub.bookings.states import WaitState
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation


class WaitQuerySet(models.QuerySet["Wait"]):
    def visible_to(self, actor: Actor) -> Self:
        return seen_by(self, actor, "person")


class Wait(models.Model):
    """A place on the waiting list for a time of a unit: first come, first offered."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="waits")
    during = DateTimeRangeField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField(default=1)
    accepted_terms = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=WaitState, default=WaitState.WAITING)
    queued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    booking = models.OneToOneField(
        Booking, models.SET_NULL, null=True, related_name="waited"
    )  # what was offered
    key = models.UUIDField(unique=True)

    objects = WaitQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id unit during organisation people accepted_terms state queued_at ended_at"
        " booking key",
        personal="person",
        confidential="title",
        keep="12 months after it ended",
        keep_days=365,
        keep_from="ended_at",
        person="person",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=HALF_OPEN, name="wait_is_half_open"),
            models.CheckConstraint(
                condition=Q(state__in=(WaitState.WAITING, WaitState.OFFERED), ended_at=None)
                | ~Q(state__in=(WaitState.WAITING, WaitState.OFFERED)) & Q(ended_at__isnull=False),
                name="wait_that_is_over_has_its_time",
            ),
            models.UniqueConstraint(
                fields=("unit", "during", "person"),
                condition=Q(state=WaitState.WAITING),
                name="one_place_in_the_queue",
            ),
        ]
        indexes = [
            models.Index(
                "unit",
                Func(F("during"), function="lower"),
                condition=Q(state=WaitState.WAITING),
                name="waiting_for_a_unit",
            )
        ]

    def __str__(self) -> str:
        return self.title
