import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.kit.search import words_of
from eduhub.pages.states import PageKind, PageState, Standing
from eduhub.people.states import STAFF


class PageQuerySet(models.QuerySet["Page"]):
    def shown(self, now: dt.datetime) -> Self:
        """Published, and their time has come."""
        return self.filter(state=PageState.PUBLISHED, publish_at__lte=now)

    def visible_to(self, actor: Actor, now: dt.datetime) -> Self:
        """What is shown; for hub staff all."""
        return self if actor.roles & STAFF else self.shown(now)


class Page(models.Model):
    """A page, a guide or a piece of news, in three languages."""

    kind = models.CharField(max_length=10, choices=PageKind)
    slug = models.SlugField(max_length=80)
    title = TextField()
    lead = TextField(blank=True)
    body = TextField(blank=True)  # Markdown
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    alternative = TextField(blank=True)
    by_mail = models.BooleanField(default=True)  # news only: to those who want it
    state = models.CharField(max_length=10, choices=PageState, default=PageState.DRAFT)
    publish_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when the letters were put into the queue
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    words = models.GeneratedField(
        expression=words_of("title", "lead", "body"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PageQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="kind slug title lead body picture alternative publish_at changed_at",
        internal="id by_mail state told_at version created_at words",
        keep="until staff take it away",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("kind", "slug"), name="one_page_an_address"),
            models.CheckConstraint(
                condition=~Q(state=PageState.PUBLISHED) | Q(publish_at__isnull=False),
                name="published_page_has_its_time",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="page_words"),
            models.Index(fields=("kind", "state", "-publish_at"), name="page_news"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def standing_at(self, now: dt.datetime) -> Standing:
        if self.state == PageState.DRAFT or self.publish_at is None:
            return Standing.DRAFT
        return Standing.SCHEDULED if self.publish_at > now else Standing.SHOWN


class PageVersion(models.Model):
    """A page as it was saved once: never changed, so that it can be compared and restored."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = TextField()
    lead = TextField(blank=True)
    body = TextField(blank=True)
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    alternative = TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id page number title lead body picture alternative saved_at saved_by",
        keep="as long as the page",
        person="saved_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("page", "number"), name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"
