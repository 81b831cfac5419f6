"""Papers, seats and consents: what a pilot of lane B or C may hold of pupils, and how little.

A seat is a random code, another in each pilot. No name, address, birthday or identity code of a
pupil or guardian has a column here; the teacher keeps the list of who sits where. In lane A the
database refuses seats (migration 0060), and what was answered is never changed.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from eduhub.catalogue.models import Dossier
from eduhub.kit.leaflets import Leaflet
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.pilots.models.pilots import Group, Pilot
from eduhub.pilots.states.privacy import (
    CODE_LENGTH,
    Band,
    PaperKind,
    Party,
    Purpose,
    Source,
)

DESTROYED = "until the permit's day of destruction; without a permit, a year after the last day"


class Pack(models.Model):
    """The papers of a pilot as they were issued, from one set of facts; each time a version.

    Consents belong to a version: with other words they are asked for anew.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="packs")
    version = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()  # the facts
    asks_consent = models.BooleanField()  # lane B may rest on another ground
    guardians = models.PositiveSmallIntegerField(default=1)  # who must say yes: one, or both
    purposes = ArrayField(models.CharField(max_length=10, choices=Purpose))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        confidential="content",
        internal="id pilot version dossier asks_consent guardians purposes issued_at issued_by",
        keep="as long as the pilot",
        person="issued_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("pilot", "version"), name="one_pack_a_version"),
            models.CheckConstraint(
                condition=Q(guardians__gte=1, guardians__lte=2), name="one_guardian_or_both"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id}.{self.version}"


class PackPaper(models.Model):
    """One paper in one language, word by word as people read it, with its fingerprint."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    language = models.CharField(max_length=2)
    body = models.JSONField()  # a kit.leaflets.Leaflet
    sha256 = models.CharField(max_length=64)

    DATA: ClassVar = DataCard(
        confidential="body",
        internal="id pack kind language sha256",
        keep="as long as the pilot",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("pack", "kind", "language"), name="one_paper_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.kind} {self.language}"

    @property
    def leaflet(self) -> Leaflet:
        return Leaflet.of(self.body)


class Seat(models.Model):
    """A place in a group, known by a random code; who sits there only the teacher knows."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="seats")
    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    band = models.CharField(max_length=10, choices=Band)
    band_since = models.DateTimeField()
    renew_on = models.DateField(null=True)  # from this day on it is asked anew; the teacher's
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # the pupil has left

    DATA: ClassVar = DataCard(
        personal="code band band_since renew_on",
        internal="id pilot group opened_at closed_at",
        keep=DESTROYED,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(band=Band.ADULT) | Q(renew_on__isnull=False),
                name="seat_of_a_minor_is_renewed",
            )
        ]

    def __str__(self) -> str:
        return self.code


class ConsentEntry(models.Model):
    """One answer of one party for one seat, bound to the words that were read; never changed."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="entries")
    paper = models.ForeignKey(PackPaper, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the words shown
    band = models.CharField(max_length=10, choices=Band)  # at that time
    party = models.CharField(max_length=10, choices=Party)
    given = ArrayField(models.CharField(max_length=10, choices=Purpose), default=list, blank=True)
    source = models.CharField(max_length=5, choices=Source)
    signed_on = models.DateField(null=True)  # on paper
    at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        personal="party given source signed_on at band",
        internal="id seat paper sha256 entered_by",
        keep=DESTROYED,
        person="entered_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(source=Source.PAPER) & Q(signed_on__isnull=False))
                | (~Q(source=Source.PAPER) & Q(signed_on=None)),
                name="paper_consent_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.TOLD) | Q(given=[]), name="a_yes_is_never_hearsay"
            ),
        ]
        indexes = [models.Index(fields=("seat", "party", "-id"), name="consent_standing")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.party}"


class ConsentCheck(models.Model):
    """A second person has held a consent on paper against the entry; only then it counts."""

    entry = models.OneToOneField(ConsentEntry, models.CASCADE, related_name="check_row")
    at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id entry at checked_by",
        keep=DESTROYED,
        person="checked_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return str(self.entry_id)


class ConsentLink(models.Model):
    """A link for one party of one seat: used once, then a session of half an hour answers."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="links")
    party = models.CharField(max_length=10, choices=Party)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id seat party made_at expires_at opened_at",
        secret="token_sha256",
        keep="until it is used or 30 days old, and half a year to see misuse",
        keep_days=180,
        keep_from="made_at",
    )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.party}"


class EthicsStatement(models.Model):
    """What the ethics body of another market has said to a pilot; there the permit waits for it."""

    pilot = models.OneToOneField(Pilot, models.CASCADE, related_name="ethics_statement")
    number = models.CharField(max_length=60)
    given_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        confidential="number given_on",
        internal="id pilot noted_at noted_by",
        keep="as long as the pilot",
        person="noted_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="ethics_statement_has_its_number")
        ]

    def __str__(self) -> str:
        return self.number
