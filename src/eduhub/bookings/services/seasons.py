"""Seasons: opened, changed, cancelled, worked out and worked out anew."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.metadata import version as version_of

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import (
    LONGEST_SEASON,
    Season,
    SeasonBreak,
    SeasonUnit,
    SeasonVersion,
    Unit,
    WishUnit,
)
from eduhub.bookings.notices import SeasonAsked
from eduhub.bookings.queries.season_problem import problem_of, sides_of
from eduhub.bookings.rules import SEASON_RULES, SeasonAt
from eduhub.bookings.services.asking import LONGEST_GROUNDS
from eduhub.bookings.services.booking import own_key
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.states import SeasonState, UnitKind, UnitState
from eduhub.engines import seasons as engine
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.identifiers import why_refused
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post

SMALL = 12  # wishes: up to here a season is worked out at once, in about a second

type Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonWords:
    """What is told of a season.

    Attributes:
        most_minutes: a week for each applicant; None: no limit.
        floor: per cent of the applicants of each kind that should get something.
        breaks: days that are left out, from one to another, both belonging to it.
    """

    name: Text
    first: dt.date
    last: dt.date
    opens_at: dt.datetime
    closes_at: dt.datetime
    unit_ids: Collection[int]
    about: Text = Text()  # noqa: RUF009 - frozen
    most_minutes: int | None = None
    floor: int = 0
    breaks: Sequence[Days] = ()


@patiently
def open_season(
    told: SeasonWords, *, key: uuid.UUID, by: Actor, now: dt.datetime, seed: str = ""
) -> Season:
    """Open a season for wishes from its moment on; the same key again is the same season.

    The seed of the lot is drawn before anybody has wished for anything; its fingerprint goes
    into the ledger.

    Args:
        seed: of the lot, where it is not to be drawn.
    """
    require(by, "open", None, SEASON_RULES)
    own = own_key(key, by)
    if there := Season.objects.filter(key=own).first():
        return there
    season = Season(
        key=own, seed=seed or secrets.token_hex(16), made_at=now, made_by_id=by.user_id
    )
    _write(season, told)
    committed = hashlib.sha256(season.seed.encode()).hexdigest()
    record(by, "season.opened", season, now=now, seed_sha256=committed)
    return season


@transaction.atomic
def change_season(
    season_id: int, told: SeasonWords, *, seen: int, by: Actor, now: dt.datetime
) -> Season:
    """Other days, units or limits, as long as wishes can still come."""
    season = lock_season(season_id, "change", by, now)
    require_version(season, seen)
    wished = WishUnit.objects.filter(
        wish__application__season=season, wish__rank__isnull=False
    ).exclude(unit__in=told.unit_ids)
    if wished.exists():
        raise Invalid({"units": _("There are wishes for a unit that you leave out.")})
    season.version += 1
    _write(season, told)
    record(by, "season.changed", season, now=now, version=season.version)
    return season


def _write(season: Season, told: SeasonWords) -> None:
    units = _checked(told)
    for name in (
        *("name", "about", "first", "last", "opens_at"),
        *("closes_at", "most_minutes", "floor"),
    ):
        setattr(season, name, getattr(told, name))
    season.save()
    season.breaks.all().delete()
    SeasonBreak.objects.bulk_create(
        SeasonBreak(season=season, first=first, last=last) for first, last in told.breaks
    )
    season.units.exclude(unit__in=units).delete()
    SeasonUnit.objects.bulk_create(
        [SeasonUnit(season=season, unit=unit) for unit in units], ignore_conflicts=True
    )


def _checked(told: SeasonWords) -> list[Unit]:
    """The units that take part; Invalid where what was told makes no season."""
    wrong = _wrong_days(told) | _wrong_limits(told)
    if not told.name.spoken:
        wrong["name"] = _("Write this in at least one language")
    units = list(Unit.objects.filter(pk__in=told.unit_ids).order_by("pk"))
    if not units or len(units) != len(set(told.unit_ids)):
        wrong["units"] = _("Choose at least one unit.")
    elif unfit := [unit for unit in units if not takes_part(unit)]:
        said = _("Not for the same hours every week: %(units)s.")
        wrong["units"] = said % {"units": ", ".join(str(unit) for unit in unfit)}
    if wrong:
        raise Invalid(wrong)
    return units


def _wrong_days(told: SeasonWords) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if told.last < told.first:
        wrong["last"] = _("The last day is before the first.")
    elif told.last - told.first > LONGEST_SEASON:
        wrong["last"] = _("A season lasts at most 400 days.")
    if told.closes_at <= told.opens_at:
        wrong["closes_at"] = _("It closes before it opens.")
    elif timezone.localdate(told.closes_at) >= told.first:
        wrong["closes_at"] = _("The application time must end before the season's first day.")
    if any(last < first for first, last in told.breaks):
        wrong["breaks"] = _("A break ends before it begins.")
    return wrong


def _wrong_limits(told: SeasonWords) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not 0 <= told.floor <= 100:
        wrong["floor"] = _("Write a number from 0 to 100.")
    if told.most_minutes is not None and told.most_minutes < 1:
        wrong["most_hours"] = _("Write how many hours, more than none.")
    return wrong


def takes_part(unit: Unit) -> bool:
    """Whether a unit can be shared out by hours of the week; the container moves about."""
    moves = unit.kind == UnitKind.CONTAINER or unit.over_night
    return unit.state == UnitState.SHOWN and not moves


@transaction.atomic
def cancel_season(season_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Season:
    """End it without a result, and with a reason; wishes and proposals stay on record."""
    season = lock_season(season_id, "cancel", by, now)
    season.reason, season.state = reason_given(reason), SeasonState.CANCELLED
    season.save(update_fields=["reason", "state"])
    record(by, "season.cancelled", season, now=now)
    return season


def lock_season(season_id: int, action: str, by: Actor, now: dt.datetime) -> Season:
    """The season, held until the transaction ends, if this person may do this to it."""
    season = find(Season.objects.visible_to(by).select_for_update(of=("self",)), pk=season_id)
    require(by, action, SeasonAt(season, now), SEASON_RULES)
    return season


def reason_given(reason: str) -> str:
    """The reason without spaces around it; Invalid when there is none, or too much of it."""
    words = " ".join(reason.split())
    if not words:
        raise Invalid({"reason": _("Write the reason in a sentence.")})
    if len(words) > LONGEST_GROUNDS:
        shorter = _("Write it shorter, in at most %(most)s characters.")
        raise Invalid({"reason": shorter % {"most": LONGEST_GROUNDS}})
    if refused := why_refused(words):
        raise Invalid({"reason": refused})
    return words


# Proposals


@transaction.atomic
def work_out_anew(season_id: int, *, by: Actor, now: dt.datetime) -> SeasonVersion:
    """With the bookings as they are now; what was decided by hand is kept."""
    return ask_anew(lock_season(season_id, "propose", by, now), by=by, now=now)


def ask_anew(season: Season, *, by: Actor, now: dt.datetime) -> SeasonVersion:
    """A new proposal of a season that is held, unless the latest is of the very same problem.

    A small one is worked out at once, a large one by the worker.

    Raises:
        NotNow: there is nothing to share out.
    """
    problem = problem_now(season, now)
    if not problem.wishes:
        raise NotNow("no_wishes", _("Nobody has wished for anything."))
    sha256, last = engine.fingerprint_of(problem), latest(season)
    if last is not None and last.problem_sha256 == sha256:
        if not last.is_solved:  # its job may have got lost with its worker
            post(SeasonAsked(version_id=last.pk))
        return last
    made = SeasonVersion.objects.create(
        season=season,
        number=1 if last is None else last.number + 1,
        problem=engine.problem_text(problem),
        problem_sha256=sha256,
        wishes=len(problem.wishes),
        asked_at=now,
    )
    record(by, "season.asked", season, now=now, number=made.number, problem=sha256)
    if len(problem.wishes) <= SMALL:
        work_out(made.pk, now=now)
        made.refresh_from_db()
    else:
        post(SeasonAsked(version_id=made.pk))
    return made


def problem_now(season: Season, now: dt.datetime) -> engine.Problem:
    try:
        return problem_of(season, sides_of(season), timezone.localdate(now))
    except ValueError as wrong:
        raise NotNow("problem", _("The season cannot be worked out: %s") % wrong) from wrong


def latest(season: Season) -> SeasonVersion | None:
    return season.versions.order_by("-number").first()


def work_out(version_id: int, *, now: dt.datetime) -> None:
    """Work a proposal out and keep it; the second time nothing is done.

    The same problem has the same answer, so that two workers at once do no harm.
    """
    asked = SeasonVersion.objects.filter(pk=version_id, answer="").first()
    if asked is None:
        return
    problem = engine.problem_from_text(asked.problem)
    found = engine.propose(problem)
    if isinstance(found, engine.Contradiction):
        answer = engine.Answer(None, (), found)
    else:
        answer = engine.Answer(found, engine.explain(problem, found))
    text = engine.answer_text(answer)
    with transaction.atomic():
        row = SeasonVersion.objects.select_for_update().get(pk=version_id)
        if row.is_solved:
            return
        row.answer, row.solved_at = text, now
        row.answer_sha256 = hashlib.sha256(text.encode()).hexdigest()
        row.served = len(answer.proposal.grants) if answer.proposal else None
        row.engine = f"eduhub {version_of('eduhub')}, scipy {version_of('scipy')}"
        row.save()
        told = {"number": row.number, "answer": row.answer_sha256, "engine": row.engine}
        record(machine("worker"), "season.worked_out", row.season, now=now, **told)
