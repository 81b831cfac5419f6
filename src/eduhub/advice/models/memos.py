from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.advice.models.cases import LONGEST, Case, Session
from eduhub.advice.states import Owner
from eduhub.kit.privacy import DataCard, OnErase


class Memo(models.Model):
    """What was said in a session, for both sides to read."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="memo")
    words = models.TextField(max_length=LONGEST)
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        internal="id session written_at version",
        confidential="words",
        keep="as long as its session",
    )

    def __str__(self) -> str:
        return f"{self.session_id}"


class Step(models.Model):
    """An agreed step: who takes it, and until when."""

    memo = models.ForeignKey(Memo, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=8, choices=Owner)
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id memo owner due done_at reminded_at",
        personal="done_by",
        confidential="what",
        keep="as long as its memo",
        person="done_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="a_step_says_what")]
        indexes = [
            models.Index(
                fields=("due",),
                condition=Q(done_at=None, reminded_at=None),
                name="steps_to_remind_of",
            )
        ]

    def __str__(self) -> str:
        return self.what


class Note(models.Model):
    """A private note of an adviser on a request; whoever asked for advice never sees it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    words = models.TextField(max_length=LONGEST)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id case written_at key",
        personal="author",
        confidential="words",
        keep="as long as its request",
        person="author",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.case_id} {self.pk}"


class NoteReader(models.Model):
    """Somebody of the staff whom the adviser has named to read the private notes of a request."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="note_readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id case named_at",
        personal="person",
        keep="as long as its request",
        person="person",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=("case", "person"), name="one_reader_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"
