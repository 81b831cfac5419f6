"""Rounds as the hub's people read them, and what became of each teacher's and company's own."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import FETCH_RAISE, Prefetch, QuerySet

from eduhub.catalogue.queries.topics import topics
from eduhub.engines.matching import (
    Comparison,
    comparison_content,
)
from eduhub.kit.access import Actor, find
from eduhub.people.models import Organisation
from eduhub.people.queries import district_names
from eduhub.pilots.models import (
    Call,
    GroupProfile,
    GroupResult,
    OfferResult,
    Pilot,
    Preferred,
    Round,
    RoundDecision,
    RoundVersion,
)
from eduhub.pilots.queries.round_problem import group_key, number_in, offer_key
from eduhub.pilots.queries.round_words import GroupName, Names, Told, limit_name, weeks_words
from eduhub.pilots.queries.schools import market_of_school
from eduhub.pilots.states.calls import CallState
from eduhub.pilots.states.rounds import FairBy, RoundState

FRESH = dt.timedelta(days=60)  # so long a result stands on a person's home


def rounds(actor: Actor) -> QuerySet[Round]:
    """Those that are prepared first, then the newest. Two queries."""
    versions = RoundVersion.objects.defer("problem", "outcome").order_by("-number")
    return (
        Round.objects.visible_to(actor)
        .select_related("call")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("-opened_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def open_rounds(actor: Actor) -> list[Round]:
    """Two queries."""
    return list(rounds(actor).filter(state=RoundState.OPEN)[:5])


def find_round(round_id: int, actor: Actor) -> Round:
    return find(Round.objects.visible_to(actor).select_related("call"), pk=round_id)


def find_decision(decision_id: int, actor: Actor) -> RoundDecision:
    visible = RoundDecision.objects.filter(round__in=Round.objects.visible_to(actor))
    return find(visible.select_related("round"), pk=decision_id)


def versions_of(one: Round) -> list[RoundVersion]:
    """The newest first, without problems and outcomes. One query."""
    return list(one.versions.defer("problem", "outcome").order_by("-number"))


def find_version(one: Round, number: int) -> RoundVersion:
    return find(one.versions.all(), number=number)


def calls_to_match() -> QuerySet[Call]:
    """Calls that could have a round. One query."""
    gone = (CallState.DRAFT, CallState.CANCELLED)
    return Call.objects.exclude(state__in=gone).order_by("-opens_at", "-pk")


def names_in(version: RoundVersion) -> Names:
    """The names of all who are in the problem, and of their districts. Five queries."""
    problem = json.loads(version.problem)
    named = names_of(
        [number_in(one["id"]) for one in problem["groups"]],
        [number_in(one["id"]) for one in problem["offers"]],
    )
    return replace(named, districts=district_names())


def names_of(profile_ids: Iterable[int], pilot_ids: Iterable[int]) -> Names:
    profiles = GroupProfile.objects.filter(pk__in=list(profile_ids)).select_related("school")
    pilots = Pilot.objects.filter(pk__in=list(pilot_ids)).select_related("solution")
    groups = {group_key(one.pk): one for one in profiles}
    schools: dict[str, Organisation] = {f"s{o.school_id}": o.school for o in groups.values()}
    return Names(
        topics=topics(),
        groups={key: GroupName(one.label, one.school.name) for key, one in groups.items()},
        offers={offer_key(one.pk): one.solution.name for one in pilots},
        schools={key: school.name for key, school in schools.items()},
    )


# The proposal on the page


@dataclass(frozen=True, slots=True)
class MatchSeen:
    key: str
    name: str
    weeks: str
    points: int
    locked: bool


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer with the groups that it gets, and why not more."""

    key: str
    name: str
    pilot_id: int
    places: int
    groups: list[MatchSeen]
    told: Told | None


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """A group without an offer, why, and what would help."""

    key: str
    name: str
    told: Told


@dataclass(frozen=True, slots=True)
class ShareSeen:
    """How many groups of a class are served, before and after."""

    kind: str
    name: str
    size: int
    before: int
    after: int

    @property
    def of(self) -> str:
        """By what the groups are classed."""
        return str(FairBy(self.kind).label)

    @property
    def percent(self) -> int:
        return round(100 * self.after / self.size) if self.size else 0

    @property
    def percent_before(self) -> int:
        return round(100 * self.before / self.size) if self.size else 0


