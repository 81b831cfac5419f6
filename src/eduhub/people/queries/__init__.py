"""Who acts and for whom; organisations and their people; what is known of a person."""

from eduhub.people.queries.contacts import ShownDuty, duties_shown
from eduhub.people.queries.hats import (
    Hat,
    actor_for,
    actor_named,
    actor_wearing,
    hats_of,
    visitor,
)
from eduhub.people.queries.labels import Counted, in_words, masked
from eduhub.people.queries.organisations import (
    claims,
    claims_of,
    claims_waiting,
    has_another_lead,
    members_of,
    of_same_name,
    open_invitations,
    organisations_to_list,
    staff_to_tell,
    to_tell,
)
from eduhub.people.queries.persons import (
    invitation_by,
    invitations_for,
    is_last_hub_lead,
    memberships_of,
    sightings_of,
    verified_addresses,
)

__all__ = [
    "Counted",
    "Hat",
    "ShownDuty",
    "actor_for",
    "actor_named",
    "actor_wearing",
    "claims",
    "claims_of",
    "claims_waiting",
    "duties_shown",
    "has_another_lead",
    "hats_of",
    "in_words",
    "invitation_by",
    "invitations_for",
    "is_last_hub_lead",
    "masked",
    "members_of",
    "memberships_of",
    "of_same_name",
    "open_invitations",
    "organisations_to_list",
    "sightings_of",
    "staff_to_tell",
    "to_tell",
    "verified_addresses",
    "visitor",
]
