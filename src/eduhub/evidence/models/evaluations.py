"""Solutions evaluated by trained teachers, each alone, by the hub's own rubric."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.catalogue.models import Solution
from eduhub.evidence.states import EvaluationState
from eduhub.evidence.states.rubric import RUBRIC
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF

WITHIN = dt.timedelta(days=21)  # own choice: so long a teacher has for the scores
TRAINED_FOR = dt.timedelta(days=730)  # own choice: after two years the training is taken again


class TrainingQuerySet(models.QuerySet["Training"]):
    def valid_on(self, day: dt.date) -> Self:
        return self.filter(trained_on__lte=day, trained_on__gt=day - TRAINED_FOR)


class Training(models.Model):
    """A teacher who was trained to use the rubric, on a day; it lapses after two years."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    trained_on = models.DateField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = TrainingQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="person marked_at marked_by",
        personal="trained_on",
        keep="until the person erases the account",
        person="person",
        on_erase=OnErase.DELETE,
    )

    def __str__(self) -> str:
        return f"training of {self.person_id}"

    @property
    def lapses_on(self) -> dt.date:
        return self.trained_on + TRAINED_FOR


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def published(self) -> Self:
        return self.filter(state=EvaluationState.PUBLISHED)

    def visible_to(self, actor: Actor) -> Self:
        """Published ones are public; others are for the hub and for those who evaluate."""
        if actor.roles & STAFF:
            return self
        own = Sheet.objects.standing().filter(
            evaluation=models.OuterRef("pk"), evaluator=actor.user_id
        )
        mine = models.Exists(own) if actor.user_id is not None else Q(pk=None)
        return self.filter(Q(state=EvaluationState.PUBLISHED) | mine)


class Evaluation(models.Model):
    """Two trained teachers, or three where two differ, look at one version of a solution.

    `content` is written when it is published: scores by criterion and how far they agreed. The
    database then refuses to change it (migration 0061); only the company's one comment is added.
    """

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="evaluations")
    release = models.CharField(max_length=20, blank=True)  # as the solution named it that day
    rubric = models.PositiveSmallIntegerField(default=RUBRIC)
    state = models.CharField(max_length=10, choices=EvaluationState, default=EvaluationState.OPEN)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    content = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(null=True)
    comment = models.CharField(max_length=1000, blank=True)  # the company's, once
    commented_at = models.DateTimeField(null=True)

    objects = EvaluationQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="solution release rubric state content published_at comment commented_at",
        internal="id asked_at asked_by",
        keep="as long as the solution",
        person="asked_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("solution", "release"),
                condition=~Q(state=EvaluationState.PUBLISHED),
                name="one_evaluation_open_a_release",
            ),
            models.CheckConstraint(
                condition=Q(state=EvaluationState.PUBLISHED, published_at__isnull=False)
                & ~Q(content={})
                | ~Q(state=EvaluationState.PUBLISHED) & Q(published_at=None, content={}),
                name="published_evaluation_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(comment="", commented_at=None)
                | ~Q(comment="") & Q(commented_at__isnull=False, published_at__isnull=False),
                name="comment_follows_publication",
            ),
        ]
        indexes = [models.Index(fields=("-published_at",), name="evaluations_newest")]

    def __str__(self) -> str:
        return f"evaluation of {self.solution_id}"

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.content)

    @property
    def is_published(self) -> bool:
        return self.state == EvaluationState.PUBLISHED


class SheetQuerySet(models.QuerySet["Sheet"]):
    def standing(self) -> Self:
        """Without those of teachers in whose place somebody else was asked."""
        return self.filter(replaced_at=None)

    def waiting(self) -> Self:
        return self.standing().filter(given_at=None)


class Sheet(models.Model):
    """One teacher's own scores and grounds; nobody else sees them before all are in.

    A teacher who never answers is replaced by the hub: the sheet stays as it was asked, with the
    reason, and another takes its seat.
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="sheets")
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    seat = models.PositiveSmallIntegerField()  # 1, 2, and 3 where two differ
    asked_at = models.DateTimeField()
    has_no_interest = models.BooleanField(default=False)  # as the teacher declared
    scores = models.JSONField(default=dict, blank=True)  # {criterion: 1 to 4}
    grounds = models.CharField(max_length=2000, blank=True)
    given_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    replaced_why = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = SheetQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="seat scores grounds given_at has_no_interest",
        internal="id evaluation evaluator asked_at replaced_at replaced_why replaced_by",
        keep="as long as the evaluation",
        person="evaluator replaced_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("evaluation", "evaluator"), name="nobody_evaluates_twice"
            ),
            models.UniqueConstraint(
                fields=("evaluation", "seat"),
                condition=Q(replaced_at=None),
                name="one_sheet_a_seat",
            ),
            models.CheckConstraint(condition=Q(seat__range=(1, 3)), name="three_seats_at_most"),
            models.CheckConstraint(
                condition=Q(given_at=None, scores={})
                | Q(given_at__isnull=False, has_no_interest=True) & ~Q(scores={}) & ~Q(grounds=""),
                name="given_sheet_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None, replaced_why="")
                | Q(replaced_at__isnull=False, given_at=None) & ~Q(replaced_why=""),
                name="only_who_never_answered_is_replaced",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.seat} of {self.evaluation_id}"

    @property
    def due_at(self) -> dt.datetime:
        return self.asked_at + WITHIN
