"""Who judges a call's applications: panels, jurors, conflicts of interest, rounds, criteria."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.programmes.models.applications import Application
from eduhub.programmes.models.calls import Call

LOWEST, HIGHEST = 1, 5  # the scores of a criterion; each has its anchor
MOST_WEIGHT = 10


class Juror(models.Model):
    """A person who judges applications of a call; none of the hub's own people."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="jurors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    most = models.PositiveSmallIntegerField()  # applications a round that they take on
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id call most joined_at left_at",
        personal="person",
        keep="as long as its call",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("call", "person"), name="a_juror_once"),
            models.CheckConstraint(condition=Q(most__gte=1), name="a_juror_takes_something_on"),
        ]

    def __str__(self) -> str:
        return f"juror {self.pk}"

    @property
    def sits(self) -> bool:
        return self.left_at is None and self.person_id is not None


class Conflict(models.Model):
    """A juror's declared conflict of interest with an application or an organisation.

    It is not taken back: whoever has once stood apart does not return. Conflicts that the hub
    can see by itself are no rows, see `AssignmentQuerySet.clear`.
    """

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="conflicts")
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    by_juror = models.BooleanField()  # declared by the juror, else by the hub
    grounds = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id juror application organisation by_juror declared_at",
        confidential="grounds",
        keep="as long as its juror",
        person="juror__person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("juror", "application"), name="a_conflict_with_an_application_once"
            ),
            models.UniqueConstraint(
                fields=("juror", "organisation"), name="a_conflict_with_an_organisation_once"
            ),
            models.CheckConstraint(
                condition=Q(application=None, organisation__isnull=False)
                | Q(application__isnull=False, organisation=None),
                name="a_conflict_with_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.juror_id} {self.application_id or self.organisation_id}"


class Round(models.Model):
    """One time of judging: which applications, by how many, blind or open, from when to when."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = TextField()
    is_blind = models.BooleanField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    sheets = models.PositiveSmallIntegerField(default=3)  # jurors for each application
    places = models.PositiveSmallIntegerField()  # after which the line falls
    other_places = ArrayField(models.PositiveSmallIntegerField(), default=list)
    seed = models.CharField(max_length=64)  # of the lot, the codes and the draws
    hidden = ArrayField(models.BigIntegerField(), default=list)  # questions left out when blind
    version = models.PositiveIntegerField(default=1)
    assigned_at = models.DateTimeField(null=True)  # the engine has answered
    assigned = models.JSONField(default=dict)  # its answer without the pairs: codes and numbers
    asked_at = models.DateTimeField(null=True)  # waits for the engine since
    published_at = models.DateTimeField(null=True)  # jurors see their sheets
    reminded_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id call number name is_blind opens_at closes_at sheets places other_places"
        " hidden version assigned_at assigned asked_at published_at reminded_at key",
        secret="seed",
        keep="as long as its call",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("call", "number"), name="a_round_has_its_number"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_round_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(sheets__gte=1, places__gte=1), name="a_round_has_sheets_and_places"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def is_open(self, now: dt.datetime) -> bool:
        return self.is_published and self.opens_at <= now < self.closes_at

    def is_closed(self, now: dt.datetime) -> bool:
        return self.closes_at <= now


class Criterion(models.Model):
    """What is scored in a round, how much it weighs."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    name = TextField()
    weight = models.PositiveSmallIntegerField(default=1)

    DATA: ClassVar = DataCard(internal="id round place name weight", keep="as long as its round")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=MOST_WEIGHT), name="a_criterion_weighs"
            )
        ]
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.name)


class Anchor(models.Model):
    """What a score of a criterion means, in words; each score has one."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="anchors")
    score = models.PositiveSmallIntegerField()
    words = TextField()

    DATA: ClassVar = DataCard(internal="id criterion score words", keep="as long as its criterion")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("criterion", "score"), name="one_anchor_a_score"),
            models.CheckConstraint(
                condition=Q(score__gte=LOWEST, score__lte=HIGHEST), name="an_anchor_on_the_scale"
            ),
        ]
        ordering = ("score",)

    def __str__(self) -> str:
        return f"{self.score}: {self.words}"
