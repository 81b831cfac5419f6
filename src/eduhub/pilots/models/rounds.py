from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF
from eduhub.pilots.models.calls import Call
from eduhub.pilots.models.pilots import Group, Pilot
from eduhub.pilots.models.profiles import GroupProfile
from eduhub.pilots.states.rounds import ROUND_TONES, DecisionKind, FairBy, FairRule, RoundState


class Wish(models.Model):
    """A teacher's wish for a group: an offer with its rank, or one that it never wants."""

    profile = models.ForeignKey(GroupProfile, models.CASCADE, related_name="wishes")
    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(null=True)  # 1 is the dearest; None: never

    DATA: ClassVar = DataCard(
        internal="id",
        confidential="profile pilot rank",
        keep="as long as the group's profile",
        person="profile__teacher",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("profile", "pilot"), name="one_wish_an_offer"),
            models.UniqueConstraint(fields=("profile", "rank"), name="one_offer_a_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.pilot_id}"


class Preferred(models.Model):
    """Which groups a company would rather have at an offer; it knows none of them."""

    pilot = models.OneToOneField(Pilot, models.CASCADE, related_name="preferred")
    ages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    DATA: ClassVar = DataCard(
        internal="id pilot", confidential="ages languages", keep="as long as the pilot"
    )

    def __str__(self) -> str:
        return f"{self.pilot_id}"


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, actor: Actor) -> Self:
        """The hub's people see rounds; a teacher or a company only what became of their own."""
        return self if actor.roles & STAFF else self.none()


class Round(models.Model):
    """The groups and the offers of a call, matched under limits; a person publishes it."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    per_school = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )  # groups of one school at most; None: no limit
    rule = models.CharField(max_length=10, choices=FairRule, default=FairRule.LEXIMIN)
    classes = ArrayField(models.CharField(max_length=12, choices=FairBy), default=list, blank=True)
    floor = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(100)]
    )  # per cent of each class that must be served
    seed = models.CharField(max_length=64)  # of the lot between equals; drawn at the opening
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)  # for publishing, or for cancelling
    version = models.PositiveIntegerField(default=1)  # of limits and decisions

    objects = RoundQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id call state opened_at opened_by published_at published_by version",
        confidential="per_school rule classes floor seed reason",
        keep="as long as the call",
        person="opened_by published_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RoundState.PUBLISHED)
                | (Q(published_at__isnull=False) & ~Q(reason="")),
                name="published_round_has_time_and_reason",
            ),
            models.CheckConstraint(condition=Q(floor__lte=100), name="floor_is_a_share"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How people speak of it."""
        return f"R-{self.opened_at.year}-{self.pk:03d}"

    @property
    def tone(self) -> str:
        return ROUND_TONES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN


class RoundDecision(models.Model):
    """What a person of the hub decided about one group and one offer, and why."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=6, choices=DecisionKind)
    profile = models.ForeignKey(GroupProfile, models.CASCADE, related_name="+")
    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="+")
    waived = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # limits
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id round kind made_at made_by undone_at",
        confidential="profile pilot waived reason",
        keep="as long as the round and the group's profile",
        person="made_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("round", "profile", "pilot"),
                condition=Q(undone_at=None),
                name="one_decision_a_pair",
            ),
            models.UniqueConstraint(
                fields=("round", "profile"),
                condition=Q(undone_at=None, kind=DecisionKind.LOCK),
                name="one_lock_a_group",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="round_decision_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.profile_id}, {self.pilot_id}"


class RoundVersion(models.Model):
    """One proposal of a round: the problem and what the engine answered, as they were.

    With problem, seed and the engine's version anybody at the hub can have it worked out
    again; the fingerprints say that nothing has been changed since.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    problem = models.TextField()  # canonical JSON
    problem_sha256 = models.CharField(max_length=64)
    groups = models.PositiveIntegerField()
    offers = models.PositiveIntegerField()
    outcome = models.TextField(blank=True)  # JSON; "" while it is being worked out
    outcome_sha256 = models.CharField(max_length=64, blank=True)
    contradicts = models.BooleanField(default=False)
    served = models.PositiveIntegerField(null=True)
    engine = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id round number groups offers contradicts served engine asked_at solved_at"
        " problem_sha256 outcome_sha256",
        confidential="problem outcome",
        keep="as long as the round",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "number"), name="one_proposal_a_number"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(solved_at__isnull=False),
                name="solved_proposal_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}.{self.number}"

    @property
    def is_solved(self) -> bool:
        return self.outcome != ""


class GroupResult(models.Model):
    """What a published round brought a group: an offer, or the reason why none."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="group_results")
    profile = models.ForeignKey(GroupProfile, models.CASCADE, related_name="results")
    pilot = models.ForeignKey(Pilot, models.CASCADE, null=True, related_name="+")
    group = models.OneToOneField(Group, models.SET_NULL, null=True, related_name="result")
    first_week = models.DateField(null=True)  # a Monday
    last_week = models.DateField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    change = models.JSONField(null=True)  # the smallest that would help

    DATA: ClassVar = DataCard(
        internal="id round",
        confidential="profile pilot group first_week last_week reason change",
        keep="as long as the group's profile",
        person="profile__teacher",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "profile"), name="one_result_a_group"),
            models.CheckConstraint(
                condition=Q(pilot=None) ^ Q(reason=""), name="result_is_an_offer_or_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.profile_id}"


class OfferResult(models.Model):
    """What a published round brought an offer: how many groups, and why not more."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="offer_results")
    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="results")
    groups = models.PositiveIntegerField()
    reason = models.CharField(max_length=40, blank=True)
    change = models.JSONField(null=True)

    DATA: ClassVar = DataCard(
        internal="id round",
        confidential="pilot groups reason change",
        keep="as long as the round",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "pilot"), name="one_result_an_offer")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.pilot_id}"
