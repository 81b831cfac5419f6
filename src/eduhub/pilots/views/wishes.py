"""What both sides would like, and a teacher's answer to what a round found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.catalogue.queries.topics import topics
from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.pilots.forms.rounds import (
    PreferredForm,
    WishesForm,
    initial_of_preferred,
    initial_of_wishes,
)
from eduhub.pilots.queries import find_group, find_standing, profiles
from eduhub.pilots.queries import rounds as queries
from eduhub.pilots.rules import GROUP_RULES
from eduhub.pilots.rules.rounds import PREFER_RULES, WISH_RULES
from eduhub.pilots.services import groups, wishes
from eduhub.pilots.states import GroupState
from eduhub.pilots.views.answering import ask, back_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HubRequest, profile_id: int) -> HttpResponse:
    """Which offers a group would like most, and which never."""
    profile = profiles.find_profile(profile_id, request.actor)
    require(request.actor, "wish", profile, WISH_RULES)
    offers = queries.offers_to_wish(request.actor)
    initial = initial_of_wishes(*queries.wishes_of(profile))
    form = WishesForm(typed(request), initial=initial, offers=offers)
    if form.is_valid():
        now = timezone.now()
        try:
            wishes.wish(profile_id, form.ranked, form.never, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Your wishes are kept. The next round looks at them."))
            return redirect("pilots:own_profiles")
    return ask(request, "pilots/rounds/wishes.html", form, {"profile": profile, "offers": offers})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prefer(request: HubRequest, pilot_id: int) -> HttpResponse:
    """Which groups a company would rather have at its offer."""
    standing = find_standing(pilot_id, request.actor)
    require(request.actor, "prefer", standing, PREFER_RULES)
    initial = initial_of_preferred(queries.preferred_of(pilot_id))
    form = PreferredForm(typed(request), initial=initial, topics=topics())
    if form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        wishes.prefer(pilot_id, told["ages"], told["languages"], by=request.actor, now=now)
        return back_to(request, pilot_id, _("Kept. The next round of matching looks at it."))
    return ask(request, "pilots/rounds/prefer.html", form, {"pilot": standing.pilot})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HubRequest, group_id: int) -> HttpResponse:
    """A round has found an offer for a group: its teacher takes it or not."""
    _standing, group = find_group(group_id, request.actor)
    require(request.actor, "accept_invitation", group, GROUP_RULES)
    if request.method == "POST":
        now = timezone.now()
        if "decline" in request.POST:
            groups.leave(group_id, by=request.actor, now=now)
            messages.success(request, _("The place goes to others. Thank you for saying so."))
            return redirect("home")
        groups.accept_invitation(group_id, by=request.actor, now=now)
        return back_to(request, group.pilot_id, _("Your principal is asked next."))
    context = {
        "group": group,
        "pilot": group.pilot,
        "waits": group.state == GroupState.INVITED,
        "may_leave": may(request.actor, "leave", group, GROUP_RULES),
    }
    return page(request, "pilots/rounds/invitation.html", context)
