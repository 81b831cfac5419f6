"""Calls of another room before a jury here: what came in is brought in, the choice goes back."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.kit.judged import Case, Lender, Lent, lenders
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.programmes.models import (
    Answer,
    Application,
    Call,
    Programme,
    Question,
    Step,
    Submission,
    Verdict,
)
from eduhub.programmes.queries import numbers_in, written
from eduhub.programmes.queries.rounds import may_take_part
from eduhub.programmes.rules import fingerprint, free_number
from eduhub.programmes.rules.juries import JURY_RULES
from eduhub.programmes.services.applications import content_of
from eduhub.programmes.services.verdicts import SELECTED
from eduhub.programmes.states import (
    ApplicationState,
    CallState,
    Ground,
    Openness,
    Outcome,
    ProgrammeKind,
    QuestionKind,
)

HOME = Text(
    fi="Testialustan haasteet", sv="Testbäddens utmaningar", en="Challenges of the testbed"
)
STEP = Text(fi="Tarjous", sv="Anbud", en="Tender")
SOLUTION = Text(
    fi="Millä ratkaisulla vastataan?",
    sv="Med vilken lösning svarar ni?",
    en="With which solution is it answered?",
)
WORDS = Text(
    fi="Miten haasteeseen vastataan?",
    sv="Hur svarar ni på utmaningen?",
    en="How is the challenge answered?",
)
_NAMES = uuid.UUID("6a3f7f0c-7d0c-5a53-9d3c-3f2b0c6d9a11")  # of the keys that are made here


def lender_of(kind: str) -> Lender:
    """NotFound where nobody lends such calls."""
    found = lenders().get(kind)
    if found is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return found


@transaction.atomic
def bring_in(kind: str, key: int, *, by: Actor, now: dt.datetime) -> Call:
    """The call and what came in to it, for a jury here; again: what has changed since.

    Raises:
        NotFound, NotAllowed, NotNow: as the room says whose call it is.
    """
    require(by, "manage", None, JURY_RULES)
    lent = lender_of(kind).lent(key, by, now)
    if not lent.cases:
        raise NotNow("nothing", _("Nothing came in that a jury could judge."))
    call = _call_of(kind, key, lent)
    there = {one.lent_key: one for one in Application.objects.filter(call=call)}
    changed = sum(_bring(call, case, there.pop(case.key, None), now) for case in lent.cases)
    gone = [one.pk for one in there.values() if one.state != ApplicationState.WITHDRAWN]
    Application.objects.filter(pk__in=gone).update(
        state=ApplicationState.WITHDRAWN, withdrawn_at=now, ended_at=now
    )
    record(by, "call.brought_in", call, now=now, changed=changed, gone=len(gone))
    return call


def _call_of(kind: str, key: int, lent: Lent) -> Call:
    """Locked; made where it is not there yet. Its words follow the other room's."""
    home, _made = Programme.objects.get_or_create(
        key=uuid.uuid5(_NAMES, kind),
        defaults={"kind": ProgrammeKind.CHALLENGE, "name": HOME, "is_shown": False},
    )
    call, _made = Call.objects.get_or_create(
        lent_kind=kind,
        lent_key=key,
        defaults={
            "programme": home,
            "title": lent.title,
            "words": lent.words,
            "state": CallState.CLOSED,
            "opens_at": lent.opens_at,
            "closes_at": lent.closes_at,
            "published_at": lent.opens_at,
            "key": uuid.uuid5(_NAMES, f"{kind}/{key}"),
        },
    )
    call = Call.objects.select_for_update().get(pk=call.pk)
    call.title, call.words = lent.title, lent.words
    call.opens_at, call.closes_at = lent.opens_at, lent.closes_at
    call.save(update_fields=["title", "words", "opens_at", "closes_at"])
    step, is_new = Step.objects.get_or_create(call=call, place=1, defaults={"name": STEP})
    if is_new:
        told = {"call": call, "step": step, "openness": Openness.CONFIDENTIAL}
        told["ground"] = Ground.BUSINESS
        Question.objects.create(
            place=1, kind=QuestionKind.SOLUTION, words=SOLUTION, tells_who=True, **told
        )
        Question.objects.create(place=2, kind=QuestionKind.LONG_TEXT, words=WORDS, **told)
    return call


def _bring(call: Call, case: Case, there: Application | None, now: dt.datetime) -> bool:
    """Whether anything is new. What stands here and says the same stays as it is."""
    spoken = (case.words.fi, case.words.sv, case.words.en)
    said = [
        "" if case.solution_id is None else str(case.solution_id),
        "\n\n".join(filter(None, spoken)),
    ]
    if there is None:
        key = uuid.uuid5(_NAMES, f"{call.key}/{case.key}")
        there = Application.objects.create(
            call=call,
            organisation_id=case.organisation_id,
            lent_key=case.key,
            number=free_number(key, numbers_in(call)),
            state=ApplicationState.FINALISED,
            language=case.reader,
            started_at=case.sent_at,
            finalised_at=case.sent_at,
            key=key,
        )
    standing = list(
        Answer.objects.filter(application=there)
        .order_by("question__place")
        .values_list("value", flat=True)
    )
    if standing == said and there.state == ApplicationState.FINALISED:
        return False
    there.state, there.finalised_at = ApplicationState.FINALISED, case.sent_at
    there.withdrawn_at = there.ended_at = None
    there.version += 1
    there.save()
    for question, value in zip(call.questions.order_by("place"), said, strict=True):
        Answer.objects.update_or_create(
            application=there, question=question, defaults={"value": value, "changed_at": now}
        )
    _copy(there, now)
    return True


def _copy(application: Application, now: dt.datetime) -> None:
    """A jury reads copies: what it judged can be shown later, whatever is written since."""
    content = content_of(application, written(application))
    Submission.objects.create(
        application=application,
        step=Step.objects.get(call=application.call_id, place=1),
        number=Submission.objects.filter(application=application).count() + 1,
        content=content,
        sha256=fingerprint(content),
        finalised_at=now,
    )


@transaction.atomic
def carry_back(call_id: int, *, by: Actor, now: dt.datetime) -> int:
    """The decisions of a lent call are noted where it stands, and told there; how many."""
    require(by, "manage", None, JURY_RULES)
    call = find(Call.objects.select_for_update(), pk=call_id, lent_key__isnull=False)
    takes_part = may_take_part(call.pk)
    if takes_part.filter(verdict=None).exists():
        raise NotNow("undecided", _("Decide on each application first."))
    rows = Verdict.objects.filter(application__in=takes_part.values("pk"))
    verdicts = list(rows.select_related("application__organisation").order_by("pk"))
    lender = lender_of(call.lent_kind)
    for verdict in verdicts:
        _note(lender, verdict, by, now)
    if call.state == CallState.CLOSED:
        call.state, call.decided_at = CallState.DECIDED, now
        call.save(update_fields=["state", "decided_at"])
    record(by, "call.carried_back", call, now=now, count=len(verdicts))
    return len(verdicts)


def _note(lender: Lender, verdict: Verdict, by: Actor, now: dt.datetime) -> None:
    application = verdict.application
    chosen = verdict.outcome == Outcome.CHOSEN
    try:
        lender.note(int(application.lent_key or 0), chosen, verdict.grounds, by, now)
    except Invalid as refusal:
        raise Invalid({"": f"{application.organisation.name}: {refusal.message}"}) from refusal
    Application.objects.filter(pk=application.pk).update(
        selection=SELECTED[Outcome(verdict.outcome)], ended_at=now
    )
