"""Who may do what to organisations, memberships and persons, each with its reason."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.models import Invitation, Membership, Organisation
from eduhub.people.states import (
    LEADS,
    MOVES,
    STAFF,
    CorrectionState,
    Kind,
    OrganisationState,
    Role,
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A membership that is to end, and whether another lead would be left."""

    membership: Membership
    another_lead: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation in somebody's hands: their own confirmed addresses, and whether it stands."""

    invitation: Invitation
    addresses: frozenset[str]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """A district that is to leave the list: how many schools and whether a table name it."""

    schools: int
    in_a_table: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person who is to be erased, and whether the hub would be left without a lead."""

    user_id: int
    last_hub_lead: bool


def is_staff(actor: Actor) -> bool:
    return bool(actor.roles & STAFF) or actor.holds("machine")


def leads(actor: Actor, organisation_id: int) -> bool:
    return actor.organisation_id == organisation_id and bool(actor.roles & LEADS)


def knows_people_of(actor: Actor, organisation_id: int) -> bool:
    """May know how to reach an organisation's people: its leads, and the hub's own people."""
    return is_staff(actor) or leads(actor, organisation_id)


def _runs(actor: Actor, organisation: Organisation) -> bool:
    """Leads it, or is the hub's staff; the hub's own people are the hub lead's to choose."""
    if actor.holds("machine") or leads(actor, organisation.pk):
        return True
    return is_staff(actor) and organisation.kind != Kind.HUB


def _can_become(state: str) -> Rule:
    def holds(actor: Actor, organisation: Any) -> bool:
        return state in MOVES[organisation.state]

    return Rule(holds, _("This claim has been decided already."), NotNow)


HUB_STAFF = Rule(lambda actor, thing: is_staff(actor), _("Only the hub's own people decide this."))
RUNS_IT = Rule(_runs, _("Only a lead of the organisation invites and ends memberships."))
TELLS_OF_IT = Rule(_runs, _("Only a lead of the organisation changes its details."))
STILL_CLAIMED_BY_SOMEBODY = Rule(
    lambda actor, organisation: organisation.claimed_by_id is not None,
    _("The person who made this claim has left the hub. Decline it, or invite somebody."),
    NotNow,
)
APPROVED = Rule(
    lambda actor, organisation: organisation.state == OrganisationState.APPROVED,
    _("The organisation still waits for the hub's approval."),
    NotNow,
)

ORGANISATION_RULES: Rules = {
    "claim": (SIGNED_IN,),
    "approve": (HUB_STAFF, _can_become(OrganisationState.APPROVED), STILL_CLAIMED_BY_SOMEBODY),
    "decline": (HUB_STAFF, _can_become(OrganisationState.DECLINED)),
    "invite": (RUNS_IT, APPROVED),
    "place": (HUB_STAFF, APPROVED),
    "change": (TELLS_OF_IT, APPROVED),
    "correct": (HUB_STAFF, TELLS_OF_IT, APPROVED),
    "give_duties": (HUB_STAFF,),
}

CORRECTION_RULES: Rules = {
    "decide": (
        HUB_STAFF,
        Rule(
            lambda actor, correction: correction.state == CorrectionState.WAITING,
            _("This has been decided or taken back already."),
            NotNow,
        ),
    ),
}

DISTRICT_RULES: Rules = {
    "keep": (HUB_STAFF,),
    "remove": (
        HUB_STAFF,
        Rule(
            lambda actor, removal: not removal.schools,
            _("Schools are noted there. Note another district for them first."),
            NotNow,
        ),
        Rule(
            lambda actor, removal: not removal.in_a_table,
            _("The table of pupils names it. Bring a table without it first."),
            NotNow,
        ),
    ),
}

OPEN_STILL = Rule(
    lambda actor, offer: offer.is_open,
    _("This invitation is used, withdrawn or older than 14 days. Ask for a new one."),
    NotNow,
)
FOR_THIS_ADDRESS = Rule(
    lambda actor, offer: offer.invitation.email in offer.addresses,
    _("This invitation was sent to another address. Sign in with the address that got it."),
)

INVITATION_RULES: Rules = {
    "accept": (SIGNED_IN, FOR_THIS_ADDRESS, OPEN_STILL),
    "withdraw": (
        Rule(
            lambda actor, invitation: _runs(actor, invitation.organisation),
            _("Only a lead of the organisation withdraws an invitation."),
        ),
        Rule(
            lambda actor, invitation: invitation.accepted_at is None,
            _("The invitation has been accepted. End the membership instead."),
            NotNow,
        ),
    ),
}


def _may_end(actor: Actor, ending: Any) -> bool:
    own = ending.membership.user_id == actor.user_id
    return own or _runs(actor, ending.membership.organisation)


def _leaves_a_lead(actor: Actor, ending: Any) -> bool:
    """Staff may still end the last lead's membership elsewhere: people leave without a word."""
    if ending.membership.role not in LEADS or ending.another_lead:
        return True
    own = ending.membership.user_id == actor.user_id
    return not own and ending.membership.role != Role.HUB_LEAD and is_staff(actor)


MEMBERSHIP_RULES: Rules = {
    "end": (
        Rule(_may_end, _("Only a lead of the organisation ends the memberships of others.")),
        Rule(
            _leaves_a_lead,
            _("Nobody would lead the organisation. Invite another lead first."),
            NotNow,
        ),
    ),
}

PERSON_RULES: Rules = {
    "change": (
        SIGNED_IN,
        Rule(
            lambda actor, user_id: actor.user_id == user_id,
            _("Everybody changes their own details only."),
        ),
    ),
    "see": (HUB_STAFF,),
    "export": (
        Rule(
            lambda actor, user_id: actor.user_id == user_id or actor.holds("machine"),
            _("Everybody downloads their own data only."),
        ),
    ),
    "erase": (
        Rule(
            lambda actor, leaving: actor.user_id == leaving.user_id or actor.holds("machine"),
            _("Everybody erases their own account only."),
        ),
        Rule(
            lambda actor, leaving: not leaving.last_hub_lead,
            _("Nobody would lead the hub. Invite another hub lead first."),
            NotNow,
        ),
    ),
}
