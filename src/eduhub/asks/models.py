from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.asks.states import AskKind, AskState, AskTopic, Outcome
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role

LONGEST = 1_500  # characters


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody who is signed in sees what is open; what is over, only those in it, and staff."""
        if actor.user_id is None:
            return self.none()
        if actor.roles & STAFF:
            return self
        answered = Answer.objects.filter(ask=OuterRef("pk"), person=actor.user_id)
        own = Q(poster=actor.user_id)
        in_it = Q(Exists(answered)) & ~Q(state=AskState.REMOVED)
        return self.filter(Q(state=AskState.OPEN) | own | in_it)

    def open(self) -> Self:
        return self.filter(state=AskState.OPEN)


class Ask(models.Model):
    """What somebody at the hub seeks or offers, until it is found or its time is over."""

    kind = models.CharField(max_length=5, choices=AskKind)
    topic = models.CharField(max_length=10, choices=AskTopic)
    title = models.CharField(max_length=100)
    words = models.TextField(max_length=LONGEST)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)  # that it is written in
    poster = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, choices=Role, blank=True)
    posted_at = models.DateTimeField()
    lapses_on = models.DateField()  # the last day on which it is shown
    reminded_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=AskState, default=AskState.OPEN)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    grounds = models.CharField(max_length=300, blank=True)  # how it went; why it was taken down
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)  # of the form: sent twice, posted once

    objects = AskQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id kind topic language organisation posted_at lapses_on reminded_on state"
        " ended_at outcome version key",
        personal="poster role",
        confidential="title words grounds",
        keep="12 months after it was closed or lapsed",
        keep_days=365,
        keep_from="ended_at",
        person="poster",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AskState.OPEN, ended_at=None)
                | (~Q(state=AskState.OPEN) & Q(ended_at__isnull=False)),
                name="ask_that_is_over_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=AskState.CLOSED) | ~Q(outcome=""),
                name="closed_ask_has_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=("state", "-posted_at"), name="asks_to_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == AskState.OPEN


class Answer(models.Model):
    """Somebody can help, or would like to have it; one a person."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, choices=Role, blank=True)
    words = models.TextField(max_length=LONGEST, blank=True)
    at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id ask organisation at",
        personal="person role",
        confidential="words",
        keep="as long as what it answers",
        person="person",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ask", "person"), name="one_answer_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.ask_id} {self.pk}"
