"""Key figures: defined by a programme, asked in rounds, answered by companies, never rewritten."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.programmes.models.calls import Programme
from eduhub.programmes.models.records import Stay, own_or_staff
from eduhub.programmes.states.figures import LAST_WEEKS, Rhythm, Said, Span, Unit


class KeyFigure(models.Model):
    """A figure of a programme's own, beside the four that every programme asks."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="key_figures")
    name = TextField()
    help = TextField(blank=True)
    unit = models.CharField(max_length=6, choices=Unit)
    span = models.CharField(max_length=6, choices=Span)
    is_asked = models.BooleanField(default=True)  # in rounds to come
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        public="programme name help unit span is_asked",
        internal="id version key",
        keep="as long as its programme",
    )

    def __str__(self) -> str:
        return str(self.name)

    @property
    def code(self) -> str:
        """By what the same figure is known in every round."""
        return f"own-{self.pk}"


class FigurePlan(models.Model):
    """How often a programme asks by itself."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="figure_plan")
    rhythm = models.CharField(max_length=11, choices=Rhythm, default=Rhythm.BY_HAND)
    wait_days = models.PositiveSmallIntegerField(default=45)  # after a period, for the accounts
    answer_days = models.PositiveSmallIntegerField(default=28)
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        internal="id programme rhythm wait_days answer_days version",
        keep="as long as its programme",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_days__gte=7, answer_days__lte=120, wait_days__lte=180),
                name="figures_are_asked_in_time",
            )
        ]

    def __str__(self) -> str:
        return self.rhythm


class FigureRound(models.Model):
    """The figures of one period, asked of all who are in the programme or its alumni."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="figure_rounds")
    first = models.DateField()  # of the period
    last = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    due_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id programme first last opened_at due_at",
        personal="opened_by",
        keep="as long as its programme",
        person="opened_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("programme", "first", "last"), name="a_period_is_asked_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_period_lasts"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("opened_at")), name="figures_have_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    @property
    def ends_at(self) -> dt.datetime:
        """Until when late answers and corrections are taken; what is public is told after it."""
        return self.due_at + dt.timedelta(weeks=LAST_WEEKS)


class AskedFigure(models.Model):
    """A figure as it was asked in a round: its words stay as they were."""

    round = models.ForeignKey(FigureRound, models.CASCADE, related_name="figures")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)  # of states.Fixed, or own-<key of KeyFigure>
    name = TextField()
    help = TextField(blank=True)
    unit = models.CharField(max_length=6, choices=Unit)
    span = models.CharField(max_length=6, choices=Span)

    DATA: ClassVar = DataCard(
        public="round place code name help unit span", internal="id", keep="with its round"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "code"), name="a_figure_is_asked_once")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_yes_no(self) -> bool:
        return self.unit == Unit.YES_NO


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, actor: Actor) -> Self:
        return own_or_staff(self, actor, "stay__organisation")  # type: ignore[return-value]

    def answered(self) -> Self:
        return self.filter(Exists(FigureAnswer.objects.filter(ask=OuterRef("pk"))))

    def unanswered(self) -> Self:
        return self.filter(~Exists(FigureAnswer.objects.filter(ask=OuterRef("pk"))))


class Ask(models.Model):
    """One company, asked in one round."""

    round = models.ForeignKey(FigureRound, models.CASCADE, related_name="asks")
    stay = models.ForeignKey(Stay, models.CASCADE, related_name="asks")
    opened_at = models.DateTimeField(null=True)  # first seen by the company
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = AskQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id round stay opened_at reminded_at version",
        keep="as long as the company's stay",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "stay"), name="asked_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.stay_id}"


class AskLink(models.Model):
    """A link that answers for one company in one round, without an account."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="links")
    email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id ask made_at until opened_at revoked_at",
        personal="email",
        secret="token_digest",
        keep="90 days after it ended",
        keep_days=90,
        keep_from="until",
        by_email="email",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="ask_link_lasts")
        ]

    def __str__(self) -> str:
        return f"{self.ask_id}"


class FigureAnswer(models.Model):
    """What a company said of one figure; the last of several counts, the others stay to be read.

    The database refuses to change it.
    """

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="answers")
    figure = models.ForeignKey(AskedFigure, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()  # 1, and more for corrections
    said = models.CharField(max_length=9, choices=Said)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # yes is 1, no is 0
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    by_link = models.BooleanField(default=False)

    DATA: ClassVar = DataCard(
        internal="id ask figure number said_at by_link",
        personal="said_by",
        confidential="said value",
        keep="as long as the company's stay",
        person="said_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("ask", "figure", "number"), name="one_answer_a_number"
            ),
            models.CheckConstraint(
                condition=Q(said=Said.KNOWN, value__gte=0) | ~Q(said=Said.KNOWN) & Q(value=None),
                name="a_told_figure_has_its_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask_id} {self.figure_id} {self.number}"
