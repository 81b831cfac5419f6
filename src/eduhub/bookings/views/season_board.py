"""The hub's side of a season: opened, worked out, decided by hand, compared, published."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings.forms.seasons import (
    EditSeasonForm,
    NewSeasonForm,
    PlacingForm,
    PublishSeasonForm,
    SeasonReasonForm,
    first_placing,
    initial_of_season,
)
from eduhub.bookings.models import Season, SeasonVersion
from eduhub.bookings.queries import seasons as queries
from eduhub.bookings.rules import SEASON_RULES, SeasonAt, phase_of
from eduhub.bookings.services import season_decisions, season_publish
from eduhub.bookings.services import seasons as services
from eduhub.bookings.views.booking import ASKED
from eduhub.kit.access import may, require
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale
from eduhub.kit.http import HubRequest, page, restores, typed


def _find(request: HubRequest, pk: int, action: str) -> Season:
    season = queries.find_season(pk, request.actor)
    require(request.actor, action, SeasonAt(season, timezone.now()), SEASON_RULES)
    return season


def _ask(
    request: HubRequest, template: str, form: BaseForm, context: dict[str, Any], code: int = 0
) -> HttpResponse:
    status = code or (409 if context.get("stale") else 422 if form.errors else 200)
    return page(request, f"bookings/seasons/{template}", context | {"form": form}, status=status)


@login_required
@require_http_methods(ASKED)
def new_season(request: HubRequest) -> HttpResponse:
    require(request.actor, "open", None, SEASON_RULES)
    form = NewSeasonForm(typed(request), units=queries.units_to_share())
    if request.method == "POST" and form.is_valid():
        key, now = form.cleaned_data["key"], timezone.now()
        try:
            made = services.open_season(form.words(), key=key, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The season is there. Wishes come in its time."))
            return redirect("bookings:season", made.pk)
    return _ask(request, "edit.html", form, {})


@login_required
@require_http_methods(ASKED)
def edit_season(request: HubRequest, pk: int) -> HttpResponse:
    season = _find(request, pk, "change")
    form = EditSeasonForm(
        typed(request), initial=initial_of_season(season), units=queries.units_to_share()
    )
    context: dict[str, Any] = {"season": season}
    if request.method == "POST" and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.change_season(pk, form.words(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            newer = queries.find_season(pk, request.actor)
            context |= {"stale": True, "differences": differences(form, initial_of_season(newer))}
            see_anew(form, newer.version)
        else:
            messages.success(request, _("The season is changed."))
            return redirect("bookings:season", pk)
    return _ask(request, "edit.html", form, context)


@login_required
@require_safe
def board(request: HubRequest, pk: int) -> HttpResponse:
    """All wishes; once there is one the latest proposal, or the one that is asked for."""
    season, actor, now = _find(request, pk, "read"), request.actor, timezone.now()
    versions = queries.versions_of(season)
    version = _version(request, season, versions)
    waits = version is not None and not version.is_solved
    if "HX-Request" in request.headers and waits and not restores(request):
        return HttpResponse(status=204)  # nothing to show yet: the page stays as it is
    is_told = version is not None and version.is_solved
    context: dict[str, Any] = {
        "season": season,
        "phase": phase_of(season, now),
        "versions": versions,
        "version": version,
        "is_latest": version is None or version.pk == versions[0].pk,
        "board": queries.board_of(season, version) if version and is_told else None,
        "lines": [] if is_told else queries.lines_of(season),
        "decisions": queries.placings_in(season),
        "to_book": queries.still_to_book(season),
        "may": {
            action: may(actor, action, SeasonAt(season, now), SEASON_RULES)
            for action in SEASON_RULES
        },
    }
    return page(request, "bookings/seasons/board.html", context, part="now")


def _version(
    request: HubRequest, season: Season, versions: list[SeasonVersion]
) -> SeasonVersion | None:
    if not versions:
        return None
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else versions[0].number
    return queries.find_version(season, number)


@login_required
@require_POST
def work_out(request: HubRequest, pk: int) -> HttpResponse:
    before = services.latest(_find(request, pk, "propose"))
    version = services.work_out_anew(pk, by=request.actor, now=timezone.now())
    if not version.is_solved:
        said = _("The proposal is being worked out.")
    elif before and before.pk == version.pk:
        said = _("Nothing has changed: this is the same proposal.")
    else:
        said = _("The season is worked out.")
    return _back(request, pk, said)


@login_required
@require_http_methods(ASKED)
def place_wish(request: HubRequest, pk: int) -> HttpResponse:
    """Place a wish by hand, or refuse it; both with a reason."""
    wish = queries.find_wish(pk, request.actor)
    season = _find(request, wish.application.season_id, "propose")
    where = queries.place_of(season, wish)
    form = PlacingForm(
        typed(request), initial=first_placing(wish, *where), units=queries.units_in(season)
    )
    context: dict[str, Any] = {"season": season, "wish": wish, "asked": queries.asked_words(wish)}
    code = 0
    if request.method == "POST" and form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            season_decisions.decide(pk, form.decided(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            see_anew(form, queries.find_season(season.pk, request.actor).version)
            words = _("Somebody else has decided something meanwhile. Look at the board first.")
            form.add_error(None, words)
            code = 409
        except NotNow as refusal:
            form.add_error(None, refusal.message)
            code = 409
        else:
            return _back(request, season.pk, _("Decided. The season is worked out anew."))
    return _ask(request, "place.html", form, context, code)


@login_required
@require_POST
def undo_placing(request: HubRequest, pk: int) -> HttpResponse:
    row = season_decisions.undo(pk, by=request.actor, now=timezone.now())
    words = _("The decision is gone; the season is worked out anew.")
    return _back(request, row.wish.application.season_id, words)


@login_required
@require_safe
def compare(request: HubRequest, pk: int) -> HttpResponse:
    """Two proposals side by side; the latest two unless told."""
    season = _find(request, pk, "read")
    solved = [one.number for one in queries.versions_of(season) if one.served is not None]
    if len(solved) < 2:
        raise NotFound("versions", _("There are no two proposals to compare yet."))
    new = queries.find_version(season, _chosen(request.GET.get("new"), solved, solved[0]))
    old = queries.find_version(season, _chosen(request.GET.get("old"), solved, solved[1]))
    context = {
        "season": season,
        "old": old,
        "new": new,
        "numbers": solved,
        "moved": queries.compared(season, old, new),
    }
    return page(request, "bookings/seasons/compare.html", context)


def _chosen(asked: str | None, numbers: list[int], otherwise: int) -> int:
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 6 else otherwise
    return number if number in numbers else otherwise


@login_required
@require_http_methods(ASKED)
def publish_season(request: HubRequest, pk: int) -> HttpResponse:
    season = _find(request, pk, "publish")
    version = services.latest(season)
    number = version.number if version else 0
    form = PublishSeasonForm(typed(request), initial={"seen": number})
    code = 0
    if request.method == "POST" and form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            season_publish.publish_season(
                pk, told["reason"], seen=told["seen"], by=request.actor, now=now
            )
        except Invalid as refusal:
            tell(form, refusal)
        except NotNow as refusal:  # the reason that was typed is kept
            form.add_error(None, refusal.message)
            code = 409
        else:
            words = _("Published. The bookings are made and the letters written now.")
            return _back(request, pk, words)
    return _ask(request, "publish.html", form, {"season": season, "version": version}, code)


@login_required
@require_http_methods(ASKED)
def cancel_season(request: HubRequest, pk: int) -> HttpResponse:
    season = _find(request, pk, "cancel")
    form = SeasonReasonForm(typed(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.cancel_season(pk, reason, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back(request, pk, _("The season is cancelled. Nothing is shared out."))
    return _ask(request, "cancel.html", form, {"season": season})


def _back(request: HubRequest, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("bookings:season_board", pk)
