"""How ready a company's solutions are for other countries: the matrix, one list, one item."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries.markets import market_to_show
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import NotFound
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.kit.sheets import csv_of
from eduhub.people.queries import members_of, told_apart
from eduhub.people.rules import knows_people_of
from eduhub.people.states import STAFF
from eduhub.programmes.forms.abroad import ItemForm, item_initial
from eduhub.programmes.models import Readiness, ReadyItem
from eduhub.programmes.queries import abroad as queries
from eduhub.programmes.rules.abroad import ITEM_RULES, READINESS_RULES
from eduhub.programmes.services import abroad as services
from eduhub.programmes.states.abroad import Heading

ITEM = "programmes/abroad/item.html"


@login_required
@require_safe
def abroad(request: HubRequest) -> HttpResponse:
    """A company's solutions against the markets; for the hub all that somebody has begun with."""
    actor = request.actor
    require(actor, "look", None, READINESS_RULES)
    found = page_of(queries.solutions_abroad(actor), request)
    context = {
        "matrix": queries.matrix_of(actor, found.rows),
        "found": found,
        "is_staff": bool(actor.roles & STAFF),
    }
    return page(request, "programmes/abroad/matrix.html", context)


@login_required
@require_safe
def matrix_csv(request: HubRequest) -> HttpResponse:
    """The whole matrix, one line for each solution and market that was begun with."""
    actor = request.actor
    require(actor, "look", None, READINESS_RULES)
    matrix = queries.matrix_of(actor, queries.solutions_abroad(actor))
    columns = (
        _("Company"), _("Solution"), _("Market"), _("Gaps"), _("Cost to come"), _("Currency"),
        _("Gaps without a cost"),
    )  # fmt: skip
    lines = [
        (solution.company.name, solution.name, cell.facts.market.name, cell.gaps, cell.cost,
         cell.currency, cell.untold)
        for solution, cells in matrix.rows
        for cell in cells
        if cell.gaps is not None
    ]  # fmt: skip
    response = HttpResponse(csv_of(columns, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="markets.csv"'
    return response


@login_required
@require_safe
def readiness(request: HubRequest, pk: int, market: int) -> HttpResponse:
    """One solution for one market: what is to be done, by whom, until when, shown by what."""
    actor = request.actor
    seat = queries.seat_shown(actor, pk)
    if seat is None:
        require(actor, "look", None, READINESS_RULES)
    solution = queries.solution_abroad(actor, pk)
    facts = market_to_show(actor, market)
    found = queries.readiness_of(actor, solution, facts)
    groups = queries.items_of(found) if found else []
    gaps = [item for _heading, items in groups for item in items if item.is_gap]
    context = {
        "solution": solution,
        "seat": seat,
        "facts": facts,
        "readiness": found,
        "groups": groups,
        "gaps": gaps,
        "cost": sum(item.cost or 0 for item in gaps),
        "untold": sum(item.cost is None for item in gaps),
        "today": timezone.localdate(),
        "may_write": may(actor, "write", solution, READINESS_RULES),
    }
    return page(request, "programmes/abroad/readiness.html", context)


@login_required
@require_POST
def begin(request: HubRequest, pk: int, market: int) -> HttpResponse:
    services.begin_readiness(pk, market, by=request.actor, now=timezone.now())
    messages.success(request, _("The list is there. Say who sees to what."))
    return redirect("programmes:readiness", pk, market)


@login_required
@require_http_methods(ASKED)
def new_item(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.readiness_to_show(request.actor, pk)
    require(request.actor, "write", found.solution, READINESS_RULES)
    form = _form(request, found.solution, None)

    def add() -> HttpResponse:
        services.add_item(pk, form.told(), by=request.actor, now=timezone.now())
        messages.success(request, _("It is on the list."))
        return _to_list(found)

    return answer(request, form, add, ITEM, {"readiness": found})


def _form(request: HubRequest, solution: Solution, item: ReadyItem | None) -> ItemForm:
    members = members_of(solution.company, timezone.localdate())
    knows = knows_people_of(request.actor, solution.company_id)
    form = ItemForm(
        typed(request),
        request.FILES or None,
        initial=item_initial(item),
        people=told_apart((one.user for one in members), by_address=knows),
        is_own=item is None or item.is_own,
    )
    if item is None:
        del form.fields["file"]
    return form


def _to_list(found: Readiness) -> HttpResponse:
    return redirect("programmes:readiness", found.solution_id, found.market_id)


@login_required
@require_http_methods(ASKED)
def edit_item(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.item_to_show(request.actor, pk)
    solution = found.readiness.solution
    require(request.actor, "write", solution, READINESS_RULES)
    form = _form(request, solution, found)

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.keep_item(
            pk, form.told(), told["file"], seen=told["seen"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is saved."))
        return _to_list(found.readiness)

    def anew() -> dict[str, Any]:
        return item_initial(queries.item_to_show(request.actor, pk))

    context = {
        "readiness": found.readiness,
        "item": found,
        "heading_words": str(Heading(found.heading).label),
        "may_remove": may(request.actor, "remove", found, ITEM_RULES),
    }
    return answer(request, form, keep, ITEM, context, anew=anew)


@login_required
@require_POST
def remove_item(request: HubRequest, pk: int) -> HttpResponse:
    found = services.remove_item(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is off the list."))
    return _to_list(found)


@login_required
@require_safe
def item_file(request: HubRequest, pk: int) -> HttpResponseBase:
    """The file that shows an item, for whoever may read the list."""
    found = queries.item_to_show(request.actor, pk)
    if found.file is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return serve(found.file, public=False, attachment=True)
