"""The demo's advisory service: advisers, requests at each stage, a memo, what became of referrals."""

import datetime as dt
import uuid

from allauth.account.models import EmailAddress
from django.utils import timezone

from eduhub.advice import services
from eduhub.advice.models import Case, Followup, Signpost
from eduhub.advice.queries import free_times
from eduhub.advice.rules import Led
from eduhub.advice.services import Agreed, Need, Sign, Skills
from eduhub.kit.access import VISITOR, Actor
from eduhub.kit.tokens import digest_of
from eduhub.people.models import Membership, Organisation, User
from eduhub.people.states import Kind, Role
from eduhub.site.demo.advice_words import (
    ALL,
    DONE,
    MEMO,
    NOTE,
    PEOPLE,
    PLACES,
    QUESTIONS,
    STEPS,
    TOLD,
    WRONG,
)
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.organisations import NO_PASSWORD, SINCE

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
KEYS = uuid.UUID("2c9b6e34-7d1f-4d8a-b0b4-1e6f3a5c8d72")  # the same keys in every city
OUTCOMES = ("served", "served", "nothing", "")


def make_advice(cast: Cast, now: dt.datetime) -> None:
    advisers = _advisers(cast, now)
    places = _places(cast, now)
    company = cast.at(Role.COMPANY_LEAD, cast.places["company"].pk)
    companies = _companies(cast)
    _earlier(cast, companies, places[1], now)
    _busy_weeks(companies, now)
    _story(cast, company, advisers, now)
    _led_elsewhere(cast, company, companies[0], places, now)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _advisers(cast: Cast, now: dt.datetime) -> dict[int, Actor]:
    """Their actors by the adviser's number; three of them have accounts for this alone."""
    found = {}
    hub = cast.places["hub"]
    for told in PEOPLE:
        email = f"{told.key}@demo.example"
        person = User.objects.filter(email=email).first() or _account(email, hub, now)
        skills = Skills(
            topics=told.topics,
            stages=ALL,
            languages=told.languages,
            since=timezone.localdate(now) - told.weeks * WEEK,
            share=told.share,
            weekly_cap=told.weekly_cap,
            video_link=f"https://video.demo.example/{told.key}",
        )
        made = services.add_adviser(
            email, skills, key=_key("adviser", told.key), by=cast.staff, now=now - 60 * WEEK
        )
        found[made.pk] = Actor(
            name=f"person:{person.pk}",
            user_id=person.pk,
            organisation_id=hub.pk,
            roles=frozenset({Role.HUB_STAFF}),
        )
    return found


