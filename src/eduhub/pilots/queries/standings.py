"""A pilot as it stands: for the rules, and for the room above that plans on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from eduhub.kit.access import Actor, find
from eduhub.kit.errors import NotNow
from eduhub.pilots.models import Group, GroupQuerySet, Pilot, Standing, SuccessStatement
from eduhub.pilots.rules import MOVE
from eduhub.pilots.states import PilotState


def standing_of(pilot: Pilot) -> Standing:
    """The pilot with the groups that hold a place and the latest statement. Two queries."""
    return standings_of([pilot])[0]


def standings_of(pilots: Sequence[Pilot]) -> list[Standing]:
    """The same for many pilots, in their order. Two queries in all."""
    groups_of: dict[int, list[Group]] = {pilot.pk: [] for pilot in pilots}
    groups = Group.objects.filter(pilot__in=groups_of).live().select_related("school")
    pilot_of = {pilot.pk: pilot for pilot in pilots}
    for group in groups.order_by("pk"):
        group.pilot = pilot_of[group.pilot_id]
        groups_of[group.pilot_id].append(group)
    latest = SuccessStatement.objects.filter(pilot__in=groups_of).order_by("pilot", "-version")
    statements = {s.pilot_id: s for s in latest.distinct("pilot")}
    return [Standing(p, tuple(groups_of[p.pk]), statements.get(p.pk)) for p in pilots]


def find_standing(pilot_id: int, actor: Actor) -> Standing:
    """The pilot, if this person may know of it. Three queries."""
    visible = Pilot.objects.visible_to(actor).select_related("solution__company", "call")
    return standing_of(find(visible, pk=pilot_id))


def find_group(group_id: int, actor: Actor) -> tuple[Standing, Group]:
    """A group that this person may know of, with its pilot as it stands. Four queries."""
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
        NotNow: not everybody agrees yet, or the pilot was withdrawn.
    """
    standing = find_standing(pilot_id, actor)
    early = standing.pilot.state in (PilotState.POSTED, PilotState.WITHDRAWN)
    if early or standing.statement is None:
        raise NotNow("plan", str(MOVE), state=standing.pilot.state)
    return AgreedPilot(standing.pilot, standing.statement, standing.accepted)


def groups_taking_part(pilot: Pilot) -> GroupQuerySet:
    """The accepted groups, in the order in which they joined, with their schools."""
    groups = Group.objects.filter(pilot=pilot).taking_part()
    return groups.select_related("school").order_by("pk")
