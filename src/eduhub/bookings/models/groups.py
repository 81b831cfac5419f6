import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from eduhub.bookings.models.visits import VisitTime
from eduhub.bookings.states import LANGUAGE_NAMES, PLACED, Grade, GroupState, Need
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF

ANSWERS_BY = (GroupState.HELD, GroupState.OFFERED)
SURE = (GroupState.OFFERED, GroupState.BOOKED, GroupState.CAME, GroupState.MISSED)


class SchoolGroupQuerySet(models.QuerySet["SchoolGroup"]):
    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a host those of its own visits; who enrolled has the letter's link."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        own = Q(time__visit__host=actor.organisation_id, time__visit__host__isnull=False)
        return self.filter(own)

    def placed(self) -> Self:
        return self.filter(state__in=PLACED)

    def in_the_queue(self) -> Self:
        """Who has confirmed, in the order in which places are offered."""
        rows = self.filter(state=GroupState.WAITING, confirmed_at__isnull=False)
        return rows.order_by("queued_at", "pk")


class SchoolGroup(models.Model):
    """A group that a teacher has enrolled without an account: head counts, nothing of a pupil."""

    time = models.ForeignKey(VisitTime, models.PROTECT, related_name="enrolled")
    state = models.CharField(max_length=10, choices=GroupState)
    school = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    school_name = models.CharField(max_length=120, blank=True)  # of one that the hub does not know
    grade = models.CharField(max_length=10, choices=Grade)
    pupils = models.PositiveSmallIntegerField()
    adults = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)  # of the visit
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    queued_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)  # by the link in the letter
    booked_at = models.DateTimeField(null=True)  # since when it stands in a calendar
    answer_by = models.DateTimeField(null=True)  # of what waits for an answer
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    came_pupils = models.PositiveSmallIntegerField(null=True)
    came_adults = models.PositiveSmallIntegerField(null=True)
    grounds = models.CharField(max_length=300, blank=True)  # of the hub's no
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    reference = models.UUIDField(default=uuid.uuid4, unique=True)
    key = models.UUIDField(unique=True)

    objects = SchoolGroupQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id time state school school_name grade pupils adults language queued_at"
        " confirmed_at booked_at answer_by changed_at reminded_at came_pupils came_adults"
        " sequence version reference key",
        confidential="needs grounds",
        keep="24 months after it was last changed, for figures; the contact goes long before",
        keep_days=730,
        keep_from="changed_at",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, school_name="")
                | Q(school=None) & ~Q(school_name=""),
                name="group_is_of_one_school",
            ),
            models.CheckConstraint(condition=Q(pupils__gt=0), name="group_has_pupils"),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERS_BY) | Q(answer_by__isnull=False),
                name="group_answers_by_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SURE) | Q(confirmed_at__isnull=False),
                name="group_with_a_place_has_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=GroupState.CAME, came_pupils__isnull=False, came_adults__isnull=False
                )
                | ~Q(state=GroupState.CAME) & Q(came_pupils=None, came_adults=None),
                name="group_that_came_was_counted",
            ),
        ]
        indexes = [
            models.Index(
                fields=("time", "queued_at"),
                condition=Q(state=GroupState.WAITING),
                name="groups_in_the_queue",
            ),
            models.Index(
                fields=("answer_by",),
                condition=Q(answer_by__isnull=False),
                name="groups_to_lapse",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_words} {self.grade}"

    @property
    def school_words(self) -> str:
        return str(self.school.name) if self.school is not None else self.school_name

    @property
    def language_words(self) -> str:
        return str(LANGUAGE_NAMES[self.language])

    @property
    def need_words(self) -> list[str]:
        return [str(Need(code).label) for code in self.needs]


class GroupContact(models.Model):
    """Who is written to about a group, and what the group needs in words of their own.

    A row of its own, so that it goes a month after the visit while the counts stay.
    """

    group = models.OneToOneField(SchoolGroup, models.CASCADE, related_name="contact")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    reads = models.CharField(max_length=2, choices=settings.LANGUAGES)  # the letters' language
    words = models.CharField(max_length=500, blank=True)
    over_at = models.DateTimeField()  # when the visit ends, or when it was cancelled

    DATA: ClassVar = DataCard(
        internal="id group over_at",
        personal="name email reads",
        confidential="words",
        keep="30 days after the visit, or after it was cancelled",
        keep_days=30,
        keep_from="over_at",
        by_email="email",
        on_erase=OnErase.DELETE,
    )

    def __str__(self) -> str:
        return f"{self.group_id}"
