"""What goes on in the demo's running pilots, and how those that are over have ended."""

import datetime as dt
import random
import uuid
from itertools import cycle

from eduhub.people.states import Role
from eduhub.pilots.models import FeedbackAnswer, FeedbackSession, Group, Pilot
from eduhub.pilots.rules.feedback import form_for
from eduhub.pilots.services import closing, suggestions
from eduhub.pilots.services.closing import Verdict
from eduhub.pilots.services.feedback import LETTERS
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.closing import LeftOutReason, ShownAs
from eduhub.pilots.states.feedback import CHOICES, QUESTIONS
from eduhub.pilots.states.running import Audience, FeedbackForm
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.running_words import (
    COMPANYS_ANSWER,
    ENDINGS,
    LEFT_OUT,
    SUGGESTIONS,
    WORKED,
)

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
KEYS = uuid.UUID("0b9c1f52-2f7e-4c1d-8a55-6c9d7f3b1e04")  # the same keys in every city
MOST_HEARD = 6  # ended pilots of whose feedback the city knows
MOST_ENDED = 12  # pilots whose ending is told


def make_running(cast: Cast, now: dt.datetime) -> None:
    """Suggestions, feedback, decisions and what the register shows."""
    running = Pilot.objects.filter(state=PilotState.RUNNING).select_related("solution")
    for pilot in running.order_by("pk"):
        _suggest(cast, pilot, now)
        _ask(pilot, cast, now)
    over = Pilot.objects.filter(state=PilotState.PUBLISHED).order_by("-state_since", "-pk")
    for pilot in over[:MOST_HEARD]:
        _ask(pilot, cast, dt.datetime.combine(pilot.ends, dt.time(9), dt.UTC))
    for school in cast.schools[:4]:
        closing.choose_listing(ShownAs.SCHOOL, by=cast.principal(school), now=now - 30 * DAY)
    _end(cast, now)
    offered = Pilot.objects.filter(state=PilotState.SCREENED) | Pilot.objects.filter(
        state=PilotState.LANE_DECIDED
    )
    last = offered.filter(groups=None).order_by("-pk").first() or offered.order_by("-pk").first()
    if last is not None:
        reason = LeftOutReason.BUSINESS_SECRET
        closing.leave_out(last.pk, reason, LEFT_OUT, by=cast.staff, now=now - 2 * DAY)


def _suggest(cast: Cast, pilot: Pilot, now: dt.datetime) -> None:
    company = cast.at(Role.COMPANY_LEAD, pilot.solution.company_id)
    groups = Group.objects.filter(pilot=pilot).taking_part().select_related("school")
    for place, (told, group) in enumerate(
        zip(SUGGESTIONS, cycle(groups.order_by("pk")), strict=False)
    ):
        kind, importance, words, answer, why = told
        at = now - (20 - 3 * place) * DAY
        row = suggestions.suggest(
            pilot.pk,
            suggestions.Suggested(kind, importance, words),
            key=uuid.uuid5(KEYS, f"{pilot.pk}/{place}"),
            by=cast.teacher(group.school),
            now=at,
        )
        if answer:
            when = at + (2 + place) * DAY
            suggestions.answer_suggestion(row.pk, answer, why, seen=1, by=company, now=when)


def _ask(pilot: Pilot, cast: Cast, now: dt.datetime) -> None:
    """Codes that have lapsed, with what classes and teachers answered; written at once."""
    groups = Group.objects.filter(pilot=pilot).taking_part().select_related("school")
    for number, group in enumerate(groups.order_by("pk")[:6]):
        luck = random.Random(f"feedback {pilot.pk} {number}")
        for audience in Audience.values:
            _answered(cast, group, audience, luck, now - (9 - number) * DAY)


def _answered(
    cast: Cast, group: Group, audience: str, luck: random.Random, at: dt.datetime
) -> None:
    form = form_for(audience, group.grade)
    session = FeedbackSession.objects.create(
        group=group,
        audience=audience,
        form=form,
        code="".join(luck.choice(LETTERS) for _place in range(8)),
        most=group.pupils + 5,
        opened_at=at,
        opened_by_id=cast.teacher(group.school).user_id,
        lapses_at=at + HOUR,
    )
    values = [choice.value for choice in CHOICES[form]]
    weights = [5, 4, 3, 2, 1][: len(values)]
    taught = form == FeedbackForm.TEACHER
    FeedbackAnswer.objects.bulk_create(
        FeedbackAnswer(
            id=uuid.UUID(int=luck.getrandbits(128), version=4),
            session=session,
            audience=audience,
            chosen=luck.choices(values, weights, k=len(QUESTIONS[form])),
            minutes=luck.randrange(25, 70, 5) if taught else None,
            words=luck.choice(WORKED) if taught else "",
        )
        for _person in range(1 if taught else group.pupils)
    )


def _end(cast: Cast, now: dt.datetime) -> None:
    """The latest results with their decisions; now and then the company answers."""
    over = Pilot.objects.filter(state=PilotState.PUBLISHED).select_related("solution")
    latest = over.order_by("-state_since", "-pk")[:MOST_ENDED]
    for pilot, told in zip(latest, cycle(ENDINGS), strict=False):
        who, decision, grounds, reasons, months = told
        group = Group.objects.filter(pilot=pilot).taking_part().select_related("school").first()
        if group is None:
            continue
        by = cast.official if who == "official" else cast.principal(group.school)
        procurement = None if months is None else (now + months * 30 * DAY).date()
        at = now - 20 * DAY
        row = closing.decide_closing(
            pilot.pk, Verdict(decision, grounds, reasons, procurement), seen=0, by=by, now=at
        )
        if decision == "stop" and who == "school":
            company = cast.at(Role.COMPANY_LEAD, pilot.solution.company_id)
            closing.answer_closing(row.pk, COMPANYS_ANSWER, seen=1, by=company, now=at + 3 * DAY)
