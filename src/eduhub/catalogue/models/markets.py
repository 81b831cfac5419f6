"""Markets: where solutions are sold or tried, and what is known of each, in versions.

What a pilot abroad was planned by must stay readable: the database keeps each version as it was
written (migration 0130). The room stands below pilots and programmes, which both ask it.
"""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF

OLD_AFTER = dt.timedelta(days=365)
OF_AGE = 18  # who answers alone where nobody has looked up a lower age


class MarketQuerySet(models.QuerySet["Market"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those that are shown; hub staff see all."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(is_shown=True)


class Market(models.Model):
    """A country or a part of one that has its own rules for schools."""

    code = models.SlugField(max_length=12, unique=True)  # such as "ee" or "de-by"
    name = TextField()
    is_shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)  # of the facts that stand

    objects = MarketQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="code name is_shown",
        internal="id version",
        keep="as long as anything refers to it",
    )

    def __str__(self) -> str:
        return str(self.name)


class MarketFactsQuerySet(models.QuerySet["MarketFacts"]):
    def standing(self) -> Self:
        """The newest version of each market."""
        return self.filter(version=F("market__version"))

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(market__in=Market.objects.visible_to(actor).order_by().values("pk"))


class MarketFacts(models.Model):
    """What is known of a market, as somebody has checked it on a day; a change is a new row."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="facts")
    version = models.PositiveIntegerField()
    languages = TextField(blank=True)  # of teaching
    curriculum = TextField(blank=True)
    curriculum_url = models.URLField(blank=True)
    privacy_law = TextField(blank=True)
    privacy_url = models.URLField(blank=True)
    online_age = models.PositiveSmallIntegerField(null=True, blank=True)  # GDPR, Article 8
    online_age_source = models.CharField(max_length=200, blank=True)
    online_age_on = models.DateField(null=True, blank=True)  # the source's own day
    pupil_age = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(10), MaxValueValidator(OF_AGE)]
    )  # from which a pupil's own yes is enough in a study
    pupil_age_source = models.CharField(max_length=200, blank=True)
    ethics_body = TextField(blank=True)
    ethics_url = models.URLField(blank=True)
    permit = TextField(blank=True)  # what a study at a school needs there
    procurement = TextField(blank=True)
    price_model = TextField(blank=True)
    currency = models.CharField(max_length=3)  # ISO 4217
    checked_on = models.DateField(null=True, blank=True)  # None: nobody has checked it
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = MarketFactsQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="market version languages curriculum curriculum_url privacy_law privacy_url"
        " online_age online_age_source online_age_on pupil_age pupil_age_source ethics_body"
        " ethics_url permit procurement price_model currency checked_on",
        internal="id changed_at changed_by",
        keep="as long as the market: what a pilot was planned by must stay readable",
        person="changed_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("market", "version"), name="one_market_a_version"),
            models.CheckConstraint(
                condition=Q(pupil_age=None) | Q(pupil_age__gte=10, pupil_age__lte=OF_AGE),
                name="pupil_age_of_a_market",
            ),
            models.CheckConstraint(
                condition=Q(online_age=None)
                | ~Q(online_age_source="") & Q(online_age_on__isnull=False),
                name="online_age_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(pupil_age=None) | ~Q(pupil_age_source=""),
                name="pupil_age_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="currency_of_a_market"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market_id}.{self.version}"

    @property
    def answers_alone_from(self) -> int:
        """The age from which a pupil answers alone; of age, where nobody has looked it up."""
        return self.pupil_age or OF_AGE

    @property
    def is_checked(self) -> bool:
        return self.checked_on is not None

    def is_old(self, today: dt.date) -> bool:
        """Checked, and more than a year ago."""
        return self.checked_on is not None and today - self.checked_on > OLD_AFTER
