"""What people of the hub decide about single wishes by hand, each with a reason."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import Season, SeasonDecision, SeasonWish
from eduhub.bookings.queries.season_problem import (
    WHOLE,
    minutes_of,
    problem_of,
    sides_of,
    slot_of,
    unit_key,
    wish_key,
)
from eduhub.bookings.services.seasons import ask_anew, lock_season, reason_given
from eduhub.bookings.states import Placing
from eduhub.engines import seasons as engine
from eduhub.kit.access import Actor, find
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What becomes of a wish; unit, weekday and begin where it is placed."""

    kind: str
    reason: str
    unit_id: int | None = None
    weekday: int | None = None
    begins: dt.time | None = None


@transaction.atomic
def decide(
    wish_id: int, decided: Decided, *, seen: int, by: Actor, now: dt.datetime
) -> SeasonDecision:
    """Place a wish, or refuse it; an earlier decision about it goes. The season is worked out anew.

    The wish's own bounds, and what its applicant may have, give way. What others were given by
    hand does not, nor do opening hours.

    Args:
        seen: the season's version that the person had before them.

    Raises:
        NotNow: it meets what another decision gives; facts name that wish.
    """
    rows = SeasonWish.objects.visible_to(by).standing().select_related("application")
    wish = find(rows, pk=wish_id)
    season = lock_season(wish.application.season_id, "propose", by, now)
    require_version(season, seen)
    decided = replace(decided, reason=reason_given(decided.reason))
    row = SeasonDecision(
        wish=wish,
        kind=decided.kind,
        reason=decided.reason,
        made_at=now,
        made_by_id=by.user_id,
    )
    if decided.kind == Placing.PLACE:
        row.unit_id, row.weekday, row.begins = decided.unit_id, decided.weekday, decided.begins
        _must_be_possible(season, row, timezone.localdate(now))
    SeasonDecision.objects.filter(wish=wish, undone_at=None).update(undone_at=now)
    row.save()
    told = {"kind": row.kind, "wish": wish.pk, "unit": row.unit_id}
    record(by, "season.decided", season, now=now, **told)
    _anew(season, by=by, now=now)
    return row


def _must_be_possible(season: Season, row: SeasonDecision, today: dt.date) -> None:
    sides = sides_of(season)
    if row.unit_id not in {unit.pk for unit in sides.units}:
        raise Invalid({"unit": _("Choose from the places of this season.")})
    if row.begins is None or row.weekday is None or not 0 <= row.weekday <= 6:
        raise Invalid({"begins": _("Write the weekday and when it begins.")})
    if minutes_of(row.begins) + row.wish.minutes > WHOLE:
        raise Invalid({"begins": _("It would go on past midnight.")})
    others = [one for one in sides.decisions if one.wish_id != row.wish_id]
    problem = problem_of(season, replace(sides, decisions=[*others, row]), today)
    slot = slot_of(row)
    if not engine.days_of(problem.place(unit_key(row.unit_id or 0)), slot).free:
        raise Invalid({"begins": _("It cannot be had at that time on a single day.")})
    if clash := engine.locks_that_clash(problem):
        other = next(key for key in clash if key != wish_key(row.wish_id))
        words = _("It meets what was given by hand to another wish. Let that one go first.")
        raise NotNow("decisions_meet", words, wish=other)


@transaction.atomic
def undo(decision_id: int, *, by: Actor, now: dt.datetime) -> SeasonDecision:
    """Let a decision go; the season is worked out anew without it."""
    visible = SeasonDecision.objects.filter(wish__in=SeasonWish.objects.visible_to(by))
    seen = find(visible.select_related("wish__application"), pk=decision_id)
    season = lock_season(seen.wish.application.season_id, "propose", by, now)
    row = SeasonDecision.objects.select_for_update().get(pk=decision_id)
    if row.undone_at is None:
        row.undone_at = now
        row.save(update_fields=["undone_at"])
        record(by, "season.undone", season, now=now, kind=row.kind, decision=row.pk)
        _anew(season, by=by, now=now)
    return row


def _anew(season: Season, *, by: Actor, now: dt.datetime) -> None:
    season.version += 1
    season.save(update_fields=["version"])
    ask_anew(season, by=by, now=now)
