from eduhub.pilots.queries.agreements import (
    AgreementSeen,
    agreements_seen,
    agreements_to_sign,
    find_agreement,
    signatures_seen,
)
from eduhub.pilots.queries.gate_steps import NextStep
from eduhub.pilots.queries.home import (
    count_by_state,
    groups_to_decide,
    overdue,
    pilots_of_company,
    pilots_of_teacher,
    solutions_to_offer,
)
from eduhub.pilots.queries.lanes import GateSeen, ToDecide, gates_seen, gates_to_open
from eduhub.pilots.queries.next_steps import next_step
from eduhub.pilots.queries.page import declined_groups, groups_seen, is_inside, steps
from eduhub.pilots.queries.register import (
    Asked,
    Figures,
    figures,
    of_solution,
    open_offers,
    register,
    subjects_on_the_register,
)
from eduhub.pilots.queries.standings import (
    AgreedPilot,
    find_group,
    find_standing,
    groups_taking_part,
    pilot_for_plan,
    standing_of,
)
from eduhub.pilots.queries.timeline import timeline

__all__ = [
    "AgreedPilot",
    "AgreementSeen",
    "Asked",
    "Figures",
    "GateSeen",
    "NextStep",
    "ToDecide",
    "agreements_seen",
    "agreements_to_sign",
    "count_by_state",
    "declined_groups",
    "figures",
    "find_agreement",
    "find_group",
    "find_standing",
    "gates_seen",
    "gates_to_open",
    "groups_seen",
    "groups_taking_part",
    "groups_to_decide",
    "is_inside",
    "next_step",
    "of_solution",
    "open_offers",
    "overdue",
    "pilot_for_plan",
    "pilots_of_company",
    "pilots_of_teacher",
    "register",
    "signatures_seen",
    "solutions_to_offer",
    "standing_of",
    "steps",
    "subjects_on_the_register",
    "timeline",
]
