"""The hub's own people: what waits, who is here today, and the units themselves."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings import queries, services
from eduhub.bookings.forms import (
    EditUnitForm,
    HoursForm,
    NewUnitForm,
    PartForm,
    ShareForm,
    SiteForm,
    SpecialForm,
    defaults,
    initial_of_unit,
)
from eduhub.bookings.models import Unit
from eduhub.bookings.rules import BOOKING_RULES, UNIT_RULES, At
from eduhub.bookings.states import UnitKind
from eduhub.bookings.views.booking import ASKED, find_unit
from eduhub.kit.access import Actor, may, require
from eduhub.kit.codes import drawn
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.http import HubRequest, page, typed

DAY = dt.timedelta(days=1)


@login_required
@require_safe
def desk(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, UNIT_RULES)
    now = timezone.now()
    try:
        day = parse_date(request.GET.get("day", "")) or timezone.localdate()
    except ValueError:
        day = timezone.localdate()
    day = min(max(day, dt.date(2000, 1, 1)), dt.date(2200, 1, 1))
    rows = [
        (one, {deed: may(request.actor, deed, At(one, now), BOOKING_RULES)
               for deed in ("check_in", "miss")})
        for one in queries.day_at_the_hub(day)
    ]  # fmt: skip
    context = {
        "day": day,
        "before": day - DAY,
        "after": day + DAY,
        "rows": rows,
        "waiting": list(queries.waiting_for_the_hub(now)[:50]),
    }
    return page(request, "bookings/desk.html", context)


@login_required
@require_http_methods(ASKED)
def new_unit(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, UNIT_RULES)
    form = NewUnitForm(typed(request), initial={**defaults(), "key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_unit(
                form.words(), key=form.cleaned_data["key"], by=request.actor, now=timezone.now()
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("It is there. Now say when it is open."))
            return redirect("bookings:arrange", made.pk)
    return page(request, "bookings/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(ASKED)
def edit_unit(request: HubRequest, pk: int) -> HttpResponse:
    unit = find_unit(request, pk, "manage")
    form = EditUnitForm(typed(request), initial=initial_of_unit(unit))
    context: dict[str, Any] = {"form": form, "unit": unit}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.edit_unit(pk, form.words(), seen=seen, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            newer = Unit.objects.get(pk=pk)
            context |= {"stale": True, "differences": differences(form, initial_of_unit(newer))}
            see_anew(form, newer.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect("bookings:unit", pk)
    status = 409 if context.get("stale") else 422 if form.errors else 200
    return page(request, "bookings/edit.html", context, status=status)


@login_required
@require_safe
def arrange(request: HubRequest, pk: int) -> HttpResponse:
    """Opening hours, special days, sites, parts, shares, and the code at the door."""
    unit = find_unit(request, pk, "manage")
    return _arranged(request, unit.pk, {})


def _arranged(
    request: HubRequest, pk: int, bound: dict[str, forms.Form], status: int = 200
) -> HttpResponse:
    unit = queries.unit_to_arrange(pk, request.actor)
    blank: dict[str, forms.Form] = {
        "hours": HoursForm(prefix="hours"),
        "special": SpecialForm(prefix="special"),
        "part": PartForm(prefix="part", unit=unit),
        "share": ShareForm(prefix="share"),
    }
    if unit.kind == UnitKind.CONTAINER:
        blank["site"] = SiteForm(prefix="site")
    context = {"unit": unit, "forms": blank | bound, "weekly": unit.weekly_hours.all()}
    return page(request, "bookings/arrange.html", context, status=status)


type Act = Callable[[Any, Actor, dt.datetime], object]


def _add(request: HubRequest, pk: int, name: str, form: forms.Form, act: Act) -> HttpResponse:
    """One more row from one of the small forms, which comes back alone with its errors."""
    status = 422
    if form.is_valid():
        try:
            act(form, request.actor, timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        except NotNow as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            messages.success(request, _("It is added."))
            return redirect(f"{reverse('bookings:arrange', args=[pk])}#{name}")
    return _arranged(request, pk, {name: form}, status)


@login_required
@require_POST
def add_hours(request: HubRequest, pk: int) -> HttpResponse:
    find_unit(request, pk, "manage")

    def act(form: Any, by: Actor, now: dt.datetime) -> None:
        for told in form.told():
            services.open_weekly(pk, told, by=by, now=now)

    return _add(request, pk, "hours", HoursForm(request.POST, prefix="hours"), act)


@login_required
@require_POST
def add_special(request: HubRequest, pk: int) -> HttpResponse:
    find_unit(request, pk, "manage")

    def act(form: Any, by: Actor, now: dt.datetime) -> None:
        services.set_special(pk, form.told(), by=by, now=now)

    return _add(request, pk, "special", SpecialForm(request.POST, prefix="special"), act)


@login_required
@require_POST
def add_site(request: HubRequest, pk: int) -> HttpResponse:
    find_unit(request, pk, "manage")

    def act(form: Any, by: Actor, now: dt.datetime) -> None:
        told = form.cleaned_data
        services.place_at(pk, told["place"], (told["first"], told["last"]), by=by, now=now)

    return _add(request, pk, "site", SiteForm(request.POST, prefix="site"), act)


@login_required
@require_POST
def add_part(request: HubRequest, pk: int) -> HttpResponse:
    unit = find_unit(request, pk, "manage")

    def act(form: Any, by: Actor, now: dt.datetime) -> None:
        services.join_part(pk, form.cleaned_data["part"].pk, by=by, now=now)

    return _add(request, pk, "part", PartForm(request.POST, prefix="part", unit=unit), act)


@login_required
@require_POST
def add_share(request: HubRequest, pk: int) -> HttpResponse:
    find_unit(request, pk, "manage")

    def act(form: Any, by: Actor, now: dt.datetime) -> None:
        services.share_out(pk, form.told(), by=by, now=now)

    return _add(request, pk, "share", ShareForm(request.POST, prefix="share"), act)


@login_required
@require_POST
def remove(request: HubRequest, pk: int, what: str, row: int) -> HttpResponse:
    """Hours, a special day, a site, a share, or a part; gone already is gone."""
    if what == "part":
        services.take_part_out(pk, row, by=request.actor, now=timezone.now())
    else:
        services.take_away(what, row, pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is taken away."))
    return redirect("bookings:arrange", pk)


@login_required
@require_safe
def door(request: HubRequest, pk: int) -> HttpResponse:
    """A page to print: the code that people read at the door to check in."""
    unit = find_unit(request, pk, "manage")
    path = reverse("bookings:here", args=[unit.door])
    address = f"{settings.PUBLIC_URL}{path}"
    context = {"unit": unit, "address": address, "qr": drawn(address)}
    return page(request, "bookings/door.html", context)
