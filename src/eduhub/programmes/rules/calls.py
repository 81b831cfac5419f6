"""Who may do what with calls, and what a call lacks before it can be published."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.kit.lang import Text
from eduhub.people.states import STAFF
from eduhub.programmes.models import Call, Question
from eduhub.programmes.states import CHOOSING, CallState, QuestionKind, Window


@dataclass(frozen=True, slots=True)
class Begun:
    """A call, looked at at a moment by whoever would apply."""

    call: Call
    now: dt.datetime
    has_grace: bool = False


HUB_STAFF = Rule(
    lambda actor, thing: bool(actor.roles & STAFF),
    gettext_lazy("Only the hub's own people do this."),
)
DRAFT = Rule(
    lambda actor, call: call.is_draft,
    gettext_lazy("The call is published: its questions stay as they are. Only words are mended."),
    NotNow,
)
PUBLISHED = Rule(
    lambda actor, call: not call.is_draft,
    gettext_lazy("The call is a draft yet. Change it as you like."),
    NotNow,
)
NOT_DECIDED = Rule(
    lambda actor, call: call.state != CallState.DECIDED,
    gettext_lazy("This call is decided."),
    NotNow,
)
OWN_CALL = Rule(
    lambda actor, call: not call.is_lent,
    gettext_lazy("This call stands in another room of the hub. Change it there."),
    NotNow,
)
FOR_AN_ORGANISATION = Rule(
    lambda actor, thing: actor.organisation_id is not None,
    gettext_lazy("Choose first for which organisation you act."),
)
NOT_THE_HUB = Rule(
    lambda actor, thing: not actor.roles & STAFF,
    gettext_lazy("The hub does not apply to itself. Act for another organisation."),
)
HAS_OPENED = Rule(
    lambda actor, begun: begun.call.window(begun.now) != Window.COMING,
    gettext_lazy("This call is not open yet."),
    NotNow,
)
STILL_OPEN = Rule(
    lambda actor, begun: begun.call.is_open(begun.now) or begun.has_grace,
    gettext_lazy("This call is closed."),
    NotNow,
)

CALL_RULES: Rules = {
    "manage": (HUB_STAFF,),
    "build": (HUB_STAFF, DRAFT),
    "edit": (HUB_STAFF, OWN_CALL, NOT_DECIDED),
    "reword": (HUB_STAFF, OWN_CALL, PUBLISHED, NOT_DECIDED),
    "give_grace": (HUB_STAFF, OWN_CALL, PUBLISHED, NOT_DECIDED),
    "apply": (SIGNED_IN, FOR_AN_ORGANISATION, NOT_THE_HUB, HAS_OPENED, STILL_OPEN),
}


def lacks(call: Call, questions: Sequence[Question], now: dt.datetime) -> list[str]:
    """What must be put right before a draft can be published, each in a sentence."""
    found = []
    if call.closes_at <= now:
        found.append(_("The day of closing is past."))
    if not any(not one.is_eligibility for one in questions):
        found.append(_("Nothing is asked yet."))
    texts = [call.title, call.words, *(text for one in questions for text in _shown(one))]
    if any(text.missing for text in texts if text.spoken):
        found.append(_("Something is not written in all three languages yet."))
    for question in questions:
        found.extend(f"{question}: {words}" for words in _faults(question, questions))
    return found


def _shown(question: Question) -> list[Text]:
    return [question.words, question.help, question.choices, question.refusal]


def _faults(question: Question, questions: Sequence[Question]) -> list[str]:
    found = []
    if question.kind in CHOOSING:
        counts = {len(lines) for code in ("fi", "sv", "en")
                  if (lines := getattr(question.choices, code).splitlines())}  # fmt: skip
        if len(counts) != 1 or min(counts) < 2:
            found.append(_("give at least two choices, as many in each language."))
    codes = {code for code, _words in question.options}
    by_answer = question.is_eligibility and question.kind != QuestionKind.NUMBER
    if by_answer and question.accepted not in codes:
        found.append(_("choose which answer is accepted."))
    if question.is_eligibility and not question.refusal.spoken:
        found.append(_("write why others may not apply."))
    if question.if_question_id is not None:
        before = questions[: list(questions).index(question)]
        asked = next((one for one in before if one.pk == question.if_question_id), None)
        if asked is None:
            found.append(_("its condition must stand before it."))
        elif question.if_answer not in {code for code, _words in asked.options}:
            found.append(_("its condition names an answer that cannot be given."))
    return found
