import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.catalogue.models.solutions import Solution
from eduhub.catalogue.models.stands import COMPANY_PEOPLE
from eduhub.catalogue.states import ReferenceState
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role

FRESH = dt.timedelta(days=365)  # a confirmation that is older says so
SCHOOL_PEOPLE = frozenset({Role.PRINCIPAL, Role.TEACHER})


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def shown(self) -> Self:
        """What the solution's page shows: confirmed ones, and unconfirmed ones marked as such."""
        return self.filter(state__in=(ReferenceState.CONFIRMED, ReferenceState.UNCONFIRMED))

    def visible_to(self, actor: Actor) -> Self:
        """The two sides and hub staff follow a reference; the public reads shown() ones only."""
        if actor.roles & STAFF:
            return self
        if actor.roles & COMPANY_PEOPLE:
            return self.filter(solution__company=actor.organisation_id)
        if actor.roles & SCHOOL_PEOPLE:
            return self.filter(school=actor.organisation_id).exclude(
                state=ReferenceState.WITHDRAWN
            )
        return self.none()


class Reference(models.Model):
    """A company's claim that a school uses its solution, and what the principal says to it."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="references")
    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    use = TextField()  # what was used, by whom
    period = TextField(blank=True)  # when, in words
    state = models.CharField(
        max_length=12, choices=ReferenceState, default=ReferenceState.UNCONFIRMED
    )
    state_since = models.DateTimeField()
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ReferenceQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="solution school use period state decided_at",
        internal="id state_since named_at named_by decided_by",
        keep="as long as the solution",
        person="decided_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("solution", "school"), name="one_reference_a_school"),
            models.CheckConstraint(
                condition=Q(
                    state__in=(ReferenceState.UNCONFIRMED, ReferenceState.WITHDRAWN),
                )
                | Q(decided_at__isnull=False),
                name="decided_reference_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} {self.school_id}"

    def is_old(self, now: dt.datetime) -> bool:
        """Confirmed so long ago that it should be asked for again."""
        if self.state != ReferenceState.CONFIRMED or self.decided_at is None:
            return False
        return self.decided_at < now - FRESH