def _account(email: str, hub: Organisation, now: dt.datetime) -> User:
    user = User.objects.create(email=email, language="fi", joined_at=now, password=NO_PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Membership.objects.create(user=user, organisation=hub, role=Role.HUB_STAFF, since=SINCE)
    return user


def _places(cast: Cast, now: dt.datetime) -> list[Signpost]:
    made = []
    for place, told in enumerate(PLACES):
        address = "" if told.kind == "guide" else f"desk{place}@demo.example"
        sign = Sign(
            kind=told.kind,
            name=told.name,
            about=told.about,
            website=told.website,
            address=address,
            topics=told.topics,
            stages=told.stages,
            comes_first=told.comes_first,
        )
        made.append(services.put_up(sign, key=_key("place", place), by=cast.staff, now=now))
    return made


def _companies(cast: Cast) -> list[Actor]:
    """Others than the one-click company, in the order in which they were made."""
    own = cast.places["company"].pk
    kinds = dict(Organisation.objects.values_list("pk", "kind"))
    leads = [
        actor
        for (role, place), actor in cast.actors.items()
        if role == Role.COMPANY_LEAD and place != own and kinds[place] == Kind.COMPANY
    ]
    return leads[:6]


def _asked(what: str, topics: list[str], by: Actor, at: dt.datetime, *told: object) -> Case:
    stage, language, words = QUESTIONS[what]
    need = Need(topics, stage, language, words)
    return services.ask(need, key=_key(what, *told), by=by, now=at)


def _earlier(cast: Cast, companies: list[Actor], agency: Signpost, now: dt.datetime) -> None:
    """Referrals of a year ago, of whom some have told what became of it."""
    long_ago = now - 380 * DAY
    for number, outcome in enumerate(OUTCOMES):
        by = companies[number % len(companies)]
        case = _asked("abroad", ["abroad"], by, long_ago, number)
        key = _key("referral", number)
        referral = services.refer(case.pk, agency.pk, TOLD, key=key, by=cast.staff, now=long_ago)
        services.answer_referral(referral.pk, True, by=by, now=long_ago + DAY)
        for question in Followup.objects.filter(referral=referral).order_by("months"):
            at = long_ago + question.months * 30 * DAY
            token = str(_key("token", number, question.months))
            Followup.objects.filter(pk=question.pk).update(
                token_digest=digest_of(token), sent_at=at
            )
            if outcome:
                services.tell_outcome(token, outcome, "", by=VISITOR, now=at + DAY)
        services.close(case.pk, by=by, now=long_ago + 370 * DAY)


def _session(case: Case, by: Actor, soonest: dt.datetime, now: dt.datetime) -> int | None:
    """At the first free time from then on; none where the weeks are full."""
    free = free_times(case, timezone.localdate(soonest), now, days=4)
    if not free:
        return None
    key = _key("session", case.key, soonest)
    return services.book_session(case.pk, free[0], key=key, by=by, now=now).pk


def _busy_weeks(companies: list[Actor], now: dt.datetime) -> None:
    """Sessions of the last weeks, so that there are loads to be compared."""
    for number, by in enumerate(companies):
        at = now - (7 * (number % 4) + 12) * DAY
        case = _asked("company", ["business"], by, at, "busy", number)
        _session(case, by, at + 2 * DAY, at)
        services.close(case.pk, by=by, now=now - DAY)


def _story(cast: Cast, company: Actor, advisers: dict[int, Actor], now: dt.datetime) -> None:
    """The one-click company: a session with its memo behind it, one ahead; a teacher's ahead."""
    asked = now - 16 * DAY
    case = _asked("company", ["business", "sales"], company, asked)
    first = _session(case, company, asked + 3 * DAY, asked)
    case.refresh_from_db()
    adviser = advisers[case.adviser_id or 0]
    steps = [
        Agreed(what, owner, timezone.localdate(now) + days * DAY) for what, owner, days in STEPS
    ]
    memo = services.write_memo(first or 0, MEMO, steps, seen=0, by=adviser, now=now - 8 * DAY)
    done = memo.steps.get(what=DONE)
    services.tick(done.pk, True, by=adviser, now=now - 3 * DAY)
    services.write_note(case.pk, NOTE, key=_key("note"), by=adviser, now=now - 8 * DAY)
    _session(case, company, now + 4 * DAY, now)
    teacher = cast.teacher(cast.schools[0])
    hers = _asked("teacher", ["classroom"], teacher, now - 2 * DAY)
    _session(hers, teacher, now + 3 * DAY, now)


def _led_elsewhere(
    cast: Cast, company: Actor, other: Actor, places: list[Signpost], now: dt.datetime
) -> None:
    """A page to read; an agency, put right by the hub; a referral that waits; one for nobody yet."""
    _asked("reading", ["sales"], company, now - 5 * DAY)
    wrong = _asked("other", ["funding"], other, now - 4 * DAY)
    reason = WRONG.sv
    to = Led("agency", "abroad", places[1].pk)
    services.reroute(wrong.pk, to, reason, seen=1, by=cast.staff, now=now - 3 * DAY)
    abroad = _asked("abroad", ["business", "abroad"], company, now - 6 * DAY)
    services.refer(
        abroad.pk, places[1].pk, TOLD, key=_key("consent"), by=cast.staff, now=now - DAY
    )
    _asked("nobody", ["sales", "privacy"], other, now - DAY, "nobody")
