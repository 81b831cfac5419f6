from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.advice.models.cases import Case
from eduhub.advice.models.signposts import Signpost
from eduhub.advice.states import Outcome, ReferralState
from eduhub.kit.privacy import DataCard, OnErase

LONGEST_WORDS = 600  # characters


class Referral(models.Model):
    """Whoever asked is passed on to another agency, once they have agreed to what is told."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    agency = models.ForeignKey(Signpost, models.PROTECT, related_name="referrals")
    words = models.CharField(max_length=LONGEST_WORDS)  # all that the agency is told
    state = models.CharField(max_length=8, choices=ReferralState, default=ReferralState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id case agency state proposed_at answered_at key",
        personal="proposed_by answered_by",
        confidential="words",
        keep="as long as its request",
        person="proposed_by answered_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReferralState.PROPOSED, answered_at=None)
                | ~Q(state=ReferralState.PROPOSED) & Q(answered_at__isnull=False),
                name="referral_answered_at_some_time",
            ),
            models.UniqueConstraint(
                fields=("case", "agency"),
                condition=~Q(state=ReferralState.DECLINED),
                name="referred_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.agency_id}"


class Followup(models.Model):
    """The question, some months later, whether the agency was of use."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="followups")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    token_digest = models.CharField(max_length=64, null=True, unique=True)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    words = models.CharField(max_length=300, blank=True)

    DATA: ClassVar = DataCard(
        internal="id referral months due sent_at answered_at outcome",
        confidential="words",
        secret="token_digest",
        keep="as long as its referral",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("referral", "months"), name="asked_once_each_time"),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="")
                | Q(answered_at__isnull=False) & ~Q(outcome=""),
                name="answer_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(token_digest__isnull=False),
                name="a_letter_has_its_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.months}"
