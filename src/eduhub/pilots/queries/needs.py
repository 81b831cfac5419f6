"""The need board, challenges, and what a call's round is made of: its offers and profiles."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet

from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import Actor, find
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.pilots.models import Call, Challenge, Echo, GroupProfile, Need, NeedAsked, Pilot
from eduhub.pilots.states import STAGE_OF, PilotState
from eduhub.pilots.states.calls import CallKind
from eduhub.pilots.states.needs import ChallengeState, NeedState
from eduhub.pilots.states.offers import weeks_between

BEFORE_SIGNING = [state for state, at in STAGE_OF.items() if at < STAGE_OF[PilotState.AGREED]]


# The board


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """What a reader of the board asks for; "" asks for all."""

    state: str = ""
    subject: str = ""
    own: bool = False


def board(actor: Actor, asked: BoardAsked) -> QuerySet[Need]:
    """Needs that this person may read, open ones first, then the newest; counted. One query."""
    needs = Need.objects.visible_to(actor).counted()
    if asked.state:
        needs = needs.filter(state=asked.state)
    elif not asked.own:
        needs = needs.exclude(state=NeedState.WITHDRAWN)
    if asked.subject:
        needs = needs.filter(codes__contains=[asked.subject])
    if asked.own:
        needs = needs.filter(school=actor.organisation_id)
    said = Echo.objects.filter(need=OuterRef("pk"), person=actor.user_id)
    return (
        needs.annotate(said=Exists(said), closed=~Q(state=NeedState.POSTED))
        .select_related("school", "challenge")
        .order_by("closed", "-posted_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


def own_school(actor: Actor) -> Organisation | None:
    """The school that the person acts for. One query at most."""
    if actor.organisation_id is None:
        return None
    return Organisation.objects.filter(pk=actor.organisation_id, kind=Kind.SCHOOL).first()


def asked_by(actor: Actor, need: Need) -> NeedAsked:
    """The need beside whoever asks: their school, and whether they said "we too". Two queries."""
    said = Echo.objects.filter(need=need, person=actor.user_id).exists()
    return NeedAsked(need, own_school(actor), said)


def find_need(need_id: int, actor: Actor) -> NeedAsked:
    """A need that this person may read, counted. Three queries."""
    needs = Need.objects.visible_to(actor).counted().select_related("school", "challenge")
    return asked_by(actor, find(needs, pk=need_id))


def needs_to_merge(ids: Sequence[int]) -> list[Need]:
    """Open needs of these numbers, with their schools. One query."""
    chosen = Need.objects.filter(pk__in=ids, state=NeedState.POSTED).counted()
    return list(chosen.select_related("school").order_by("pk").fetch_mode(FETCH_RAISE))


# Challenges


def challenges(actor: Actor) -> QuerySet[Challenge]:
    """Open ones first, then the newest; counted. One query."""
    seen = Challenge.objects.visible_to(actor).counted()
    ordered = seen.annotate(closed=~Q(state=ChallengeState.PUBLISHED))
    return ordered.order_by("closed", "-written_at", "-pk").fetch_mode(FETCH_RAISE)


def find_challenge(challenge_id: int, actor: Actor) -> Challenge:
    return find(Challenge.objects.visible_to(actor).counted(), pk=challenge_id)


def needs_of(challenge: Challenge, actor: Actor) -> list[Need]:
    """Those of its needs that this person may read. One query."""
    needs = Need.objects.visible_to(actor).filter(challenge=challenge).counted()
    return list(needs.select_related("school").order_by("pk").fetch_mode(FETCH_RAISE))


def open_challenges_to_add_to() -> list[Challenge]:
    """Drafts and published ones, the newest first. One query."""
    takes = (ChallengeState.DRAFT, ChallengeState.PUBLISHED)
    return list(Challenge.objects.filter(state__in=takes).order_by("-pk").fetch_mode(FETCH_RAISE))


# What a round is made of


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer as a matching problem needs it: numbers and codes, no words.

    Attributes:
        weeks: the Mondays of the weeks in which it may run.
        weeks_needed: how many of them one group uses.
        ages, languages, devices, codes: of the shared topics; empty asks for nothing. A group
            needs one of the devices, not all.
        least_groups, most_groups: with fewer it does not begin; more have no place.
        market_id: in which it is run; None at home.
    """

    pilot_id: int
    company_id: int
    solution_id: int
    codes: tuple[str, ...]
    ages: tuple[str, ...]
    languages: tuple[str, ...]
    devices: tuple[str, ...]
    minutes_a_week: int
    weeks: tuple[dt.date, ...]
    weeks_needed: int
    least_groups: int
    most_groups: int
    places_left: int
    market_id: int | None


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """A group as a matching problem needs it.

    Attributes:
        weeks: the Mondays of its free weeks.
        district: of its school, "" where unknown; the fairness of a round looks at it.
        devices, codes: of the shared topics; no code at all asks for any subject.
        market_id: in which its school is; None at home.
    """

    profile_id: int
    school_id: int
    teacher_id: int
    district: str
    age: str
    grade: int
    pupils: int
    label: str
    need_group: str
    language: str
    weeks: tuple[dt.date, ...]
    devices: tuple[str, ...]
    codes: tuple[str, ...]
    most_minutes: int
    market_id: int | None


