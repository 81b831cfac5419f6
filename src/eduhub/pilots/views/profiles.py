"""Groups that would like to try something: their teachers' forms, and the hub's list."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.queries.topics import topics
from eduhub.kit.access import require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.pilots.forms.profiles import (
    ProfileEditForm,
    ProfileForm,
    ProfilesForm,
    first_profile,
    initial_of_profile,
)
from eduhub.pilots.queries import profiles as queries
from eduhub.pilots.queries.fits import fits_for
from eduhub.pilots.rules.profiles import PROFILE_RULES
from eduhub.pilots.services import profiles as services
from eduhub.pilots.views.answering import ask, overtaken

FEW = 12  # offers that do not fit, with their reasons


@login_required
@require_safe
def own_profiles(request: HubRequest) -> HttpResponse:
    """One's own groups; for the chosen one the offers that fit, and why others do not."""
    require(request.actor, "write", None, PROFILE_RULES)
    own, today = queries.own_profiles(request.actor), timezone.localdate()
    named = request.GET.get("group", "")
    chosen = next((p for p in own if str(p.pk) == named), own[0] if own else None)
    context: dict[str, Any] = {"profiles": own, "chosen": chosen, "today": today}
    if chosen is not None:
        fit, others = fits_for(chosen, topics(), today)
        context |= {"fit": fit, "others": others[:FEW]}
    return page(request, "pilots/profiles/own.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_profile(request: HubRequest) -> HttpResponse:
    require(request.actor, "write", None, PROFILE_RULES)
    today = timezone.localdate()
    form = ProfileForm(typed(request), initial=first_profile(today), topics=topics(), today=today)
    if form.is_valid():
        try:
            made = services.write_profile(form.written(), by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return _back(request, made.pk, _("Your group is on the list."))
    return ask(request, "pilots/profiles/form.html", form, {})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HubRequest, profile_id: int) -> HttpResponse:
    profile = queries.find_profile(profile_id, request.actor)
    require(request.actor, "edit", profile, PROFILE_RULES)
    form = ProfileEditForm(
        typed(request),
        initial=initial_of_profile(profile),
        topics=topics(),
        today=timezone.localdate(),
    )
    found = None
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            services.edit_profile(profile_id, form.written(), seen=seen, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        except Stale:
            profile = queries.find_profile(profile_id, request.actor)
            found = overtaken(form, initial_of_profile(profile))
        else:
            return _back(request, profile_id, _("The group's profile is saved."))
    return ask(request, "pilots/profiles/form.html", form, {"profile": profile}, found=found)


@login_required
@require_POST
def drop_profile(request: HubRequest, profile_id: int) -> HttpResponse:
    services.drop_profile(profile_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The group is off the list."))
    return redirect("pilots:own_profiles")


@login_required
@require_safe
def profiles(request: HubRequest) -> HttpResponse:
    """All groups, for the hub's people."""
    require(request.actor, "list", None, PROFILE_RULES)
    known = topics()
    form = ProfilesForm(request.GET, topics=known)
    form.is_valid()
    told = form.cleaned_data
    asked = queries.ProfilesAsked(
        age=told.get("age", ""),
        language=told.get("language", ""),
        subject=told.get("subject", ""),
        minutes=told.get("minutes"),
        all_of_them=bool(told.get("all_of_them")),
    )
    today = timezone.localdate()
    rows = page_of(queries.profiles(asked, today), request, size=50)
    context = {"form": form, "page": rows, "topics": known.by_code, "today": today}
    return page(request, "pilots/profiles/list.html", context)


def _back(request: HubRequest, profile_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    response = redirect("pilots:own_profiles")
    response["Location"] += f"?group={profile_id}"
    return response
