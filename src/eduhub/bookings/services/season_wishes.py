"""What an organisation wishes for in a season: sent, changed, withdrawn, ranked."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.bookings.models import Season, SeasonApplication, SeasonWish, Unit, WishUnit
from eduhub.bookings.queries.season_problem import WHOLE, minutes_of
from eduhub.bookings.rules import SEASON_WISH_RULES, SeasonAt, is_for
from eduhub.bookings.services.asking import LONGEST_TITLE
from eduhub.bookings.services.booking import own_key
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.services.seasons import lock_season
from eduhub.bookings.states import Equipment
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import why_refused
from eduhub.kit.ledger import record

MOST_WISHES = 20  # of one organisation in a season
LEAST_MINUTES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class WishWords:
    """What an organisation would like every week.

    Attributes:
        rank: 1 is the dearest; where another wish has it, that one and those after it move on.
        unit_ids: any of these, all as welcome.
        latest: None: it begins at `earliest` and at no other time.
    """

    title: str
    unit_ids: Collection[int]
    weekday: int
    earliest: dt.time
    minutes: int
    latest: dt.time | None = None
    people: int = 1
    equipment: Sequence[str] = ()
    accepts_terms: bool = False
    rank: int = MOST_WISHES


@patiently
def send_wish(
    season_id: int, told: WishWords, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> SeasonWish:
    """One more wish of the organisation; the same key again is the same wish."""
    season = lock_season(season_id, "apply", by, now)
    own = own_key(key, by)
    if there := SeasonWish.objects.filter(key=own).first():
        return there
    told, units = _tidied(season, told, by)
    application = _application(season, by, now)
    standing = _ranked(application)
    if len(standing) >= MOST_WISHES:
        said = _("That is more than %(most)s wishes. Change or withdraw one of them.")
        raise Invalid({"rank": said % {"most": MOST_WISHES}})
    wish = SeasonWish(application=application, person_id=by.user_id, sent_at=now, key=own)
    _write(wish, told, units, standing, now)
    record(by, "season.wished", wish, now=now, season=season.pk)
    return wish


@transaction.atomic
def change_wish(
    wish_id: int, told: WishWords, *, seen: int, by: Actor, now: dt.datetime
) -> SeasonWish:
    wish, season = _hold(wish_id, by, now)
    require_version(wish, seen)
    told, units = _tidied(season, told, by)
    others = [one for one in _ranked(wish.application) if one.pk != wish.pk]
    wish.version += 1
    _write(wish, told, units, others, now)
    record(by, "season.wish_changed", wish, now=now, season=season.pk)
    return wish


@transaction.atomic
def withdraw_wish(wish_id: int, *, by: Actor, now: dt.datetime) -> SeasonWish:
    """Those after it move up."""
    wish, season = _hold(wish_id, by, now)
    others = [one for one in _ranked(wish.application) if one.pk != wish.pk]
    wish.rank, wish.withdrawn_at, wish.changed_at = None, now, now
    wish.version += 1
    wish.save()
    _number(others)
    record(by, "season.wish_withdrawn", wish, now=now, season=season.pk)
    return wish


@transaction.atomic
def set_needs(
    season_id: int, needs: int | None, *, by: Actor, now: dt.datetime
) -> SeasonApplication:
    """How many of its wishes the organisation needs met; None: all of them."""
    season = lock_season(season_id, "apply", by, now)
    if needs is not None and not 1 <= needs <= MOST_WISHES:
        raise Invalid({"needs": _("Write 1 or more, or leave it empty.")})
    application = _application(season, by, now)
    application.needs = needs
    application.save(update_fields=["needs"])
    record(by, "season.needs", application, now=now, needs=needs)
    return application


def _application(season: Season, by: Actor, now: dt.datetime) -> SeasonApplication:
    found, _made = SeasonApplication.objects.get_or_create(
        season=season, organisation_id=by.organisation_id or 0, defaults={"made_at": now}
    )
    return found


def _hold(wish_id: int, by: Actor, now: dt.datetime) -> tuple[SeasonWish, Season]:
    """The season is held first, as everywhere."""
    seen = find(SeasonWish.objects.visible_to(by).select_related("application"), pk=wish_id)
    season = Season.objects.select_for_update().get(pk=seen.application.season_id)
    rows = SeasonWish.objects.select_for_update(of=("self",)).select_related("application")
    wish = rows.get(pk=wish_id)
    require(by, "edit", SeasonAt(season, now, wish), SEASON_WISH_RULES)
    return wish, season


def _ranked(application: SeasonApplication) -> list[SeasonWish]:
    return list(application.wishes.standing().order_by("rank"))


def _write(
    wish: SeasonWish,
    told: WishWords,
    units: Sequence[Unit],
    others: list[SeasonWish],
    now: dt.datetime,
) -> None:
    at = min(max(told.rank, 1), len(others) + 1)
    for name in ("title", "weekday", "earliest", "minutes", "people"):
        setattr(wish, name, getattr(told, name))
    wish.latest, wish.equipment = told.latest or told.earliest, list(told.equipment)
    wish.accepted_terms, wish.rank, wish.changed_at = told.accepts_terms, at, now
    wish.save()
    wish.units.exclude(unit__in=units).delete()
    WishUnit.objects.bulk_create(
        [WishUnit(wish=wish, unit=unit) for unit in units], ignore_conflicts=True
    )
    _number([*others[: at - 1], wish, *others[at - 1 :]])


def _number(wishes: Sequence[SeasonWish]) -> None:
    """Ranks without gaps; the database looks at them when the transaction ends."""
    for rank, wish in enumerate(wishes, 1):
        wish.rank = rank
    SeasonWish.objects.bulk_update(wishes, ["rank"])


def _tidied(season: Season, told: WishWords, by: Actor) -> tuple[WishWords, list[Unit]]:
    """What was typed, put in order, and its units; Invalid where it cannot be taken."""
    title = " ".join(told.title.split())
    units = list(Unit.objects.filter(pk__in=told.unit_ids, seasons__season=season).order_by("pk"))
    wrong = _wrong_words(title) | _wrong_times(told)
    if not units or len(units) != len(set(told.unit_ids)):
        wrong["units"] = _("Choose from the places of this season.")
    else:
        wrong |= _wrong_places(told, units, by)
    if not set(told.equipment) <= set(Equipment.values):
        wrong["equipment"] = _("Choose from the list.")
    if wrong:
        raise Invalid(wrong)
    return replace(told, title=title), units


def _wrong_words(title: str) -> dict[str, str]:
    if not title:
        return {"title": _("Write in a few words what it is for.")}
    if len(title) > LONGEST_TITLE:
        said = _("Write it shorter, in at most %(most)s characters.")
        return {"title": said % {"most": LONGEST_TITLE}}
    refused = why_refused(title)
    return {"title": refused} if refused else {}


def _wrong_times(told: WishWords) -> dict[str, str]:
    wrong: dict[str, str] = {}
    latest = told.latest or told.earliest
    if not 0 <= told.weekday <= 6:
        wrong["weekday"] = _("Choose a weekday.")
    if latest < told.earliest:
        wrong["latest"] = _("The latest beginning is before the earliest.")
    if told.minutes < LEAST_MINUTES:
        wrong["minutes"] = _("Write at least 15 minutes.")
    elif minutes_of(latest) + told.minutes > WHOLE:
        wrong["minutes"] = _("It would go on past midnight.")
    if told.people < 1:
        wrong["people"] = _("Write how many come.")
    return wrong


def _wrong_places(told: WishWords, units: Sequence[Unit], by: Actor) -> dict[str, str]:
    """What none of the units can be had for is refused now and not after the season's round."""
    if not any(is_for(unit, by) for unit in units):
        return {"units": _("None of these is for your kind of organisation.")}
    if told.people > (most := max(unit.size for unit in units)):
        said = _("The largest of these has %(most)s places. Choose a larger one too.")
        return {"people": said % {"most": most}}
    if not any(set(told.equipment) <= set(unit.equipment) for unit in units):
        return {"equipment": _("None of these has all of it.")}
    least = min(unit.least_minutes for unit in units)
    most = max(unit.most_minutes for unit in units)
    if not least <= told.minutes <= most:
        said = _("These are lent for %(least)s to %(most)s minutes.")
        return {"minutes": said % {"least": least, "most": most}}
    if any(unit.terms.spoken for unit in units) and not told.accepts_terms:
        return {"accepts_terms": _("Accept the terms, or choose something else.")}
    return {}