@dataclass(frozen=True, slots=True)
class MovedSeen:
    name: str
    effect: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ComparisonSeen:
    """What differs between two proposals.

    Attributes:
        lowest: per cent of the worst served class, before and after.
    """

    points: int
    served: int
    lowest: tuple[int | None, int | None]
    moved: list[MovedSeen]
    shares: list[ShareSeen]


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """A proposal that was worked out, in words.

    Attributes:
        fairness: from the best by wishes alone to this one; None without a rule.
        costs: (group, offer, comparison) of each lock.
    """

    served: int
    groups: int
    points: int
    bound: int
    is_proven: bool
    offers: list[OfferSeen]
    left: list[GroupSeen]
    shares: list[ShareSeen]
    fairness: ComparisonSeen | None
    costs: list[tuple[str, str, ComparisonSeen]]

    @property
    def offers_with_groups(self) -> list[OfferSeen]:
        return [one for one in self.offers if one.groups]

    @property
    def offers_without(self) -> list[OfferSeen]:
        return [one for one in self.offers if not one.groups]


def comparison_seen(content: Mapping[str, Any], names: Names) -> ComparisonSeen:
    """A comparison as the answer's JSON has it, with names."""
    before, after = content["lowest_share"]
    return ComparisonSeen(
        points=content["points"],
        served=content["served"],
        lowest=(_percent(before), _percent(after)),
        moved=[
            MovedSeen(
                name=names.group(one["group"]),
                effect=one["effect"],
                before=names.offer(one["offer"][0]) if one["offer"][0] else "",
                after=names.offer(one["offer"][1]) if one["offer"][1] else "",
            )
            for one in content["groups"]
        ],
        shares=[_share(one, names, one["served"], one["sizes"][1]) for one in content["shares"]],
    )


def seen_comparison(comparison: Comparison | None, names: Names) -> ComparisonSeen | None:
    """The same of a comparison that was just made."""
    return None if comparison is None else comparison_seen(comparison_content(comparison), names)


def conflict_in(version: RoundVersion) -> list[dict[str, str]]:
    """What contradicts each other in a proposal that could not be."""
    found: list[dict[str, str]] = json.loads(version.outcome)["conflict"]
    return found


def _share(one: Mapping[str, Any], names: Names, served: Sequence[int], size: int) -> ShareSeen:
    """Served before and after, of so many now."""
    before, after = served
    return ShareSeen(one["class"], names.class_of(one["class"], one["name"]), size, before, after)


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def proposal_seen(version: RoundVersion, names: Names) -> ProposalSeen:
    """No query: everything stands in the version."""
    told, problem = json.loads(version.outcome), json.loads(version.problem)
    fairness = told.get("fairness")
    return ProposalSeen(
        served=told["served"],
        groups=version.groups,
        points=told["points"],
        bound=told["bound"],
        is_proven=told["standing"] == "optimal",
        offers=_offers_seen(told, problem, names),
        left=[
            GroupSeen(one["group"], names.group(one["group"]), Told(one, names))
            for one in told["refusals"]["groups"]
        ],
        shares=[_share(s, names, [s["served"]] * 2, s["size"]) for s in told["shares"]],
        fairness=comparison_seen(fairness, names) if fairness else None,
        costs=[
            (names.group(c["group"]), names.offer(c["offer"]), comparison_seen(c, names))
            for c in told.get("costs", ())
        ],
    )


def _offers_seen(
    told: Mapping[str, Any], problem: Mapping[str, Any], names: Names
) -> list[OfferSeen]:
    refusals = {one["offer"]: Told(one, names, True) for one in told["refusals"]["offers"]}
    groups: dict[str, list[MatchSeen]] = {one["id"]: [] for one in problem["offers"]}
    for one in told["matches"]:
        row = MatchSeen(
            key=one["group"],
            name=names.group(one["group"]),
            weeks=weeks_words(one["weeks"]),
            points=one["points"],
            locked=one["locked"],
        )
        groups[one["offer"]].append(row)
    return [
        OfferSeen(
            key=one["id"],
            name=names.offer(one["id"]),
            pilot_id=number_in(one["id"]),
            places=one["most"],
            groups=sorted(groups[one["id"]], key=lambda row: row.name),
            told=refusals.get(one["id"]),
        )
        for one in problem["offers"]
    ]


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    row: RoundDecision
    group: str
    offer: str
    waived: list[str]


