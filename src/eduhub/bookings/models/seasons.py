"""A season that is shared out: what takes part, who wishes what, proposals, decisions, results."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q

from eduhub.bookings.models.bookings import Series
from eduhub.bookings.models.units import Unit
from eduhub.bookings.states import Equipment, Placing, SeasonState
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF

LONGEST_SEASON = dt.timedelta(days=400)


class SeasonQuerySet(models.QuerySet["Season"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody sees what can be applied for; what was cancelled, the hub alone."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.exclude(state=SeasonState.CANCELLED)


class Season(models.Model):
    """Regular times of a season, shared out at once among all who wish for them."""

    state = models.CharField(max_length=10, choices=SeasonState, default=SeasonState.OPEN)
    name = TextField()
    about = TextField(blank=True)
    first = models.DateField()  # both ends belong to it
    last = models.DateField()
    opens_at = models.DateTimeField()  # for wishes
    closes_at = models.DateTimeField()
    most_minutes = models.PositiveIntegerField(null=True, blank=True)  # a week for each; None: any
    floor = models.PositiveSmallIntegerField(default=0)  # per cent of each kind of applicants
    seed = models.CharField(max_length=64)  # of the lot between equals; drawn at the opening
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)  # for publishing, or for cancelling
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = SeasonQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="name about first last opens_at closes_at most_minutes floor",
        internal="id state made_at made_by published_at published_by version key",
        confidential="seed reason",
        keep="as long as the hub's records of what was shared out",
        person="made_by published_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), closes_at__gt=F("opens_at"), floor__lte=100),
                name="season_makes_sense",
            ),
            models.CheckConstraint(
                condition=~Q(state=SeasonState.PUBLISHED)
                | (Q(published_at__isnull=False) & ~Q(reason="")),
                name="published_season_has_time_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_open(self) -> bool:
        return self.state == SeasonState.OPEN

    def takes_wishes(self, now: dt.datetime) -> bool:
        return self.is_open and self.opens_at <= now < self.closes_at

    def has_closed(self, now: dt.datetime) -> bool:
        return now >= self.closes_at


class SeasonUnit(models.Model):
    """A unit takes part in a season."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seasons")

    DATA: ClassVar = DataCard(public="id season unit", keep="as long as its season")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("season", "unit"), name="one_unit_once_a_season")
        ]

    def __str__(self) -> str:
        return f"{self.season_id}: {self.unit_id}"


class SeasonBreak(models.Model):
    """Days that a season leaves out, such as school holidays; both ends belong to it."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="breaks")
    first = models.DateField()
    last = models.DateField()

    DATA: ClassVar = DataCard(public="id season first last", keep="as long as its season")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="break_lasts")
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


class SeasonApplication(models.Model):
    """What an organisation applies for in a season: its ranked wishes are one application."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="season_applications"
    )
    needs = models.PositiveSmallIntegerField(null=True, blank=True)  # wishes; None: all of them
    made_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id season organisation made_at",
        confidential="needs",
        keep="as long as its season",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("season", "organisation"), name="one_application_each"
            ),
            models.CheckConstraint(
                condition=Q(needs=None) | Q(needs__gt=0), name="who_applies_needs_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season_id}: {self.organisation_id}"


class WishQuerySet(models.QuerySet["SeasonWish"]):
    def visible_to(self, actor: Actor) -> Self:
        """A wish is seen by those who act for its organisation, and by the hub."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        if not actor.is_signed_in or actor.organisation_id is None:
            return self.none()
        return self.filter(application__organisation=actor.organisation_id)

    def standing(self) -> Self:
        return self.filter(rank__isnull=False)


class SeasonWish(models.Model):
    """A time of the week that an organisation would like for the whole season."""

    application = models.ForeignKey(SeasonApplication, models.CASCADE, related_name="wishes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # who sent it, and gets the letter
    rank = models.PositiveSmallIntegerField(null=True)  # 1 is the dearest; None: withdrawn
    title = models.CharField(max_length=120)
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    earliest = models.TimeField()  # it may begin
    latest = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    equipment = ArrayField(
        models.CharField(max_length=20, choices=Equipment), default=list, blank=True
    )
    accepted_terms = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = WishQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id application rank weekday earliest latest minutes people equipment"
        " accepted_terms sent_at changed_at withdrawn_at version key",
        personal="person",
        confidential="title",
        keep="as long as its season",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("application", "rank"),
                name="one_wish_a_rank",
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(
                    weekday__lte=6, minutes__gt=0, people__gt=0, latest__gte=F("earliest")
                ),
                name="season_wish_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(rank=None, withdrawn_at__isnull=False)
                | Q(rank__gt=0, withdrawn_at=None),
                name="a_wish_has_its_rank_or_is_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WishUnit(models.Model):
    """A unit that would do for a wish, as well as the others that are named."""

    wish = models.ForeignKey(SeasonWish, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    DATA: ClassVar = DataCard(internal="id wish unit", keep="as long as its wish")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("wish", "unit"), name="one_unit_a_wish")]

    def __str__(self) -> str:
        return f"{self.wish_id}: {self.unit_id}"


class SeasonDecision(models.Model):
    """What a person of the hub decided about a wish, and why; the applicant may read why."""

    wish = models.ForeignKey(SeasonWish, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=6, choices=Placing)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(null=True)
    begins = models.TimeField(null=True)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id wish kind unit weekday begins made_at made_by undone_at",
        confidential="reason",
        keep="as long as its wish",
        person="made_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("wish",), condition=Q(undone_at=None), name="one_decision_a_wish"
            ),
            models.CheckConstraint(
                condition=Q(kind=Placing.REFUSE, unit=None, weekday=None, begins=None)
                | Q(
                    kind=Placing.PLACE,
                    unit__isnull=False,
                    weekday__lte=6,
                    begins__isnull=False,
                ),
                name="placed_somewhere_or_refused",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="placing_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.wish_id}"


class SeasonVersion(models.Model):
    """One proposal of a season: the problem and what the engine answered, as they were."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    problem = models.TextField()  # canonical JSON
    problem_sha256 = models.CharField(max_length=64)
    wishes = models.PositiveIntegerField()
    answer = models.TextField(blank=True)  # JSON; "" while it is being worked out
    answer_sha256 = models.CharField(max_length=64, blank=True)
    served = models.PositiveIntegerField(null=True)  # None: locks contradict each other
    engine = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id season number wishes served engine asked_at solved_at problem_sha256"
        " answer_sha256",
        confidential="problem answer",
        keep="as long as its season",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("season", "number"), name="one_season_version_a_number"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(solved_at__isnull=False), name="answer_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season_id}.{self.number}"

    @property
    def is_solved(self) -> bool:
        return self.answer != ""


class SeasonResult(models.Model):
    """What a published season brought a wish: a place every week, or the reason why none."""

    wish = models.OneToOneField(SeasonWish, models.CASCADE, related_name="result")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(null=True)
    begins = models.TimeField(null=True)
    series = models.OneToOneField(Series, models.SET_NULL, null=True, related_name="season_result")
    booked_at = models.DateTimeField(null=True)  # when the series was made, or found to be gone
    reason = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300, blank=True)  # of whoever decided it by hand
    facts = models.JSONField(default=dict)  # of the refusal, as the answer has them

    DATA: ClassVar = DataCard(
        internal="id wish unit weekday begins series booked_at reason facts",
        confidential="words",
        keep="as long as its wish",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason="", unit__isnull=False, weekday__lte=6, begins__isnull=False)
                | ~Q(reason="") & Q(unit=None, weekday=None, begins=None, series=None),
                name="season_result_is_a_place_or_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wish_id}"
