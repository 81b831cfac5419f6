"""A pilot's end for each school and provider, the company's one answer, and the register."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.people.states import Role
from eduhub.pilots.models import ClosingDecision, LeftOut, SchoolListing, Standing
from eduhub.pilots.models.closing import LONGEST_ANSWER
from eduhub.pilots.notices import ClosingDecided
from eduhub.pilots.rules.closing import (
    CLOSING_RULES,
    LEAVES_OUT,
    LISTING_RULES,
    DecisionInPilot,
)
from eduhub.pilots.services.checks import hold_against_model, names_nobody, reason_given
from eduhub.pilots.services.moves import lock, step
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.closing import LeftOutReason, ShownAs

ON_THE_WAY = (PilotState.ANALYSED, PilotState.REVIEWED, PilotState.DECIDED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a school or a provider decides.

    Attributes:
        decision: a code of Closing.
        grounds: codes of ClosingGround, one at least.
        next_procurement: when it is bought or tendered next; None if it is not known.
    """

    decision: str
    grounds: Sequence[str]
    reasons: Text
    next_procurement: dt.date | None


@transaction.atomic
def decide_closing(
    pilot_id: int, verdict: Verdict, *, seen: int, by: Actor, now: dt.datetime
) -> ClosingDecision:
    """Decide for one's school or provider; decided again, the later stands for the earlier.

    An official's decision takes an analysed pilot on to "decided".

    Args:
        seen: the version that was read, 0 for none; Stale if a colleague was faster.
    """
    standing = lock(pilot_id, by)
    require(by, "decide", standing, CLOSING_RULES)
    assert by.organisation_id is not None
    row = ClosingDecision.objects.filter(
        pilot=standing.pilot, organisation=by.organisation_id
    ).first()
    told = {name: getattr(verdict, name) for name in Verdict.__slots__} | {
        "grounds": list(verdict.grounds)
    }
    if row is not None and all(getattr(row, name) == value for name, value in told.items()):
        return row
    decision = row or ClosingDecision(
        pilot=standing.pilot, organisation_id=by.organisation_id, decided_at=now, version=0
    )
    require_version(decision, seen)
    for name, value in told.items():
        setattr(decision, name, value)
    _hold(decision, now)
    decision.changed_at, decision.decided_by_id = now, by.user_id
    decision.version += 1
    decision.save()
    facts = {"decision": decision.decision, "grounds": decision.grounds}
    record(by, "pilot.closing_decided", standing.pilot, now=now, **facts)
    post(ClosingDecided(decision_id=decision.pk, version=decision.version))
    if by.holds(Role.PROVIDER_OFFICIAL):
        _go_on(standing, by=by, now=now)
    return decision


def _hold(decision: ClosingDecision, now: dt.datetime) -> None:
    hold_against_model(decision, ("decision", "grounds", "reasons", "next_procurement"))
    if not decision.grounds:
        raise Invalid({"grounds": _("Choose one at least.")})
    names_nobody({"reasons": decision.reasons})
    if decision.next_procurement is not None and decision.next_procurement < now.date():
        raise Invalid({"next_procurement": _("Choose a day that is still to come.")})


def _go_on(standing: Standing, *, by: Actor, now: dt.datetime) -> None:
    """Analysed, reviewed by whoever decides, decided: each step with its line."""
    pilot = standing.pilot
    for before, to in pairwise(ON_THE_WAY):
        if pilot.state == before:
            step(pilot, to, by=by, now=now, why="official_decided")


@transaction.atomic
def answer_closing(
    decision_id: int, answer: str, *, seen: int, by: Actor, now: dt.datetime
) -> ClosingDecision:
    """The company answers a decision, once and for all to read; the same words again are one.

    Args:
        seen: the version that it read; Stale if the decision was changed since.
    """
    visible = ClosingDecision.objects.visible_to(by)
    standing = lock(find(visible, pk=decision_id).pilot_id, by)
    decision = find(visible, pk=decision_id)
    words = answer.strip()
    if decision.answer and decision.answer == words and decision.answered_by_id == by.user_id:
        return decision
    require(by, "answer", DecisionInPilot(standing, decision), CLOSING_RULES)
    require_version(decision, seen)
    if not words:
        raise Invalid({"answer": _("Write your answer.")})
    if len(words) > LONGEST_ANSWER:
        raise Invalid({"answer": _("Write it shorter, in at most 1000 characters.")})
    names_nobody({"answer": words})
    decision.answer, decision.answered_at = words, now
    decision.answered_to, decision.answered_by_id = decision.version, by.user_id
    decision.save()
    record(by, "pilot.closing_answered", standing.pilot, now=now, decision=decision.pk)
    return decision


@transaction.atomic
def leave_out(pilot_id: int, reason: str, words: str, *, by: Actor, now: dt.datetime) -> LeftOut:
    """Leave a pilot out of the register until its data are closed, for a stated reason."""
    standing = lock(pilot_id, by)
    require(by, "leave_out", standing, LEAVES_OUT)
    if reason not in LeftOutReason.values:
        raise Invalid({"reason": _("Choose from the list.")})
    told = {"reason": reason, "words": reason_given(words)}
    row = LeftOut.objects.filter(pilot=standing.pilot).first()
    if row is not None and (row.reason, row.words) == (reason, told["words"]):
        return row
    by_whom = {"decided_at": now, "decided_by_id": by.user_id}
    row, _new = LeftOut.objects.update_or_create(pilot=standing.pilot, defaults=told | by_whom)
    record(by, "pilot.left_out", standing.pilot, now=now, reason=reason)
    return row


@transaction.atomic
def put_back(pilot_id: int, *, by: Actor, now: dt.datetime) -> None:
    """Show a pilot on the register again; nothing happens where it is shown already."""
    standing = lock(pilot_id, by)
    require(by, "put_back", standing, LEAVES_OUT)
    gone, _rows = LeftOut.objects.filter(pilot=standing.pilot).delete()
    if gone:
        record(by, "pilot.put_back", standing.pilot, now=now)


@transaction.atomic
def choose_listing(shown_as: str, *, by: Actor, now: dt.datetime) -> SchoolListing:
    """How the register names the school that the principal acts for."""
    schools = Organisation.objects.visible_to(by)
    school = find(schools.select_for_update(of=("self",)), pk=by.organisation_id)
    require(by, "choose", school, LISTING_RULES)
    if shown_as not in ShownAs.values:
        raise Invalid({"shown_as": _("Choose from the list.")})
    told = {"shown_as": shown_as, "chosen_at": now, "chosen_by_id": by.user_id}
    row, _new = SchoolListing.objects.update_or_create(school=school, defaults=told)
    record(by, "school.listing_chosen", school, now=now, shown_as=shown_as)
    return row
