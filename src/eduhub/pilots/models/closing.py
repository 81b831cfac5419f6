"""How pilots end, and what everybody may read of them in the register."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Kind, Role
from eduhub.pilots.models.pilots import Group, Pilot
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.closing import (
    CLOSING_TONE,
    Closing,
    ClosingGround,
    LeftOutReason,
    ShownAs,
)

LONGEST_ANSWER = 1000  # characters


class DecisionQuerySet(models.QuerySet["ClosingDecision"]):
    def public(self) -> Self:
        """With the pilot's result, and never before it: reasons would tell it."""
        return self.filter(pilot__state__in=(PilotState.PUBLISHED, PilotState.ARCHIVED))

    def visible_to(self, actor: Actor) -> Self:
        """Public ones; before that for the company, the schools, their provider and the hub."""
        if actor.roles & STAFF:
            return self
        seen = Q(pilot__state__in=(PilotState.PUBLISHED, PilotState.ARCHIVED))
        if actor.organisation_id is not None:
            own = actor.organisation_id
            groups = Group.objects.taking_part().filter(pilot=OuterRef("pilot"))
            seen |= Q(organisation=own) | Q(pilot__solution__company=own)
            seen |= Q(Exists(groups.filter(school=own)))
            if actor.holds(Role.PROVIDER_OFFICIAL):
                seen |= Q(Exists(groups.filter(school__provider=own)))
        return self.filter(seen)


class ClosingDecision(models.Model):
    """Buy, continue or stop: what one school or education provider decided after a pilot.

    Written for others to use: the reasons are public, in the words of an office.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Closing)
    grounds = ArrayField(models.CharField(max_length=12, choices=ClosingGround))
    reasons = TextField()
    next_procurement = models.DateField(null=True, blank=True)  # when it is bought or tendered
    decided_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    answer = models.CharField(max_length=LONGEST_ANSWER, blank=True)  # the company's, once
    answered_at = models.DateTimeField(null=True)
    answered_to = models.PositiveIntegerField(null=True)  # the version that it answers
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="decision grounds reasons next_procurement decided_at changed_at answer"
        " answered_at",
        internal="id pilot organisation decided_by version answered_to answered_by",
        keep="as long as the pilot",
        person="decided_by answered_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("pilot", "organisation"), name="one_closing_decision_each"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_to=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_to__isnull=False),
                name="answer_to_a_decision_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=("-decided_at",), name="closing_decisions_latest")]

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.organisation_id} {self.decision}"

    @property
    def tone(self) -> str:
        return CLOSING_TONE[self.decision]

    @property
    def ground_words(self) -> list[str]:
        return [str(ClosingGround(code).label) for code in self.grounds]

    @property
    def is_by_school(self) -> bool:
        return self.organisation.kind == Kind.SCHOOL

    @property
    def was_changed_since_answered(self) -> bool:
        return self.answered_to is not None and self.answered_to != self.version


class SchoolListing(models.Model):
    """How a school is named in the public register; without a row, by its district alone."""

    school = models.OneToOneField(Organisation, models.CASCADE, related_name="listing")
    shown_as = models.CharField(max_length=10, choices=ShownAs)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="shown_as",
        internal="id school chosen_at chosen_by",
        keep="as long as the school",
        person="chosen_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.school_id} {self.shown_as}"


class LeftOut(models.Model):
    """A pilot that is left out of the register until its data are closed, with the reason.

    The register counts it under its reason. A result is never left out.
    """

    pilot = models.OneToOneField(Pilot, models.CASCADE, related_name="left_out")
    reason = models.CharField(max_length=12, choices=LeftOutReason)
    words = models.CharField(max_length=300)  # the hub's own, for itself
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="reason",
        internal="id pilot decided_at decided_by",
        confidential="words",
        keep="as long as the pilot",
        person="decided_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.pilot_id} {self.reason}"
