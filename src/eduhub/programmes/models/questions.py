from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.kit.lang import Text, TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.programmes.models.calls import Call, Step
from eduhub.programmes.states import CHOOSING, Fact, Ground, Openness, QuestionKind, YesNo

LONGEST_LINE, LONGEST_TEXT = 300, 8_000  # characters of an answer, unless the question says less


class Question(models.Model):
    """What a call asks at one of its steps, and who may read the answer.

    least and most mean characters of a text, the number itself, how many choices, or the sum of
    a budget in euros. A question of eligibility has one accepted answer, or bounds if it asks
    for a number, and the words for whoever falls outside.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="questions")
    step = models.ForeignKey(Step, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()  # order within the step
    kind = models.CharField(max_length=10, choices=QuestionKind)
    words = TextField()
    help = TextField(blank=True)
    choices = TextField(blank=True)  # one a line, the same lines in each language
    is_required = models.BooleanField(default=True)
    least = models.BigIntegerField(null=True, blank=True)
    most = models.BigIntegerField(null=True, blank=True)
    if_question = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="then_asked"
    )
    if_answer = models.CharField(
        max_length=10, blank=True
    )  # "yes", "no" or the number of a choice
    openness = models.CharField(max_length=12, choices=Openness, default=Openness.CONFIDENTIAL)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    fact = models.CharField(max_length=12, choices=Fact, blank=True)
    tells_who = models.BooleanField(default=False)  # hidden from whoever reads without names
    is_eligibility = models.BooleanField(default=False)
    accepted = models.CharField(max_length=10, blank=True)
    refusal = TextField(blank=True)  # "you may not apply because …"

    DATA: ClassVar = DataCard(
        public="call step place kind words help choices is_required least most if_question"
        " if_answer openness ground fact is_eligibility accepted refusal",
        internal="id tells_who",
        keep="with its call",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(openness=Openness.PUBLIC, ground="")
                | ~Q(openness=Openness.PUBLIC) & ~Q(ground=""),
                name="what_is_not_public_has_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(if_question=None, if_answer="")
                | Q(if_question__isnull=False) & ~Q(if_answer=""),
                name="condition_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                name="question_limits_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_eligibility=False)
                | Q(kind__in=(QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.NUMBER)),
                name="eligibility_can_be_evaluated",
            ),
        ]
        indexes = [models.Index(fields=("step", "place"), name="questions_in_order")]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def options(self) -> list[tuple[str, Text]]:
        """What can be chosen, by its number: "1", "2" and so on; of yes and no their codes."""
        if self.kind == QuestionKind.YES_NO:
            return [(one.value, Text(*(str(one.label),) * 3)) for one in YesNo]
        if self.kind not in CHOOSING:
            return []
        lines = {code: getattr(self.choices, code).splitlines() for code in ("fi", "sv", "en")}
        count = max(len(found) for found in lines.values())
        rows = [
            Text(*(found[n].strip() if n < len(found) else "" for found in lines.values()))
            for n in range(count)
        ]
        return [(str(n), row) for n, row in enumerate(rows, start=1)]

    def said(self, code: str) -> str:
        """The words of a choice, in the reader's language; its code where it is gone."""
        return next((str(words) for known, words in self.options if known == code), code)


class Rewording(models.Model):
    """Words of a published question that were mended: what stood before, and why. Kept for good."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="rewordings")
    was_words = TextField()
    was_help = TextField(blank=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    DATA: ClassVar = DataCard(
        public="question was_words was_help reason at",
        internal="id",
        personal="by",
        keep="with its question",
        person="by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="rewording_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.at:%Y-%m-%d}"
