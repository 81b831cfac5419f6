"""What the demo's people do together: workspaces of the pilots on their way, asks and offers."""

import datetime as dt
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from eduhub.asks import services as asks
from eduhub.asks.services import Told
from eduhub.kit.access import Actor, machine
from eduhub.people.models import Organisation
from eduhub.people.states import Role
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.services.workspace import KIND
from eduhub.pilots.states import OVER, PilotState
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.together_words import (
    ANSWERS,
    ASKS,
    DECISIONS,
    EDITED,
    FILES,
    GREETING,
    TALKS,
    TASKS,
)
from eduhub.workspaces import services
from eduhub.workspaces.models import Workspace
from eduhub.workspaces.services import Errand, Resolved

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
KEYS = uuid.UUID("5d6f2a1e-0c1b-4f6a-9d53-6f1f4b1f2c07")  # the same keys in every city


def make_workspaces(cast: Cast, now: dt.datetime) -> None:
    """Open one for each pilot on its way; in those that run, people are at work already."""
    by = machine("pilots")
    begun = Pilot.objects.exclude(state=PilotState.PUBLISHED).select_related("solution")
    for pilot in begun.order_by("pk"):
        accepted = Group.objects.filter(pilot=pilot).taking_part().order_by("decided_at", "pk")
        first = accepted.first()
        if first is None or first.decided_at is None:
            continue
        space = services.open_workspace(KIND, pilot.pk, by=by, now=first.decided_at)
        company = cast.at(Role.COMPANY_LEAD, pilot.solution.company_id)
        _say(space, GREETING, company, first.decided_at + HOUR)
        if pilot.state == PilotState.RUNNING:
            _work(cast, space, company, cast.teacher(first.school), now)
        if pilot.state in OVER:
            services.close_workspace(KIND, pilot.pk, by=by, now=pilot.state_since)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _say(
    space: Workspace, text: str, by: Actor, at: dt.datetime, answers: int | None = None
) -> int:
    key = _key("message", space.key, text[:40])
    return services.write_message(space.pk, text, answers=answers, key=key, by=by, now=at).pk


def _work(cast: Cast, space: Workspace, company: Actor, teacher: Actor, now: dt.datetime) -> None:
    who = {"company": company, "teacher": teacher, "staff": cast.staff}
    for number, (first, answers) in enumerate(TALKS):
        at = now - (12 - 3 * number) * DAY
        begun = _say(space, first.words, who[first.who], at)
        for place, answer in enumerate(answers, 1):
            _say(space, answer.words, who[answer.who], at + place * 3 * HOUR, begun)
    hers = _say(space, EDITED[0], teacher, now - 2 * DAY)
    services.edit_message(space.pk, hers, EDITED[1], seen=1, by=teacher, now=now - 2 * DAY + HOUR)
    for place, (name, note, words) in enumerate(FILES):
        upload = SimpleUploadedFile(name, words.encode())
        at = now - (11 - 2 * place) * DAY
        key = _key("file", space.key, place)
        services.add_document(space.pk, upload, note, key=key, by=company, now=at)
    owners = {"staff": cast.staff, "teacher": teacher, "company": company}
    for place, task in enumerate(TASKS):
        owner = owners[task.who]
        role = next(iter(owner.roles))
        errand = Errand(task.words, task.due, f"role:{owner.organisation_id}:{role}")
        added = services.add_task(
            space.pk, errand, key=_key("task", space.key, place), by=company, now=now - 9 * DAY
        )
        if task.is_done:
            services.move_task(space.pk, added.pk, "done", by=owner, now=now - 4 * DAY)
    for place, (what, why) in enumerate(DECISIONS):
        on = (now - (10 - 4 * place) * DAY).date()
        key = _key("decision", space.key, place)
        services.note_decision(
            space.pk,
            Resolved(what, why, on),
            key=key,
            by=cast.staff,
            now=now - (9 - 4 * place) * DAY,
        )


def make_asks(cast: Cast, now: dt.datetime) -> None:
    """A dozen, of every topic; some answered, one closed."""
    for number, ask in enumerate(ASKS):
        by = _poster(cast, ask.who, number)
        at = now - (36 - 3 * number) * DAY
        told = Told(ask.kind, ask.topic, ask.title, ask.words, ask.language)
        posted = asks.post_ask(told, key=_key("ask", number), by=by, now=at)
        if ask.answer:
            other = cast.staff if ask.who != "staff" else cast.teacher(cast.schools[4])
            asks.answer_ask(posted.pk, ANSWERS[ask.answer], by=other, now=at + DAY)
        if ask.outcome:
            asks.close_ask(posted.pk, ask.outcome, ask.how, by=by, now=at + 5 * DAY)


def _poster(cast: Cast, who: str, number: int) -> Actor:
    schools: list[Organisation] = cast.schools
    match who:
        case "staff":
            return cast.staff
        case "teacher":
            return cast.teacher(schools[number % 9])
        case "principal":
            return cast.principal(schools[number % 9])
        case _:
            return cast.at(Role.COMPANY_LEAD, cast.places[who].pk)
