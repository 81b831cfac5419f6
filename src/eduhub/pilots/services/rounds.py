"""Rounds of matching: opened with limits, worked out, worked out anew, cancelled."""

import datetime as dt
import hashlib
import json
import secrets
from dataclasses import dataclass
from importlib.metadata import version as version_of
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.engines import matching
from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.jobs import once
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Call, Round, RoundVersion
from eduhub.pilots.notices import RoundAsked
from eduhub.pilots.queries.round_problem import problem_of, sides_of
from eduhub.pilots.rules.rounds import ROUND_RULES
from eduhub.pilots.services.checks import hold_against_model, reason_given
from eduhub.pilots.states.rounds import SMALL, RoundState

MOST_COSTS = 12  # locks whose cost is worked out one by one


@dataclass(frozen=True, slots=True)
class Limits:
    """What a round is held to.

    Attributes:
        per_school: groups of one school at most; None for no limit.
        classes: by what groups are classed for fairness.
        floor: per cent of each class that must be served.
    """

    per_school: int | None
    rule: str
    classes: list[str]
    floor: int = 0


def open_round(
    call_id: int, limits: Limits, *, by: Actor, now: dt.datetime, key: UUID, seed: str = ""
) -> Round:
    """Open a round and have its first proposal worked out.

    The seed of the lot is drawn before anything is known of the proposals; its fingerprint
    goes into the ledger, and it stays as it is.

    Args:
        key: of the form that was sent; the same form sent twice opens one round.
        seed: of the lot, where it is not to be drawn.
    """
    with once(f"pilots.round:{by.user_id}:{key}") as first:
        if not first:
            return find(Round.objects.visible_to(by).order_by("-pk"), opened_by=by.user_id)
        require(by, "open", None, ROUND_RULES)
        call = find(Call.objects.visible_to(by), pk=call_id)
        one = Round(
            call=call,
            seed=seed or secrets.token_hex(16),
            opened_at=now,
            opened_by_id=by.user_id,
        )
        _limit(one, limits)
        one.save()
        committed = hashlib.sha256(one.seed.encode()).hexdigest()
        record(by, "round.opened", one, now=now, call=call.pk, seed_sha256=committed)
        ask_anew(one, by=by, now=now)
        return one


@transaction.atomic
def change_limits(
    round_id: int, limits: Limits, *, seen: int, by: Actor, now: dt.datetime
) -> Round:
    """Other limits, a new proposal; decisions by hand stay."""
    one = lock_round(round_id, "change", by)
    require_version(one, seen)
    _limit(one, limits)
    one.version += 1
    one.save()
    record(by, "round.limited", one, now=now, version=one.version)
    ask_anew(one, by=by, now=now)
    return one


def _limit(one: Round, limits: Limits) -> None:
    for name in limits.__slots__:
        setattr(one, name, getattr(limits, name))
    hold_against_model(one, limits.__slots__)


@transaction.atomic
def work_out_anew(round_id: int, *, by: Actor, now: dt.datetime) -> RoundVersion:
    """With the groups and offers as they are now; what was decided by hand is kept."""
    one = lock_round(round_id, "change", by)
    return ask_anew(one, by=by, now=now)


@transaction.atomic
def cancel_round(round_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Round:
    """End it without a result, and with a reason; its proposals stay on record."""
    one = lock_round(round_id, "cancel", by)
    one.reason, one.state = reason_given(reason), RoundState.CANCELLED
    one.save(update_fields=["reason", "state"])
    record(by, "round.cancelled", one, now=now)
    return one


def lock_round(round_id: int, action: str, by: Actor) -> Round:
    """The round, held until the transaction ends, if this person may do this to it."""
    rows = Round.objects.visible_to(by).select_related("call")
    one = find(rows.select_for_update(of=("self",)), pk=round_id)
    require(by, action, one, ROUND_RULES)
    return one


def ask_anew(one: Round, *, by: Actor, now: dt.datetime) -> RoundVersion:
    """A new proposal of a round that is held, unless the latest is of the very same problem.

    A small one is worked out at once, a large one by the worker.

    Raises:
        Invalid: there is nothing to match.
    """
    today = timezone.localdate(now)
    try:
        problem = problem_of(one, sides_of(one, today), today)
    except ValueError as wrong:  # beyond what the engine takes, such as 64 languages
        raise NotNow("problem", _("The round cannot be matched: %s") % wrong) from wrong
    if not (problem.groups and problem.offers):
        words = _("There is no group, or no offer with a free place and weeks to come.")
        raise Invalid({"call": words})
    sha256, last = matching.fingerprint_of(problem), latest(one)
    if last is not None and last.problem_sha256 == sha256:
        if not last.is_solved:  # its job may have got lost with its worker
            post(RoundAsked(version_id=last.pk))
        return last
    made = RoundVersion.objects.create(
        round=one,
        number=1 if last is None else last.number + 1,
        problem=matching.problem_text(problem),
        problem_sha256=sha256,
        groups=len(problem.groups),
        offers=len(problem.offers),
        asked_at=now,
    )
    record(by, "round.asked", one, now=now, number=made.number, problem=sha256)
    if is_small(problem):
        work_out(made.pk, now=now)
        made.refresh_from_db()
    else:
        post(RoundAsked(version_id=made.pk))
    return made


def is_small(problem: matching.Problem) -> bool:
    """Whether a person can wait for the round to be worked out."""
    return len(problem.groups) * len(problem.offers) <= SMALL


def latest(one: Round) -> RoundVersion | None:
    return one.versions.order_by("-number").first()


def work_out(version_id: int, *, now: dt.datetime) -> None:
    """Work a proposal out and keep it; the second time nothing is done.

    The same problem has the same answer, so that two workers at once do no harm.
    """
    asked = RoundVersion.objects.filter(pk=version_id, outcome="").first()
    if asked is None:
        return
    problem = matching.problem_from_text(asked.problem)
    costs = len(problem.locks) <= MOST_COSTS
    answer = matching.propose(problem, matching.Ask(costs=costs))
    if isinstance(answer, matching.Contradiction):
        served, content = None, matching.contradiction_content(answer)
    else:
        served, content = len(answer.proposal.matches), matching.outcome_content(answer)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with transaction.atomic():
        row = RoundVersion.objects.select_for_update().get(pk=version_id)
        if row.is_solved:
            return
        row.outcome, row.contradicts, row.solved_at = text, served is None, now
        row.outcome_sha256 = hashlib.sha256(text.encode()).hexdigest()
        row.served = served
        row.engine = f"eduhub {version_of('eduhub')}, scipy {version_of('scipy')}"
        row.save()
        told = {"number": row.number, "outcome": row.outcome_sha256, "engine": row.engine}
        record(machine("worker"), "round.worked_out", row.round, now=now, **told)
