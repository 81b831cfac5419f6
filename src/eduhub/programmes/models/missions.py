"""Soft-landing partners, missions to a market, who goes, and the agenda that they share."""

import datetime as dt
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from eduhub.catalogue.models import Market
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.states.abroad import (
    MISSION_TONES,
    SEAT_TONES,
    MissionState,
    Seat,
)

YEARS = 730  # days after a mission


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those that are shown; hub staff see all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(is_shown=True, market__is_shown=True)


class Partner(models.Model):
    """Who helps a company to land softly in a market."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    offers = TextField()
    languages = models.CharField(max_length=120, blank=True)  # in which one may speak with them
    contact = models.CharField(max_length=120, blank=True)  # a role, never a person
    website = models.URLField(blank=True)
    is_shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = PartnerQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="market name place offers languages contact website is_shown",
        internal="id version key",
        keep="as long as the hub works with them",
    )

    def __str__(self) -> str:
        return self.name


class MissionQuerySet(models.QuerySet["Mission"]):
    def visible_to(self, actor: Actor) -> Self:
        """All but drafts, which only the hub's people see."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.exclude(state=MissionState.DRAFT)


class Mission(models.Model):
    """A journey of several companies to one market."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="missions")
    title = TextField()
    words = TextField()
    asked = TextField(blank=True)  # who is asked to come along
    place = models.CharField(max_length=120)
    zone = models.CharField(max_length=40)  # of the clocks there, by its name in the IANA's list
    begins_on = models.DateField()
    ends_on = models.DateField()
    places = models.PositiveSmallIntegerField()  # companies
    apply_until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MissionState, default=MissionState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = MissionQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="market title words asked place zone begins_on ends_on places apply_until state",
        internal="id version key",
        keep="as long as the market",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="mission_lasts"),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=200), name="mission_has_places"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def tone(self) -> str:
        return MISSION_TONES[self.state]

    @property
    def is_announced(self) -> bool:
        return self.state == MissionState.ANNOUNCED

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def is_open(self, now: dt.datetime) -> bool:
        """One may ask to come along; at that moment it is over."""
        return self.is_announced and now < self.apply_until


class Traveller(models.Model):
    """A company that would like to come along on a mission."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="travellers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=10, choices=Seat, default=Seat.ASKED)
    words = models.CharField(max_length=600)  # what it hopes for
    grounds = models.CharField(max_length=300, blank=True)  # why there is no place
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        confidential="organisation seat words grounds",
        internal="id mission asked_at asked_by decided_at",
        keep="24 months after it asked",
        keep_days=YEARS,
        keep_from="asked_at",
        person="asked_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("mission", "organisation"), name="one_traveller_a_mission"
            ),
            models.CheckConstraint(
                condition=~Q(seat=Seat.NOT_GOING) | ~Q(grounds=""),
                name="no_place_has_its_ground",
            ),
            models.CheckConstraint(
                condition=~Q(seat__in=(Seat.GOING, Seat.NOT_GOING)) | Q(decided_at__isnull=False),
                name="decided_traveller_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.organisation_id}"

    @property
    def tone(self) -> str:
        return SEAT_TONES[self.seat]


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, actor: Actor) -> Self:
        """The shared agenda, for those who go and for the hub; what is private, for its own."""
        if actor.organisation_id is None and not actor.holds("machine"):
            return self.none()
        own = Q(is_private=False) | Q(organisation=actor.organisation_id)
        if actor.roles & STAFF or actor.holds("machine"):
            return self.filter(own)
        goes = Traveller.objects.filter(
            mission=OuterRef("mission"), organisation=actor.organisation_id, seat=Seat.GOING
        )
        return self.filter(own, Exists(goes))


class Meeting(models.Model):
    """One line of a mission's agenda: for all who go, or a company's own."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="meetings")
    organisation = models.ForeignKey(  # whose it is; None: of all who go
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(max_length=160)
    place = models.CharField(max_length=160, blank=True)
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_private = models.BooleanField(default=False)
    companies = models.ManyToManyField(Organisation, related_name="+")  # who attends; none: all
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = MeetingQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        confidential="organisation title place partner begins_at ends_at is_private companies",
        internal="id mission changed_at version key",
        keep="with its mission",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="meeting_lasts"),
            models.CheckConstraint(
                condition=Q(is_private=False) | Q(organisation__isnull=False),
                name="private_meeting_is_somebodys",
            ),
        ]
        indexes = [models.Index(fields=("mission", "begins_at"), name="agenda_of_a_mission")]

    def __str__(self) -> str:
        return self.title
