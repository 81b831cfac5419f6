"""What waits at the gates for an official, and what the pilot's page says of them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.people.states import Role
from eduhub.pilots.models import Pilot, Standing
from eduhub.pilots.queries.gate_steps import NextStep, to_decide
from eduhub.pilots.queries.standings import standings_of
from eduhub.pilots.states import BEFORE_THE_PLAN, Lane, PilotState

MOST = 20  # rows of a panel


@dataclass(frozen=True, slots=True)
class ToDecide:
    pilot: Pilot
    step: NextStep


def gates_to_open(actor: Actor) -> list[ToDecide]:
    """Pilots at a gate that this official, or the hub's lead, opens; the oldest first."""
    if not (actor.holds(Role.PROVIDER_OFFICIAL) or actor.holds(Role.HUB_LEAD)):
        return []
    open_still = Q(state__in=BEFORE_THE_PLAN) | Q(state=PilotState.PAUSED)
    answered = Pilot.objects.filter(open_still, lane_answers__isnull=False)
    mine = answered.select_related("solution__company").distinct().order_by("posted_at", "pk")
    rows = ((standing, to_decide(standing, actor)) for standing in standings_of(list(mine)))
    own = [ToDecide(standing.pilot, step) for standing, step in rows if step and step.is_ones_own]
    return own[:MOST]


@dataclass(frozen=True, slots=True)
class GateSeen:
    """One line of the list of gates; state is open, closed or not_asked."""

    label: str
    state: str
    words: str


def gates_seen(standing: Standing) -> list[GateSeen]:
    """The gates before the plan in their order, for those who have a part in the pilot."""
    gates, pilot = standing.gates, standing.pilot
    decided = standing.lane_is_decided
    in_a = decided and pilot.lane == Lane.A
    permit_asked = decided and pilot.lane == Lane.C
    permit = gates.permit
    lines = [
        _line(
            _("Lane"), decided, _("Lane %(letter)s") % {"letter": pilot.lane} if decided else ""
        ),
        _not_asked(_("Privacy"))
        if in_a
        else _line(_("Privacy"), decided and standing.privacy_is_cleared),
        _line(
            _("Research permit"),
            decided and standing.permit_holds,
            permit.number if permit else "",
        )
        if permit_asked or not decided
        else _not_asked(_("Research permit")),
        _line(_("Success statement"), standing.everybody_agrees),
        _line(_("Agreement"), standing.everybody_agrees and standing.is_signed),
        _not_asked(_("Information"))
        if in_a
        else _line(_("Information"), bool(standing.accepted) and standing.everybody_is_informed),
    ]
    return lines


def _line(label: str, is_open: bool, words: str = "") -> GateSeen:
    return GateSeen(label, "open" if is_open else "closed", words if is_open else "")


def _not_asked(label: str) -> GateSeen:
    return GateSeen(label, "not_asked", "")
