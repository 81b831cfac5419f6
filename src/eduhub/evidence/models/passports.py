"""Signed credentials of what was measured, and the public halves of the keys that sign them.

The database keeps both as they were written (migration 0020).
"""

import json
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.catalogue.models import Solution
from eduhub.evidence.models.results import Result
from eduhub.evidence.states import CredentialKind, Ending, KeyState, Standing
from eduhub.kit.privacy import DataCard, OnErase


class SigningKey(models.Model):
    """The public half of a key; the private half is a file, never a row."""

    kid = models.CharField(max_length=40, unique=True)  # its name in the DID document
    multikey = models.CharField(max_length=80, unique=True)  # Ed25519, multibase, multicodec
    certificate = models.TextField(blank=True)  # PEM, of the key that seals PDF beside it
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        public="kid multikey certificate made_at retired_at compromised_at",
        internal="id",
        keep="for good: what the key has signed must stay verifiable",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("retired_at",),
                condition=Q(retired_at=None),
                nulls_distinct=False,
                name="one_key_signs",
            ),
            models.CheckConstraint(
                condition=Q(compromised_at=None) | Q(retired_at__isnull=False),
                name="compromised_key_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.kid

    @property
    def state(self) -> KeyState:
        if self.compromised_at is not None:
            return KeyState.COMPROMISED
        return KeyState.SIGNS if self.retired_at is None else KeyState.RETIRED


class CredentialQuerySet(models.QuerySet["Credential"]):
    def in_force(self) -> Self:
        return self.filter(ended_at=None)

    def passports(self) -> Self:
        return self.filter(kind=CredentialKind.PASSPORT)


class Credential(models.Model):
    """A signed document: the passport of a solution's release, or one of its results alone.

    `text` is what was signed, byte for byte, with its proof; everybody may read it for good.
    """

    reference = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=CredentialKind)
    solution = models.ForeignKey(Solution, models.PROTECT, related_name="credentials")
    release = models.CharField(max_length=20, blank=True)  # as the frozen plans name it
    result = models.ForeignKey(Result, models.PROTECT, null=True, related_name="credentials")
    passport = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the text
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField(unique=True)  # its bit in the status lists
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    why = models.CharField(max_length=10, choices=Ending, blank=True)
    grounds = models.CharField(max_length=500, blank=True)  # of a withdrawal, for everybody

    objects = CredentialQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="reference kind solution release result passport text fingerprint key"
        " status_index issued_at ended_at why grounds",
        internal="id issued_by ended_by",
        keep="for good: whoever was shown it must be able to check it",
        person="issued_by ended_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("solution", "release"),
                condition=Q(kind=CredentialKind.PASSPORT, ended_at=None),
                name="one_passport_in_force",
            ),
            models.UniqueConstraint(
                fields=("result",),
                condition=Q(kind=CredentialKind.RESULT, ended_at=None),
                name="one_credential_a_result_in_force",
            ),
            models.CheckConstraint(
                condition=Q(kind=CredentialKind.PASSPORT, result=None, passport=None)
                | Q(
                    kind=CredentialKind.RESULT,
                    result__isnull=False,
                    passport__isnull=False,
                ),
                name="part_names_its_passport",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, why="", grounds="")
                | Q(ended_at__isnull=False) & ~Q(why=""),
                name="ended_credential_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(why=Ending.WITHDRAWN) | ~Q(grounds=""),
                name="withdrawal_has_grounds",
            ),
        ]
        indexes = [
            models.Index(fields=("-issued_at",), name="credentials_newest"),
        ]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.text))

    @property
    def standing(self) -> Standing:
        return Standing(self.why) if self.why else Standing.IN_FORCE

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None

    @property
    def is_passport(self) -> bool:
        return self.kind == CredentialKind.PASSPORT
