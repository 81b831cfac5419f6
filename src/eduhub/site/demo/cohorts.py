"""The demo's cohort, in its middle: milestones late and reached, mentors matched, hours logged."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import User
from eduhub.people.states import Role
from eduhub.programmes.models import Bench, Cohort, Milestone, Pair, Programme
from eduhub.programmes.services import (
    cohorts,
    curriculum,
    hours,
    mentor_matching,
    mentors,
    milestones,
)
from eduhub.site.demo.calls import programme_key
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.cohorts_words import (
    MENTOR_WORDS,
    NAME,
    NOTES,
    PLACE,
    REACHED,
    SESSIONS,
    TEMPLATES,
    THEMES,
    WORDS,
)

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
KEYS = uuid.UUID("c1d0a7b3-2f5e-4f0e-9f5e-3a2b7f6d8e90")  # the same keys in every city
COMPANIES = 6
WEEKS_BEFORE = 9  # that it began before the city does
MENTORS = (  # role and place, fields, languages, most companies
    (Role.PARTNER, "partner", ("sales", "funding"), ("fi", "en"), 2),
    (Role.RESEARCHER, "university", ("evidence", "pedagogy"), ("fi", "sv"), 2),
    (Role.INVESTOR, "investor", ("funding", "abroad"), ("en",), 1),
    (Role.PROVIDER_OFFICIAL, "provider", ("sales", "privacy"), ("fi", "sv"), 1),
)
NEEDS = ("sales", "evidence", "funding", "privacy", "pedagogy", "team")  # nobody knows the last


def make_cohorts(cast: Cast, now: dt.datetime) -> None:
    programme = Programme.objects.get(key=programme_key())
    begins = timezone.localdate(now)
    begins -= (begins.weekday() + 7 * WEEKS_BEFORE) * DAY
    before = now - 7 * WEEKS_BEFORE * DAY
    for place, (week, title, words) in enumerate(TEMPLATES):
        cohorts.keep_template(
            programme.pk, None, (week, title, words), key=_key("template", place), seen=0,
            by=cast.staff, now=before,
        )  # fmt: skip
    cohort = _cohort(cast, programme, begins, before)
    leads = _companies(cast, cohort, before)
    _plan(cast, cohort, begins, before)
    bench = _mentors(cast, cohort, before)
    _match(cast, cohort, bench, leads, before + 7 * DAY)
    _milestones(leads, now)
    _hours(cast, cohort, leads, before)
    milestones.escalate(now=now - 7 * DAY)
    milestones.escalate(now=now)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _cohort(cast: Cast, programme: Programme, begins: dt.date, now: dt.datetime) -> Cohort:
    fields = cohorts.CohortFields(
        programme_id=programme.pk,
        call_id=None,
        name=NAME,
        words=WORDS,
        starts=begins,
        ends=begins + 16 * 7 * DAY - 3 * DAY,
        place=PLACE,
        manager_id=cast.staff.user_id,
        is_shown=True,
        hours_each=16,
        hours_all=80,
    )
    today = timezone.localdate(now)
    return cohorts.make_cohort(fields, key=_key("cohort"), by=cast.staff, now=now, today=today)


def _companies(cast: Cast, cohort: Cohort, now: dt.datetime) -> dict[int, Actor]:
    """The one-click company and five more; their leads by their seats."""
    own = cast.places["company"].pk
    leading = [place for role, place in cast.actors if role == Role.COMPANY_LEAD]
    chosen = [own, *(pk for pk in sorted(leading) if pk != own)][:COMPANIES]
    found = {}
    for place, pk in enumerate(chosen):
        seat = cohorts.add_company(cohort.pk, pk, by=cast.staff, now=now)
        lead = cast.at(Role.COMPANY_LEAD, pk)
        if place % 3 != 2:  # two of three agree to be named
            today = timezone.localdate(now)
            cohorts.set_named(seat.pk, True, by=lead, now=now, today=today)
        found[seat.pk] = lead
    return found


def _plan(cast: Cast, cohort: Cohort, begins: dt.date, now: dt.datetime) -> None:
    for week, title in enumerate(THEMES, start=1):
        curriculum.write_theme(cohort.pk, week, title, Text(), by=cast.staff, now=now)
    seats = list(cohort.seats.order_by("pk").values_list("pk", flat=True))
    for place, (days, title) in enumerate(SESSIONS):
        at = timezone.make_aware(dt.datetime.combine(begins + days * DAY, dt.time(13)))
        fields = curriculum.SessionFields(title, at, at + 2 * HOUR, str(PLACE.fi), "")
        session = curriculum.add_session(
            cohort.pk, fields, key=_key("session", place), by=cast.staff, now=now
        )
        if days < 7 * WEEKS_BEFORE:
            there = seats[: len(seats) - place]
            curriculum.note_attendance(session.pk, there, by=cast.staff, now=at + HOUR)


def _mentors(cast: Cast, cohort: Cohort, now: dt.datetime) -> list[Bench]:
    emails = dict(User.objects.values_list("pk", "email"))
    found = []
    for role, place, expertise, languages, most in MENTORS:
        actor = cast.at(role, cast.places[place].pk)
        fields = mentors.MentorFields(
            expertise=expertise, languages=languages, hours_a_month=10, most_companies=most,
            words=MENTOR_WORDS,
        )  # fmt: skip
        email = emails[actor.user_id or 0]
        mentor = mentors.add_mentor(email, fields, by=cast.staff, now=now)
        found.append(mentors.join_cohort(cohort.pk, mentor.pk, by=cast.staff, now=now))
    return found


def _match(
    cast: Cast, cohort: Cohort, bench: list[Bench], leads: dict[int, Actor], now: dt.datetime
) -> None:
    """The first company wishes for the first mentor, and the second does not want them."""
    for place, (pk, lead) in enumerate(leads.items()):
        likings = {0: {bench[0].pk: "wish"}, 1: {bench[0].pk: "veto"}}.get(place, {})
        languages = ["fi", "en"] if place % 2 else ["fi"]
        asks = mentors.Asks([NEEDS[place]], languages, likings)
        mentors.wish_for_mentors(pk, asks, seen=1, by=lead, now=now, today=timezone.localdate(now))
    mentor_matching.ask_matching(cohort.pk, by=cast.staff, now=now, seed="demo-cohort")
    mentor_matching.work_out(cohort.pk, now=now)
    mentor_matching.publish_pairs(cohort.pk, by=cast.staff, now=now)


def _milestones(leads: dict[int, Actor], now: dt.datetime) -> None:
    """Most of what was due is reached; of each third company the last one is late."""
    today = timezone.localdate(now)
    for place, (seat, lead) in enumerate(leads.items()):
        due = Milestone.objects.filter(seat=seat, due__lt=today).order_by("due")
        reached = list(due)[: len(due) - (1 if place % 3 == 0 else 0)]
        for one in reached:
            at = timezone.make_aware(dt.datetime.combine(one.due - DAY, dt.time(15)))
            milestones.finish(one.pk, REACHED, "", by=lead, now=at, today=one.due - DAY)


def _hours(cast: Cast, cohort: Cohort, leads: dict[int, Actor], begun: dt.datetime) -> None:
    """Two sessions of each pair; the first is confirmed, one of the second ones is corrected."""
    pairs = Pair.objects.going_on().filter(seat__cohort=cohort).select_related("bench__mentor")
    people = {actor.user_id: actor for actor in cast.actors.values()}
    for place, pair in enumerate(pairs.order_by("pk")):
        mentor = people[pair.bench.mentor.person_id]
        for number, minutes in enumerate((60, 90)):
            at = begun + (14 + 21 * number + place) * DAY
            day = timezone.localdate(at)
            held = hours.Held(day, minutes, NOTES[(place + number) % len(NOTES)])
            line = hours.log_hours(
                pair.pk, held, key=_key("hours", pair.seat_id, number), by=mentor, now=at,
                today=day,
            )  # fmt: skip
            if not number:
                hours.confirm_hours(line.pk, by=leads[pair.seat_id], now=at + DAY)
            elif not place:
                hours.correct_hours(
                    line.pk, day, 75, "Vartin lyhyempi.", key=_key("correct"), by=mentor,
                    now=at + DAY, today=day + DAY,
                )  # fmt: skip
