"""The demo's calls: one that is open, with a draft, and one that is closed, to be reviewed."""

import datetime as dt
import uuid
from typing import Any

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, Role
from eduhub.programmes import services
from eduhub.programmes.models import Application, Call, Programme, Question
from eduhub.programmes.queries import solutions_of
from eduhub.programmes.services import CallFields, ProgrammeFields, QuestionFields
from eduhub.site.demo.calls_words import (
    CALL_WORDS,
    CHALLENGE,
    CHALLENGE_TITLE,
    CHALLENGE_WORDS,
    INQUIRY,
    INTERVIEW,
    OPEN_TITLE,
    OWNERS,
    PAST_TITLE,
    PROBLEMS,
    PROGRAMME,
    QUESTIONS,
    REPLY,
    SECOND,
    Asked,
)
from eduhub.site.demo.cast import Cast

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
YEAR = 365 * DAY  # a city that was made long ago has its open call all the same
KEYS = uuid.UUID("8f5b2d0e-13f7-4b62-8a77-0f8a6f2b9c41")  # the same keys in every city
REVIEWED = len(PROBLEMS)  # applications of the closed call


def make_calls(cast: Cast, now: dt.datetime) -> None:
    programme = services.keep_programme(
        ProgrammeFields("accelerator", weeks=16, is_shown=True, asked_by_id=None, **PROGRAMME),
        None,
        key=_key("programme"),
        seen=0,
        by=cast.staff,
        now=now,
    )
    past = publish_call(cast, programme, PAST_TITLE, (now - 40 * DAY, now - 10 * DAY))
    companies = leads_of_companies(cast)[:REVIEWED]
    for number, by in enumerate(companies):
        apply_to(past, by, number, past.closes_at - (1 + number) * 37 * MINUTE)
    _asked_for_more(cast, past, companies, now)
    services.close_over(now=now)
    current = publish_call(cast, programme, OPEN_TITLE, (now - 5 * DAY, now + YEAR))
    own = cast.at(Role.COMPANY_LEAD, cast.places["company"].pk)
    _begun(current, own, 0, now - DAY)
    _partners_challenge(cast, now)


def _partners_challenge(cast: Cast, now: dt.datetime) -> None:
    """A corporate partner asks; the hub runs its call."""
    fields = ProgrammeFields(
        kind="challenge",
        name=CHALLENGE,
        words=CHALLENGE_WORDS,
        weeks=8,
        place=Text(),
        costs=Text(),
        is_shown=True,
        asked_by_id=cast.places["partner"].pk,
    )
    programme = services.keep_programme(
        fields, None, key=_key("challenge"), seen=0, by=cast.staff, now=now
    )
    publish_call(
        cast,
        programme,
        CHALLENGE_TITLE,
        (now - 3 * DAY, now + YEAR),
        words=CHALLENGE_WORDS,
        places=2,
    )


def programme_key() -> uuid.UUID:
    return _key("programme")


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def publish_call(
    cast: Cast,
    programme: Programme,
    title: Text,
    window: tuple[dt.datetime, dt.datetime],
    *,
    words: Text = CALL_WORDS,
    places: int = 8,
    second_until: dt.datetime | None = None,
) -> Call:
    """Open from the first day to the second; its other step a month longer, if nothing else is told."""
    opens, closes = window
    before = opens - DAY
    fields = CallFields(programme.pk, title, words, opens, closes, places)
    call = services.draft_call(fields, key=_key(title.en), by=cast.staff, now=before)
    services.add_step(
        call.pk, SECOND, second_until or closes + 30 * DAY, by=cast.staff, now=before
    )
    for asked in QUESTIONS:
        _ask(cast, call, asked, before)
    _ask(cast, call, INTERVIEW, before, step=2)
    return services.publish(call.pk, by=cast.staff, now=before)


def _ask(cast: Cast, call: Call, asked: Asked, now: dt.datetime, **rest: Any) -> None:
    fields = QuestionFields(kind=asked.kind, words=asked.words, **dict(asked.told), **rest)
    services.add_question(call.pk, fields, by=cast.staff, now=now)


def leads_of_companies(cast: Cast) -> list[Actor]:
    """Leads of companies, the one-click one's last."""
    own = cast.places["company"].pk
    kinds = dict(Organisation.objects.values_list("pk", "kind"))
    leads = [
        actor
        for (role, place), actor in cast.actors.items()
        if role == Role.COMPANY_LEAD and kinds[place] == Kind.COMPANY
    ]
    return sorted(leads, key=lambda one: (one.organisation_id == own, one.organisation_id))


def _by_words(call: Call) -> dict[str, Question]:
    known = {asked.words.en: asked.key for asked in QUESTIONS}
    return {known[q.words.en]: q for q in call.questions.all() if q.words.en in known}


def _begun(call: Call, by: Actor, number: int, now: dt.datetime) -> Application:
    asked = _by_words(call)
    key = _key(call.pk, by.organisation_id)
    application = services.begin(call.pk, {asked["finland"].pk: "yes"}, key=key, by=by, now=now)
    values: dict[int, Any] = {asked["problem"].pk: PROBLEMS[number % len(PROBLEMS)]}
    return services.save(application.pk, values, seen=application.version, by=by, now=now)


def apply_to(call: Call, by: Actor, number: int, now: dt.datetime) -> None:
    application = _begun(call, by, number, now - 3 * DAY)
    asked = _by_words(call)
    solutions = solutions_of(application.organisation)
    values: dict[int, Any] = {
        asked["stage"].pk: str(number % 3 + 1),
        asked["customers"].pk: 2 * number,
        asked["budget"].pk: [["Opettajien aika", 3000], ["Matkat", 400 + 50 * number]],
        asked["owners"].pk: OWNERS,
        asked["solution"].pk: str(solutions[0].pk) if solutions else "",
    }
    application = services.save(
        application.pk, values, seen=application.version, by=by, now=now - DAY
    )
    services.finalise(application.pk, seen=application.version, by=by, now=now)


def _asked_for_more(cast: Cast, call: Call, companies: list[Actor], now: dt.datetime) -> None:
    """Two are asked for more; one of them has answered."""
    found = list(Application.objects.filter(call=call).order_by("pk")[:2])
    for application in found:
        inquiry = services.ask_more(
            application.pk,
            INQUIRY,
            now + YEAR,
            key=_key("inquiry", application.number),
            by=cast.staff,
            now=now - DAY,
        )
        if application is found[0]:
            services.answer_inquiry(inquiry.pk, REPLY, by=companies[0], now=now - DAY / 2)
