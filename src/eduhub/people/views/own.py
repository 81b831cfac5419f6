"""For whom a person acts: hats, claims, invitations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import find, may
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.http import HubRequest, page
from eduhub.people import queries
from eduhub.people.forms import ClaimForm
from eduhub.people.middleware import ACTS_FOR
from eduhub.people.rules import INVITATION_RULES, Offer
from eduhub.people.services import memberships, organisations


@login_required
@require_POST
def act_for(request: HubRequest, organisation_id: int) -> HttpResponse:
    """Put on another hat; only one that the person has today."""
    if not any(hat.organisation.pk == organisation_id for hat in request.hats):
        raise NotFound("not_found", _("You hold no role there today."))
    request.session[ACTS_FOR] = organisation_id
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        following, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(following if safe else "home")


@login_required
@require_safe
def mine(request: HubRequest) -> HttpResponse:
    user_id, today = int(request.actor.user_id or 0), timezone.localdate()
    return page(
        request,
        "people/mine.html",
        {
            "memberships": list(queries.memberships_of(user_id, today)),
            "invitations": list(queries.invitations_for(user_id, timezone.now())),
            "claims": list(queries.claims_of(user_id)),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HubRequest) -> HttpResponse:
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = organisations.Claim(**form.cleaned_data)
            organisations.claim(told, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request, _("The hub has your claim. You get a letter when it is decided.")
            )
            return redirect("people:mine")
    return page(request, "people/claim.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HubRequest, token: str) -> HttpResponse:
    """The page that the letter's link opens; to accept one must be signed in."""
    now = timezone.now()
    if request.method == "POST":
        joined = memberships.accept(
            token, by=request.actor, now=now, today=timezone.localdate(now)
        )
        request.session[ACTS_FOR] = joined.organisation_id
        messages.success(request, _("You have the role now. You act in it until you change it."))
        return redirect("home")
    found = find(queries.invitation_by(token))
    own = queries.verified_addresses(request.actor.user_id)
    is_open = found.accepted_at is None and found.withdrawn_at is None and found.expires_at > now
    verdict = may(request.actor, "accept", Offer(found, own, is_open), INVITATION_RULES)
    back = {"next": request.path}
    context = {
        "invitation": found,
        "sent_to": found.email if found.email.lower() in own else queries.masked(found.email),
        "is_open": is_open,
        "verdict": verdict,
        "token": token,
        "sign_in": f"{reverse('account_login')}?{urlencode(back)}",
        "sign_up": f"{reverse('account_signup')}?{urlencode(back)}",
    }
    return page(request, "people/invitation.html", context)
