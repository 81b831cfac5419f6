"""A pilot as it stands: for the rules, and for the room above that plans on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from eduhub.kit.access import Actor, find
from eduhub.kit.errors import NotNow
from eduhub.pilots.models import (
    Agreement,
    Clearance,
    Gates,
    Group,
    GroupQuerySet,
    Information,
    LaneAnswers,
    LaneDecision,
    Permit,
    Pilot,
    Standing,
    SuccessStatement,
)
from eduhub.pilots.queries.schools import beside
from eduhub.pilots.rules import MOVE
from eduhub.pilots.states import BEFORE_THE_PLAN, HIDDEN, Lane


def standing_of(pilot: Pilot) -> Standing:
    """The pilot with the groups that hold a place, the latest statement, and its gates.

    Six queries; three more where a lane other than A has papers of its own.
    """
    return standings_of([pilot])[0]


def standings_of(pilots: Sequence[Pilot]) -> list[Standing]:
    """The same for many pilots, in their order, in as many queries."""
    groups_of, statements = _groups_of(pilots), _statements_of(pilots)
    gates = _gates_of(pilots)
    return [Standing(p, tuple(groups_of[p.pk]), statements.get(p.pk), gates[p.pk]) for p in pilots]


def taking_part(pilot: Pilot) -> tuple[SuccessStatement | None, tuple[Group, ...]]:
    """The latest statement and the accepted groups, for the room above, which asks of no gate.

    Two queries.
    """
    return _statements_of([pilot]).get(pilot.pk), tuple(groups_taking_part(pilot))


def _groups_of(pilots: Sequence[Pilot]) -> dict[int, list[Group]]:
    pilot_of = {pilot.pk: pilot for pilot in pilots}
    found: dict[int, list[Group]] = {key: [] for key in pilot_of}
    groups = Group.objects.filter(pilot__in=pilot_of).live().select_related("school")
    for group in groups.order_by("pk"):
        group.pilot = pilot_of[group.pilot_id]
        found[group.pilot_id].append(group)
    return found


def _statements_of(pilots: Sequence[Pilot]) -> dict[int, SuccessStatement]:
    keys = [pilot.pk for pilot in pilots]
    return _latest(SuccessStatement.objects.filter(pilot__in=keys), "-version")


def _gates_of(pilots: Sequence[Pilot]) -> dict[int, Gates]:
    keys = [pilot.pk for pilot in pilots]
    answers = _latest(LaneAnswers.objects.filter(pilot__in=keys), "-version")
    decided = LaneDecision.objects.filter(pilot__in=keys).select_related("answers", "organisation")
    decisions = _latest(decided, "-version")
    with_papers = [pilot.pk for pilot in pilots if pilot.lane in (Lane.B, Lane.C)]
    clearances: dict[int, Any] = {}
    permits: dict[int, Any] = {}
    informed: dict[int, set[int]] = defaultdict(set)
    if with_papers:
        clearances = _latest(Clearance.objects.filter(pilot__in=with_papers), "-pk")
        in_force = Permit.objects.filter(pilot__in=with_papers, ended_at=None)
        permits = {one.pilot_id: one for one in in_force}
        told = Information.objects.filter(group__pilot__in=with_papers)
        for pilot_id, group_id in told.values_list("group__pilot", "group"):
            informed[pilot_id].add(group_id)
    agreements = _agreements_of(keys)
    return {
        key: Gates(
            answers=answers.get(key),
            decision=decisions.get(key),
            clearance=clearances.get(key),
            permit=permits.get(key),
            agreements=tuple(agreements[key]),
            informed=frozenset(informed[key]),
        )
        for key in keys
    }


def _latest(rows: QuerySet[Any], newest_first: str) -> dict[int, Any]:
    return {row.pilot_id: row for row in rows.order_by("pilot", newest_first).distinct("pilot")}


def _agreements_of(keys: Sequence[int]) -> dict[int, list[Agreement]]:
    found: dict[int, list[Agreement]] = defaultdict(list)
    made = Agreement.objects.filter(pilot__in=keys).prefetch_related("signatures")
    for agreement in made.order_by("pk"):
        found[agreement.pilot_id].append(agreement)
    return found


def find_standing(pilot_id: int, actor: Actor) -> Standing:
    """The pilot, if this person may know of it."""
    visible = Pilot.objects.visible_to(actor).select_related("solution__company", "call")
    return beside(standing_of(find(visible, pk=pilot_id)), actor)


def find_group(group_id: int, actor: Actor) -> tuple[Standing, Group]:
    """A group that this person may know of, with its pilot as it stands."""
    group = find(Group.objects.visible_to(actor).select_related("school"), pk=group_id)
    standing = find_standing(group.pilot_id, actor)
    group.pilot = standing.pilot
    return standing, group


@dataclass(frozen=True, slots=True)
class AgreedPilot:
    """What a plan rests on: the pilot, the agreed statement, the groups taking part."""

    pilot: Pilot
    statement: SuccessStatement
    groups: tuple[Group, ...]


def pilot_for_plan(pilot_id: int, actor: Actor) -> AgreedPilot:
    """The pilot with what both sides agreed on; the same ever after, as nothing changes later.

    Raises:
        NotNow: not every gate of its lane is open yet, or the pilot was withdrawn.
    """
    standing = find_standing(pilot_id, actor)
    state = standing.pilot.state
    early = state in BEFORE_THE_PLAN and not standing.is_ready_for_the_plan
    if early or state in HIDDEN or standing.statement is None:
        raise NotNow("plan", str(MOVE), state=state)
    return AgreedPilot(standing.pilot, standing.statement, standing.accepted)


def groups_taking_part(pilot: Pilot) -> GroupQuerySet:
    """The accepted groups, in the order in which they joined, with their schools."""
    return pilot.groups.taking_part().select_related("school").order_by("pk")
