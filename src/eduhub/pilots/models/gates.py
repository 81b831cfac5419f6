"""The gates before a plan, each a row of its own: who, when, and why.

What a lane forbids is for the database to hold: in lane A no row about a pupil can exist. The
rows about pupils (seats, consents) and their constraints come with their own theme; they look at
`Pilot.lane`, which only services.lanes writes.
"""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.pilots.models.pilots import Group, Pilot
from eduhub.pilots.states import Lane, Side
from eduhub.pilots.states.lanes import GateBy, LaneReason, PermitEnd
from eduhub.pilots.states.offers import DataKind

KEEP = "as long as the pilot"


class LaneAnswers(models.Model):
    """What a company or the hub says of the data and the contract; each change a new version.

    Lane, clearance and permit belong to a version: with another description they are asked anew.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="lane_answers")
    version = models.PositiveSmallIntegerField()
    bought = models.BooleanField()  # by the education provider
    data = models.JSONField(default=list)  # codes of DataKind
    under_agreement = models.BooleanField()  # an ordinary tool, the provider's processor
    study = models.BooleanField()  # something is collected for a study, if only a survey
    commissioned = models.BooleanField()  # the study, by the city
    recommended = models.CharField(max_length=1, choices=Lane)
    reasons = models.JSONField(default=list)  # codes of LaneReason
    side = models.CharField(max_length=10)  # "company" or "hub"
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="bought data under_agreement study commissioned recommended reasons",
        internal="id pilot version side answered_at answered_by",
        keep=KEEP,
        person="answered_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("pilot", "version"), name="one_answers_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id}.{self.version}"

    @property
    def reason_words(self) -> list[str]:
        return [str(LaneReason(code).label) for code in self.reasons]

    @property
    def data_words(self) -> list[str]:
        return [str(DataKind(code).label) for code in self.data]

    @property
    def is_of_company(self) -> bool:
        return self.side == Side.COMPANY


class LaneDecision(models.Model):
    """The lane that a named office has decided on; each change a new version."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="lane_decisions")
    version = models.PositiveSmallIntegerField()
    answers = models.ForeignKey(LaneAnswers, models.RESTRICT, related_name="decisions")
    lane = models.CharField(max_length=1, choices=Lane)
    reason = models.CharField(max_length=300, blank=True)
    office = models.CharField(max_length=20, choices=GateBy)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="lane reason office organisation decided_at",
        internal="id pilot version answers decided_by",
        keep=KEEP,
        person="decided_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("pilot", "version"), name="one_decision_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id}.{self.version} {self.lane}"

    @property
    def differs(self) -> bool:
        """From what the questionnaire recommends; needs the answers."""
        return self.lane != self.answers.recommended


class Clearance(models.Model):
    """Privacy cleared, or the clearance taken back; the latest row of a pilot counts.

    The dossier of the solution and the screening for an impact assessment come with their own
    theme and lead to this row.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="clearances")
    answers = models.ForeignKey(LaneAnswers, models.RESTRICT, related_name="clearances")
    is_cleared = models.BooleanField()
    reason = models.CharField(max_length=300)
    office = models.CharField(max_length=20, choices=GateBy)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id pilot answers is_cleared office organisation decided_at decided_by",
        confidential="reason",
        keep=KEEP,
        person="decided_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.pilot_id} {'cleared' if self.is_cleared else 'not cleared'}"


class Permit(models.Model):
    """A research permit that was granted for a pilot; one at a time is in force.

    The pack that is sent with the application comes with its own theme.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="permits")
    answers = models.ForeignKey(LaneAnswers, models.RESTRICT, related_name="permits")
    number = models.CharField(max_length=60)  # of the decision, as its register has it
    valid_from = models.DateField()
    valid_until = models.DateField()  # the last day
    destroy_by = models.DateField()  # when the data must be gone
    reason = models.CharField(max_length=300)  # what it permits, in short
    office = models.CharField(max_length=20, choices=GateBy)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=PermitEnd, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    DATA: ClassVar = DataCard(
        public="number valid_from valid_until destroy_by reason",
        internal="id pilot answers office organisation noted_at noted_by ended_at ended_how",
        confidential="ended_why",
        keep="as long as the pilot; the number is public as the decision is",
        person="noted_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="permit_lasts_a_day"
            ),
            models.CheckConstraint(
                condition=Q(destroy_by__gte=F("valid_until")), name="data_outlive_no_destroy_by"
            ),
            models.UniqueConstraint(
                fields=("pilot",), condition=Q(ended_at=None), name="one_permit_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def covers(self, day: dt.date) -> bool:
        return self.ended_at is None and self.valid_from <= day <= self.valid_until


class Information(models.Model):
    """The guardians and pupils of one group have been informed, as its lane asks.

    Sheets and consents come with their own theme; this row says that it was done, and how.
    """

    group = models.OneToOneField(Group, models.CASCADE, related_name="information")
    given_on = models.DateField()
    reason = models.CharField(max_length=300)  # how: a letter home, an evening for parents
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id group given_on noted_at noted_by",
        confidential="reason",
        keep=KEEP,
        person="noted_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.group_id} informed"
