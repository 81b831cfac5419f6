"""The library of measures: tests, questionnaires and others that a trial may choose."""

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from eduhub.engines.evidence.ratings import ReliabilityKind
from eduhub.evidence.states.measures import Maker, MeasureKind, MeasureState
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text, TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role

RELIABILITY_KINDS = [(kind.value, kind.value) for kind in ReliabilityKind]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a questionnaire; a reversed one counts from the other end."""

    words: Text
    is_reversed: bool


class MeasureQuerySet(models.QuerySet["Measure"]):
    def published(self) -> Self:
        return self.filter(state=MeasureState.PUBLISHED)

    def standing(self) -> Self:
        """The newest published version of each."""
        later = Measure.objects.filter(
            series=OuterRef("series"),
            version__gt=OuterRef("version"),
            state=MeasureState.PUBLISHED,
        )
        return self.published().filter(~Exists(later))

    def visible_to(self, actor: Actor) -> Self:
        """Published ones are for everybody; others for the hub and the researchers whose they are."""
        if actor.roles & STAFF:
            return self
        public = Q(state=MeasureState.PUBLISHED)
        if not actor.holds(Role.RESEARCHER):
            return self.filter(public)
        return self.filter(public | Q(organisation=actor.organisation_id))


class Measure(models.Model):
    """One version of a measure. Once published it stays as it is: the database sees to it.

    Versions of one measure share their `series`. A frozen plan names series and version, so
    that what was measured can be read for as long as the plan.
    """

    series = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=MeasureState, default=MeasureState.PROPOSED)
    name = TextField()
    kind = models.CharField(max_length=15, choices=MeasureKind)
    about = TextField()  # what it measures
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)  # years
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    licence = TextField()
    licence_url = models.URLField(blank=True)
    maker = models.CharField(max_length=200)
    maker_is = models.CharField(max_length=12, choices=Maker)
    maker_company = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=300, blank=True)  # where it was published
    source_url = models.URLField(blank=True)

    items = models.JSONField(default=list, blank=True)  # [{"text": Text, "reversed": bool}]
    may_show_items = models.BooleanField(default=False)  # the licence permits it
    answer_low = models.SmallIntegerField(null=True, blank=True)
    answer_high = models.SmallIntegerField(null=True, blank=True)
    answer_low_words = TextField(blank=True)
    answer_high_words = TextField(blank=True)
    scoring = TextField(blank=True)  # how answers become a number

    low = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    higher_is_better = models.BooleanField(default=True)
    reliability = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    reliability_kind = models.CharField(max_length=10, choices=RELIABILITY_KINDS, blank=True)
    reliability_source = models.CharField(max_length=300, blank=True)
    remark = TextField(blank=True)  # what to know before it is used

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose researchers proposed it; None: the hub's own
    edition = models.PositiveIntegerField(default=1)  # of a proposal, for two who edit at once
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    told = models.CharField(max_length=1000, blank=True)  # why it was declined
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = MeasureQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="series version name kind about age_from age_to languages licence licence_url maker"
        " maker_is maker_company source source_url items may_show_items answer_low answer_high"
        " answer_low_words answer_high_words scoring low high higher_is_better reliability"
        " reliability_kind reliability_source remark published_at",
        internal="id state organisation edition written_at written_by published_by",
        confidential="told",
        keep="as long as the library",
        person="written_by published_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("series", "version"), name="one_measure_a_version"),
            models.CheckConstraint(
                condition=Q(state=MeasureState.PUBLISHED, published_at__isnull=False)
                | ~Q(state=MeasureState.PUBLISHED) & Q(published_at=None),
                name="published_measure_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None)
                | Q(low__isnull=False, high__isnull=False, low__lt=F("high")),
                name="measure_goes_upwards",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_from__lte=F("age_to")),
                name="measure_ages_go_upwards",
            ),
            models.CheckConstraint(
                condition=Q(reliability=None, reliability_kind="", reliability_source="")
                | Q(reliability__isnull=False, reliability__range=(0, 1))
                & ~Q(reliability_kind="")
                & ~Q(reliability_source=""),
                name="reliability_has_kind_and_source",
            ),
            models.CheckConstraint(
                condition=Q(items=[])
                | Q(
                    may_show_items=True,
                    answer_low__isnull=False,
                    answer_high__isnull=False,
                    answer_low__lt=F("answer_high"),
                ),
                name="items_are_permitted_and_have_answers",
            ),
            models.CheckConstraint(
                condition=Q(maker_company=None) | Q(maker_is=Maker.COMPANY),
                name="a_company_made_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeasureState.DECLINED) | ~Q(told=""),
                name="declined_measure_has_grounds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_published(self) -> bool:
        return self.state == MeasureState.PUBLISHED

    @property
    def statements(self) -> tuple[Statement, ...]:
        items: list[dict[str, Any]] = self.items
        return tuple(Statement(Text.of(one["text"]), bool(one["reversed"])) for one in items)

    def is_made_by(self, company_id: int) -> bool:
        """Whether a company's own solution would be marked by its own measure."""
        return self.maker_is == Maker.COMPANY and self.maker_company_id in (None, company_id)
