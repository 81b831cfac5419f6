from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.evidence.models.plans import Plan
from eduhub.evidence.states import ExplorationKind, ExplorationState
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import Role


class Exploration(models.Model):
    """Another look at the sums of a trial, asked for after they were closed: never rated.

    The database keeps each as it was asked and worked out. Only a withdrawal before the result
    is public empties it, as it empties the result.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="explorations")
    number = models.PositiveIntegerField()  # 1, 2, … of the plan
    kind = models.CharField(max_length=20, choices=ExplorationKind)
    school = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    confidence = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    state = models.CharField(
        max_length=10, choices=ExplorationState, default=ExplorationState.WAITING
    )
    asked_at = models.DateTimeField()
    asked_as = models.CharField(max_length=20, choices=Role)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    content = models.JSONField(default=dict)  # see services.exploring
    fingerprint = models.CharField(max_length=64, blank=True)  # of the content
    worked_out_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        public="number kind confidence state asked_at asked_as fingerprint worked_out_at",
        internal="id plan school asked_by",
        confidential="content",
        keep="as long as the result",
        person="asked_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="one_exploration_a_number"),
            models.UniqueConstraint(
                fields=("plan", "kind", "school", "confidence"),
                condition=~Q(state=ExplorationState.DROPPED),
                nulls_distinct=False,
                name="one_exploration_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=ExplorationKind.WITHOUT_SCHOOL, school__isnull=False)
                | ~Q(kind=ExplorationKind.WITHOUT_SCHOOL) & Q(school=None),
                name="exploration_leaves_one_school_out",
            ),
            models.CheckConstraint(
                condition=Q(kind=ExplorationKind.CONFIDENCE, confidence__gt=0, confidence__lt=1)
                | ~Q(kind=ExplorationKind.CONFIDENCE) & Q(confidence=None),
                name="exploration_has_one_confidence",
            ),
            models.CheckConstraint(
                condition=Q(state=ExplorationState.READY, worked_out_at__isnull=False)
                & ~Q(content={})
                & ~Q(fingerprint="")
                | ~Q(state=ExplorationState.READY) & Q(content={}, fingerprint=""),
                name="exploration_is_whole_or_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"exploration {self.number} of {self.plan_id}"

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.content)
