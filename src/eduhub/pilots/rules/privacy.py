"""Who sees, issues and answers what around seats, consents and papers."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import ConsentEntry, Permit, Pilot, Standing
from eduhub.pilots.rules.lanes import IN_LANE_B_OR_C, NO_RESULT_YET, GroupInPilot, office_of
from eduhub.pilots.rules.pilots import NOT_ENDED, when
from eduhub.pilots.states import ENDED, Lane
from eduhub.pilots.states.privacy import KEPT_WITHOUT_PERMIT, SUPPRESSED_UNDER, Source


def shown_count(count: int) -> int | None:
    """A count as those outside the school may see it: in whole fives, under five not at all.

    One withdrawal more or less cannot be read off two such counts of the same purpose, but for
    the moment at which a step of five is passed.
    """
    return count - count % SUPPRESSED_UNDER if count >= SUPPRESSED_UNDER else None


def destroyed_by(pilot: Pilot, permit: Permit | None) -> dt.date | None:
    """The day by which what the hub holds of pupils is gone; None where a permit has yet to say.

    The permit says it, else the hub's own rule. The GDPR asks that people are told how long, and
    no longer than the purpose needs (articles 5.1 e and 13.2 a), and names no number.
    """
    if permit is not None:
        return permit.destroy_by
    return kept_until(pilot) if pilot.lane == Lane.B else None


def kept_until(pilot: Pilot) -> dt.date:
    """The last day by the hub's own rule, where no permit says one."""
    return pilot.ends + KEPT_WITHOUT_PERMIT


@dataclass(frozen=True, slots=True)
class EntryInPilot:
    """An answer on paper that waits for a second person."""

    place: GroupInPilot
    entry: ConsentEntry


def _leads(actor: Actor, place: GroupInPilot) -> bool:
    return place.group.is_led_by(actor)


def _keeps(actor: Actor, place: GroupInPilot) -> bool:
    return _leads(actor, place) or actor.holds_at(Role.PRINCIPAL, place.group.school_id)


def _is_another_of_the_school(actor: Actor, thing: EntryInPilot) -> bool:
    school = thing.place.group.school_id
    there = any(actor.holds_at(role, school) for role in (Role.TEACHER, Role.PRINCIPAL))
    return there and actor.user_id != thing.entry.entered_by_id


def _takes_part(actor: Actor, standing: Standing) -> bool:
    schools = {group.school_id for group in standing.groups}
    inside = {standing.company_id} | schools | standing.provider_ids
    return (
        bool(actor.roles & STAFF) or actor.organisation_id in inside or _decides(actor, standing)
    )


def _decides(actor: Actor, standing: Standing) -> bool:
    return office_of(actor, standing) is not None


def _lane_lets(place: GroupInPilot) -> bool:
    return place.standing.pilot.lane in (Lane.B, Lane.C)


KEEPS_SEATS = Rule(
    _keeps, _("Only the group's own teacher and the principal see the seats of a group.")
)
LEADS = Rule(_leads, _("Only the group's own teacher does this."))
LANE_LETS = when(
    _lane_lets, _("In lane A there are no seats: nothing that tells of a pupil is kept.")
)
ACCEPTED = when(
    lambda place: place.group in place.standing.accepted,
    _("First the principal accepts the group."),
)
STILL_ON = when(lambda place: place.standing.pilot.state not in ENDED, _("The pilot has ended."))
NOTHING_COLLECTED = when(
    lambda place: place.standing.is_before_the_plan,
    _(
        "Seats are removed before the plan is frozen. Later a seat is closed, and its data left out."
    ),
)
SEAT_RULES: Rules = {
    "see": (SIGNED_IN, KEEPS_SEATS, LANE_LETS),
    "keep": (SIGNED_IN, LEADS, LANE_LETS, ACCEPTED, STILL_ON),
    "refuse": (SIGNED_IN, LEADS, LANE_LETS),  # whatever the pilot's state: a no is always taken
    "drop": (SIGNED_IN, LEADS, NOTHING_COLLECTED),
}
CHECK_RULES: Rules = {
    "check": (
        SIGNED_IN,
        Rule(
            _is_another_of_the_school,
            _("Somebody else of the school checks it than the one who entered it."),
        ),
        when(
            lambda thing: thing.entry.source == Source.PAPER,
            _("Only an answer on paper is checked."),
        ),
    ),
}
PACK_RULES: Rules = {
    "see": (
        SIGNED_IN,
        Rule(_takes_part, _("Only those who have a part in the pilot read its papers.")),
    ),
    "issue": (
        SIGNED_IN,
        Rule(
            lambda actor, standing: bool(actor.roles & STAFF) or _decides(actor, standing),
            _("Only the hub, or an official of the education provider, issues the papers."),
        ),
        NOT_ENDED,
        NO_RESULT_YET,
        IN_LANE_B_OR_C,
    ),
}
