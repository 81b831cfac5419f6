"""A person publishes a season: results are kept, then the worker books and writes the letters."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import (
    Season,
    SeasonApplication,
    SeasonDecision,
    SeasonResult,
    SeasonVersion,
    Series,
)
from eduhub.bookings.notices import SeasonPublished
from eduhub.bookings.queries.season_problem import (
    asks_the_same,
    days_in,
    number_in,
    time_of,
)
from eduhub.bookings.queries.seasons import outcomes_of
from eduhub.bookings.rules import Refusal
from eduhub.bookings.services.asking import Asked
from eduhub.bookings.services.holding import parts_stand_still
from eduhub.bookings.services.patience import patiently
from eduhub.bookings.services.seasons import latest, lock_season, problem_now, reason_given
from eduhub.bookings.services.series import Missing, filled, keep, saved
from eduhub.bookings.states import SeasonState, Why
from eduhub.engines import seasons as engine
from eduhub.engines.timetable import Occurrence, Pattern, occurrences
from eduhub.kit.access import Actor
from eduhub.kit.errors import NotNow
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.kit.mail import write
from eduhub.kit.post import post
from eduhub.people.states import Role

GONE = "gone"  # the reason where everything was taken between proposal and booking


@transaction.atomic
def publish_season(
    season_id: int, reason: str, *, seen: int, by: Actor, now: dt.datetime
) -> Season:
    """Keep the latest proposal as the result of every wish; the worker books it.

    Args:
        seen: number of the proposal that the person had before them.

    Raises:
        NotNow: a newer proposal is there or one is being worked out, or wishes or decisions
            are not those that it was worked out from.
    """
    season = lock_season(season_id, "publish", by, now)
    version, words = _to_publish(season, seen), reason_given(reason)
    problem, answer = _read(version)
    if not asks_the_same(problem, problem_now(season, now)):
        said = _("Wishes or limits have changed since it was worked out. Work it out anew.")
        raise NotNow("changed", said)
    SeasonResult.objects.bulk_create(_results(season, answer))
    season.state, season.reason = SeasonState.PUBLISHED, words
    season.published_at, season.published_by_id = now, by.user_id
    season.save()
    told = {"number": version.number, "answer": version.answer_sha256, "served": version.served}
    record(by, "season.published", season, now=now, **told)
    post(SeasonPublished(season_id=season.pk))
    return season


def _to_publish(season: Season, seen: int) -> SeasonVersion:
    version = latest(season)
    if version is None:
        raise NotNow("not_asked", _("There is no proposal yet. Have one worked out."))
    if not version.is_solved:
        raise NotNow("not_solved", _("The proposal is still being worked out."))
    if version.number != seen:
        raise NotNow("newer", _("There is a newer proposal than the one that you saw. Read it."))
    if version.served is None:
        raise NotNow("contradiction", _("Two decisions contradict each other. Let one go."))
    return version


def _read(version: SeasonVersion) -> tuple[engine.Problem, engine.Answer]:
    problem = engine.problem_from_text(version.problem)
    return problem, engine.answer_from_text(version.answer)


def _results(season: Season, answer: engine.Answer) -> list[SeasonResult]:
    decided = SeasonDecision.objects.filter(wish__application__season=season, undone_at=None)
    words = dict(decided.values_list("wish", "reason"))
    granted = answer.proposal.grants if answer.proposal else ()
    placed = [
        SeasonResult(
            wish_id=number_in(one.wish),
            unit_id=number_in(one.slot.place),
            weekday=one.slot.weekday,
            begins=time_of(one.slot.begins),
            words=words.get(number_in(one.wish), ""),
        )
        for one in granted
    ]
    refused = [
        SeasonResult(
            wish_id=number_in(one.wish),
            reason=one.reason.value,
            words=words.get(number_in(one.wish), ""),
            facts=engine.refusal_content(one),
        )
        for one in answer.refusals
    ]
    return [*placed, *refused]


# The worker's part


def carry_out(season_id: int, *, now: dt.datetime) -> None:
    """Book what was given, then write to everybody who applied; again does nothing twice."""
    season = Season.objects.filter(pk=season_id, state=SeasonState.PUBLISHED).first()
    if season is None:
        return
    waiting = SeasonResult.objects.filter(
        wish__application__season=season, unit__isnull=False, booked_at=None
    )
    for result_id in waiting.order_by("pk").values_list("pk", flat=True):
        book_result(result_id, now=now)
    for application in season.applications.order_by("pk"):
        _tell(season, application, now)


@patiently
def book_result(result_id: int, *, now: dt.datetime) -> None:
    """One series for one wish that was met; days that cannot be had are kept with their reason."""
    parts_stand_still()
    rows = SeasonResult.objects.select_for_update(of=("self",)).select_related(
        "unit", "wish__application__season"
    )
    result = rows.get(pk=result_id)
    if result.booked_at is not None or result.unit is None:
        return
    result.booked_at = now
    try:
        with transaction.atomic():
            result.series = _series_of(result, now)
    except NotNow:
        result.unit = result.weekday = result.begins = None
        result.reason = GONE
    result.save()


def _series_of(result: SeasonResult, now: dt.datetime) -> Series:
    """The series, with at least one day; NotNow where there is none."""
    wish, season = result.wish, result.wish.application.season
    pattern = Pattern(
        first=season.first,
        last=season.last,
        weekdays=frozenset({result.weekday or 0}),
        begins=result.begins or dt.time(),
        minutes=wish.minutes,
    )
    by = Actor(
        name="machine:seasons",
        user_id=wish.person_id,
        organisation_id=wish.application.organisation_id,
        roles=frozenset({Role.HUB_STAFF}),  # the hub has decided: no notice, no approval
    )
    days, left_out = _days(season, pattern, now)
    told = next((one.span for one in days if one.begins is not None), None)
    if told is None or result.unit is None:
        raise NotNow(GONE, "")
    asked = Asked(
        begins=told[0],
        ends=told[1],
        title=wish.title,
        people=min(wish.people, result.unit.size),
        accepts_terms=wish.accepted_terms,
    )
    key = uuid.uuid5(wish.key, "season")
    series = saved(result.unit, asked, pattern, key=key, by=by, now=now)
    booked, missing = filled(series, days, asked, by=by, now=now)
    if not booked:
        raise NotNow(GONE, "")
    keep(series, sorted([*left_out, *missing], key=lambda one: one.day), now)
    facts = {"booked": len(booked), "refused": len(missing), "season": season.pk}
    record(by, "series.made", series, now=now, **facts)
    return series


def _days(
    season: Season, pattern: Pattern, now: dt.datetime
) -> tuple[list[Occurrence], list[Missing]]:
    """The pattern's days of the season; those in a break, with that as their reason."""
    zone = timezone.get_current_timezone()
    today = timezone.localdate(now)
    there = set(days_in(season, today))
    coming = [one for one in occurrences(pattern, zone) if one.day > today]
    left_out = [
        Missing(one.day, one.begins, Refusal(Why.BREAK)) for one in coming if one.day not in there
    ]
    return [one for one in coming if one.day in there], left_out


def _tell(season: Season, application: SeasonApplication, now: dt.datetime) -> None:
    """One letter to each person who applied for the organisation, with all of its wishes."""
    outcomes = outcomes_of(application)
    people = {one.wish.person for one in outcomes if one.wish.person is not None}
    for person in sorted(people, key=lambda one: one.pk):
        if not person.is_active:
            continue
        with once(f"bookings.season:{season.pk}:{application.pk}:{person.pk}") as first:
            if first:
                told = {"season": season, "outcomes": outcomes}
                write(person.email, "bookings/season", told, language=person.language, now=now)
