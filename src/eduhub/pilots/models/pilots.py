from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.db.models.functions import Upper

from eduhub.catalogue.models import Market, MarketFacts, Solution
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models.calls import Call
from eduhub.pilots.states import (
    BEFORE_THE_PLAN,
    DECIDED_GROUPS,
    LIVE_GROUPS,
    ON_THE_REGISTER,
    SIGN_OF,
    STATES_OF,
    GroupState,
    Lane,
    Phase,
    PilotState,
    Side,
    grade_words,
)
from eduhub.pilots.states.offers import PERSONAL_DATA, DataKind, OfferStage
from eduhub.pilots.states.privacy import HOME_AGE, OF_AGE

# Everything that must be so before a plan is written is so. In lane A nobody needs informing.
READY_FOR_THE_PLAN = Q(state=PilotState.INFORMED) | Q(state=PilotState.AGREED, lane=Lane.A)
# Left out of the register for a reason, but never once its data are closed or it has ended.
MAY_BE_LEFT_OUT = BEFORE_THE_PLAN | set(STATES_OF[Phase.UNDER_WAY])
ON_SHOW = Q(left_out=None) | ~Q(state__in=MAY_BE_LEFT_OUT)
HELD = Count("groups", filter=Q(groups__state__in=LIVE_GROUPS))  # places that groups hold


class PilotQuerySet(models.QuerySet["Pilot"]):
    def visible_to(self, actor: Actor) -> Self:
        """The public register of pilots; withdrawn ones only to those who had a part in them."""
        if actor.roles & STAFF:
            return self
        seen = Q(state__in=ON_THE_REGISTER) & ON_SHOW
        if actor.organisation_id is not None:
            groups = Group.objects.filter(pilot=OuterRef("pk"))
            own = groups.filter(school=actor.organisation_id)
            seen |= Q(solution__company=actor.organisation_id) | Q(Exists(own))
            if actor.holds(Role.PROVIDER_OFFICIAL):
                ours = groups.filter(school__provider=actor.organisation_id)
                seen |= Q(state__in=ON_THE_REGISTER) & Q(Exists(ours))
        return self.filter(seen)

    def open_for_groups(self) -> Self:
        """Those that everybody may know of and a group may still join, if a place is left."""
        return self.filter(ON_SHOW, state__in=BEFORE_THE_PLAN)

    def run_in(self, market_id: int | None) -> Self:
        """Those that are run by the rules of this market; None for home."""
        if market_id is None:
            return self.filter(jurisdiction=None)
        return self.filter(jurisdiction__market=market_id)

    def ready_for_the_plan(self) -> Self:
        """Those that have passed every gate of their lane, and whose plan is not frozen yet."""
        return self.filter(READY_FOR_THE_PLAN)

    def with_places_left(self) -> Self:
        return self.annotate(held=HELD).filter(held__lt=F("places"))

    def counted(self) -> Self:
        """Each with held (places), and groups_in and schools_in (of accepted groups)."""
        accepted = Q(groups__state=GroupState.ACCEPTED)
        return self.annotate(
            held=HELD,
            groups_in=Count("groups", filter=accepted),
            schools_in=Count("groups__school", filter=accepted, distinct=True),
        )

    def open_first(self) -> Self:
        """Those with a place left first, then the newest."""
        is_open = Case(
            When(Q(state__in=BEFORE_THE_PLAN) & Q(places__gt=F("held")), then=0), default=1
        )
        return self.annotate(held=HELD).order_by(is_open, "-posted_at", "-pk")


