import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.pilots.states.needs import (
    CHALLENGE_TONES,
    LIVE_NEEDS,
    NEED_TONES,
    ON_THE_BOARD,
    Audience,
    ChallengeState,
    NeedState,
)


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, actor: Actor) -> Self:
        """All but drafts, which only the hub's people see."""
        return self if actor.roles & STAFF else self.exclude(state=ChallengeState.DRAFT)

    def counted(self) -> Self:
        """Each with need_count and school_count, of the needs that are in it."""
        return self.annotate(
            need_count=Count("needs", distinct=True),
            school_count=Count("needs__school", distinct=True),
        )


class Challenge(models.Model):
    """What several teachers need, put into one question that companies can answer."""

    title = TextField()
    question = TextField()
    codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    ages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    state = models.CharField(max_length=10, choices=ChallengeState, default=ChallengeState.DRAFT)
    outcome = TextField(blank=True)  # what came of it
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ChallengeQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="title question codes ages state outcome state_since",
        internal="id written_at written_by version",
        keep="as long as a need or a call belongs to it",
        person="written_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return str(self.title)

    @property
    def tone(self) -> str:
        return CHALLENGE_TONES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state == ChallengeState.PUBLISHED


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, actor: Actor) -> Self:
        """Public ones; for those who act for an organisation also the hub's; one's own all."""
        if actor.roles & STAFF:
            return self
        seen = Q(state__in=ON_THE_BOARD, audience=Audience.PUBLIC)
        if actor.organisation_id is not None:
            seen |= Q(state__in=ON_THE_BOARD) | Q(school=actor.organisation_id)
        return self.filter(seen)

    def live(self) -> Self:
        return self.filter(state__in=LIVE_NEEDS)

    def counted(self) -> Self:
        """Each with others: how many people besides its teacher have said "we too"."""
        return self.annotate(others=Count("echoes", distinct=True))


class Need(models.Model):
    """What a teacher needs, in the own words; the school is named, the teacher never."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="needs")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = TextField()
    words = TextField()
    codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # subjects
    ages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    language = models.CharField(max_length=40, blank=True)  # of teaching, a topic's code
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.POSTED)
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="needs"
    )
    answer = TextField(blank=True)  # what came of it
    grounds = models.CharField(max_length=300, blank=True)  # why it was withdrawn
    posted_at = models.DateTimeField()
    lapses_on = models.DateField()
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = NeedQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="school title words codes ages language state challenge answer posted_at",
        internal="id audience lapses_on state_since version",
        personal="teacher",
        confidential="grounds",
        keep="as long as the school; the teacher leaves it with the account",
        person="teacher",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=NeedState.MERGED) | Q(challenge__isnull=False),
                name="merged_need_has_its_challenge",
            ),
            models.CheckConstraint(
                condition=~Q(state=NeedState.WITHDRAWN) | ~Q(grounds=""),
                name="withdrawn_need_has_its_grounds",
            ),
        ]
        indexes = [models.Index(fields=("state", "-posted_at"), name="need_board")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def tone(self) -> str:
        return NEED_TONES[self.state]

    def is_of(self, actor: Actor) -> bool:
        """The teacher who posted it; once that one is erased, anybody of the school."""
        own = self.teacher_id is None or self.teacher_id == actor.user_id
        return own and actor.organisation_id == self.school_id

    def lapses_within(self, today: dt.date, days: int) -> bool:
        return self.lapses_on <= today + dt.timedelta(days=days)


class Echo(models.Model):
    """Somebody else's "we too" to a need."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="echoes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id need said_at",
        personal="person school",
        keep="as long as the need",
        person="person",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("need", "person"), name="one_echo_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.need_id}+"


@dataclass(frozen=True, slots=True)
class NeedAsked:
    """A need beside the school of whoever asks, which the rules compare.

    Attributes:
        own: the school that the person acts for; None for all others.
        said: whether this person has said "we too" already.
    """

    need: Need
    own: Organisation | None
    said: bool = False

    @property
    def is_near(self) -> bool:
        """The same school, education provider or municipality."""
        own, theirs = self.own, self.need.school
        if own is None:
            return False
        same_provider = own.provider_id is not None and own.provider_id == theirs.provider_id
        same_town = own.municipality != "" and own.municipality == theirs.municipality
        return own.pk == theirs.pk or same_provider or same_town
