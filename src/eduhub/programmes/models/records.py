"""A company's way through a programme, and what it tells of itself on that way."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.models.calls import Programme
from eduhub.programmes.states.figures import FORGET_DAYS, MOST_YEARS, STAY_TONES, StayState
from eduhub.programmes.states.records import EventKind


def own_or_staff(rows: models.QuerySet, actor: Actor, path: str) -> models.QuerySet:  # type: ignore[type-arg]
    """The actor's own organisation's rows, and for the hub's people all."""
    if actor.roles & STAFF or actor.holds("machine"):
        return rows
    if actor.user_id is None or actor.organisation_id is None:
        return rows.none()
    return rows.filter(**{path: actor.organisation_id})


class StayQuerySet(models.QuerySet["Stay"]):
    def visible_to(self, actor: Actor) -> Self:
        return own_or_staff(self, actor, "organisation")  # type: ignore[return-value]

    def to_ask(self, until: dt.date, now: dt.datetime) -> Self:
        """Taken in by that day, and not yet followed up to the end."""
        return self.filter(since__lte=until, follow_until__gt=now)


class Stay(models.Model):
    """An organisation in a programme: from the day it is taken in to the end of its follow-up."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="stays")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()  # the last day in the programme
    years = models.PositiveSmallIntegerField(default=MOST_YEARS)  # of follow-up after that day
    follow_until = models.DateTimeField()  # what the two make together
    chosen_at = models.DateTimeField(null=True)  # when the company itself chose the years
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = StayQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id programme years follow_until chosen_at version key",
        personal="chosen_by",
        confidential="organisation since until",
        keep="a year after the follow-up that the company has agreed to, five years at most",
        keep_days=FORGET_DAYS,
        keep_from="follow_until",
        person="chosen_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("programme", "organisation"), name="one_stay_each"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_stay_lasts"),
            models.CheckConstraint(
                condition=Q(years__lte=MOST_YEARS), name="followed_for_so_long"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.organisation_id}"

    def state(self, now: dt.datetime, today: dt.date) -> StayState:
        if today <= self.until:
            return StayState.IN_IT
        return StayState.ALUMNI if now < self.follow_until else StayState.OVER

    def tone(self, now: dt.datetime, today: dt.date) -> str:
        return STAY_TONES[self.state(now, today)]


class CompanyEventQuerySet(models.QuerySet["CompanyEvent"]):
    def visible_to(self, actor: Actor) -> Self:
        return own_or_staff(self, actor, "organisation")  # type: ignore[return-value]

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class CompanyEvent(models.Model):
    """Something that happened to a company once: funding, a first customer abroad, an exit."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=EventKind)
    on = models.DateField()
    euros = models.DecimalField(max_digits=14, decimal_places=0, null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1
    words = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    told_by_hub = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)  # told wrongly; the right one is told anew
    key = models.UUIDField(unique=True)

    objects = CompanyEventQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id kind told_at told_by_hub withdrawn_at key",
        personal="told_by",
        confidential="organisation on euros country words",
        keep="six years, the follow-up and a year to report it",
        keep_days=6 * 365,
        keep_from="told_at",
        person="told_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(euros=None) | Q(euros__gte=0), name="event_euros_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"
