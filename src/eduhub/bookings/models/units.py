import uuid
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

from eduhub.bookings.states import LED, Equipment, UnitKind, UnitState
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Kind

LONGEST_DAYS = 62  # that anything may be booked at a stretch


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, actor: Actor) -> Self:
        """What can be booked, for everybody; drafts and what is out of use, for staff.

        So are advisers: a room above leads to them, and their week is not for everybody.
        """
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(state=UnitState.SHOWN).exclude(kind__in=LED)

    def shown(self) -> Self:
        return self.filter(state=UnitState.SHOWN)


class Unit(models.Model):
    """What can be booked: a room, a stand, a kit, the mobile container, an adviser's time."""

    kind = models.CharField(max_length=10, choices=UnitKind)
    state = models.CharField(max_length=10, choices=UnitState, default=UnitState.DRAFT)
    name = TextField()
    about = TextField(blank=True)
    place = TextField(blank=True)  # where it is; of the container its sites say it
    size = models.PositiveSmallIntegerField()  # people
    equipment = ArrayField(
        models.CharField(max_length=20, choices=Equipment), default=list, blank=True
    )
    price = TextField(blank=True)  # in words: nothing is sold here
    terms = TextField(blank=True)  # to be accepted
    buffer_before = models.PositiveSmallIntegerField(default=0)  # minutes kept free
    buffer_after = models.PositiveSmallIntegerField(default=0)
    least_minutes = models.PositiveIntegerField(default=30)
    most_minutes = models.PositiveIntegerField(default=480)
    step_minutes = models.PositiveSmallIntegerField(default=30)  # between possible beginnings
    lead_hours = models.PositiveSmallIntegerField(default=2)  # between booking and beginning
    ahead_days = models.PositiveSmallIntegerField(default=180)  # how far ahead one may book
    cancel_hours = models.PositiveSmallIntegerField(default=24)  # cancelled at the latest
    over_night = models.BooleanField(default=False)  # only begin and end need opening hours
    always_open = models.BooleanField(default=False)
    on_holidays = models.BooleanField(default=False)
    needs_approval = models.BooleanField(default=False)
    open_to = ArrayField(
        models.CharField(max_length=20, choices=Kind), default=list, blank=True
    )  # kinds of organisations; none: all
    door = models.UUIDField(default=uuid.uuid4, unique=True)  # in the code at the door
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # of the form that made it

    objects = UnitQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="kind name about place size equipment price terms buffer_before buffer_after"
        " least_minutes most_minutes step_minutes lead_hours ahead_days cancel_hours over_night"
        " always_open on_holidays needs_approval open_to",
        internal="id state version key",
        secret="door",
        keep="as long as the hub has it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least_minutes__gt=0, most_minutes__gte=F("least_minutes"))
                & Q(most_minutes__lte=LONGEST_DAYS * 24 * 60, step_minutes__gt=0),
                name="unit_lengths_make_sense",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_led(self) -> bool:
        """A room above leads to it: it is not among the spaces and kits."""
        return self.kind in LED

    @property
    def equipment_words(self) -> list[str]:
        return [str(Equipment(code).label) for code in self.equipment]

    @property
    def open_to_words(self) -> list[str]:
        return [str(Kind(code).label) for code in self.open_to]


class Part(models.Model):
    """One unit is inside another: a half of a hall, a room of two joined ones.

    Whoever books the whole has its parts too, and the other way round nobody gets the whole
    while a part is taken. Parts may have parts; one part may belong to several wholes.
    """

    whole = models.ForeignKey(Unit, models.CASCADE, related_name="parts")
    part = models.ForeignKey(Unit, models.CASCADE, related_name="wholes")

    DATA: ClassVar = DataCard(public="id whole part", keep="as long as its units")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("whole", "part"), name="one_part_once"),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="nothing_is_its_own_part"),
        ]

    def __str__(self) -> str:
        return f"{self.whole_id} > {self.part_id}"


class WeeklyHours(models.Model):
    """Open on a weekday from one time to another, in a period or for good."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    opens = models.TimeField()
    closes = models.TimeField()  # 00.00: the midnight at the end of the day
    since = models.DateField(null=True, blank=True)  # both ends belong to it
    until = models.DateField(null=True, blank=True)

    DATA: ClassVar = DataCard(
        public="id unit weekday opens closes since until", keep="as long as its unit"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6)
                & (Q(closes__gt=F("opens")) | Q(closes="00:00:00"))
                & (Q(since=None) | Q(until=None) | Q(until__gte=F("since"))),
                name="weekly_hours_make_sense",
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class SpecialDay(models.Model):
    """Days on which one unit, or the whole hub, is closed or open at other hours."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="special_days"
    )  # none: all of them
    first = models.DateField()
    last = models.DateField()
    opens = models.TimeField(null=True, blank=True)  # neither: closed
    closes = models.TimeField(null=True, blank=True)
    why = TextField(blank=True)

    DATA: ClassVar = DataCard(
        public="id unit first last opens closes why", keep="as long as its unit"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first"))
                & (
                    Q(opens=None, closes=None)
                    | Q(opens__isnull=False, closes__isnull=False)
                    & (Q(closes__gt=F("opens")) | Q(closes="00:00:00"))
                ),
                name="special_days_make_sense",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


class Site(models.Model):
    """Where the container stands from one day to another, both belonging to it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="sites")
    place = TextField()
    first = models.DateField()
    last = models.DateField()
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )  # who alone may book it there; none: everybody

    DATA: ClassVar = DataCard(public="id unit place first last host", keep="as long as its unit")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="site_lasts"),
            ExclusionConstraint(
                name="one_site_at_a_time",
                expressions=[
                    (Func(F("unit_id"), F("unit_id"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("first"), F("last"), Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)
