"""Cohorts: the companies that go through a programme together, what they do and have to reach."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.models.applications import Application
from eduhub.programmes.models.calls import Call, Programme
from eduhub.programmes.states.cohorts import Expertise, Level

WITH_COHORT = "as long as its cohort"


class MilestoneTemplate(models.Model):
    """What each company of a programme has to reach, and by the end of which week."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="milestones")
    week = models.PositiveSmallIntegerField()  # 1 is the week in which a cohort begins
    title = TextField()
    words = TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id programme week title words version key", keep="as long as its programme"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(week__gte=1, week__lte=260), name="template_week")
        ]

    def __str__(self) -> str:
        return str(self.title)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, actor: Actor) -> Self:
        """Shown ones; those that one's company is in or that one mentors; for hub staff all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(Q(is_shown=True) | Q(pk__in=_inside(actor)))

    def joined_by(self, actor: Actor) -> Self:
        """Of which this person sees what is inside."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(pk__in=_inside(actor))


def _inside(actor: Actor) -> models.QuerySet["Cohort", int]:
    sits = Q(seats__organisation=actor.organisation_id or 0, seats__left_at=None)
    mentors = Q(bench__mentor__person=actor.user_id or 0, bench__left_at=None)
    rows = Cohort.objects.filter(sits | mentors) if actor.is_signed_in else Cohort.objects.none()
    return rows.values_list("pk", flat=True)


class Cohort(models.Model):
    """Companies that a programme took in together, from a day until a day.

    Mentor hours are counted in minutes, so that halves and quarters add up.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    call = models.ForeignKey(Call, models.PROTECT, null=True, blank=True, related_name="cohorts")
    name = TextField()
    words = TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField()
    place = TextField(blank=True)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )  # hears of what is late last
    is_shown = models.BooleanField(default=False)
    minutes_each = models.PositiveIntegerField()  # of mentors' time, for each company
    minutes_cap = models.PositiveIntegerField()  # for all together
    minutes_used = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = CohortQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="programme name words starts ends place is_shown",
        internal="id call minutes_each minutes_cap minutes_used version key",
        personal="manager",
        keep="as long as its programme",
        person="manager",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_cohort_lasts"),
            models.CheckConstraint(
                condition=Q(minutes_used__lte=F("minutes_cap")), name="cohort_within_its_hours"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def monday(self) -> dt.date:
        """Of its first week."""
        return self.starts - dt.timedelta(days=self.starts.weekday())

    @property
    def weeks(self) -> int:
        return (self.ends - self.monday).days // 7 + 1

    def friday_of(self, week: int) -> dt.date:
        return self.monday + dt.timedelta(weeks=week - 1, days=4)

    def is_over(self, today: dt.date) -> bool:
        return self.ends < today


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> Self:
        return self.filter(left_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """The company's own, those that one is the mentor of, and for hub staff all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        if not actor.is_signed_in:
            return self.none()
        mentored = Seat.objects.filter(
            pairs__bench__mentor__person=actor.user_id,
            pairs__published_at__isnull=False,
            pairs__ended_at=None,
        )
        own = Q(organisation=actor.organisation_id or 0)
        return self.filter(own | Q(pk__in=mentored.values("pk")), left_at=None)

    def shown_to_mentor(self, actor: Actor) -> Self:
        """Whose readiness for markets this person reads: while they pair, if the company said so."""
        return self.filter(
            shows_readiness=True,
            left_at=None,
            pairs__bench__mentor__person=actor.user_id or 0,
            pairs__published_at__isnull=False,
            pairs__ended_at=None,
        )


