from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField, in_reading_order
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard
from eduhub.kit.search import words_of
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, OrganisationState


class Topic(models.Model):
    """A word that catalogue and search share in all languages: "subject-maths"."""

    code = models.SlugField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=10, choices=TopicKind)
    name = TextField()
    place = models.PositiveSmallIntegerField(default=0)  # order within its kind
    words = models.GeneratedField(
        expression=words_of("name"), output_field=SearchVectorField(), db_persist=True
    )

    DATA: ClassVar = DataCard(
        public="code kind name", internal="place words", keep="as long as the directory"
    )

    def __str__(self) -> str:
        return str(self.name)


class Company(models.Model):
    """The public profile of an organisation of the kind company."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="company"
    )
    pitch = TextField(blank=True)
    description = TextField(blank=True)
    founded = models.PositiveSmallIntegerField(null=True, blank=True)  # year
    people_working = models.CharField(max_length=10, blank=True)  # band: "1-4", "5-9", …
    legal_form = TextField(blank=True)
    industry_code = models.CharField(max_length=6, blank=True)
    industry_version = models.CharField(max_length=10, blank=True)  # such as TOL 2025
    register_seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        public="pitch description founded people_working legal_form industry_code"
        " industry_version register_seen_at",
        internal="organisation version",
        keep="as long as the organisation",
    )

    def __str__(self) -> str:
        return str(self.organisation_id)


PUBLIC = Q(state=SolutionState.PUBLISHED, company__state=OrganisationState.APPROVED)


class SolutionQuerySet(models.QuerySet["Solution"]):
    def published(self) -> Self:
        """What anybody may see: published, of an approved company."""
        return self.filter(PUBLIC)

    def visible_to(self, actor: Actor) -> Self:
        """Published ones of approved companies, one's own company's, and for hub staff all."""
        if actor.roles & STAFF:
            return self
        return self.filter(PUBLIC | Q(company=actor.organisation_id))


class Solution(models.Model):
    """What a company offers to schools."""

    company = models.ForeignKey(Organisation, models.PROTECT, related_name="solutions")
    key = models.UUIDField(null=True, unique=True)  # of the form that made it: once, not twice
    name = TextField()
    pitch = TextField(blank=True)
    description = TextField(blank=True)
    codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    state = models.CharField(max_length=10, choices=SolutionState, default=SolutionState.DRAFT)
    release = models.CharField(max_length=20, blank=True)  # the version of the product
    website = models.URLField(blank=True)
    picture = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    picture_words = TextField(blank=True)  # what the picture shows
    version = models.PositiveIntegerField(default=1)  # of this row, for two who edit at once
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    words = models.GeneratedField(
        expression=words_of("name", "pitch", "description", codes="codes"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = SolutionQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="name pitch description codes release website picture picture_words"
        " published_at company",
        internal="id key state version created_at changed_at words",
        keep="as long as the company or a pilot refers to it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SolutionState.PUBLISHED) | Q(published_at__isnull=False),
                name="published_solution_has_its_time",
            )
        ]
        indexes = [
            GinIndex(fields=["words"], name="solution_words"),
            GinIndex(fields=["codes"], name="solution_codes"),
            models.Index(in_reading_order("name", "fi"), name="solution_order_fi"),
            models.Index(in_reading_order("name", "sv"), name="solution_order_sv"),
            models.Index(in_reading_order("name", "en"), name="solution_order_en"),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state=SolutionState.PUBLISHED),
                name="solution_newest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_published(self) -> bool:
        return self.state == SolutionState.PUBLISHED
