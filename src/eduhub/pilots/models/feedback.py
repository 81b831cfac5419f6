"""Feedback by a code, without an account: of a pupil the hub holds the answers, and nothing else.

No time, no address, no device, no order: the key of an answer is drawn at random, and what was
chosen is a row of small numbers in which no word has a place.
"""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF
from eduhub.pilots.models.pilots import Group
from eduhub.pilots.states.running import Audience, FeedbackForm

LONGEST = 300  # characters of a teacher's words


class SessionQuerySet(models.QuerySet["FeedbackSession"]):
    def visible_to(self, actor: Actor) -> Self:
        """The group's own school, and the hub."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        return self.filter(group__school=actor.organisation_id)

    def over(self, now: dt.datetime) -> Self:
        """Those that take no answer any more: only of these anything is counted."""
        return self.filter(Q(lapses_at__lte=now) | Q(closed_at__lte=now))


class FeedbackSession(models.Model):
    """An hour or a week in which a group may answer, by a code that its teacher shows."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="sessions")
    audience = models.CharField(max_length=10, choices=Audience)
    form = models.CharField(max_length=10, choices=FeedbackForm)
    code = models.CharField(max_length=8, unique=True)
    most = models.PositiveSmallIntegerField()  # answers that it takes
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    lapses_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id group audience form most opened_at opened_by lapses_at closed_at",
        secret="code",
        keep="as long as the pilot; the code opens nothing once it has lapsed",
        person="opened_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lapses_at__gt=F("opened_at")), name="feedback_session_lasts"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.TEACHERS, form=FeedbackForm.TEACHER)
                | Q(audience=Audience.PUPILS) & ~Q(form=FeedbackForm.TEACHER),
                name="feedback_form_suits_its_audience",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.audience}"

    @property
    def spoken_code(self) -> str:
        """In two halves, as it is read out and typed."""
        return f"{self.code[:4]}-{self.code[4:]}"

    def is_open(self, now: dt.datetime) -> bool:
        return self.closed_at is None and now < self.lapses_at


class FeedbackAnswer(models.Model):
    """What one person chose in one session; of a pupil these numbers and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(FeedbackSession, models.CASCADE, related_name="answers")
    audience = models.CharField(max_length=10, choices=Audience)  # the session's, for the checks
    chosen = ArrayField(models.PositiveSmallIntegerField())  # in the order of the questions
    minutes = models.PositiveSmallIntegerField(null=True)  # of a teacher's time, this week
    words = models.CharField(max_length=LONGEST, blank=True)  # a teacher's: what worked

    DATA: ClassVar = DataCard(
        internal="id session audience",
        confidential="chosen minutes words",
        keep="as long as the pilot; it names nobody",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(audience=Audience.TEACHERS) | Q(words="", minutes=None),
                name="pupils_answers_hold_choices_alone",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=3000),
                name="feedback_minutes_fit_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.chosen}"
