"""The privacy dossier of a solution: filled in once, in versions, read by every municipality.

The database keeps versions, reviews and screenings as they were written (migration 0120).
"""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.catalogue.models.solutions import Solution
from eduhub.catalogue.states import (
    DataKind,
    DataPlace,
    HighRiskUse,
    LegalGround,
    Safeguard,
    Screened,
    Verdict,
    Whose,
)
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whole: its company, the hub, and the officials of every education provider."""
        if actor.roles & STAFF or actor.holds(Role.PROVIDER_OFFICIAL):
            return self
        return self.filter(solution__company=actor.organisation_id)

    def accepted(self) -> Self:
        """Those to which some education provider says yes now; their summary is public."""
        latest = (
            DossierReview.objects.filter(dossier=OuterRef("dossier"))
            .filter(organisation=OuterRef("organisation"), pk__gt=OuterRef("pk"))
            .order_by()
        )
        standing = DossierReview.objects.filter(
            ~Exists(latest), dossier=OuterRef("pk"), verdict=Verdict.ACCEPTED
        )
        return self.filter(Exists(standing))


class Dossier(models.Model):
    """One version of what a company says on the data that its solution touches."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="dossiers")
    version = models.PositiveSmallIntegerField()
    data = models.JSONField(default=dict)  # codes of DataKind, each with its codes of DataUse
    whose = ArrayField(models.CharField(max_length=10, choices=Whose), default=list)
    ground = models.CharField(max_length=10, choices=LegalGround)
    purpose = TextField(blank=True)  # in the company's words
    place = models.CharField(max_length=10, choices=DataPlace)  # the farthest
    processors = models.JSONField(default=list)  # of {"name", "country", "task"}
    keep_days = models.PositiveSmallIntegerField()  # after the end of use; 0: nothing is kept
    uses_ai = models.BooleanField()
    high_risk_uses = ArrayField(
        models.CharField(max_length=12, choices=HighRiskUse), default=list, blank=True
    )
    ai_words = TextField(blank=True)
    safeguards = ArrayField(models.CharField(max_length=10, choices=Safeguard), default=list)
    safety_words = TextField(blank=True)
    changed = models.CharField(max_length=300, blank=True)  # what is new in this version
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = DossierQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="solution version data whose ground purpose place keep_days uses_ai high_risk_uses"
        " ai_words published_at",
        confidential="processors safeguards safety_words changed",
        internal="id published_by",
        keep="as long as the solution: what was accepted must stay readable",
        person="published_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("solution", "version"), name="one_dossier_a_version"),
            models.CheckConstraint(
                condition=Q(uses_ai=True) | Q(high_risk_uses=[]),
                name="high_risk_use_is_a_use_of_ai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution_id}.{self.version}"

    @property
    def touches_data(self) -> bool:
        return bool(self.data)

    @property
    def data_words(self) -> list[str]:
        return [str(DataKind(kind).label) for kind in self.data]


class DossierReview(models.Model):
    """What one education provider says to one version; its latest word counts."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reviews")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=300)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="organisation verdict reviewed_at",
        confidential="reason",
        internal="id dossier reviewed_by",
        keep="as long as the solution",
        person="reviewed_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.verdict}"


class Screening(models.Model):
    """The nine questions on whether an impact assessment is needed, as one provider answers."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="screenings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)  # Criterion: {"answer": Tick, "reason": words}
    outcome = models.CharField(max_length=10, choices=Screened)
    screened_at = models.DateTimeField()
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        confidential="answers outcome",
        internal="id dossier organisation screened_at screened_by",
        keep="as long as the solution",
        person="screened_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.outcome}"
