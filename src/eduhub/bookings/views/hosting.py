"""Visits for those who hold them: times, groups, who came, and the workshop log."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings import queries, services
from eduhub.bookings.forms import (
    CameForm,
    CorrectForm,
    EditVisitForm,
    GroundsForm,
    LogForm,
    NewVisitForm,
    PeriodForm,
    TimeForm,
    initial_of_line,
    initial_of_visit,
)
from eduhub.bookings.models import SchoolGroup, Visit, VisitTime, WorkshopLine
from eduhub.bookings.rules import GROUP_RULES, VISIT_RULES, GroupAt, TimeAt, is_host, is_staff
from eduhub.bookings.views.visits import ASKED
from eduhub.kit.access import find, may, require
from eduhub.kit.answering import answer
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotFound, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of

ROWS = 30
YEAR = dt.timedelta(days=365)


@login_required
@require_safe
def received(request: HubRequest) -> HttpResponse:
    """Times to come and over, of the visits that one holds; for staff of all."""
    actor, now = request.actor, timezone.now()
    visits = list(queries.visits_of(actor)[:ROWS])
    if not visits and not is_staff(actor):
        raise NotFound("not_found", _("There is no such thing here."))
    context = {
        "coming": list(queries.times_received(actor, now)[:ROWS]),
        "page": page_of(queries.times_received(actor, now, over=True), request, size=ROWS),
        "visits": visits,
        "is_staff": is_staff(actor),
    }
    return page(request, "bookings/visits/received.html", context)


# The hub publishes


def _offered(request: HubRequest) -> dict[str, Any]:
    return {
        "units": queries.units(),
        "hosts": queries.hosts(),
        "products": queries.product_choices(request.actor),
    }


@login_required
@require_http_methods(ASKED)
def new_visit(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, VISIT_RULES)
    form = NewVisitForm(typed(request), **_offered(request))

    def make() -> HttpResponse:
        key = form.cleaned_data["key"]
        made = services.make_visit(form.words(), key=key, by=request.actor, now=timezone.now())
        messages.success(request, _("It is there. Now add the times."))
        return redirect("bookings:visit_times", made.pk)

    return answer(request, form, make, "bookings/visits/edit.html", {})


@login_required
@require_http_methods(ASKED)
def edit_visit(request: HubRequest, pk: int) -> HttpResponse:
    found = _managed(request, pk)
    form = EditVisitForm(typed(request), initial=initial_of_visit(found), **_offered(request))
    context: dict[str, Any] = {"form": form, "visit": found}
    if request.method == "POST" and form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "by": request.actor, "now": timezone.now()}
        try:
            services.edit_visit(pk, form.words(), **told)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            newer = Visit.objects.get(pk=pk)
            context |= {"stale": True, "differences": differences(form, initial_of_visit(newer))}
            see_anew(form, newer.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect("bookings:visit", pk)
    status = 409 if context.get("stale") else 422 if form.errors else 200
    return page(request, "bookings/visits/edit.html", context, status=status)


def _managed(request: HubRequest, pk: int) -> Visit:
    found = queries.find_visit(pk, request.actor)
    require(request.actor, "manage", found, VISIT_RULES)
    return found


@login_required
@require_http_methods(ASKED)
def visit_times(request: HubRequest, pk: int) -> HttpResponse:
    """All times of a visit, and the form for one more."""
    found = _managed(request, pk)
    form = TimeForm(typed(request))

    def add() -> HttpResponse:
        key = form.cleaned_data["key"]
        services.add_time(pk, form.asked(), key=key, by=request.actor, now=timezone.now())
        messages.success(request, _("It is added, and the space is booked for it."))
        return redirect("bookings:visit_times", pk)

    context = {"visit": found, "page": page_of(queries.times_of_visit(found), request, size=ROWS)}
    return answer(request, form, add, "bookings/visits/times.html", context)


@login_required
@require_http_methods(ASKED)
def call_off(request: HubRequest, pk: int) -> HttpResponse:
    """A time is not held: every group is told why."""
    time = _received(request, pk, "call_off")
    form = GroundsForm(typed(request))

    def tell_all() -> HttpResponse:
        grounds = form.cleaned_data["grounds"]
        services.call_off(pk, grounds, by=request.actor, now=timezone.now())
        messages.success(request, _("It is called off, and the groups are told by mail."))
        return redirect("bookings:visit_time", pk)

    return answer(request, form, tell_all, "bookings/visits/call_off.html", {"time": time})


# Those who receive the groups


def _received(request: HubRequest, pk: int, deed: str = "receive") -> VisitTime:
    time = queries.find_received(pk, request.actor)
    require(request.actor, deed, TimeAt(time, timezone.now()), VISIT_RULES)
    return time


@login_required
@require_safe
def visit_time(request: HubRequest, pk: int) -> HttpResponse:
    """The groups of a time, the queue, and what was logged of it."""
    return _time_page(request, _received(request, pk))


def _time_page(
    request: HubRequest,
    time: VisitTime,
    came: tuple[int, CameForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    now, actor = timezone.now(), request.actor
    groups = queries.received(time, actor)
    for one in (*groups.placed, *groups.queue, *groups.others):
        one.time = time
    context = {
        "time": time,
        "groups": groups,
        "rows": [_row(request, one, came, now) for one in groups.placed],
        "lines": queries.lines_of(time.pk, actor),
        "may_log": may(actor, "log", TimeAt(time, now), VISIT_RULES),
        "may_call_off": may(actor, "call_off", TimeAt(time, now), VISIT_RULES),
        "is_staff": is_staff(actor),
    }
    return page(request, "bookings/visits/time.html", context, status=status)


def _row(
    request: HubRequest,
    group: SchoolGroup,
    came: tuple[int, CameForm] | None,
    now: dt.datetime,
) -> tuple[SchoolGroup, dict[str, Any], CameForm]:
    ways = {
        deed: may(request.actor, deed, GroupAt(group, now), GROUP_RULES)
        for deed in ("came", "missed", "call_off")
    }
    if came and came[0] == group.pk:
        return group, ways, came[1]
    pupils = group.pupils if group.came_pupils is None else group.came_pupils
    adults = group.adults if group.came_adults is None else group.came_adults
    first = {"pupils": pupils, "adults": adults}
    return group, ways, CameForm(initial=first, prefix=f"came-{group.pk}")


def _group(request: HubRequest, pk: int, deed: str) -> SchoolGroup:
    rows = SchoolGroup.objects.visible_to(request.actor)
    rows = rows.select_related("time__visit__unit", "time__visit__host", "school")
    found = find(rows, pk=pk)
    require(request.actor, deed, GroupAt(found, timezone.now()), GROUP_RULES)
    return found


@login_required
@require_POST
def group_came(request: HubRequest, pk: int) -> HttpResponse:
    """Check in, with the heads that came."""
    found = _group(request, pk, "came")
    form = CameForm(request.POST, prefix=f"came-{pk}")
    if form.is_valid():
        try:
            services.note_came(pk, **form.cleaned_data, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect("bookings:visit_time", found.time_id)
    return _time_page(request, _received(request, found.time_id), (pk, form), status=422)


@login_required
@require_POST
def group_missed(request: HubRequest, pk: int) -> HttpResponse:
    found = services.note_missed(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("Noted."))
    return redirect("bookings:visit_time", found.time_id)


@login_required
@require_http_methods(ASKED)
def call_off_group(request: HubRequest, pk: int) -> HttpResponse:
    found = _group(request, pk, "call_off")
    form = GroundsForm(typed(request))

    def tell_them() -> HttpResponse:
        grounds = form.cleaned_data["grounds"]
        services.call_off_group(pk, grounds, by=request.actor, now=timezone.now())
        messages.success(request, _("They are told by mail."))
        return redirect("bookings:visit_time", found.time_id)

    context = {"group": found, "time": found.time}
    return answer(request, form, tell_them, "bookings/visits/call_off.html", context)


# The workshop log


@login_required
@require_http_methods(ASKED)
def log(request: HubRequest, pk: int) -> HttpResponse:
    """What was done with a solution; the counts are filled in from who came."""
    time = _received(request, pk, "log")
    groups = queries.received(time, request.actor)
    came = [one for one in groups.placed if one.came_pupils]
    first = {
        "product": time.visit.product,
        "groups": len(came) or None,
        "learners": sum(one.came_pupils or 0 for one in came) or None,
        "minutes": time.minutes,
    }
    products = _products(request, time)
    form = LogForm(typed(request), initial=first, products=products)

    def write() -> HttpResponse:
        told = form.cleaned_data
        by, now = request.actor, timezone.now()
        services.log_workshop(pk, told["product"], form.counts(), key=told["key"], by=by, now=now)
        messages.success(request, _("It is logged."))
        return redirect("bookings:visit_time", pk)

    return answer(request, form, write, "bookings/visits/log.html", {"time": time})


def _products(request: HubRequest, time: VisitTime) -> list[tuple[int, str]]:
    """With the solution of the visit, whoever's it is."""
    offered = queries.product_choices(request.actor)
    named = queries.product_named(time.visit.product)
    if named is None or time.visit.product is None or time.visit.product in dict(offered):
        return offered
    return [(time.visit.product, named.words), *offered]


