import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.states import CALL_TONES, CallState, ProgrammeKind, Window


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, actor: Actor) -> Self:
        """Shown ones; for hub staff all."""
        inside = actor.roles & STAFF or actor.holds("machine")
        return self if inside else self.filter(is_shown=True)


class Programme(models.Model):
    """An incubator, an accelerator or the like, which takes companies and teams in by calls."""

    kind = models.CharField(max_length=15, choices=ProgrammeKind)
    name = TextField()
    words = TextField()
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)  # how long it lasts
    place = TextField(blank=True)
    costs = TextField(blank=True)  # what it costs those who take part, and what it takes of them
    asked_by = models.ForeignKey(  # a partner whose challenge it is; None: the hub's own
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = ProgrammeQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="kind name words weeks place costs asked_by is_shown",
        internal="id version key",
        keep="as long as a call belongs to it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks=None) | Q(weeks__gte=1, weeks__lte=260), name="programme_lasts"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class ProgrammeCallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, actor: Actor) -> Self:
        """All but drafts and what is lent to a jury, which only the hub's people see."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.exclude(state=CallState.DRAFT).filter(lent_kind="")

    def open_at(self, now: dt.datetime) -> Self:
        """Published, and the window is open: the moment of closing is over already."""
        return self.filter(state=CallState.OPEN, opens_at__lte=now, closes_at__gt=now)


class Call(models.Model):
    """A way into a programme: what is asked, step by step, and from when to when."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="calls")
    title = TextField()
    words = TextField()
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # of the first step; later ones have a day of their own
    places = models.PositiveSmallIntegerField(null=True, blank=True)  # how many are taken in
    published_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    lent_kind = models.CharField(max_length=20, blank=True)  # of kit.judged: another room's call
    lent_key = models.BigIntegerField(null=True)  # there
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = ProgrammeCallQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="programme title words state opens_at closes_at places published_at decided_at",
        internal="id copied_from lent_kind lent_key version key",
        keep="as long as an application came by it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="programme_call_lasts"
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT, published_at=None)
                | ~Q(state=CallState.DRAFT) & Q(published_at__isnull=False),
                name="published_call_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DECIDED, decided_at__isnull=False)
                | ~Q(state=CallState.DECIDED) & Q(decided_at=None),
                name="decided_call_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(lent_kind="", lent_key=None)
                | ~Q(lent_kind="") & Q(lent_key__isnull=False),
                name="lent_call_says_whose_it_is",
            ),
            models.UniqueConstraint(fields=("lent_kind", "lent_key"), name="one_jury_a_lent_call"),
        ]
        indexes = [models.Index(fields=("state", "closes_at"), name="programme_calls_open")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def tone(self) -> str:
        return CALL_TONES[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == CallState.DRAFT

    @property
    def is_lent(self) -> bool:
        """Another room's call: it is judged here, and told there."""
        return self.lent_kind != ""

    def window(self, now: dt.datetime) -> Window:
        """Where the moment lies: the last second before closing is still open."""
        if now < self.opens_at:
            return Window.COMING
        return Window.OVER if now >= self.closes_at else Window.OPEN

    def is_open(self, now: dt.datetime) -> bool:
        return self.state == CallState.OPEN and self.window(now) == Window.OPEN


class Step(models.Model):
    """One step of a call: the first is open to all, the next to those who were let through."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()  # 1, 2, …
    name = TextField()
    due_at = models.DateTimeField(null=True, blank=True)  # of later steps; the first is the call's

    DATA: ClassVar = DataCard(public="call place name due_at", internal="id", keep="with its call")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("call", "place"), name="one_step_at_a_place"),
            models.CheckConstraint(
                condition=Q(place=1, due_at=None) | Q(place__gt=1, due_at__isnull=False),
                name="later_step_has_its_deadline",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