def offer_facts(pilot: Pilot) -> OfferFacts:
    """Facts of a pilot that was read with its solution, its market's facts and counted places
    (held)."""
    weeks = tuple(weeks_between(pilot.starts, pilot.ends))
    held = getattr(pilot, "held", 0)
    return OfferFacts(
        pilot_id=pilot.pk,
        company_id=pilot.solution.company_id,
        solution_id=pilot.solution_id,
        codes=tuple(pilot.uses),
        ages=tuple(pilot.ages),
        languages=tuple(pilot.languages),
        devices=tuple(pilot.devices),
        minutes_a_week=pilot.minutes_a_week,
        weeks=weeks,
        weeks_needed=min(pilot.weeks_needed or len(weeks), len(weeks)),
        least_groups=pilot.least_groups,
        most_groups=pilot.places,
        places_left=max(0, pilot.places - held),
        market_id=pilot.jurisdiction.market_id if pilot.jurisdiction else None,
    )


def profile_facts(profile: GroupProfile) -> ProfileFacts:
    """Facts of a profile that was read with its school and the school's market."""
    abroad = getattr(profile.school, "abroad", None)
    return ProfileFacts(
        profile_id=profile.pk,
        school_id=profile.school_id,
        teacher_id=profile.teacher_id,
        district=profile.school.district,
        age=profile.age,
        grade=profile.grade,
        pupils=profile.pupils,
        label=profile.label,
        need_group=profile.need_group,
        language=profile.language,
        weeks=tuple(profile.weeks),
        devices=tuple(profile.devices),
        codes=tuple(profile.codes),
        most_minutes=profile.most_minutes,
        market_id=abroad.market_id if abroad else None,
    )


def offers_of_call(call: Call) -> list[OfferFacts]:
    """The offers that came in by the call and still look for groups, by number. One query."""
    came = Q(call=call)
    if call.kind == CallKind.CONTINUOUS:
        came |= Q(call=None)
    offers = (
        Pilot.objects.filter(came, state__in=BEFORE_SIGNING)
        .filter(solution__state=SolutionState.PUBLISHED)
        .counted()
        .select_related("solution", "jurisdiction")
        .order_by("pk")
        .fetch_mode(FETCH_RAISE)
    )
    return [offer_facts(pilot) for pilot in offers]


def profiles_of_call(call: Call, today: dt.date) -> list[ProfileFacts]:
    """The groups that would like to try something, by number. One query.

    For a challenge call those of the schools that had its needs come in by right: all groups
    that count are in, and the round may prefer them by their school.
    """
    profiles = GroupProfile.objects.counting(today).select_related("school__abroad")
    return [profile_facts(one) for one in profiles.order_by("pk").fetch_mode(FETCH_RAISE)]


def schools_with_the_need(call: Call) -> frozenset[int]:
    """Schools whose teachers had or echoed the needs of the call's challenge. Two queries."""
    if call.challenge_id is None:
        return frozenset()
    needs = Need.objects.filter(challenge=call.challenge_id)
    had = set(needs.values_list("school_id", flat=True))
    echoed = Echo.objects.filter(need__in=needs).values_list("school_id", flat=True)
    return frozenset(had | set(echoed))
