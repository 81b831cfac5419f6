"""The hub's own people make units, say when they are open, of what they are parts, who gets how
much of them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from eduhub.bookings.models import (
    Booking,
    Claim,
    Part,
    Quota,
    QuotaUse,
    Site,
    SpecialDay,
    Unit,
    WeeklyHours,
)
from eduhub.bookings.queries import inside
from eduhub.bookings.rules import UNIT_RULES
from eduhub.bookings.services.holding import parts_are_mine, take
from eduhub.bookings.states import UnitKind, UnitState
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record

NO_WORDS = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """What staff say of a unit; the fields are those of the model."""

    kind: str
    state: str
    name: Text
    size: int
    about: Text = NO_WORDS
    place: Text = NO_WORDS
    equipment: Sequence[str] = ()
    price: Text = NO_WORDS
    terms: Text = NO_WORDS
    buffer_before: int = 0
    buffer_after: int = 0
    least_minutes: int = 30
    most_minutes: int = 480
    step_minutes: int = 30
    lead_hours: int = 2
    ahead_days: int = 180
    cancel_hours: int = 24
    over_night: bool = False
    always_open: bool = False
    on_holidays: bool = False
    needs_approval: bool = False
    open_to: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """Open on a weekday; closes at 00.00 means midnight."""

    weekday: int
    opens: dt.time
    closes: dt.time
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Closed on these days, or open at other hours."""

    first: dt.date
    last: dt.date
    opens: dt.time | None = None
    closes: dt.time | None = None
    why: Text = field(default_factory=Text)


