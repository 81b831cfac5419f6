"""The board of all pilots on their way, what one of them waits for, and its whole trail."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotAllowed, NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.panels import panel
from eduhub.kit.sheets import csv_of
from eduhub.pilots import queries
from eduhub.pilots.forms import ReasonForm
from eduhub.pilots.models import Pilot
from eduhub.pilots.queries import board as boards
from eduhub.pilots.queries.waits import waits_of
from eduhub.pilots.rules.running import RUNNING_RULES
from eduhub.pilots.services import running
from eduhub.pilots.states import OVER, Lane, PilotState
from eduhub.pilots.states.waits import USUAL, WaitKind
from eduhub.pilots.views.answering import ask, back_to

ALL_OF_IT = 1000  # lines of a trail
FEW = 6  # lines of what one pilot waits for


def _asked(request: HubRequest) -> boards.BoardAsked:
    state, lane = request.GET.get("state", ""), request.GET.get("lane", "")
    sort = request.GET.get("sort", "")
    return boards.BoardAsked(
        state=state if state in PilotState.values else "",
        lane=lane if lane in (*Lane.values, "none") else "",
        overdue="overdue" in request.GET,
        sort=sort if sort in boards.SORTS else "overdue",
    )


def _found(request: HubRequest, asked: boards.BoardAsked) -> list[boards.OnBoard]:
    if not boards.may_see_board(request.actor):
        raise NotAllowed("board", _("The board is for the hub and for education providers."))
    return boards.board(request.actor, asked, timezone.now())


@login_required
@require_safe
def board(request: HubRequest) -> HttpResponse:
    asked = _asked(request)
    rows = _found(request, asked)
    context = {
        "asked": asked,
        "rows": rows,
        "counts": boards.count_states(rows),
        "late": sum(1 for row in rows if row.overdue),
        "states": [one for one in PilotState if one not in OVER],
        "lanes": Lane.choices,
        "sorts": [
            ("overdue", _("Longest overdue first")),
            ("oldest", _("Longest in its state first")),
            ("state", _("By state")),
            ("name", _("By name")),
        ],
        "query": request.GET.urlencode(),
        "usual": [(one.label, USUAL[one].by.label, USUAL[one]) for one in WaitKind],
    }
    return page(request, "pilots/board/board.html", context, part="rows")


@login_required
@require_safe
def board_file(request: HubRequest) -> HttpResponse:
    """The same as CSV, a line for each step that waits."""
    columns = (
        *(_("Number"), _("Solution"), _("Company"), _("Lane"), _("State"), _("Days in it")),
        *(_("Waits for"), _("From whom"), _("Since, days"), _("Usual days"), _("Overdue, days")),
    )
    rows: list[tuple[object, ...]] = []
    for row in _found(request, _asked(request)):
        pilot = row.pilot
        name, company = str(pilot.solution.name), str(pilot.solution.company.name)
        state = pilot.get_state_display()
        first = (pilot.number, name, company, pilot.lane, state, row.days)
        rows += [
            (*first, line.what, line.whom, line.days, line.usual, line.overdue)
            for line in row.lines
        ] or [(*first, "", "", "", "", "")]
    response = HttpResponse(csv_of(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="pilots.csv"'
    return response


@login_required
@require_safe
def trail(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Everything that has happened in a pilot, for those who have a part in it."""
    standing = queries.find_standing(pilot_id, request.actor)
    if not queries.is_inside(standing, request.actor):
        raise NotFound("not_found", _("There is no such thing here."))
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "events": queries.timeline(standing, request.actor, most=ALL_OF_IT),
    }
    return page(request, "pilots/board/trail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HubRequest, group_id: int) -> HttpResponse:
    """A group leaves a pilot that runs."""
    standing, group = queries.find_group(group_id, request.actor)
    require(request.actor, "take_out", group, RUNNING_RULES)
    form = ReasonForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            running.take_out(group_id, reason, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, standing.pilot.pk, _("The group has left the pilot."))
    context = {"standing": standing, "pilot": standing.pilot, "group": group}
    return ask(request, "pilots/board/take_out.html", form, context)


@panel("pilots.pilot", order=1)
def waits_for(request: HubRequest, pilot: Pilot) -> str:
    """What the pilot waits for, from whom, and what of it is overdue."""
    actor = request.actor
    if not actor.is_signed_in or pilot.state in OVER:
        return ""
    ((standing, waits),) = waits_of([pilot])
    if not queries.is_inside(standing, actor):
        return ""
    lines = boards.lines_of(waits, timezone.localdate())
    own = [
        group
        for group in standing.accepted
        if not standing.is_before_the_plan and _leads(request, group)
    ]
    if not lines and not own:
        return ""
    context = {"pilot": pilot, "lines": lines[:FEW], "own": own}
    return render_to_string("pilots/board/panel.html", context, request)


def _leads(request: HubRequest, group: object) -> bool:
    return bool(may(request.actor, "take_out", group, RUNNING_RULES))


@panel("site.home", order=9)
def board_on_home(request: HubRequest, thing: object) -> str:
    """For officials: how many pilots, and how many of them are overdue."""
    if not boards.may_see_board(request.actor):
        return ""
    rows = boards.board(request.actor, boards.BoardAsked(), timezone.now())
    if not rows:
        return ""
    late = [row for row in rows if row.overdue]
    context = {"count": len(rows), "late": late[:3], "late_count": len(late)}
    return render_to_string("pilots/board/home.html", context, request)
