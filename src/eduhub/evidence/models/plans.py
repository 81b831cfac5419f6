import copy
import datetime as dt
import json
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.evidence.models.logic import LogicModel
from eduhub.evidence.models.measures import Measure
from eduhub.evidence.states import Arm, Design, Source
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text, TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.states import LIVE_GROUPS


class PlanQuerySet(models.QuerySet["Plan"]):
    def having_part(self, actor: Actor) -> Self:
        """Plans of pilots in which the actor's organisation has a part."""
        own = actor.organisation_id
        if own is None:
            return self.none()
        part = Group.objects.filter(
            Q(school=own) | Q(school__provider=own),
            pilot=models.OuterRef("pilot"),
            state__in=LIVE_GROUPS,
        )
        return self.filter(
            Q(pilot__solution__company=own) | Q(researchers=own) | models.Exists(part)
        )

    def visible_to(self, actor: Actor) -> Self:
        """Frozen ones are public; a draft is for the hub and those who have a part."""
        if actor.roles & STAFF:
            return self
        part = Plan.objects.having_part(actor).filter(pk=models.OuterRef("pk"))
        return self.filter(Q(frozen_at__isnull=False) | models.Exists(part))


class Plan(models.Model):
    """How a pilot is to be judged, written before anything is measured and then frozen.

    Once frozen, `content` is the plan: its canonical JSON, whose SHA-256 is `fingerprint`.
    The database refuses to change or delete a frozen plan; only persons can be cut from it.
    The row stays the first version for good. A change is a `PlanVersion`, and `in_force` is
    the plan as the newest of them has it.
    """

    pilot = models.OneToOneField(Pilot, models.PROTECT, related_name="plan")
    baseline = TextField(blank=True)  # what was measured before; empty: nothing
    scale_low = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    scale_high = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    comparison = TextField()  # what the comparison classes do meanwhile
    design = models.CharField(max_length=15, choices=Design, default=Design.LOT_HERE)
    source = models.CharField(max_length=10, choices=Source, default=Source.CLASSES)
    within_schools = models.BooleanField(default=True)  # the lot is drawn in each school apart
    arms_told = TextField(blank=True)  # who drew or chose elsewhere, when and how
    arms_chosen = models.JSONField(default=dict, blank=True)  # {group id: arm} without a lot here
    collected_by = TextField()
    paid_by = TextField()
    publish_on = models.DateField()
    dose_minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # recommended, a week
    researchers = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    library_measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+"
    )
    logic_model = models.ForeignKey(
        LogicModel, models.PROTECT, null=True, blank=True, related_name="+"
    )
    tested_outcome = models.CharField(max_length=10, blank=True)  # "near-0": the first near one
    version = models.PositiveIntegerField(default=1)  # of the draft, for two who edit at once
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    content = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64, blank=True)  # SHA-256 of the lot's nonce
    frozen_at = models.DateTimeField(null=True)
    frozen_as = models.CharField(max_length=20, choices=Role, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    latest = models.OneToOneField(  # None: never changed; so a list costs no query to know it
        "evidence.PlanVersion", models.PROTECT, null=True, related_name="+"
    )
    first_outcome_at = models.DateTimeField(null=True)  # also of one that was thrown away later

    objects = PlanQuerySet.as_manager()

    _row: "Plan | None" = None  # of a plan in force: the row that it was made from

    DATA: ClassVar = DataCard(
        public="baseline scale_low scale_high comparison design source within_schools arms_told"
        " collected_by paid_by publish_on dose_minutes content fingerprint commitment frozen_at frozen_as",
        internal="id pilot arms_chosen researchers library_measure logic_model"
        " tested_outcome version written_at written_by frozen_by latest first_outcome_at",
        keep="as long as the pilot",
        person="written_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at=None, fingerprint="", content="")
                | Q(frozen_at__isnull=False) & ~Q(fingerprint="") & ~Q(content=""),
                name="frozen_plan_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(scale_low=None, scale_high=None)
                | Q(  # what is compared with nothing is neither true nor false, and would pass
                    scale_low__isnull=False,
                    scale_high__isnull=False,
                    scale_low__lt=F("scale_high"),
                ),
                name="scale_goes_upwards",
            ),
            models.CheckConstraint(
                condition=Q(logic_model=None, tested_outcome="")
                | Q(logic_model__isnull=False) & ~Q(tested_outcome=""),
                name="tested_outcome_is_of_a_model",
            ),
            models.CheckConstraint(
                condition=~Q(design=Design.LOT_HERE) | Q(source=Source.CLASSES),
                name="lot_here_is_of_the_hubs_classes",
            ),
        ]

    def __str__(self) -> str:
        return f"plan of {self.pilot_id}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def has_baseline(self) -> bool:
        return bool(str(self.baseline))

    @property
    def frozen(self) -> dict[str, Any]:
        """The frozen content in force, read; {} while the plan is a draft."""
        return dict(json.loads(self.in_force.content)) if self.content else {}

    @property
    def number(self) -> int:
        """Of the version in force."""
        return self.latest.number if self.latest else 1

    @property
    def as_frozen(self) -> "Plan":
        """The first version: what a lot rests on, however the words change later."""
        return self._row or self

    @property
    def in_force(self) -> "Plan":
        """This plan with the terms of its newest version; itself where it was never changed.

        What is given back is to be read. The database refuses to save it.
        """
        newest = self.latest
        if newest is None or newest.fingerprint == self.fingerprint:
            return self
        told: dict[str, Any] = json.loads(newest.content)
        scale = told["scale"] or {"low": None, "high": None}
        plan = copy.copy(self)
        plan._row = self
        plan.content, plan.fingerprint = newest.content, newest.fingerprint
        if "measured_with" not in told:
            plan.library_measure = None
        plan.baseline = Text(**(told["baseline"] or {}))
        plan.scale_low, plan.scale_high = _decimal(scale["low"]), _decimal(scale["high"])
        plan.comparison = Text(**told["comparison"])
        plan.collected_by, plan.paid_by = Text(**told["collected_by"]), Text(**told["paid_by"])
        plan.publish_on = dt.date.fromisoformat(told["publish_on"])
        plan.dose_minutes = told.get("dose", {}).get("minutes_a_week")
        return plan


def _decimal(words: str | None) -> Decimal | None:
    return None if words is None else Decimal(words)


class TrialClass(models.Model):
    """One of the hub's classes in a frozen plan, under a code that says nothing to outsiders."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="classes")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    block = models.CharField(max_length=20, blank=True)
    arm = models.CharField(max_length=1, choices=Arm, blank=True)  # empty until the lot is drawn

    DATA: ClassVar = DataCard(
        public="code block arm", internal="id plan group", keep="as long as the plan"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_code_a_class"),
            models.UniqueConstraint(fields=("plan", "group"), name="one_class_once_a_plan"),
        ]

    def __str__(self) -> str:
        return self.code


class Lot(models.Model):
    """A lot: the nonce that the hub keeps to itself from the freezing until the draw."""

    plan = models.OneToOneField(Plan, models.PROTECT, primary_key=True, related_name="lot")
    nonce = models.CharField(max_length=64)  # hexadecimal; public once drawn
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="plan drawn_at drawn_by",
        secret="nonce",
        keep="as long as the plan",
        person="drawn_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"lot of {self.plan_id}"
