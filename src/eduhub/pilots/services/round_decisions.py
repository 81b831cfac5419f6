"""What people of the hub decide in a round by hand, each with a reason."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.engines import matching
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Round, RoundDecision, RoundThought
from eduhub.pilots.notices import RoundThoughtOf
from eduhub.pilots.queries.round_costs import (
    Decided,
    content_of,
    cost_of,
    waived_by,
    without_others,
)
from eduhub.pilots.queries.round_problem import Sides, problem_of, sides_of
from eduhub.pilots.rules.rounds import ROUND_RULES
from eduhub.pilots.services.checks import reason_given
from eduhub.pilots.services.rounds import ask_anew, is_small, lock_round

UNSAID = "not decided yet"  # the engine asks for a reason of every lock
LOST = dt.timedelta(minutes=10)  # a job that has not answered by then is asked for anew


@dataclass(frozen=True, slots=True)
class DecisionFields:
    """A decision as a person of the hub writes it."""

    kind: str
    profile_id: int
    pilot_id: int
    reason: str


@transaction.atomic
def cost(
    round_id: int, fields: DecisionFields, *, by: Actor, now: dt.datetime
) -> dict[str, Any] | None:
    """What a decision would do, as `content_of` has it; nothing is decided by it.

    In a large round the worker works it out: None until it has, and the next to ask for the
    same decision in the same round is told.
    """
    one = find(Round.objects.visible_to(by).select_related("call"), pk=round_id)
    require(by, "change", one, ROUND_RULES)
    sides, decided, problem = _thought_of(one, fields, now)
    if is_small(problem):
        return content_of(cost_of(one, sides, decided, timezone.localdate(now)))
    thought, is_new = RoundThought.objects.get_or_create(
        **_key(one, problem, fields), defaults={"asked_at": now}
    )
    if thought.cost is None and (is_new or now - thought.asked_at > LOST):
        thought.asked_at = now
        thought.save(update_fields=["asked_at"])
        post(RoundThoughtOf(thought_id=thought.pk))
    cost: dict[str, Any] | None = thought.cost
    return cost


def work_out_cost(thought_id: int, *, now: dt.datetime) -> None:
    """Work a cost out and keep it; of a round that is another one by now the thought goes."""
    thought = RoundThought.objects.select_related("round__call").filter(pk=thought_id).first()
    if thought is None or thought.cost is not None:
        return
    fields = DecisionFields(thought.kind, thought.profile_id, thought.pilot_id, UNSAID)
    today = timezone.localdate(now)
    sides = sides_of(thought.round, today)
    if _sha256(problem_of(thought.round, sides, today)) != thought.problem_sha256:
        thought.delete()
        return
    found = content_of(cost_of(thought.round, sides, _decided(fields), today))
    RoundThought.objects.filter(pk=thought_id, cost__isnull=True).update(cost=found)


def _thought_of(
    one: Round, fields: DecisionFields, now: dt.datetime
) -> tuple[Sides, Decided, matching.Problem]:
    today = timezone.localdate(now)
    sides, decided = sides_of(one, today), _decided(fields)
    problem = problem_of(one, sides, today)
    if not decided.is_in(problem):
        raise Invalid({"group": _("The group or the offer is not in the round any more.")})
    return sides, decided, problem


def _decided(fields: DecisionFields) -> Decided:
    return Decided(fields.kind, fields.profile_id, fields.pilot_id, fields.reason)


def _key(one: Round, problem: matching.Problem, fields: DecisionFields) -> dict[str, Any]:
    return {
        "round": one,
        "problem_sha256": _sha256(problem),
        "kind": fields.kind,
        "profile_id": fields.profile_id,
        "pilot_id": fields.pilot_id,
    }


def _sha256(problem: matching.Problem) -> str:
    return hashlib.sha256(matching.problem_text(problem).encode()).hexdigest()


@transaction.atomic
def decide(
    round_id: int, fields: DecisionFields, *, seen: int, by: Actor, now: dt.datetime
) -> RoundDecision:
    """Lock, forbid or override; another decision on the pair, or lock of the group, goes.

    A lock waives the limits that stand between the two: then it is an override. The round
    is worked out anew with it.

    Args:
        seen: the round's version that the person had before them.
    """
    one = lock_round(round_id, "change", by)
    require_version(one, seen)
    fields = replace(fields, reason=reason_given(fields.reason))
    sides, decided, problem = _thought_of(one, fields, now)
    _must_be_possible(one, sides, decided, problem, now)
    today = timezone.localdate(now)
    kept = {row.pk for row in without_others(sides.decisions, decided)}
    gone = [row.pk for row in sides.decisions if row.pk not in kept]
    RoundDecision.objects.filter(pk__in=gone).update(undone_at=now)
    row = RoundDecision.objects.create(
        round=one,
        kind=fields.kind,
        profile_id=fields.profile_id,
        pilot_id=fields.pilot_id,
        waived=waived_by(one, sides, decided, today),
        reason=fields.reason,
        made_at=now,
        made_by_id=by.user_id,
    )
    told = {"kind": row.kind, "group": row.profile_id, "offer": row.pilot_id}
    record(by, "round.decided", one, now=now, waived=row.waived, **told)
    _anew(one, by=by, now=now)
    return row


def _must_be_possible(
    one: Round, sides: Sides, decided: Decided, problem: matching.Problem, now: dt.datetime
) -> None:
    """NotNow if the limits contradict each other with it, or if a large round's cost is unknown."""
    if is_small(problem):
        is_conflict = bool(cost_of(one, sides, decided, timezone.localdate(now)).conflict)
    else:
        fields = DecisionFields(decided.kind, decided.profile_id, decided.pilot_id, UNSAID)
        thought = RoundThought.objects.filter(**_key(one, problem, fields)).first()
        if thought is None or thought.cost is None:
            raise NotNow("cost", _("Look at what it costs first."))
        is_conflict = bool(thought.cost["conflict"])
    if is_conflict:
        raise NotNow("contradiction", _("With this decision the limits contradict each other."))


@transaction.atomic
def undo(decision_id: int, *, by: Actor, now: dt.datetime) -> RoundDecision:
    """Let a decision go; the round is worked out anew without it."""
    visible = RoundDecision.objects.filter(round__in=Round.objects.visible_to(by))
    one = lock_round(find(visible, pk=decision_id).round_id, "change", by)
    row = find(visible.select_for_update(), pk=decision_id)
    if row.undone_at is None:
        row.undone_at = now
        row.save(update_fields=["undone_at"])
        record(by, "round.undone", one, now=now, kind=row.kind, decision=row.pk)
        _anew(one, by=by, now=now)
    return row


def _anew(one: Round, *, by: Actor, now: dt.datetime) -> None:
    one.version += 1
    one.save(update_fields=["version"])
    one.thoughts.all().delete()
    ask_anew(one, by=by, now=now)