@login_required
@require_http_methods(ASKED)
def correct(request: HubRequest, pk: int) -> HttpResponse:
    rows = WorkshopLine.objects.visible_to(request.actor)
    line = find(rows.select_related("time__visit__unit"), pk=pk)
    require(request.actor, "log", TimeAt(line.time, timezone.now()), VISIT_RULES)
    form = CorrectForm(typed(request), initial=initial_of_line(line))

    def write() -> HttpResponse:
        told = form.cleaned_data
        by, now = request.actor, timezone.now()
        counts, key = form.counts(), told["key"]
        services.correct_line(pk, counts, told["reason"], key=key, by=by, now=now)
        messages.success(request, _("It is corrected; the first line stays to be read."))
        return redirect("bookings:visit_time", line.time_id)

    named = queries.product_named(line.product)
    context = {"line": line, "time": line.time, "product": named}
    return answer(request, form, write, "bookings/visits/correct.html", context)


@login_required
@require_safe
def workshops(request: HubRequest) -> HttpResponse:
    """Totals by solution over a period, a year back where nothing is said."""
    _require_reader(request)
    form, period = _period(request)
    totals = queries.totals_for(request.actor, period)
    context = {
        "form": form,
        "first": period[0],
        "last": period[1],
        "totals": queries.named_totals(totals),
        "learners": sum(one.learners for one in totals),
        "minutes": sum(one.minutes for one in totals),
    }
    status = 422 if form.errors else 200
    return page(request, "bookings/visits/workshops.html", context, status=status)


@login_required
@require_safe
def workshops_file(request: HubRequest) -> HttpResponse:
    _require_reader(request)
    _form, period = _period(request)
    content = services.export_log(period, by=request.actor)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="workshops.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _require_reader(request: HubRequest) -> None:
    """Staff, and companies that hold visits; others find nothing here."""
    holds = queries.visits_of(request.actor)
    if not is_staff(request.actor) and not any(is_host(request.actor, v) for v in holds[:1]):
        raise NotFound("not_found", _("There is no such thing here."))


def _period(request: HubRequest) -> tuple[PeriodForm, tuple[dt.date, dt.date]]:
    today = timezone.localdate()
    told = request.GET.copy()
    told.setdefault("first", (today - YEAR).isoformat())
    told.setdefault("last", today.isoformat())
    form = PeriodForm(told)
    asked = form.cleaned_data if form.is_valid() else {}
    return form, (asked.get("first") or today - YEAR, asked.get("last") or today)
