"""Who says by whose rules a pilot is run, and until when."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.people.states import STAFF
from eduhub.pilots.rules.lanes import OFFICIAL
from eduhub.pilots.rules.pilots import STILL_OPEN, when

HUB = Rule(
    lambda actor, standing: bool(actor.roles & STAFF) or actor.holds("machine"),
    _("Only the hub says in which market a pilot is run."),
)
LANE_IS_OPEN = when(
    lambda standing: not standing.lane_is_decided,
    _("The lane is decided by the rules of this market. It stays."),
)
NOBODY_IN_IT = when(
    lambda standing: not standing.groups,
    _("Groups have joined under the rules of this market. It stays."),
)
ABROAD = when(
    lambda standing: standing.pilot.is_abroad,
    _("At home the permit is enough: no other body is asked."),
)

PLACES_SCHOOLS = Rule(
    lambda actor, school: bool(actor.roles & STAFF) or actor.holds("machine"),
    _("Only the hub says in which market a school is."),
)
SCHOOL_RULES: Rules = {"place": (PLACES_SCHOOLS,), "list": (PLACES_SCHOOLS,)}
JURISDICTION_RULES: Rules = {
    "place": (HUB, *STILL_OPEN, LANE_IS_OPEN, NOBODY_IN_IT),
    "note_ethics": (SIGNED_IN, OFFICIAL, *STILL_OPEN, ABROAD),
}
