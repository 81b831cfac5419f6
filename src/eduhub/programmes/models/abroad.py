"""Readiness of a solution for a market: what is to be done, by whom, shown by what, at what cost."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.catalogue.models import Market, Solution
from eduhub.kit.access import Actor
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF
from eduhub.programmes.models.cohorts import Seat
from eduhub.programmes.states.abroad import GAPS, ITEM_TONES, Heading, ItemState, Template

LONGEST_TITLE, LONGEST_WORDS = 160, 300
MOST_COST = 100_000_000  # whole units of the currency


class ReadinessQuerySet(models.QuerySet["Readiness"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own company's, and those shown to one as its mentor; for hub staff all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        if not actor.is_signed_in:
            return self.none()
        shown = Seat.objects.shown_to_mentor(actor).values("organisation")
        own = Q(solution__company=actor.organisation_id or 0)
        return self.filter(own | Q(solution__company__in=shown))


class Readiness(models.Model):
    """The list of one solution for one market."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="readiness")
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)  # in which its costs are told; stays
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ReadinessQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        confidential="solution market currency",
        internal="id begun_at begun_by",
        keep="as long as the solution",
        person="begun_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("solution", "market"), name="one_readiness_a_market"),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="currency_of_readiness"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} {self.market_id}"


class ReadyItem(models.Model):
    """One thing to be done; of the template, or the company's own."""

    readiness = models.ForeignKey(Readiness, models.CASCADE, related_name="items")
    heading = models.CharField(max_length=12, choices=Heading)
    template = models.CharField(max_length=10, choices=Template, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)  # of one's own
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.NOT_BEGUN)
    ground = models.CharField(max_length=LONGEST_WORDS, blank=True)  # why it is not needed
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True)
    shown_by = models.CharField(max_length=LONGEST_WORDS, blank=True)  # passport, certificate
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    cost = models.PositiveIntegerField(null=True, blank=True)  # still to come; None: not known
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        personal="owner",
        confidential="heading template title state ground due_on link shown_by file cost",
        internal="id readiness version changed_at",
        keep="as long as the solution",
        person="owner",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("readiness", "template"),
                condition=~Q(template=""),
                name="a_template_once_a_list",
            ),
            models.CheckConstraint(
                condition=Q(template="") & ~Q(title="") | ~Q(template="") & Q(title=""),
                name="own_item_has_its_title",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.NOT_NEEDED) & ~Q(ground="")
                | ~Q(state=ItemState.NOT_NEEDED) & Q(ground=""),
                name="not_needed_has_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(state__in=GAPS) | Q(cost=None), name="no_cost_to_come_once_done"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DONE)
                | ~Q(link="")
                | ~Q(shown_by="")
                | Q(file__isnull=False),
                name="done_is_shown_by_something",
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__lte=MOST_COST), name="cost_to_come_is_sensible"
            ),
        ]
        indexes = [models.Index(fields=("readiness", "state"), name="ready_items_by_state")]

    def __str__(self) -> str:
        return str(self.get_template_display() if self.template else self.title)

    @property
    def tone(self) -> str:
        return ITEM_TONES[self.state]

    @property
    def is_gap(self) -> bool:
        return self.state in GAPS

    @property
    def is_own(self) -> bool:
        return not self.template