class Seat(models.Model):
    """A company's place in a cohort, with what it asks of a mentor and its share of hours."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    application = models.OneToOneField(
        Application, models.SET_NULL, null=True, related_name="seat"
    )
    is_named = models.BooleanField(default=False)  # agrees to stand on the public page
    shows_readiness = models.BooleanField(default=False)  # its mentor reads its lists of markets
    needs = ArrayField(models.CharField(max_length=10, choices=Expertise), default=list)
    languages = ArrayField(models.CharField(max_length=2, choices=settings.LANGUAGES))
    minutes_cap = models.PositiveIntegerField()
    minutes_used = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SeatQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="is_named",
        internal="id cohort application shows_readiness languages minutes_cap minutes_used"
        " joined_at left_at version",
        confidential="organisation needs",
        keep=WITH_COHORT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("cohort", "organisation"), name="one_seat_a_company"),
            models.CheckConstraint(
                condition=Q(minutes_used__lte=F("minutes_cap")), name="company_within_its_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.organisation_id}"

    @property
    def hours_used(self) -> float:
        return self.minutes_used / 60

    @property
    def hours_cap(self) -> float:
        return self.minutes_cap / 60

    @property
    def minutes_left(self) -> int:
        return self.minutes_cap - self.minutes_used


class Theme(models.Model):
    """What a week of the curriculum is about."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="themes")
    week = models.PositiveSmallIntegerField()
    title = TextField()
    words = TextField(blank=True)

    DATA: ClassVar = DataCard(public="title words week", internal="id cohort", keep=WITH_COHORT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("cohort", "week"), name="one_theme_a_week"),
            models.CheckConstraint(condition=Q(week__gte=1), name="theme_has_its_week"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class CohortSession(models.Model):
    """A meeting of the whole cohort: when, and where or behind which link."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    title = TextField()
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id cohort title begins ends version key",
        confidential="place link",
        keep=WITH_COHORT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_session_lasts"),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""), name="a_session_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Attendance(models.Model):
    """A company was at a session. Of single people nothing is noted."""

    session = models.ForeignKey(CohortSession, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="attendances")

    DATA: ClassVar = DataCard(internal="id session", confidential="seat", keep=WITH_COHORT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("session", "seat"), name="at_a_session_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.seat_id}"


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def open(self) -> Self:
        return self.filter(done_at=None, seat__left_at=None)

    def late_on(self, day: dt.date, by: int = 1) -> Self:
        """Not reached, and due at least so many days before that day."""
        return self.open().filter(due__lte=day - dt.timedelta(days=by))

    def untold(self, level: str) -> Self:
        """Of whose present due day this level has not heard."""
        told = Escalation.objects.filter(
            milestone=OuterRef("pk"), due=OuterRef("due"), level=level
        )
        return self.exclude(Exists(told))


class Milestone(models.Model):
    """What one company has to reach, by which day, and who sees to it."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="milestones")
    template = models.ForeignKey(MilestoneTemplate, models.SET_NULL, null=True, related_name="+")
    title = TextField()
    words = TextField(blank=True)
    due = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # nobody: whoever leads the company
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)
    evidence = models.URLField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = MilestoneQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id seat template title words due done_at version key",
        personal="owner done_by",
        confidential="note evidence",
        keep=WITH_COHORT,
        person="owner done_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("seat", "template"), name="a_template_once_a_seat"),
            models.CheckConstraint(
                condition=Q(done_at=None, note="", evidence="")
                | Q(done_at__isnull=False) & ~Q(note=""),
                name="a_milestone_is_reached_with_a_note",
            ),
        ]
        indexes = [
            models.Index(fields=("due",), condition=Q(done_at=None), name="milestones_to_reach")
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def days_late(self, today: dt.date) -> int:
        """0 when it is reached or still to come."""
        return 0 if self.is_done else max(0, (today - self.due).days)


class Escalation(models.Model):
    """That somebody was told of a late milestone: each level once for each due day."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="escalations")
    due = models.DateField()  # as it was then: another day begins anew
    level = models.CharField(max_length=10, choices=Level)
    told_at = models.DateTimeField()
    letters = models.PositiveSmallIntegerField()  # 0: nobody holds this part

    DATA: ClassVar = DataCard(
        internal="id milestone due level told_at letters", keep="as long as its milestone"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("milestone", "due", "level"), name="each_level_hears_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.level}"
