from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.evidence.models.plans import Plan
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import Role


class Review(models.Model):
    """What somebody who read a trial says of it that no number tells, for its ratings.

    `facts` has names of `engines.evidence.ratings.StudyFacts` (see `queries.rating_facts`).
    A later one takes the place of an earlier, which stays; the database keeps each as written.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    version = models.PositiveIntegerField()  # 1, 2, …
    facts = models.JSONField(default=dict)
    grounds = models.CharField(max_length=1000)  # for everybody
    written_at = models.DateTimeField()
    written_as = models.CharField(max_length=20, choices=Role)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="version facts grounds written_at written_as",
        internal="id plan written_by",
        keep="as long as the result",
        person="written_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "version"), name="one_review_a_version"),
            models.CheckConstraint(condition=~Q(grounds=""), name="review_has_grounds"),
        ]

    def __str__(self) -> str:
        return f"review {self.version} of {self.plan_id}"

    @property
    def said(self) -> dict[str, Any]:
        return dict(self.facts)