def decisions_seen(one: Round) -> list[DecisionSeen]:
    """What is decided by hand and stands, the latest first. One query."""
    rows = one.decisions.filter(undone_at=None).order_by("-made_at", "-pk")
    related = rows.select_related("profile__school", "pilot__solution")
    return [
        DecisionSeen(
            row=row,
            group=f"{row.profile.label}, {row.profile.school.name}",
            offer=str(row.pilot.solution.name),
            waived=[limit_name(limit) for limit in row.waived],
        )
        for row in related.fetch_mode(FETCH_RAISE)
    ]


# What became of one's own


def told_group(result: GroupResult) -> Told:
    """Why a group got no offer; words come when they are read. Two queries at most."""
    refusal = {"reason": result.reason} | (result.change or {})
    return Told(refusal, _names_for(refusal))


def told_offer(result: OfferResult, names: Names | None = None) -> Told | None:
    """Why an offer got no more groups; no group is named. One query, none with names."""
    if not result.reason:
        return None
    refusal = {"reason": result.reason} | (result.change or {})
    return Told(refusal, names or Names(topics()), True)


def _names_for(refusal: Mapping[str, Any]) -> Names:
    change = refusal.get("change")
    return names_of((), [number_in(change["offer"])] if change else ())


@dataclass(frozen=True, slots=True)
class OwnResult:
    result: GroupResult
    told: Told | None


def results_of_teacher(actor: Actor, now: dt.datetime) -> list[OwnResult]:
    """What the latest rounds brought one's own groups. Four queries at most."""
    own = GroupResult.objects.filter(
        profile__teacher=actor.user_id,
        profile__school=actor.organisation_id,
        round__published_at__gte=now - FRESH,
    )
    rows = list(
        own.select_related("profile", "pilot__solution", "group", "round")
        .order_by("-round__published_at", "profile__label", "pk")
        .fetch_mode(FETCH_RAISE)[:10]
    )
    if not rows:
        return []
    changes = [row.change["change"] for row in rows if row.change and row.change["change"]]
    names = names_of((), {number_in(change["offer"]) for change in changes})
    return [
        OwnResult(
            row, Told({"reason": row.reason} | (row.change or {}), names) if row.reason else None
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class OwnOffer:
    result: OfferResult
    told: Told | None


def results_of_company(actor: Actor, now: dt.datetime) -> list[OwnOffer]:
    """What the latest rounds brought the company's offers. Two queries."""
    own = OfferResult.objects.filter(
        pilot__solution__company=actor.organisation_id, round__published_at__gte=now - FRESH
    )
    rows = list(
        own.select_related("pilot__solution", "round")
        .order_by("-round__published_at", "pk")
        .fetch_mode(FETCH_RAISE)[:10]
    )
    names = Names(topics()) if rows else None
    return [OwnOffer(row, told_offer(row, names)) for row in rows]


# Wishes


def offers_to_wish(actor: Actor) -> list[Pilot]:
    """Offers that a group of the person's school could still get, by name of the solution.

    Two queries.
    """
    there = Pilot.objects.run_in(market_of_school(actor.organisation_id))
    offers = there.visible_to(actor).open_for_groups().with_places_left()
    found = offers.select_related("solution__company").fetch_mode(FETCH_RAISE)
    return sorted(found, key=lambda pilot: (str(pilot.solution.name), pilot.pk))


def wishes_of(profile: GroupProfile) -> tuple[list[int], list[int]]:
    """Ranked offers, the dearest first, and those that are never wanted. One query."""
    rows = list(profile.wishes.order_by("rank", "pk"))
    ranked = [row.pilot_id for row in rows if row.rank is not None]
    return ranked, [row.pilot_id for row in rows if row.rank is None]


def preferred_of(pilot_id: int) -> Preferred | None:
    """Which groups the company would rather have at the offer. One query."""
    return Preferred.objects.filter(pilot=pilot_id).first()
