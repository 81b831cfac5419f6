"""What people of the hub decide in a round by hand, each with a reason."""

import datetime as dt
from dataclasses import replace
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
from eduhub.pilots.states.rounds import DecisionKind

UNSAID = "not decided yet"  # the engine asks for a reason of every lock
LOST = dt.timedelta(minutes=10)  # a job that has not answered by then is asked for anew


@transaction.atomic
def cost(round_id: int, decided: Decided, *, by: Actor, now: dt.datetime) -> dict[str, Any] | None:
    """What a decision would do, as `content_of` has it; nothing is decided by it.

    In a large round the worker works it out: None until it has, and the next to ask for the
    same decision in the same round is told. While it is worked out the round is not read.
    """
    one = find(Round.objects.visible_to(by).select_related("call"), pk=round_id)
    require(by, "change", one, ROUND_RULES)
    begun = one.thoughts.filter(**_pair(decided), cost__isnull=True, asked_at__gt=now - LOST)
    if begun.exists():
        return None
    sides, problem = _with(one, decided, now)
    if is_small(problem):
        return content_of(cost_of(one, sides, decided, timezone.localdate(now)))
    key = _pair(decided) | {"problem_sha256": matching.fingerprint_of(problem)}
    if (known := _known(one, key)) is not None:
        return known
    thought, _made = one.thoughts.update_or_create(**key, defaults={"asked_at": now})
    post(RoundThoughtOf(thought_id=thought.pk))
    return None


def work_out_cost(thought_id: int, *, now: dt.datetime) -> None:
    """Work a cost out and keep it; of a round that is another one by now the thought goes."""
    thought = RoundThought.objects.select_related("round__call").filter(pk=thought_id).first()
    if thought is None or thought.cost is not None:
        return
    today = timezone.localdate(now)
    sides = sides_of(thought.round, today)
    problem = problem_of(thought.round, sides, today)
    if matching.fingerprint_of(problem) != thought.problem_sha256:
        thought.delete()
        return
    decided = Decided(thought.kind, thought.profile_id, thought.pilot_id, UNSAID)
    found = content_of(cost_of(thought.round, sides, decided, today))
    RoundThought.objects.filter(pk=thought_id, cost__isnull=True).update(cost=found)


def _with(one: Round, decided: Decided, now: dt.datetime) -> tuple[Sides, matching.Problem]:
    """The round as it is now; Invalid where the decision speaks of what is not in it."""
    today = timezone.localdate(now)
    sides = sides_of(one, today)
    problem = problem_of(one, sides, today)
    if not decided.is_in(problem):
        raise Invalid({"group": _("The group or the offer is not in the round any more.")})
    is_lock = decided.kind != DecisionKind.FORBID
    if is_lock and sides.are_apart(decided.profile_id, decided.pilot_id):
        words = _("The offer is run in another country than the group's school is in.")
        raise Invalid({"offer": words})
    return sides, problem


def _pair(decided: Decided) -> dict[str, Any]:
    told = ("kind", "profile_id", "pilot_id")
    return {name: getattr(decided, name) for name in told}


def _known(one: Round, key: dict[str, Any]) -> dict[str, Any] | None:
    """The cost that was worked out of this decision in this very problem."""
    found: dict[str, Any] | None
    found = one.thoughts.filter(**key).values_list("cost", flat=True).first()
    return found


@transaction.atomic
def decide(
    round_id: int, decided: Decided, *, seen: int, by: Actor, now: dt.datetime
) -> RoundDecision:
    """Lock, forbid or override; another decision on the pair, or lock of the group, goes.

    A lock waives the limits that stand between the two: then it is an override. The round
    is worked out anew with it.

    Args:
        seen: the round's version that the person had before them.
    """
    one = lock_round(round_id, "change", by)
    require_version(one, seen)
    decided, today = replace(decided, reason=reason_given(decided.reason)), timezone.localdate(now)
    sides, problem = _with(one, decided, now)
    _must_be_possible(one, sides, decided, problem, today)
    kept = {row.pk for row in without_others(sides.decisions, decided)}
    gone = [row.pk for row in sides.decisions if row.pk not in kept]
    RoundDecision.objects.filter(pk__in=gone).update(undone_at=now)
    row = RoundDecision.objects.create(
        round=one,
        **_pair(decided),
        waived=waived_by(one, sides, decided, today),
        reason=decided.reason,
        made_at=now,
        made_by_id=by.user_id,
    )
    told = {"kind": row.kind, "group": row.profile_id, "offer": row.pilot_id}
    record(by, "round.decided", one, now=now, waived=row.waived, **told)
    _anew(one, by=by, now=now)
    return row


def _must_be_possible(
    one: Round, sides: Sides, decided: Decided, problem: matching.Problem, today: dt.date
) -> None:
    """NotNow if the limits contradict each other with it, or if a large round's cost is unknown."""
    if is_small(problem):
        is_conflict = bool(cost_of(one, sides, decided, today).conflict)
    else:
        key = _pair(decided) | {"problem_sha256": matching.fingerprint_of(problem)}
        known = _known(one, key)
        if known is None:
            raise NotNow("cost", _("Look at what it costs first."))
        is_conflict = bool(known["conflict"])
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
