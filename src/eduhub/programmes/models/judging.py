"""What jurors are given and what they give: entries, assignments, sheets, marks, remarks."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Lower

from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Membership
from eduhub.programmes.models.applications import Application, Writer
from eduhub.programmes.models.juries import HIGHEST, LOWEST, Conflict, Criterion, Juror, Round
from eduhub.programmes.states import Outcome, SheetState

LONGEST_COMMENT = 4_000  # characters
# Of a mail provider's customers, and of the names kept for examples, a domain says nothing.
SHARED_DOMAINS = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.fi",
    "outlook.com",
    "outlook.fi",
    "live.com",
    "live.fi",
    "icloud.com",
    "me.com",
    "yahoo.com",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "gmx.net",
    "luukku.com",
    "kolumbus.fi",
    "elisanet.fi",
    "saunalahti.fi",
    "pp.inet.fi",
    "suomi24.fi",
    "example.com",
    "example.net",
    "example.org",
]


def domain_of(email: Any) -> Func:
    """The part after the @ of an address (a path or an expression), in small letters."""
    return Func(
        Lower(email), Value("@"), Value(2), function="split_part", output_field=models.CharField()
    )


def no_near(home: Any, person: Any, email: Any) -> Q:
    """True where this person is not near an organisation, as far as the hub sees by itself.

    Near is who is or was a member of it, of its owner or of what it owns, and whoever has an
    address at the domain of one of its people.

    Args:
        home, person, email: as expressions that a subquery understands.
    """
    close = Q(organisation=home) | Q(organisation__provider=home) | Q(organisation__units=home)
    belongs = Membership.objects.filter(close, user=person)
    near = (
        Membership.objects.filter(organisation=home)
        .annotate(domain=domain_of("user__email"))
        .filter(domain=domain_of(email))
        .exclude(Q(domain__in=SHARED_DOMAINS) | Q(domain__endswith=".example"))
    )
    return Q(~Exists(belongs), ~Exists(near))


def no_conflict(application: str, juror: Any, person: Any, email: Any) -> Q:
    """True of rows whose application has no conflict of interest with this person, as of now.

    Declared ones, and those that the hub sees by itself: the person is or was a member of the
    applicant, of its owner or of what it owns, writes the application, or has an address at the
    domain of one of the applicant's people. This one condition stands before every list, page,
    count, letter and export of a juror, and before every assignment.

    Args:
        application: the path to it; "pk" where the rows are applications.
        juror, person, email: of whom it is asked, as expressions of the outer query. What a
            juror declared holds when the person is erased, too.
    """
    prefix = "" if application == "pk" else f"{application}__"
    home = OuterRef(f"{prefix}organisation")
    declared = Conflict.objects.filter(
        Q(application=OuterRef(application)) | Q(organisation=home),
        Q(juror=juror) | Q(juror__person=person),
    )
    writes = Writer.objects.filter(application=OuterRef(application), person=person)
    return Q(~Exists(declared), ~Exists(writes)) & no_near(home, person, email)


class Entry(models.Model):
    """An application that takes part in a round, under a code that belongs to the round alone."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="entries")
    application = models.ForeignKey(Application, models.CASCADE, related_name="entries")
    code = models.CharField(max_length=12)

    DATA: ClassVar = DataCard(internal="id round application code", keep="as long as its round")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "application"), name="an_entry_once"),
            models.UniqueConstraint(fields=("round", "code"), name="a_code_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.code


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def clear(self) -> Self:
        """Those without a conflict of interest, see `no_conflict`."""
        person, email = OuterRef("juror__person"), OuterRef("juror__person__email")
        return self.filter(no_conflict("entry__application", OuterRef("juror"), person, email))

    def open_to(self, person_id: int | None, now: dt.datetime) -> Self:
        """What this person may see as a juror: published, begun, theirs, without a conflict."""
        return self.clear().filter(
            juror__person=person_id or 0,
            juror__left_at=None,
            entry__round__published_at__isnull=False,
            entry__round__opens_at__lte=now,
        )


class Assignment(models.Model):
    """A juror judges an entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="assignments")
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="assignments")
    is_locked = models.BooleanField(default=False)  # stays when it is worked out anew
    by_hand = models.BooleanField(default=False)

    objects = AssignmentQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id entry juror is_locked by_hand", keep="as long as its round"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("entry", "juror"), name="an_assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.juror_id}"


class Sheet(models.Model):
    """What a juror says of an entry. Until it is given in, nobody else sees it."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="sheet")
    state = models.CharField(max_length=5, choices=SheetState, default=SheetState.DRAFT)
    to_applicant = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    to_staff = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    saved_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        internal="id assignment state saved_at given_at version",
        confidential="to_applicant to_staff",
        keep="as long as its round",
        person="assignment__juror__person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT, given_at=None)
                | Q(state=SheetState.GIVEN, given_at__isnull=False),
                name="a_given_sheet_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"

    @property
    def is_given(self) -> bool:
        return self.state == SheetState.GIVEN


class Mark(models.Model):
    """A score for one criterion."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()

    DATA: ClassVar = DataCard(
        internal="id sheet criterion", confidential="score", keep="as long as its sheet"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("sheet", "criterion"), name="one_mark_a_criterion"),
            models.CheckConstraint(
                condition=Q(score__gte=LOWEST, score__lte=HIGHEST), name="a_mark_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}"


class Remark(models.Model):
    """A juror's word in the discussion of an entry, for those who have given their own sheet."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="remarks")
    words = models.TextField(max_length=LONGEST_COMMENT)
    written_at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id assignment written_at key",
        confidential="words",
        keep="as long as its round",
        person="assignment__juror__person",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"remark {self.pk}"


class Ranking(models.Model):
    """What the engine made of a round's sheets; `sha256` tells of which sheets."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="rankings")
    sha256 = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    obstacle = models.CharField(max_length=20, blank=True)
    content = models.JSONField(default=dict)  # as engines.scoring.report_content has it

    DATA: ClassVar = DataCard(
        internal="id round sha256 asked_at done_at obstacle",
        confidential="content",
        keep="as long as its round",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "sha256"), name="one_ranking_of_the_sheets")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.sha256[:8]}"


class Verdict(models.Model):
    """What was decided of an application, with its grounds; told once it is published."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="verdict")
    outcome = models.CharField(max_length=7, choices=Outcome)
    place = models.PositiveSmallIntegerField(null=True)  # on the waiting list
    grounds = models.TextField(max_length=LONGEST_COMMENT)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    appeal_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    DATA: ClassVar = DataCard(
        internal="id application outcome place decided_at published_at appeal_until version",
        personal="decided_by",
        confidential="grounds",
        keep="as long as its application",
        person="decided_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(grounds=""), name="a_verdict_has_its_grounds"),
            models.CheckConstraint(
                condition=Q(published_at=None, appeal_until=None)
                | Q(published_at__isnull=False, appeal_until__gt=F("published_at")),
                name="a_published_verdict_may_be_appealed",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Appeal(models.Model):
    """An applicant asks for a verdict to be looked at again, and what was answered."""

    verdict = models.OneToOneField(Verdict, models.CASCADE, related_name="appeal")
    words = models.TextField(max_length=LONGEST_COMMENT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answer = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    answered_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id verdict made_at answered_at",
        personal="made_by",
        confidential="words answer",
        keep="as long as its verdict",
        person="made_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answered_appeal_has_its_answer",
            )
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
