"""Logic models: why a solution should help, told by those who make it and read by others."""

import json
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence.ratings import EssaLevel
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import Role

TIERS = [(level.value, level.value) for level in (EssaLevel.NONE, EssaLevel.TIER_4)]
"""All that a logic model alone can reach; higher ones need a study."""


class LogicModelQuerySet(models.QuerySet["LogicModel"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def standing(self) -> Self:
        """The newest published version of each release."""
        later = LogicModel.objects.filter(
            solution=OuterRef("solution"),
            release=OuterRef("release"),
            version__gt=OuterRef("version"),
            published_at__isnull=False,
        )
        return self.published().filter(~Exists(later))


class LogicModel(models.Model):
    """One version of a solution's logic model; the lists have one thing a line, in each language.

    Once published, `content` is the model: its canonical JSON, whose SHA-256 is `fingerprint`. The
    database refuses to change or delete it; only persons can be cut from it.
    """

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="logic_models")
    release = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField()  # 1, 2, … of the release
    need = TextField()
    for_whom = TextField()
    activities = TextField(blank=True)
    minutes_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    outputs = TextField(blank=True)
    near = TextField(blank=True)
    far = TextField(blank=True)
    assumptions = TextField(blank=True)
    links = models.JSONField(default=dict, blank=True)  # {stage: {"reason": Text, "sources": str}}
    writers = ArrayField(models.BigIntegerField(), default=list)  # ids of organisations
    edition = models.PositiveIntegerField(default=1)  # of the draft, for two who edit at once
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    content = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = LogicModelQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="solution release version need for_whom activities minutes_a_week outputs near far"
        " assumptions links content fingerprint published_at",
        internal="id writers edition written_at written_by published_by",
        keep="as long as the solution",
        person="written_by published_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("solution", "release", "version"), name="one_logic_model_a_version"
            ),
            models.UniqueConstraint(
                fields=("solution", "release"),
                condition=Q(published_at=None),
                name="one_draft_of_a_logic_model",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, content="", fingerprint="")
                | Q(published_at__isnull=False) & ~Q(content="") & ~Q(fingerprint=""),
                name="published_logic_model_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"logic model of {self.solution_id}, {self.release} {self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def frozen(self) -> dict[str, Any]:
        """The published content, read; {} of a draft."""
        return dict(json.loads(self.content)) if self.content else {}


class LogicReview(models.Model):
    """What a reader outside the company says of a published logic model.

    A later one takes the place of an earlier, which stays; the database keeps each as written.
    """

    logic_model = models.ForeignKey(LogicModel, models.PROTECT, related_name="reviews")
    version = models.PositiveIntegerField()  # 1, 2, …
    criteria = models.JSONField()  # {code: bool}, see states.logic
    tier = models.CharField(max_length=10, choices=TIERS)
    grounds = models.CharField(max_length=1000)  # for everybody
    written_at = models.DateTimeField()
    written_as = models.CharField(max_length=20, choices=Role)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="version criteria tier grounds written_at written_as",
        internal="id logic_model written_by",
        keep="as long as the logic model",
        person="written_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(
                fields=("logic_model", "version"), name="one_logic_review_a_version"
            ),
            models.CheckConstraint(condition=~Q(grounds=""), name="logic_review_has_grounds"),
            models.CheckConstraint(
                condition=Q(tier__in=[code for code, _ in TIERS]),
                name="logic_alone_is_tier_4_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.version} of logic model {self.logic_model_id}"

    @property
    def is_rationale(self) -> bool:
        return self.tier == EssaLevel.TIER_4
