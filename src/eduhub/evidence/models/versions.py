"""Changes to a frozen plan: each is a version of its own, and none is ever taken back.

The database only ever adds the next one (migration 0070): it holds the new one against the one
before, and refuses what may not change any more.
"""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.evidence.models.plans import Plan
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import Role


class PlanVersion(models.Model):
    """A whole plan anew, from the second version on; the first is the row of the plan itself.

    `content` is the canonical JSON with the reason, the role and the moment in it; `previous` is
    the fingerprint of the version before, and stands in the content too.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64)
    reason = TextField()
    content = models.TextField()
    fingerprint = models.CharField(max_length=64)
    amended_at = models.DateTimeField()
    amended_as = models.CharField(max_length=20, choices=Role)
    amended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="number previous reason content fingerprint amended_at amended_as",
        internal="id plan amended_by",
        keep="as long as the plan",
        person="amended_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="one_plan_a_version"),
            models.CheckConstraint(condition=Q(number__gte=2), name="first_plan_is_its_own_row"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"

    @property
    def frozen(self) -> dict[str, Any]:
        return dict(json.loads(self.content))
