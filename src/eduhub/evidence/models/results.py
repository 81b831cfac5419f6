from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.engines.evidence import Answer
from eduhub.evidence.models.plans import Plan
from eduhub.evidence.states import ResultState
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF

ANSWERS = [(answer.value, answer.value) for answer in Answer]


class ResultQuerySet(models.QuerySet["Result"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def visible_to(self, actor: Actor) -> Self:
        """Published ones are public; until then they are for those who have a part."""
        if actor.roles & STAFF:
            return self
        part = Plan.objects.having_part(actor).filter(pk=models.OuterRef("plan"))
        return self.filter(Q(published_at__isnull=False) | models.Exists(part))


class Result(models.Model):
    """What a trial showed. The numbers are written once; publishing cannot be taken back.

    Before it is published, a withdrawal empties it: then it is "reopened", and is written anew.

    Differences are the classes that tried the solution minus the others: `estimate`, `low` and
    `high` in the measure's own unit, `sd_…` in standard deviations. They are None when the data
    permit no comparison, which is an answer too ("cannot tell").
    """

    plan = models.OneToOneField(Plan, models.PROTECT, primary_key=True, related_name="result")
    state = models.CharField(max_length=10, choices=ResultState, default=ResultState.WAITING)
    asked_at = models.DateTimeField()
    trouble = models.CharField(max_length=80, blank=True)  # of what kind, when it failed

    answer = models.CharField(max_length=30, choices=ANSWERS, blank=True)
    estimate = models.FloatField(null=True)
    standard_error = models.FloatField(null=True)
    degrees_of_freedom = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    p_value = models.FloatField(null=True)
    sd_estimate = models.FloatField(null=True)
    sd_low = models.FloatField(null=True)
    sd_high = models.FloatField(null=True)
    content = models.JSONField(default=dict)  # all the rest, see services.analysis
    fingerprint = models.CharField(max_length=64, blank=True)  # of content and numbers
    analysed_at = models.DateTimeField(null=True)

    published_at = models.DateTimeField(null=True)
    bundle = models.CharField(max_length=64, blank=True)  # SHA-256 of the bundle of that day
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ResultQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="answer estimate standard_error degrees_of_freedom low high p_value sd_estimate"
        " sd_low sd_high fingerprint analysed_at published_at bundle",
        internal="plan state asked_at trouble published_by",
        confidential="content",
        keep="as long as the solution",
        person="published_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ResultState.READY)
                | ~Q(answer="") & ~Q(fingerprint="") & Q(analysed_at__isnull=False),
                name="ready_result_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state=ResultState.READY),
                name="published_result_is_ready",
            ),
            models.CheckConstraint(
                condition=Q(bundle="") | Q(published_at__isnull=False),
                name="only_a_public_result_has_its_bundles_fingerprint",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.REOPENED)
                | Q(content={}, fingerprint="", answer="", estimate=None),
                name="reopened_result_is_emptied",
            ),
        ]
        indexes = [
            models.Index(
                fields=("-published_at",),
                condition=Q(published_at__isnull=False),
                name="published_results",
            )
        ]

    def __str__(self) -> str:
        return f"result of {self.plan_id}"

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.content)
