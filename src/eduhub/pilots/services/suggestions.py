"""Teachers suggest, the company answers; nothing that was written gets lost between two."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Suggestion
from eduhub.pilots.models.suggestions import LONGEST
from eduhub.pilots.notices import SuggestionAnswered, SuggestionMade
from eduhub.pilots.rules.suggestions import SUGGESTION_RULES, SuggestionInPilot
from eduhub.pilots.services.checks import hold_against_model, names_nobody
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states.running import CompanyAnswer


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a teacher would have changed.

    Attributes:
        kind: a code of SuggestionKind.
        importance: of Importance, 1 to 3.
    """

    kind: str
    importance: int
    words: str


@transaction.atomic
def suggest(
    pilot_id: int, told: Suggested, *, key: UUID, by: Actor, now: dt.datetime
) -> Suggestion:
    """Write a suggestion into the log; the company is told. The same form sent twice is one."""
    standing = lock(pilot_id, by)
    again = Suggestion.objects.filter(key=key, pilot=pilot_id, suggested_by=by.user_id).first()
    if again is not None:
        return again
    require(by, "suggest", standing, SUGGESTION_RULES)
    assert by.organisation_id is not None
    suggestion = Suggestion(
        pilot=standing.pilot,
        school_id=by.organisation_id,
        kind=told.kind,
        importance=told.importance,
        words=_words(told.words, "words", _("Write what you would change.")),
        key=key,
        suggested_at=now,
        suggested_by_id=by.user_id,
    )
    hold_against_model(suggestion, ("kind", "importance", "words"))
    suggestion.save(force_insert=True)
    facts = {"suggestion": suggestion.pk, "kind": told.kind, "importance": int(told.importance)}
    record(by, "pilot.suggested", standing.pilot, now=now, **facts)
    post(SuggestionMade(suggestion_id=suggestion.pk))
    return suggestion


@transaction.atomic
def answer_suggestion(
    suggestion_id: int, answer: str, why: str, *, seen: int, by: Actor, now: dt.datetime
) -> Suggestion:
    """The company says what it does about it, and why; later answers take the place of earlier.

    Args:
        answer: a code of CompanyAnswer; "not" needs its reason.
        seen: the version that was read; Stale if a colleague was faster.
    """
    thing = _locked(suggestion_id, by)
    require(by, "answer", thing, SUGGESTION_RULES)
    suggestion = thing.suggestion
    needs = _("Say why not. The teacher reads it.") if answer == CompanyAnswer.NOT else ""
    words = _words(why, "why", needs)
    if answer not in CompanyAnswer.values:
        raise Invalid({"answer": _("Choose from the list.")})
    if (suggestion.answer, suggestion.why) == (answer, words):
        return suggestion
    require_version(suggestion, seen)
    suggestion.answer, suggestion.why = answer, words
    suggestion.answered_at = suggestion.answered_at or now
    suggestion.changed_at, suggestion.answered_by_id = now, by.user_id
    suggestion.version += 1
    suggestion.save()
    facts = {"suggestion": suggestion.pk, "answer": answer}
    record(by, "pilot.suggestion_answered", thing.standing.pilot, now=now, **facts)
    post(SuggestionAnswered(suggestion_id=suggestion.pk, version=suggestion.version))
    return suggestion


@transaction.atomic
def take_suggestion_back(suggestion_id: int, *, by: Actor, now: dt.datetime) -> Suggestion:
    """The teacher thinks better of it, as long as nobody has answered."""
    thing = _locked(suggestion_id, by)
    require(by, "take_back", thing, SUGGESTION_RULES)
    suggestion = thing.suggestion
    suggestion.taken_back_at = now
    suggestion.version += 1
    suggestion.save(update_fields=["taken_back_at", "version"])
    pilot = thing.standing.pilot
    record(by, "pilot.suggestion_taken_back", pilot, now=now, suggestion=suggestion.pk)
    return suggestion


def _locked(suggestion_id: int, by: Actor) -> SuggestionInPilot:
    """The suggestion as it is now that nobody else can change it."""
    visible = Suggestion.objects.visible_to(by)
    standing = lock(find(visible, pk=suggestion_id).pilot_id, by)
    return SuggestionInPilot(standing, find(visible, pk=suggestion_id))


def _words(words: str, field: str, needed: str) -> str:
    """The words without spaces around them; Invalid when they are missing, long or name somebody."""
    kept = words.strip()
    if not kept and needed:
        raise Invalid({field: needed})
    if len(kept) > LONGEST:
        raise Invalid({field: _("Write it shorter, in at most 1000 characters.")})
    names_nobody({field: kept})
    return kept
