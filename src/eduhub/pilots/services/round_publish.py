"""A person publishes a round: groups are invited, and everybody's result is kept."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.engines import matching
from eduhub.kit.access import Actor
from eduhub.kit.errors import NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import (
    Group,
    GroupProfile,
    GroupResult,
    OfferResult,
    Round,
    RoundVersion,
)
from eduhub.pilots.notices import RoundPublished
from eduhub.pilots.queries.round_problem import (
    busy_weeks,
    monday_of_week,
    name_key,
    number_in,
    problem_of,
    sides_of,
)
from eduhub.pilots.services.checks import reason_given
from eduhub.pilots.services.groups import invite
from eduhub.pilots.services.rounds import latest, lock_round
from eduhub.pilots.states.rounds import RoundState

SHOWN = 5  # groups that are named in a refusal


@transaction.atomic
def publish_round(round_id: int, reason: str, *, seen: int, by: Actor, now: dt.datetime) -> Round:
    """All matches of the latest proposal become invitations to the teachers, or none does.

    Args:
        seen: number of the proposal that the person had before them.

    Raises:
        NotNow: a newer proposal is there or one is being worked out; a group is in another
            pilot in the same weeks by now, or something else has changed. The round stays.
    """
    one = lock_round(round_id, "publish", by)
    version, words = _to_publish(one, seen), reason_given(reason)
    outcome = matching.outcome_from_text(version.outcome)
    profiles = _hold(outcome.proposal)
    _refuse_clashes(outcome.proposal, profiles)
    _refuse_changed(one, version, timezone.localdate(now))
    groups = _invite(outcome.proposal, profiles, by=by, now=now)
    _keep_results(one, json.loads(version.outcome), groups)
    one.state, one.reason = RoundState.PUBLISHED, words
    one.published_at, one.published_by_id = now, by.user_id
    one.save()
    told = {"number": version.number, "outcome": version.outcome_sha256, "served": len(groups)}
    record(by, "round.published", one, now=now, **told)
    post(RoundPublished(round_id=one.pk))
    return one


def _to_publish(one: Round, seen: int) -> RoundVersion:
    version = latest(one)
    if version is None or not version.is_solved:
        raise NotNow("not_solved", _("The proposal is still being worked out."))
    if version.number != seen:
        raise NotNow("newer", _("There is a newer proposal than the one that you saw. Read it."))
    if version.contradicts:
        raise NotNow("contradiction", _("The limits contradict each other: nothing to publish."))
    return version


def _hold(proposal: matching.Proposal) -> dict[int, GroupProfile]:
    """The matched groups' profiles, held: of two rounds at once the second sees the first."""
    wanted = [number_in(match.group) for match in proposal.matches]
    rows = GroupProfile.objects.select_for_update(of=("self",)).filter(pk__in=wanted)
    return {row.pk: row for row in rows.select_related("school").order_by("pk")}


def _refuse_clashes(proposal: matching.Proposal, profiles: Mapping[int, GroupProfile]) -> None:
    """No group is in two pilots at a time."""
    busy = busy_weeks({row.school_id for row in profiles.values()})
    clashing = []
    for match in proposal.matches:
        row = profiles.get(number_in(match.group))
        if row is None:
            raise NotNow(
                "gone", _("A matched group is no longer listed. Work the round out anew.")
            )
        weeks = busy.get(name_key(row.school_id, row.label), frozenset())
        if weeks.intersection(range(match.first_week, match.last_week + 1)):
            clashing.append(f"{row.label}, {row.school.name}")
    if clashing:
        words = _(
            "In another pilot in the same weeks by now: %(groups)s. Nothing is published and the"
            " round stays as it is. Work it out anew."
        ) % {"groups": "; ".join(clashing[:SHOWN])}
        raise NotNow("clash", words, groups=len(clashing))


def _refuse_changed(one: Round, version: RoundVersion, today: dt.date) -> None:
    problem = problem_of(one, sides_of(one, today), today)
    if matching.fingerprint_of(problem) != version.problem_sha256:
        words = _(
            "Groups or offers have changed since this proposal was worked out. Work it out anew"
            " and see what is different."
        )
        raise NotNow("changed", words)


def _invite(
    proposal: matching.Proposal,
    profiles: Mapping[int, GroupProfile],
    *,
    by: Actor,
    now: dt.datetime,
) -> dict[int, Group]:
    """The invited group of each matched profile; offers are held in the order of numbers."""
    by_offer: dict[int, list[GroupProfile]] = defaultdict(list)
    for match in proposal.matches:
        by_offer[number_in(match.offer)].append(profiles[number_in(match.group)])
    made: dict[int, Group] = {}
    for pilot_id in sorted(by_offer):
        rows = by_offer[pilot_id]
        groups = invite(pilot_id, rows, by=by, now=now)
        made |= {row.pk: group for row, group in zip(rows, groups, strict=True)}
    return made


def _keep_results(one: Round, outcome: Mapping[str, Any], groups: Mapping[int, Group]) -> None:
    proposal = matching.outcome_from_text(json.dumps(outcome)).proposal
    matched = [
        GroupResult(
            round=one,
            profile_id=number_in(match.group),
            pilot_id=number_in(match.offer),
            group=groups[number_in(match.group)],
            first_week=monday_of_week(match.first_week),
            last_week=monday_of_week(match.last_week),
        )
        for match in proposal.matches
    ]
    left = [
        GroupResult(
            round=one,
            profile_id=number_in(told["group"]),
            reason=told["reason"],
            change=_kept(told),
        )
        for told in outcome["refusals"]["groups"]
    ]
    GroupResult.objects.bulk_create([*matched, *left])
    OfferResult.objects.bulk_create(_offer_results(one, outcome, proposal))


def _offer_results(
    one: Round, outcome: Mapping[str, Any], proposal: matching.Proposal
) -> list[OfferResult]:
    """Of each offer of the round; what it would take is kept without naming any group."""
    counts: dict[int, int] = defaultdict(int)
    for match in proposal.matches:
        counts[number_in(match.offer)] += 1
    told = {number_in(row["offer"]): row for row in outcome["refusals"]["offers"]}
    return [
        OfferResult(
            round=one,
            pilot_id=pk,
            groups=counts[pk],
            reason=told[pk]["reason"] if pk in told else "",
            change=_kept(told[pk]) if pk in told else None,
        )
        for pk in sorted(counts.keys() | told.keys())
    ]


def _kept(refusal: Mapping[str, Any]) -> dict[str, Any]:
    """Of a refusal what its receiver may read: never another group."""
    change = refusal["change"]
    if change is not None:
        change = {name: value for name, value in change.items() if name != "group"}
    return {"change": change, "proof": refusal["proof"], "smallest": refusal["smallest"]}
