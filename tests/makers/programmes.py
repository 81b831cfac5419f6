"""Programmes, calls that ask one thing of each kind, applications."""

import datetime as dt
import uuid
from typing import Any

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.programmes import services
from eduhub.programmes.models import Application, Call, Programme, Question
from eduhub.programmes.services import CallFields, ProgrammeFields, QuestionFields
from tests.makers import NOW, make_actor

DAY = dt.timedelta(days=1)


def said(words: str) -> Text:
    return Text(fi=f"{words} fi", sv=f"{words} sv", en=words)


def make_programme(**told: Any) -> Programme:
    fields = ProgrammeFields(
        kind=told.pop("kind", "accelerator"),
        name=said("Programme"),
        words=said("Coaching"),
        weeks=16,
        place=Text(),
        costs=Text(),
        is_shown=True,
    )
    staff = make_actor(Role.HUB_STAFF)
    return services.keep_programme(
        fields, None, key=uuid.uuid4(), seen=0, by=staff, now=told.pop("now", NOW)
    )


def fields_of(programme: Programme, **told: Any) -> CallFields:
    """Opened yesterday and closing in nine days, unless told otherwise."""
    now = told.pop("now", NOW)
    return CallFields(
        programme_id=programme.pk,
        title=told.pop("title", said("Spring call")),
        words=said("We take in companies."),
        opens_at=told.pop("opens_at", now - DAY),
        closes_at=told.pop("closes_at", now + 9 * DAY),
        places=8,
    )


def make_draft(staff: Actor | None = None, **told: Any) -> Call:
    now = told.get("now", NOW)
    by = staff or make_actor(Role.HUB_STAFF)
    fields = fields_of(make_programme(now=now), **told)
    return services.draft_call(fields, key=uuid.uuid4(), by=by, now=now)


def ask(
    call: Call, words: str, kind: str = "text", *, now: dt.datetime = NOW, **told: Any
) -> Question:
    told.setdefault("ground", "" if told.get("openness") == "public" else "business")
    fields = QuestionFields(kind=kind, words=said(words), **told)
    return services.add_question(call.pk, fields, by=make_actor(Role.HUB_STAFF), now=now)


def make_call(**told: Any) -> Call:
    """Published: a question of eligibility, a public, a confidential and a secret one."""
    now, asks = told.get("now", NOW), told.pop("asks", ())
    call = make_draft(**told)
    ask(
        call,
        "Are you a company in Finland?",
        "yes_no",
        is_eligibility=True,
        accepted="yes",
        refusal=said("This call is for companies in Finland."),
        openness="public",
        now=now,
    )
    ask(call, "What do you make?", openness="public", now=now)
    ask(call, "How will you grow?", "long_text", least=5, now=now)
    ask(call, "Who owns you?", openness="secret", is_required=False, now=now)
    for one in asks:
        ask(call, now=now, **one)
    return services.publish(call.pk, by=make_actor(Role.HUB_STAFF), now=now)


def questions_of(call: Call) -> dict[str, Question]:
    return {one.words.en: one for one in call.questions.order_by("pk")}


def make_application(call: Call, by: Actor, **told: Any) -> Application:
    """Begun by somebody who may apply."""
    asked = questions_of(call)["Are you a company in Finland?"]
    return services.begin(
        call.pk,
        {asked.pk: told.pop("answer", "yes")},
        key=uuid.uuid4(),
        by=by,
        now=told.pop("now", NOW),
    )


def fill(application: Application, by: Actor, now: dt.datetime = NOW, **rest: Any) -> Application:
    """All that is needed to finalise."""
    asked = questions_of(application.call)
    values = {
        asked["What do you make?"].pk: rest.pop("make", "A maths game"),
        asked["How will you grow?"].pk: "Slowly and surely.",
        asked["Who owns you?"].pk: "Two teachers",
    }
    application.refresh_from_db()
    return services.save(application.pk, values, seen=application.version, by=by, now=now)


def make_finalised(call: Call, by: Actor, now: dt.datetime = NOW) -> Application:
    application = fill(make_application(call, by, now=now), by, now)
    services.finalise(application.pk, seen=application.version, by=by, now=now)
    application.refresh_from_db()
    return application
