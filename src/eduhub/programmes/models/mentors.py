"""Mentors: who they are, whom they help, what both sides wish, and the ledger of their hours."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.models.cohorts import WITH_COHORT, Cohort, Seat
from eduhub.programmes.states.cohorts import Expertise, Liking, Side

LONGEST_SESSION = 480  # minutes


class Mentor(models.Model):
    """A person who helps companies: in what, in which languages, and how much of it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    expertise = ArrayField(models.CharField(max_length=10, choices=Expertise))
    languages = ArrayField(models.CharField(max_length=2, choices=settings.LANGUAGES))
    hours_a_month = models.PositiveSmallIntegerField()
    most_companies = models.PositiveSmallIntegerField()  # at a time, in all cohorts
    words = models.TextField(max_length=1_000, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        internal="id expertise languages hours_a_month most_companies is_active version",
        personal="person words",
        keep="as long as hours of theirs are kept",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_a_month__gte=1, hours_a_month__lte=80, most_companies__gte=1)
                & Q(most_companies__lte=20),
                name="a_mentor_has_some_time",
            )
        ]

    def __str__(self) -> str:
        person = self.person
        if person is not None and not (person.name or person.shown_role):
            return _("Mentor")
        return str(person or self.pk)

    @property
    def at_desk(self) -> str:
        """For the hub's people, who know how to reach them."""
        return self.person.at_desk if self.person else str(self)


class MentorConflict(models.Model):
    """A mentor stands apart from an organisation; as with jurors it is not taken back."""

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="conflicts")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    declared_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id mentor declared_at", confidential="organisation", keep="as long as its mentor"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("mentor", "organisation"), name="mentor_apart_once")
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.organisation_id}"


class Bench(models.Model):
    """A mentor who takes part in a cohort."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="bench")
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="bench")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(internal="id cohort mentor joined_at left_at", keep=WITH_COHORT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("cohort", "mentor"), name="a_mentor_once_a_cohort")
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.mentor_id}"


class MentorWish(models.Model):
    """What one side says of the other; shown to that side and to the hub, never to the other."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="wishes")
    bench = models.ForeignKey(Bench, models.CASCADE, related_name="wishes")
    side = models.CharField(max_length=7, choices=Side)
    liking = models.CharField(max_length=4, choices=Liking)

    DATA: ClassVar = DataCard(
        internal="id seat bench side",
        confidential="liking",
        keep=WITH_COHORT,
        person="bench__mentor__person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("seat", "bench", "side"), name="one_wish_a_side")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.bench_id} {self.side}"


class MentorRun(models.Model):
    """The matching of a cohort: its lot, and what the engine answered last."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="run")
    seed = models.CharField(max_length=64)
    asked_at = models.DateTimeField(null=True)  # waits for the engine since
    worked_at = models.DateTimeField(null=True)
    answer = models.JSONField(
        default=dict
    )  # {"fingerprint", "contradicts", "without": {seat: why}}
    published_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id cohort asked_at worked_at answer published_at",
        secret="seed",
        keep=WITH_COHORT,
    )

    def __str__(self) -> str:
        return f"{self.cohort_id}"


class PairQuerySet(models.QuerySet["Pair"]):
    def going_on(self) -> Self:
        return self.filter(published_at__isnull=False, ended_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Published ones: the mentor's own and the company's; for hub staff all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        if not actor.is_signed_in:
            return self.none()
        mine = Q(bench__mentor__person=actor.user_id)
        ours = Q(seat__organisation=actor.organisation_id or 0)
        return self.filter(mine | ours, published_at__isnull=False, seat__left_at=None)


class Pair(models.Model):
    """A mentor for a company: proposed, then published by the hub."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="pairs")
    bench = models.ForeignKey(Bench, models.PROTECT, related_name="pairs")
    is_locked = models.BooleanField(default=False)  # stays when it is worked out anew
    whys = ArrayField(models.CharField(max_length=12), default=list)  # states.cohorts.Why
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = PairQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id seat bench is_locked published_at ended_at",
        confidential="whys",
        keep=WITH_COHORT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("seat",), condition=Q(ended_at=None), name="one_mentor_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(published_at__isnull=False),
                name="only_a_published_pair_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.bench_id}"


class HourLineQuerySet(models.QuerySet["HourLine"]):
    def standing(self) -> Self:
        """Those that no later line has corrected: what the cap counts."""
        return self.filter(correction=None)


class HourLine(models.Model):
    """A session of a mentor with a company. Never changed: a later line corrects it, and says why."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="lines")
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    reason = models.CharField(max_length=300, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(unique=True)

    objects = HourLineQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id pair held_on minutes corrects logged_at key",
        personal="logged_by",
        confidential="reason",
        keep=WITH_COHORT,
        person="logged_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, reason="") | Q(corrects__isnull=False) & ~Q(reason=""),
                name="hour_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | Q(corrects__isnull=False), name="hours_were_held"
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=LONGEST_SESSION), name="hours_of_one_day"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")), name="hours_correct_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.minutes}"


class HourConfirmation(models.Model):
    """The company says that a session was held as the line says."""

    line = models.OneToOneField(HourLine, models.PROTECT, related_name="confirmation")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id line confirmed_at",
        personal="confirmed_by",
        keep="as long as its line",
        person="confirmed_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.line_id}"


class SessionNote(models.Model):
    """What mentor and company keep in mind of a session; both read it, and the hub."""

    line = models.OneToOneField(HourLine, models.CASCADE, related_name="note")
    words = models.TextField(max_length=4_000)
    written_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id line written_at", confidential="words", keep="as long as its line"
    )

    def __str__(self) -> str:
        return f"{self.line_id}"


class PrivateNote(models.Model):
    """What a mentor writes for themselves; nobody else reads it, the hub neither."""

    line = models.OneToOneField(HourLine, models.CASCADE, related_name="private_note")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.TextField(max_length=4_000)
    written_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id line written_at",
        personal="author words",
        keep="as long as its line",
        person="author",
        on_erase=OnErase.DELETE,
    )

    def __str__(self) -> str:
        return f"{self.line_id}"
