import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.states import grade_words
from eduhub.pilots.states.offers import AGE_OF_GRADE, NeedGroup


class GroupProfileQuerySet(models.QuerySet["GroupProfile"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own school's; hub staff see all. A company sees none, only counts."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        return self.filter(school=actor.organisation_id)

    def counting(self, today: dt.date) -> Self:
        """Those that would like to try something now."""
        return self.filter(valid_until__gte=today, not_this_term=False)

    def led_by(self, actor: Actor) -> Self:
        return self.filter(teacher=actor.user_id, school=actor.organisation_id)


class GroupProfile(models.Model):
    """What a teacher says of a group that would like to try something: no pupil, no name."""

    school = models.ForeignKey(Organisation, models.PROTECT, related_name="group_profiles")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_profiles"
    )
    label = models.CharField(max_length=20)
    grade = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(13)]
    )
    pupils = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    language = models.CharField(max_length=40)  # of teaching, a topic's code
    weeks = ArrayField(models.DateField(), default=list, blank=True)  # Mondays, free ones
    devices = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # subjects
    need_group = models.CharField(max_length=12, choices=NeedGroup, blank=True)
    most_minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(5), MaxValueValidator(600)]
    )  # a week, of the teacher's time
    not_this_term = models.BooleanField(default=False)
    valid_until = models.DateField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = GroupProfileQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id school changed_at version",
        personal="teacher",
        confidential="label grade pupils language weeks devices codes need_group most_minutes"
        " not_this_term valid_until",
        keep="a year after it stopped counting",
        keep_days=365,
        keep_from="valid_until",
        person="teacher",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(F("school"), Upper("label"), name="one_profile_a_group"),
            models.CheckConstraint(
                condition=Q(pupils__gte=1, pupils__lte=60), name="profile_counts_heads"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def grade_words(self) -> str:
        return grade_words(self.grade)

    @property
    def age(self) -> str:
        """The code of its age band."""
        return AGE_OF_GRADE[self.grade]

    def is_led_by(self, actor: Actor) -> bool:
        own = self.teacher_id == actor.user_id
        return own and actor.holds_at(Role.TEACHER, self.school_id)
