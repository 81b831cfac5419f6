"""What people of the hub decide in a round by hand, each with a reason."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.pilots.models import Round, RoundDecision
from eduhub.pilots.queries.round_costs import Decided, cost_of, waived_by, without_others
from eduhub.pilots.queries.round_problem import problem_of, sides_of
from eduhub.pilots.services.checks import reason_given
from eduhub.pilots.services.rounds import ask_anew, lock_round


@dataclass(frozen=True, slots=True)
class DecisionFields:
    """A decision as a person of the hub writes it."""

    kind: str
    profile_id: int
    pilot_id: int
    reason: str


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
    reason, today = reason_given(fields.reason), timezone.localdate(now)
    sides = sides_of(one, today)
    decided = Decided(fields.kind, fields.profile_id, fields.pilot_id, reason)
    if not decided.is_in(problem_of(one, sides, today)):
        raise Invalid({"group": _("The group or the offer is not in the round any more.")})
    if cost_of(one, sides, decided, today).conflict:
        raise NotNow("contradiction", _("With this decision the limits contradict each other."))
    kept = {row.pk for row in without_others(sides.decisions, decided)}
    gone = [row.pk for row in sides.decisions if row.pk not in kept]
    RoundDecision.objects.filter(pk__in=gone).update(undone_at=now)
    row = RoundDecision.objects.create(
        round=one,
        kind=fields.kind,
        profile_id=fields.profile_id,
        pilot_id=fields.pilot_id,
        waived=waived_by(one, sides, decided, today),
        reason=reason,
        made_at=now,
        made_by_id=by.user_id,
    )
    told = {"kind": row.kind, "group": row.profile_id, "offer": row.pilot_id}
    record(by, "round.decided", one, now=now, waived=row.waived, **told)
    _anew(one, by=by, now=now)
    return row


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
    ask_anew(one, by=by, now=now)
