"""What the small world's people have applied for: a draft, what is finalised, what was asked."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.kit.tokens import digest_of
from eduhub.programmes import services
from eduhub.programmes.models import Call, Writer
from eduhub.programmes.services import CallFields, ProgrammeFields, QuestionFields
from tests.makers.planted import number

KEYS = uuid.UUID("5a0f8c1d-6e0b-4b9c-8f4e-3f0b7f1f9a11")
WRITER_TOKEN = "own-token-of-a-writer-0004"
DAY = dt.timedelta(days=1)


def make_applied(world, actor, secret) -> None:
    """The own company's lead has a draft, and in the second call one that is finalised."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    staff, lead = actor("staff"), actor("company_lead")
    programme = services.keep_programme(
        ProgrammeFields("accelerator", _said("Programme"), _said("Coaching"), 16, Text(), Text(), True),
        None, key=_key("programme"), seen=0, by=staff, now=now,
    )  # fmt: skip
    first, second, draft = (
        _call(name, programme, staff, now) for name in ("first", "second", "draft")
    )
    services.add_step(second.pk, _said("Second step"), now + 60 * DAY, by=staff, now=now)
    for one in (first, second):
        services.publish(one.pk, by=staff, now=now)
    begun = _begin(first, lead, now)
    mine = _finalised(second, lead, secret("applied-own"), number("budget-own"), now)
    rival = _finalised(first, actor("rival"), secret("applied-rival"), number("budget-rival"), now)
    inquiry = services.ask_more(
        mine.pk, "How many?", now + 5 * DAY, key=_key("inquiry"), by=staff, now=now
    )
    writer = services.invite(mine.pk, "writer@example.org", by=lead, now=now)
    Writer.objects.filter(pk=writer.pk).update(token_digest=digest_of(WRITER_TOKEN))
    world.things |= {
        "programme": programme.pk,
        "intake": first.pk,
        "intake.draft": draft.pk,
        "question.open": first.questions.get(kind="text").pk,
        "question.draft": draft.questions.get(kind="text").pk,
        "applied.draft": begun.pk,
        "applied": mine.pk,
        "applied.rival": rival.pk,
        "inquiry": inquiry.pk,
        "writer": writer.pk,
        "token.writer": WRITER_TOKEN,
    }


def _key(name):
    return uuid.uuid5(KEYS, name)


def _said(words):
    return Text(fi=f"{words} fi", sv=f"{words} sv", en=words)


def _call(name, programme, staff, now) -> Call:
    """One question that decides who may apply, a confidential one, a budget."""
    fields = CallFields(programme.pk, _said(f"Call {name}"), _said("Apply"), now - DAY, now + 9 * DAY, 8)  # fmt: skip
    call = services.draft_call(fields, key=_key(name), by=staff, now=now)
    decides = QuestionFields(
        kind="yes_no", words=_said("A company?"), openness="public", is_eligibility=True,
        accepted="yes", refusal=_said("For companies."),
    )  # fmt: skip
    text = QuestionFields(kind="text", words=_said("Your plan?"), ground="business")
    budget = QuestionFields(
        kind="budget", words=_said("Costs?"), ground="business", is_required=False
    )
    for question in (decides, text, budget):
        services.add_question(call.pk, question, by=staff, now=now)
    return call


def _begin(call, by, now):
    decides = call.questions.get(kind="yes_no").pk
    return services.begin(call.pk, {decides: "yes"}, key=uuid.uuid4(), by=by, now=now)


def _finalised(call, by, words, euros, now):
    application = _begin(call, by, now)
    said = {
        call.questions.get(kind="text").pk: words,
        call.questions.get(kind="budget").pk: [["Work", euros]],
    }
    application = services.save(application.pk, said, seen=1, by=by, now=now)
    services.finalise(application.pk, seen=application.version, by=by, now=now)
    return application
