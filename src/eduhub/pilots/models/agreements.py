from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.kit.access import Actor
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.pilots.models.pilots import Pilot, SuccessStatement
from eduhub.pilots.states import Lane
from eduhub.pilots.states.agreements import SignedBy, SignedHow, Uploader

KEEP = "ten years after the pilot, as long as claims can rest on it"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> Self:
        """The two parties, and the hub."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        own = actor.organisation_id
        return self.filter(Q(school=own) | Q(pilot__solution__company=own))


class Agreement(models.Model):
    """Between company and school, on one version of the success statement, in one lane.

    What it says is fixed in `content` when it is made; the PDF comes of that alone. The first
    signature fixes the language and keeps the very file; the second is for the same bytes.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="agreements")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    statement = models.ForeignKey(SuccessStatement, models.RESTRICT, related_name="agreements")
    lane = models.CharField(max_length=1, choices=Lane)
    template = models.PositiveSmallIntegerField()  # version of the text
    content = models.JSONField()  # what the text is filled with
    made_at = models.DateTimeField()
    language = models.CharField(max_length=2, blank=True)  # "" until somebody has signed
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    uploaded_by = models.CharField(max_length=10, choices=Uploader, blank=True)

    objects = AgreementQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id pilot school statement lane template made_at language document uploaded_by",
        confidential="content",
        keep=KEEP,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("pilot", "school", "statement", "lane"), name="one_agreement_a_statement"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How people speak of it, on paper and on screen."""
        return f"{self.content['number']}-{self.pk}"

    @property
    def is_signed(self) -> bool:
        """By both parties, and both the same bytes. Needs its signatures."""
        return {one.party for one in self.signatures.all()} == set(SignedBy)

    def signature_of(self, party: str) -> "Signature | None":
        return next((one for one in self.signatures.all() if one.party == party), None)


class Signature(models.Model):
    """A party's yes: a typed name under exactly this file, or the file signed elsewhere."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=10, choices=SignedBy)
    how = models.CharField(max_length=10, choices=SignedHow)
    name = models.CharField(max_length=100, blank=True)  # as typed; "" for a file
    role = models.CharField(max_length=20)  # in which the person acted
    sha256 = models.CharField(max_length=64)  # of the PDF that the person was shown
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id agreement party how role sha256 signed_at signed_by",
        personal="name",
        keep=KEEP,
        person="signed_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("agreement", "party"), name="one_signature_a_party"),
            models.CheckConstraint(
                condition=Q(how=SignedHow.UPLOADED) | ~Q(name=""), name="typed_signature_has_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.party}"
