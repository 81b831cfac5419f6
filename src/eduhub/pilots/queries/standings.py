"""A pilot as it stands: for the rules, and for the room above that plans on it."""

from dataclasses import dataclass

from eduhub.kit.access import Actor, find
from eduhub.kit.errors import NotNow
from eduhub.pilots.models import Group, GroupQuerySet, Pilot, Standing, SuccessStatement
from eduhub.pilots.rules import MOVE
from eduhub.pilots.states import PilotState


def standing_of(pilot: Pilot) -> Standing:
    """The pilot with the groups that hold a place and the latest statement. Two queries."""
    groups = Group.objects.filter(pilot=pilot).live().select_related("school").order_by("pk")
    statement = SuccessStatement.objects.filter(pilot=pilot).order_by("-version").first()
    return Standing(pilot, tuple(groups), statement)


def find_standing(pilot_id: int, actor: Actor) -> Standing:
    """The pilot, if this person may know of it. Three queries."""
    visible = Pilot.objects.visible_to(actor).select_related("solution__company")
    return standing_of(find(visible, pk=pilot_id))


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
