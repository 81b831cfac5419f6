from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import Actor, may
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of
from eduhub.kit.panels import panels_at
from eduhub.people.states import STAFF
from eduhub.pilots import queries
from eduhub.pilots.models import Standing
from eduhub.pilots.queries.fits import suggestions_for
from eduhub.pilots.queries.offers import facts_in_words
from eduhub.pilots.queries.rotation import warned_groups
from eduhub.pilots.rules import GROUP_RULES, PILOT_RULES, SOLUTION_RULES
from eduhub.pilots.rules.closing import LEAVES_OUT
from eduhub.pilots.rules.jurisdictions import JURISDICTION_RULES
from eduhub.pilots.rules.lanes import LANE_RULES
from eduhub.pilots.rules.rounds import PREFER_RULES
from eduhub.pilots.states import Phase


@require_safe
def register(request: HubRequest) -> HttpResponse:
    phase = request.GET.get("phase", "")
    asked = queries.Asked(
        phase=phase if phase in Phase.values else "",
        subject=request.GET.get("subject", "")[:40],
        own="own" in request.GET and request.actor.organisation_id is not None,
    )
    context = {
        "asked": asked,
        "page": page_of(queries.register(request.actor, asked), request, size=24),
        "phases": Phase.choices,
        "subjects": queries.subjects_on_the_register(request.actor),
        "may_offer": may(request.actor, "offer", None, SOLUTION_RULES),
        "suggestions": suggestions_for(request.actor, timezone.localdate()),
    }
    return page(request, "pilots/list.html", context, part="rows")


@dataclass(frozen=True, slots=True)
class Way:
    """Something else that this person can do with the pilot."""

    label: str
    url: str


def _ways(standing: Standing, actor: Actor) -> list[Way]:
    """Besides the one next step: only what this person may do now."""
    pilot = standing.pilot
    doors = (
        ("edit", _("Change the offer"), "pilots:edit"),
        ("write_statement", _("Propose another statement"), "pilots:statement"),
        ("join", _("Join with another group"), "pilots:join"),
        ("withdraw", _("Withdraw the offer"), "pilots:withdraw"),
        ("stop", _("Stop the pilot"), "pilots:stop"),
    )
    gates = (
        ("answer", _("Answer the questions on the lane"), "pilots:lane"),
        ("screen", _("Look the offer through, or decline it"), "pilots:screen"),
        ("decide", _("Decide the lane"), "pilots:lane_decide"),
        ("clear", _("Decide on privacy"), "pilots:privacy"),
        ("permit", _("Note the research permit"), "pilots:permit"),
    )
    allowed = [one for one in doors if may(actor, one[0], standing, PILOT_RULES)]
    allowed += [one for one in gates if may(actor, one[0], standing, LANE_RULES)]
    if may(actor, "place", standing, JURISDICTION_RULES):
        allowed.append(("place", _("Say in which market it is run"), "pilots:market"))
    ends = (("leave_out", _("Leave it out of the public register"), "pilots:leave_out"),)
    allowed += [one for one in ends if may(actor, one[0], standing, LEAVES_OUT)]
    if may(actor, "prefer", standing, PREFER_RULES) and standing.is_before_the_plan:
        allowed.append(("prefer", _("Say which groups would suit best"), "pilots:prefer"))
    return [Way(label, reverse(door, args=[pilot.pk])) for _action, label, door in allowed]


@require_safe
def pilot(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor = request.actor
    standing = queries.find_standing(pilot_id, actor)
    step = queries.next_step(standing, actor)
    next_url = reverse(step.door, args=[step.on]) if step and step.door else ""
    groups = queries.groups_seen(standing, actor)
    has_a_part = queries.is_inside(standing, actor)
    context = {
        "standing": standing,
        "has_a_part": has_a_part,
        "decision": standing.gates.decision,
        "answers": standing.gates.answers,
        "still": standing.lane_is_decided,
        "gates": queries.gates_seen(standing)
        if has_a_part and standing.is_before_the_plan
        else [],
        "agreements": queries.agreements_seen(standing, actor),
        "pilot": standing.pilot,
        "is_published": standing.pilot.solution.state == SolutionState.PUBLISHED,
        "steps": queries.steps(standing, timezone.localdate()),
        "next": step,
        "next_url": next_url,
        "ways": [way for way in _ways(standing, actor) if way.url != next_url],
        "groups": groups,
        "facts": facts_in_words(standing.pilot),
        "may_leave": _groups_that_may(standing, "leave", actor),
        "may_decide": _groups_that_may(standing, "accept", actor),
        "warned": _warned(standing, actor),
        "declined": queries.declined_groups(standing, actor),
        "events": queries.timeline(standing, actor),
        "panels": panels_at("pilots.pilot", request, standing.pilot),
        "next_panels": panels_at("pilots.pilot.next", request, standing.pilot),
    }
    return page(request, "pilots/pilot.html", context)


def _groups_that_may(standing: Standing, action: str, actor: Actor) -> set[int]:
    return {g.pk for g in standing.groups if may(actor, action, g, GROUP_RULES)}


def _warned(standing: Standing, actor: Actor) -> set[int]:
    """Groups that were studied recently, for the hub's people while it matters."""
    if not (actor.roles & STAFF and standing.is_before_the_plan):
        return set()
    return {g.pk for g in warned_groups(standing, standing.groups, timezone.localdate())}
