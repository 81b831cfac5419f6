"""Seasons as everybody sees them, and what an organisation wishes for in them."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings.forms.seasons import (
    EditWishForm,
    NeedsForm,
    NewWishForm,
    initial_of_wish,
)
from eduhub.bookings.models import Season
from eduhub.bookings.queries import seasons as queries
from eduhub.bookings.rules import (
    SEASON_RULES,
    SEASON_WISH_RULES,
    SeasonAt,
    is_staff,
    phase_of,
)
from eduhub.bookings.services import season_wishes as services
from eduhub.bookings.views.booking import ASKED
from eduhub.kit.access import may, require
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of


@require_safe
def seasons(request: HubRequest) -> HttpResponse:
    """All seasons, the newest first, each with what can be done now."""
    now = timezone.now()
    found = page_of(queries.seasons(request.actor), request, size=20)
    context = {
        "found": found,
        "rows": [(one, phase_of(one, now)) for one in found.rows],
        "is_staff": is_staff(request.actor),
    }
    return page(request, "bookings/seasons/list.html", context)


@require_safe
def season(request: HubRequest, pk: int) -> HttpResponse:
    """What is shared out, until when one may wish, and one's own wishes with what they brought."""
    return _shown(request, queries.find_season(pk, request.actor))


def _shown(
    request: HubRequest, found: Season, form: NeedsForm | None = None, status: int = 200
) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    application = queries.application_of(found, actor)
    outcomes = queries.outcomes_of(application) if application else []
    needs = application.needs if application else None
    context = {
        "season": found,
        "phase": phase_of(found, now),
        "units": queries.units_in(found),
        "breaks": list(found.breaks.order_by("first")),
        "outcomes": [
            (one, may(actor, "edit", SeasonAt(found, now, one.wish), SEASON_WISH_RULES))
            for one in outcomes
        ],
        "may_apply": may(actor, "apply", SeasonAt(found, now), SEASON_RULES),
        "needs": needs,
        "form": form or NeedsForm(initial={"needs": needs}),
        "is_staff": is_staff(actor),
    }
    return page(request, "bookings/seasons/season.html", context, status=status)


@login_required
@require_POST
def needs(request: HubRequest, pk: int) -> HttpResponse:
    """How many of its wishes an organisation needs; a wrong number comes back with the page."""
    found, now = queries.find_season(pk, request.actor), timezone.now()
    require(request.actor, "apply", SeasonAt(found, now), SEASON_RULES)
    form = NeedsForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form, 422)
    services.set_needs(pk, form.cleaned_data["needs"], by=request.actor, now=now)
    messages.success(request, _("It is noted."))
    return redirect("bookings:season", pk)


@login_required
@require_http_methods(ASKED)
def wish(request: HubRequest, pk: int) -> HttpResponse:
    """One more wish of one's organisation."""
    found, now = queries.find_season(pk, request.actor), timezone.now()
    require(request.actor, "apply", SeasonAt(found, now), SEASON_RULES)
    application = queries.application_of(found, request.actor)
    standing = application.wishes.standing().count() if application else 0
    form = NewWishForm(
        typed(request),
        initial={"rank": standing + 1},
        units=queries.units_in(found),
        wishes=standing,
    )
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        try:
            services.send_wish(pk, form.words(), key=key, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The wish is sent. You can change it until the end."))
            return redirect("bookings:season", pk)
    return _wish_page(request, form, {"season": found})


@login_required
@require_http_methods(ASKED)
def edit_wish(request: HubRequest, pk: int) -> HttpResponse:
    found, now = queries.find_wish(pk, request.actor), timezone.now()
    the_season = found.application.season
    require(request.actor, "edit", SeasonAt(the_season, now, found), SEASON_WISH_RULES)
    form = EditWishForm(
        typed(request),
        initial=initial_of_wish(found),
        units=queries.units_in(the_season),
        wishes=found.application.wishes.standing().count() - 1,
    )
    context: dict[str, Any] = {"season": the_season, "wish": found}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            services.change_wish(pk, form.words(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            newer = queries.find_wish(pk, request.actor)
            context |= {"stale": True, "differences": differences(form, initial_of_wish(newer))}
            see_anew(form, newer.version)
        else:
            messages.success(request, _("The wish is changed."))
            return redirect("bookings:season", the_season.pk)
    return _wish_page(request, form, context)


def _wish_page(request: HubRequest, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    status = 409 if context.get("stale") else 422 if form.errors else 200
    return page(request, "bookings/seasons/wish.html", context | {"form": form}, status=status)


@login_required
@require_http_methods(ASKED)
def withdraw_wish(request: HubRequest, pk: int) -> HttpResponse:
    found, now = queries.find_wish(pk, request.actor), timezone.now()
    the_season = found.application.season
    require(request.actor, "edit", SeasonAt(the_season, now, found), SEASON_WISH_RULES)
    if request.method == "POST":
        _withdrawn(request, pk, now)
        return redirect("bookings:season", the_season.pk)
    context = {"wish": found, "season": the_season}
    return page(request, "bookings/seasons/withdraw.html", context)


def _withdrawn(request: HubRequest, pk: int, now: dt.datetime) -> None:
    services.withdraw_wish(pk, by=request.actor, now=now)
    messages.success(request, _("The wish is withdrawn. Those after it move up."))
