from typing import ClassVar

from django.db import models
from django.db.models import Q

from eduhub.kit.privacy import DataCard, OnErase
from eduhub.workspaces.models.spaces import Signed, Workspace

LONGEST = 5_000  # characters


class Message(Signed):
    """A message of the thread, or an answer to one; edited or deleted by whoever wrote it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="messages")
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )  # the message that began the talk; an answer has no answers of its own
    text = models.TextField(max_length=LONGEST)
    version = models.PositiveSmallIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by_hub = models.BooleanField(default=False)
    stirred_at = models.DateTimeField()  # the latest of the talk that it began
    key = models.UUIDField(unique=True)  # of the form: sent twice, written once

    DATA: ClassVar = DataCard(
        internal="id workspace answers organisation role at version edited_at deleted_at"
        " deleted_by_hub stirred_at key",
        personal="person",
        confidential="text",
        keep="as long as the workspace; its words go when its writer deletes it",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at=None) | Q(text=""), name="deleted_message_has_no_words"
            )
        ]
        indexes = [models.Index(fields=("workspace", "-stirred_at"), name="message_thread")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def in_one_line(self) -> str:
        """For a letter, in which an empty line would begin a new paragraph."""
        return " ".join(self.text.split())


class Wording(models.Model):
    """How a message read before it was edited."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="wordings")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST)
    written_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        internal="id message version written_at",
        confidential="text",
        keep="as long as the message has words",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("message", "version"), name="one_wording_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.message_id}.{self.version}"
