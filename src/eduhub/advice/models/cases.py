import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.advice.models.advisers import Adviser
from eduhub.advice.models.signposts import Signpost
from eduhub.advice.states import CaseState, Route, Stage, Topic
from eduhub.bookings.models import Booking
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF

LONGEST = 1_500  # characters
LEADS_SOMEWHERE = Q(route=Route.ADVISER, signpost=None) | (
    ~Q(route=Route.ADVISER) & Q(signpost__isnull=False)
)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own, those of the organisation one acts for, those one advises; for staff all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        if actor.user_id is None:
            return self.none()
        theirs = Q(organisation__isnull=False, organisation=actor.organisation_id)
        advised = Session.objects.filter(case=OuterRef("pk"), adviser__person=actor.user_id)
        own = Q(person=actor.user_id) | Q(adviser__person=actor.user_id) | Exists(advised)
        return self.filter(own | theirs)


class Case(models.Model):
    """Somebody's need of advice, where it was led, and all that comes of it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    topics = ArrayField(models.CharField(max_length=10, choices=Topic))  # the first weighs most
    stage = models.CharField(max_length=10, choices=Stage)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)  # of the session
    words = models.TextField(max_length=LONGEST)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=CaseState, default=CaseState.OPEN)
    closed_at = models.DateTimeField(null=True)
    route = models.CharField(max_length=8, choices=Route)
    field = models.CharField(max_length=10, choices=Topic)  # the topic by which it was led
    signpost = models.ForeignKey(Signpost, models.PROTECT, null=True, related_name="+")
    adviser = models.ForeignKey(Adviser, models.PROTECT, null=True, related_name="cases")
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = CaseQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id organisation topics stage language asked_at state closed_at route field"
        " signpost adviser version key",
        personal="person",
        confidential="words",
        keep="24 months after it was closed",
        keep_days=730,
        keep_from="closed_at",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=LEADS_SOMEWHERE, name="case_leads_somewhere"),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, closed_at=None)
                | Q(state=CaseState.CLOSED, closed_at__isnull=False),
                name="closed_case_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=("state", "-asked_at"), name="cases_to_list")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == CaseState.OPEN

    @property
    def topic_words(self) -> list[str]:
        return [str(Topic(code).label) for code in self.topics]

    @property
    def field_words(self) -> str:
        return str(Topic(self.field).label)


class Correction(models.Model):
    """A route that the hub has put right: from where, to where, and why. Never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="corrections")
    was_route = models.CharField(max_length=8, choices=Route)
    was_field = models.CharField(max_length=10, choices=Topic)
    was_signpost = models.ForeignKey(Signpost, models.PROTECT, null=True, related_name="+")
    route = models.CharField(max_length=8, choices=Route)
    field = models.CharField(max_length=10, choices=Topic)
    signpost = models.ForeignKey(Signpost, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id case was_route was_field was_signpost route field signpost corrected_at",
        personal="corrected_by",
        confidential="reason",
        keep="as long as the request that it corrects",
        person="corrected_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"{self.was_route} > {self.route}"


class Session(models.Model):
    """A meeting with an adviser; when it is, and whether it still is, its booking says."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="sessions")
    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="sessions")
    booking = models.OneToOneField(Booking, models.CASCADE, related_name="+")
    video_link = models.URLField(blank=True)  # of this meeting; else the adviser's own
    booked_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id case adviser booking booked_at",
        confidential="video_link",
        keep="as long as its booking and its request",
    )

    def __str__(self) -> str:
        return f"{self.case_id} {self.pk}"

    @property
    def link(self) -> str:
        return self.video_link or self.adviser.video_link

    def is_over(self, now: dt.datetime) -> bool:
        return self.booking.ends <= now