class Pilot(models.Model):
    """One solution, tried by groups of pupils for one period, to answer one question."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="pilots")
    lane = models.CharField(max_length=1, choices=Lane, blank=True)  # "" until it is decided
    state = models.CharField(max_length=20, choices=PilotState, default=PilotState.POSTED)
    purpose = TextField()
    wanted = TextField(blank=True)  # which groups
    minutes_a_week = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(5), MaxValueValidator(600)]
    )  # of the teacher's time
    starts = models.DateField()
    ends = models.DateField()
    places = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(200)]
    )  # groups at most
    screened_at = models.DateTimeField(null=True)  # the hub has looked the offer through
    call = models.ForeignKey(  # the way it came in; None is the continuous call
        Call, models.PROTECT, null=True, blank=True, related_name="offers"
    )
    stage = models.CharField(max_length=10, choices=OfferStage, blank=True)
    uses = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # subjects
    ages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    devices = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # one of these
    least_groups = models.PositiveSmallIntegerField(default=1)  # with fewer it does not begin
    weeks_needed = models.PositiveSmallIntegerField(null=True, blank=True)  # None: all of them
    data_touched = ArrayField(  # None: nobody has answered; []: none at all
        models.CharField(max_length=10, choices=DataKind), null=True, blank=True
    )
    jurisdiction = models.ForeignKey(  # by whose rules it is run; None: by those of home
        MarketFacts, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pupil_age = models.PositiveSmallIntegerField(default=HOME_AGE)  # answers alone from it on
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    state_since = models.DateTimeField()
    grounds = models.CharField(max_length=300, blank=True)  # why it was withdrawn or stopped
    version = models.PositiveIntegerField(default=1)  # of this row, for two who edit at once

    objects = PilotQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="solution lane state purpose wanted minutes_a_week starts ends places"
        " call stage uses ages languages devices least_groups weeks_needed data_touched"
        " jurisdiction pupil_age",
        internal="id screened_at posted_at posted_by state_since version",
        confidential="grounds",
        keep="as long as the solution; published results stay",
        person="posted_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="pilot_lasts"),
            models.CheckConstraint(condition=Q(places__gte=1), name="pilot_has_a_place"),
            models.CheckConstraint(
                condition=Q(least_groups__gte=1, least_groups__lte=F("places")),
                name="pilot_least_fits_its_places",
            ),
            models.CheckConstraint(
                condition=~Q(lane=Lane.A)
                | Q(data_touched=None)
                | ~Q(data_touched__overlap=list(PERSONAL_DATA)),
                name="lane_a_touches_no_personal_data",
            ),
            models.CheckConstraint(
                condition=Q(jurisdiction=None, pupil_age=HOME_AGE)
                | Q(jurisdiction__isnull=False, pupil_age__gte=10, pupil_age__lte=OF_AGE),
                name="age_of_a_pilot_is_its_markets",
            ),
        ]
        indexes = [models.Index(fields=("state", "-posted_at"), name="pilot_register")]

    def __str__(self) -> str:
        return f"P-{self.pk}"

    @property
    def number(self) -> str:
        """How people speak of it, on paper and on screen."""
        return f"P-{self.starts.year}-{self.pk:03d}"

    @property
    def is_abroad(self) -> bool:
        return self.jurisdiction_id is not None

    @property
    def market(self) -> Market | None:
        """By whose rules it is run, with the jurisdiction fetched; None: by those of home."""
        return self.jurisdiction.market if self.jurisdiction else None

    @property
    def tone(self) -> str:
        """Of the state's pill, with its icon."""
        return SIGN_OF[self.state][0]

    @property
    def icon(self) -> str:
        return SIGN_OF[self.state][1]

    @property
    def is_before_the_plan(self) -> bool:
        return self.state in BEFORE_THE_PLAN

    @property
    def is_ready_for_the_plan(self) -> bool:
        """Has passed every gate of its lane, and its plan is not frozen yet."""
        last = PilotState.AGREED if self.lane == Lane.A else PilotState.INFORMED
        return self.state == last

    @property
    def touches_personal_data(self) -> bool:
        return bool(self.data_touched)

    @property
    def data_words(self) -> list[str]:
        """What it touches of people, in words."""
        return [str(DataKind(kind).label) for kind in self.data_touched or ()]

    @property
    def weeks(self) -> int:
        return max(1, round((self.ends - self.starts).days / 7))


class SuccessStatement(models.Model):
    """What both sides call a success, written before anything is measured.

    Each change is a new version; the agreements belong to a version, not to the pilot.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="statements")
    version = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side, default=Side.COMPANY)  # who wrote it
    success = TextField()
    measure = TextField()  # what is measured, and on which scale
    unit = TextField()  # of the measure: "points", "words a minute"
    smallest_that_matters = models.DecimalField(max_digits=12, decimal_places=4)  # in that unit
    higher_is_better = models.BooleanField(default=True)
    stop_rule = TextField()
    written_at = models.DateTimeField()
    company_agreed_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        public="success measure unit smallest_that_matters higher_is_better stop_rule",
        internal="id pilot version side written_at company_agreed_at",
        keep="as long as the pilot",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("pilot", "version"), name="one_statement_a_version"),
            models.CheckConstraint(
                condition=Q(smallest_that_matters__gt=0), name="difference_that_matters_is_some"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id}.{self.version}"

    @property
    def decimals(self) -> int:
        """How many decimals the smallest difference that matters was written with."""
        exponent = self.smallest_that_matters.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


class GroupQuerySet(models.QuerySet["Group"]):
    def live(self) -> Self:
        """Those that hold a place: accepted, or waiting for the principal."""
        return self.filter(state__in=LIVE_GROUPS)

    def taking_part(self) -> Self:
        return self.filter(state=GroupState.ACCEPTED)

    def visible_to(self, actor: Actor) -> Self:
        """One's own school's groups; the company sees those of its pilots; hub staff all."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        own = actor.organisation_id
        return self.filter(Q(school=own) | Q(pilot__solution__company=own))


class Group(models.Model):
    """A teacher's group in a pilot: a head count and a label, no pupil."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="groups")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="groups")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    label = models.CharField(max_length=20)  # as the school calls it, such as 5B
    grade = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(0), MaxValueValidator(13)]
    )  # 0: early childhood education
    pupils = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    state = models.CharField(max_length=22, choices=GroupState, default=GroupState.JOINED)
    joined_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    grounds = models.CharField(max_length=300, blank=True)  # the principal's, for a no
    agreed_to = models.ForeignKey(  # the success statement that the teacher agreed to
        SuccessStatement, models.SET_NULL, null=True, related_name="agreeing"
    )
    agreed_at = models.DateTimeField(null=True)

    objects = GroupQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id pilot school state joined_at decided_at decided_by agreed_to agreed_at",
        personal="teacher",
        confidential="label grade pupils grounds",
        keep="as long as the pilot; the teacher leaves it with the account",
        person="teacher",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("pilot"),
                F("school"),
                Upper("label"),
                condition=Q(state__in=LIVE_GROUPS),
                name="one_group_once_a_pilot",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_GROUPS) | Q(decided_at__isnull=False),
                name="decided_group_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(agreed_to=None) | Q(agreed_at__isnull=False),
                name="agreement_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def grade_words(self) -> str:
        return grade_words(self.grade)

    def is_led_by(self, actor: Actor) -> bool:
        """The teacher who brought it; any teacher of the school once that one is erased."""
        own = self.teacher_id is None or self.teacher_id == actor.user_id
        return own and actor.holds_at(Role.TEACHER, self.school_id)
