"""Demo days: companies that agreed to pitch, in an order, and who was interested."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.programmes.models.calls import Programme
from eduhub.programmes.models.records import own_or_staff

OPEN_DAYS = 30  # after the day, in which interests are taken


class DemoDayQuerySet(models.QuerySet["DemoDay"]):
    def visible_to(self, actor: Actor) -> Self:
        """Shown ones; for the hub's people all."""
        inside = actor.roles & STAFF or actor.holds("machine")
        return self if inside else self.exclude(published_at=None)


class DemoDay(models.Model):
    """Companies of a programme show what they have made, before investors and whoever comes."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="demo_days")
    title = TextField()
    words = TextField()
    place = TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    watch_url = models.URLField(blank=True, max_length=300)  # where it is sent or kept as a film
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = DemoDayQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="programme title words place starts_at ends_at watch_url published_at",
        internal="id version key",
        keep="as long as its programme",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="demo_day_lasts")
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_shown(self) -> bool:
        return self.published_at is not None

    @property
    def closes_at(self) -> dt.datetime:
        """Until when somebody can say that they are interested."""
        return self.ends_at + dt.timedelta(days=OPEN_DAYS)


class PitchQuerySet(models.QuerySet["Pitch"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own company's, and for the hub's people all."""
        return own_or_staff(self, actor, "organisation")  # type: ignore[return-value]

    def agreed(self) -> Self:
        return self.filter(agreed=True)


class Pitch(models.Model):
    """A company on a demo day; on the page only while it agrees."""

    demo_day = models.ForeignKey(DemoDay, models.CASCADE, related_name="pitches")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()  # in the order of the day
    words = TextField(blank=True)  # the company's own
    agreed = models.BooleanField(null=True)  # None: asked, not answered
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = PitchQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="demo_day organisation place words",
        internal="id agreed decided_at version",
        personal="decided_by",
        keep="as long as its demo day",
        person="decided_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("demo_day", "organisation"), name="one_pitch_a_company"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_at=None)
                | Q(agreed__isnull=False, decided_at__isnull=False),
                name="a_pitch_is_decided_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demo_day_id} {self.organisation_id}"

    @property
    def is_agreed(self) -> bool:
        return self.agreed is True


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, actor: Actor) -> Self:
        """The company's own people read them; whoever wrote agreed to nobody else."""
        if not actor.roles & {Role.COMPANY_LEAD, Role.COMPANY_MEMBER}:
            return self.none()
        return self.filter(pitch__organisation=actor.organisation_id)

    def standing(self) -> Self:
        """Confirmed and not taken back."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at=None)


class Interest(models.Model):
    """Somebody would like to talk with a company that pitched, and agreed to its being told.

    When it is taken back the row is emptied and only counts.
    """

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    said_at = models.DateTimeField()  # and consented to
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    token_digest = models.CharField(max_length=64, unique=True)
    key = models.UUIDField(unique=True)

    objects = InterestQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id pitch user language said_at confirmed_at withdrawn_at key",
        personal="name organisation email words",
        secret="token_digest",
        keep="12 months; two days when it is not confirmed; emptied at once when taken back",
        keep_days=365,
        keep_from="said_at",
        person="user",
        by_email="email",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("pitch", "email"),
                condition=Q(withdrawn_at=None),
                name="one_interest_an_address",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None)
                | Q(name="", organisation="", email="", words="", user=None),
                name="withdrawn_interest_is_emptied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pitch_id} {self.pk}"
