import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from eduhub.bookings.models.quotas import QuotaUse
from eduhub.bookings.models.units import LONGEST_DAYS, Unit
from eduhub.bookings.states import HOLDING, BookingState
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF

HALF_OPEN = Q(
    during__isempty=False,
    during__lower_inc=True,
    during__upper_inc=False,
    during__lower_inf=False,
    during__upper_inf=False,
)


class Series(models.Model):
    """A booking that comes again: its pattern by the clock on the wall."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="series")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="booking_series"
    )
    booker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField()
    weekdays = models.CharField(max_length=7)  # digits, 0 is Monday
    every = models.PositiveSmallIntegerField(default=1)  # weeks
    begins = models.TimeField()
    minutes = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    reference = models.UUIDField(default=uuid.uuid4, unique=True)
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id unit organisation first last weekdays every begins minutes made_at sequence"
        " reference key",
        personal="booker",
        confidential="title",
        keep="as long as its bookings",
        person="booker",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), minutes__gt=0, every__gt=0),
                name="series_makes_sense",
            )
        ]

    def __str__(self) -> str:
        return self.title


def seen_by[Rows: models.QuerySet[Any]](rows: Rows, actor: Actor, person: str) -> Rows:
    """A person's own, those of the organisation one acts for, and for staff all.

    Args:
        person: the field that says whose a row is.
    """
    if actor.roles & STAFF or actor.holds("machine"):
        return rows
    if not actor.is_signed_in:
        return rows.none()
    own = Q(**{person: actor.user_id})
    return rows.filter(own | Q(organisation__isnull=False, organisation=actor.organisation_id))


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, actor: Actor) -> Self:
        return seen_by(self, actor, "booker")

    def holding(self) -> Self:
        return self.filter(state__in=HOLDING)

    def to_come(self, now: dt.datetime) -> Self:
        return self.filter(during__endswith__gt=now)


class Booking(models.Model):
    """A unit, taken from a moment until another; the end belongs to whoever comes next."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bookings")
    during = DateTimeRangeField()
    state = models.CharField(max_length=10, choices=BookingState)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="bookings"
    )  # none: a school group without an account
    booker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField(default=1)
    subject_kind = models.CharField(max_length=20, blank=True)  # what it is tied to
    subject_key = models.PositiveBigIntegerField(null=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="bookings")
    slot = models.DateTimeField(null=True)  # in the series' pattern, wherever it was moved
    accepted_terms = models.BooleanField(default=False)
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    grounds = models.CharField(max_length=300, blank=True)
    answer_by = models.DateTimeField(null=True)  # of an offer
    sequence = models.PositiveIntegerField(default=0)  # of changes, as calendars count them
    version = models.PositiveIntegerField(default=1)
    reference = models.UUIDField(default=uuid.uuid4, unique=True)  # its name in calendars
    key = models.UUIDField(unique=True)  # of the form: sent twice, booked once

    objects = BookingQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id unit during state organisation people subject_kind subject_key series slot"
        " accepted_terms booked_at changed_at decided_at answer_by sequence version reference key",
        personal="booker decided_by",
        confidential="title grounds",
        keep="24 months after it was last changed",
        keep_days=730,
        keep_from="changed_at",
        person="booker decided_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=HALF_OPEN, name="booking_is_half_open"),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_key=None)
                | ~Q(subject_kind="") & Q(subject_key__isnull=False),
                name="booking_is_tied_to_a_thing_or_to_none",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.OFFERED) | Q(answer_by__isnull=False),
                name="offer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(series=None, slot=None) | Q(series__isnull=False, slot__isnull=False),
                name="occurrence_has_its_slot",
            ),
        ]
        indexes = [
            models.Index("unit", Func(F("during"), function="lower"), name="bookings_of_a_unit"),
            models.Index(
                "organisation", Func(F("during"), function="lower"), name="bookings_of_an_org"
            ),
            models.Index(fields=("booker",), name="bookings_of_a_person"),
            models.Index(
                fields=("subject_kind", "subject_key"),
                condition=~Q(subject_kind=""),
                name="bookings_of_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.title

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
    def holds_time(self) -> bool:
        return self.state in HOLDING


class Claim(models.Model):
    """The time that a booking, with what is kept free around it, takes from one unit.

    A booking claims its unit and every part of it, so that a whole and its parts meet in a row
    of the same unit, and the one constraint below keeps all of them apart.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="claims")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="claims")
    during = DateTimeRangeField()

    DATA: ClassVar = DataCard(
        internal="id unit booking during", keep="as long as its booking holds the time"
    )

    class Meta:
        constraints = [
            # A range of one number stands in for "=", which gist knows only with btree_gist.
            ExclusionConstraint(
                name="no_two_at_once",
                expressions=[
                    (Func(F("unit_id"), F("unit_id"), Value("[]"), function="int8range"), "&&"),
                    (F("during"), "&&"),
                ],
            ),
            models.CheckConstraint(condition=HALF_OPEN, name="claim_is_half_open"),
        ]
        indexes = [  # for reading: far quicker than the constraint's own, and no row is opened
            models.Index(
                "unit",
                Func(F("during"), function="lower"),
                include=("during", "booking"),
                name="claims_of_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.during}"


class Counted(models.Model):
    """The minutes that a booking has taken out of a quota, to be given back with it."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="counted")
    use = models.ForeignKey(QuotaUse, models.CASCADE, related_name="+")
    minutes = models.PositiveIntegerField()

    DATA: ClassVar = DataCard(internal="id booking use minutes", keep="as long as its booking")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("booking", "use"), name="counted_once")]

    def __str__(self) -> str:
        return f"{self.minutes}"


class Refused(models.Model):
    """A day of a series that could not be had, and why; kept for good with the series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="refused")
    day = models.DateField()
    slot = models.DateTimeField(null=True)  # none where the clock jumps over the hour
    why = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id series day slot why facts at", keep="as long as its series"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("series", "day", "at"), name="refused_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.why}"


LONGEST = dt.timedelta(days=LONGEST_DAYS)
