from typing import ClassVar

from django.db import models

from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.workspaces.models.spaces import Signed, Workspace


class Document(models.Model):
    """A file of the workspace under its name, whatever version it is in."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="documents")
    name = models.CharField(max_length=110)
    latest = models.PositiveSmallIntegerField(default=0)  # number of the newest version
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id workspace latest added_at removed_at",
        confidential="name",
        keep="as long as the workspace; its versions go when it is taken away",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("workspace", "name"),
                condition=models.Q(removed_at=None),
                name="one_document_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DocumentVersion(Signed):
    """One version of a file; it is never changed, only followed by another."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)  # what is new in it
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, related_name="+"
    )  # none once it was taken away

    DATA: ClassVar = DataCard(
        internal="id document number organisation role at file",
        personal="person",
        confidential="note",
        keep="as long as the workspace",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("document", "number"), name="one_file_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.number}"