@transaction.atomic
def make_unit(told: UnitWords, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Unit:
    """A new unit; the same key again is the same one."""
    require(by, "manage", None, UNIT_RULES)
    if there := Unit.objects.filter(key=key).first():
        return there
    unit = Unit(key=key, door=uuid.uuid5(key, "door"))
    _write(unit, told)
    unit.save(force_insert=True)
    record(by, "unit.made", unit, now=now, kind=unit.kind)
    return unit


@transaction.atomic
def edit_unit(unit_id: int, told: UnitWords, *, seen: int, by: Actor, now: dt.datetime) -> Unit:
    """Bookings that stand already keep their time, and what was kept free around them."""
    unit = _hold(unit_id, by)
    require_version(unit, seen)
    _write(unit, told)
    unit.version += 1
    unit.save()
    record(by, "unit.edited", unit, now=now, version=unit.version)
    return unit


def _hold(unit_id: int, by: Actor) -> Unit:
    unit = find(Unit.objects.visible_to(by).select_for_update(), pk=unit_id)
    require(by, "manage", unit, UNIT_RULES)
    return unit


def _write(unit: Unit, told: UnitWords) -> None:
    if told.kind not in UnitKind.values or told.state not in UnitState.values:
        raise Invalid({"kind": _("Choose what it is.")})
    if not told.name.spoken:
        raise Invalid({"name": _("Write this in at least one language")})
    if told.most_minutes < told.least_minutes:
        raise Invalid({"most_minutes": _("At most must not be shorter than at least.")})
    for name, value in asdict(told).items():
        setattr(unit, name, _kept(name, value, told))


def _kept(name: str, value: Any, told: UnitWords) -> Any:
    if isinstance(getattr(told, name), Text):
        return getattr(told, name)
    return list(value) if name in ("equipment", "open_to") else value


# Opening hours


@transaction.atomic
def open_weekly(unit_id: int, told: Open, *, by: Actor, now: dt.datetime) -> WeeklyHours:
    unit = _hold(unit_id, by)
    _require_order(told.opens, told.closes)
    if told.since and told.until and told.until < told.since:
        raise Invalid({"until": _("The last day is before the first.")})
    rule, _made = WeeklyHours.objects.get_or_create(unit=unit, **asdict(told))
    record(by, "unit.hours", unit, now=now, weekday=told.weekday)
    return rule


@transaction.atomic
def set_special(
    unit_id: int | None, told: Otherwise, *, by: Actor, now: dt.datetime
) -> SpecialDay:
    """For one unit, or (None) for the whole hub. Bookings that stand already are left."""
    require(by, "manage", None, UNIT_RULES)
    unit = _hold(unit_id, by) if unit_id is not None else None
    if told.last < told.first:
        raise Invalid({"last": _("The last day is before the first.")})
    if (told.opens is None) != (told.closes is None):
        raise Invalid({"closes": _("Give both times, or neither when it is closed.")})
    if told.opens is not None and told.closes is not None:
        _require_order(told.opens, told.closes)
    times = {"opens": told.opens, "closes": told.closes, "why": told.why}
    day, _made = SpecialDay.objects.get_or_create(
        unit=unit, first=told.first, last=told.last, defaults=times
    )
    record(by, "unit.special_day", day, now=now)
    return day


def _require_order(opens: dt.time, closes: dt.time) -> None:
    if closes <= opens and closes != dt.time():
        raise Invalid({"closes": _("It closes before it opens. For midnight write 00.00.")})


@transaction.atomic
def take_away(kind: str, row_id: int, unit_id: int, *, by: Actor, now: dt.datetime) -> None:
    """Weekly hours, a special day, a site or a quota of the unit. Gone already: nothing."""
    unit = _hold(unit_id, by)
    models = {"hours": WeeklyHours, "special": SpecialDay, "site": Site, "quota": Quota}
    gone, _rows = models[kind].objects.filter(pk=row_id, unit=unit).delete()  # type: ignore[attr-defined]
    if gone:
        record(by, "unit.taken_away", unit, now=now, what=kind)


# Sites of the container


@transaction.atomic
def place_at(
    unit_id: int,
    place: Text,
    days: tuple[dt.date, dt.date],
    *,
    host_id: int | None = None,
    by: Actor,
    now: dt.datetime,
) -> Site:
    """Where the container stands from one day to another; it is in one place at a time."""
    unit = _hold(unit_id, by)
    first, last = days
    if unit.kind != UnitKind.CONTAINER:
        raise Invalid({"place": _("Only the container changes its place.")})
    if last < first:
        raise Invalid({"last": _("The last day is before the first.")})
    try:
        with transaction.atomic():
            site = Site.objects.create(
                unit=unit, place=place, first=first, last=last, host_id=host_id
            )
    except IntegrityError:
        raise Invalid({"first": _("It stands elsewhere on some of these days.")}) from None
    record(by, "unit.site", unit, now=now, first=str(first), last=str(last))
    return site


# Parts and wholes


@transaction.atomic
def join_part(whole_id: int, part_id: int, *, by: Actor, now: dt.datetime) -> Part:
    """From now on who books the whole has the part too, and the other way round.

    Bookings of the whole that hold time now claim the part as well, so that the rule is true
    of them too.

    Raises:
        NotNow: somebody has the part while the whole is booked; facts say how many.
    """
    parts_are_mine()
    whole, part = _hold(whole_id, by), _hold(part_id, by)
    if whole.pk in inside([part.pk])[part.pk]:
        raise Invalid({"part": _("It holds the other one: a part cannot hold its whole.")})
    joined, made = Part.objects.get_or_create(whole=whole, part=part)
    if made:
        _claim_parts(whole)
        record(by, "unit.part_joined", whole, now=now, part=part.pk)
    return joined


def _claim_parts(whole: Unit) -> None:
    """Claims for every booking of the whole, and of what holds it, on all that is now inside."""
    wholes = [
        key
        for key, found in inside(Unit.objects.values_list("pk", flat=True)).items()
        if whole.pk in found
    ]
    clashes = 0
    for unit in Unit.objects.filter(pk__in=wholes).order_by("pk"):
        holding = list(Booking.objects.filter(unit=unit).holding().order_by("pk"))
        Claim.objects.filter(booking__in=holding).delete()
        clashes += len(holding) - len(take(unit, holding)) if holding else 0
    if clashes:
        said = _("The part is taken while the whole is booked. Cancel one of each first: %(n)s.")
        raise NotNow("parts_clash", said % {"n": clashes}, clashes=clashes)


@transaction.atomic
def take_part_out(whole_id: int, part_id: int, *, by: Actor, now: dt.datetime) -> None:
    """They can be booked apart from now on; bookings that stand give back what they no longer need."""
    parts_are_mine()
    whole = _hold(whole_id, by)
    gone, _rows = Part.objects.filter(whole=whole, part=part_id).delete()
    if gone:
        _claim_parts(whole)
        record(by, "unit.part_taken_out", whole, now=now, part=part_id)


# Quotas


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many minutes each may book in a period."""

    words: Text
    most_minutes: int
    period: str
    counted_by: str = "organisation"
    subject_kind: str = ""
    kind: str = ""
    organisation_id: int | None = None


@transaction.atomic
def share_out(unit_id: int | None, told: Share, *, by: Actor, now: dt.datetime) -> Quota:
    """Of one unit, or (None) of a kind of units or of all. Counted from now on."""
    require(by, "manage", None, UNIT_RULES)
    unit = _hold(unit_id, by) if unit_id is not None else None
    if told.most_minutes < 1:
        raise Invalid({"most_minutes": _("Write how many hours, more than none.")})
    quota = Quota.objects.create(unit=unit, **asdict(told) | {"words": told.words})
    record(by, "quota.made", quota, now=now, most=told.most_minutes, period=told.period)
    return quota


@transaction.atomic
def change_share(quota_id: int, most_minutes: int, *, by: Actor, now: dt.datetime) -> Quota:
    """Another limit; who has more already keeps it and gets no more."""
    require(by, "manage", None, UNIT_RULES)
    quota = find(Quota.objects.select_for_update(), pk=quota_id)
    quota.most_minutes = most_minutes
    quota.save(update_fields=["most_minutes"])
    QuotaUse.objects.filter(quota=quota).update(most=Greatest(F("taken"), most_minutes))
    record(by, "quota.changed", quota, now=now, most=most_minutes)
    return quota
