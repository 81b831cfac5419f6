"""An organisation's people: who they are, who is invited, what they are there for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import find, may
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page
from eduhub.people import queries
from eduhub.people.forms import DutyForm, InvitationForm
from eduhub.people.models import Membership, Organisation
from eduhub.people.rules import MEMBERSHIP_RULES, ORGANISATION_RULES, Ending, knows_people_of
from eduhub.people.services import memberships, persons


@login_required
@require_safe
def organisation(request: HubRequest, organisation_id: int) -> HttpResponse:
    rows = Organisation.objects.inside(request.actor).select_related("provider")
    found = find(rows, pk=organisation_id)
    now = timezone.now()
    members = list(queries.members_of(found, timezone.localdate(now)))
    seen = {member.user_id for member in members}
    persons.note_sightings(seen, "members", by=request.actor, now=now)
    runs = knows_people_of(request.actor, found.pk)
    names = queries.district_names() if found.district else queries.DistrictNames()
    context = {
        "organisation": found,
        "district_name": names.of(found.district),
        "is_unlisted": found.district and found.district not in names.by_key,
        "members": members,
        "runs": runs,
        "invitations": list(queries.open_invitations(found, now)) if runs else [],
        "may_invite": may(request.actor, "invite", found, ORGANISATION_RULES),
        "may_give_duties": may(request.actor, "give_duties", found, ORGANISATION_RULES),
        "may_change": may(request.actor, "change", found, ORGANISATION_RULES),
        "may_correct": may(request.actor, "correct", found, ORGANISATION_RULES),
        "correction": queries.latest_correction(found) if runs else None,
        "may_place": may(request.actor, "place", found, ORGANISATION_RULES),
    }
    return page(request, "people/organisation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HubRequest, organisation_id: int) -> HttpResponse:
    found = find(Organisation.objects.inside(request.actor), pk=organisation_id)
    start = {"language": request.LANGUAGE_CODE}
    form = InvitationForm(found.kind, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            memberships.invite(
                organisation_id,
                memberships.Offered(**form.cleaned_data),
                by=request.actor,
                now=timezone.now(),
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("people:organisation", organisation_id)
    context = {
        "form": form,
        "organisation": found,
        "may_invite": may(request.actor, "invite", found, ORGANISATION_RULES),
    }
    return page(request, "people/invite.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HubRequest, invitation_id: int) -> HttpResponse:
    taken_back = memberships.withdraw(invitation_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The invitation is withdrawn. Its link opens nothing any more."))
    return redirect("people:organisation", taken_back.organisation_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: HubRequest, membership_id: int) -> HttpResponse:
    """Say what will happen, and why it cannot, before it does."""
    actor, now = request.actor, timezone.now()
    today = timezone.localdate(now)
    if request.method == "POST":
        ended = memberships.end_membership(membership_id, by=actor, now=now, today=today)
        messages.success(request, _("The membership has ended."))
        if ended.user_id == actor.user_id:
            return redirect("people:mine")
        return redirect("people:organisation", ended.organisation_id)
    visible = Membership.objects.held_on(today).inside(actor)
    found = find(visible.select_related("organisation", "user"), pk=membership_id)
    persons.note_sightings({found.user_id}, "members", by=actor, now=now)
    ending = Ending(found, queries.has_another_lead(found, today))
    context = {
        "membership": found,
        "is_own": found.user_id == actor.user_id,
        "runs": knows_people_of(actor, found.organisation_id),
        "verdict": may(actor, "end", ending, MEMBERSHIP_RULES),
    }
    return page(request, "people/end_membership.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: HubRequest, membership_id: int) -> HttpResponse:
    """What others may turn to a member for; only the hub's people give duties."""
    now = timezone.now()
    visible = Membership.objects.inside(request.actor).select_related("organisation", "user")
    found = find(visible.prefetch_related("duties"), pk=membership_id)
    allowed = may(request.actor, "give_duties", found.organisation, ORGANISATION_RULES)
    form = DutyForm(request.POST or None, initial={"languages": ["fi", "sv", "en"]})
    if request.method == "POST" and form.is_valid():
        try:
            persons.give_duty(membership_id, **form.cleaned_data, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The contact is public now."))
            return redirect("people:duties", membership_id)
    persons.note_sightings({found.user_id}, "members", by=request.actor, now=now)
    runs = knows_people_of(request.actor, found.organisation_id)
    context = {"membership": found, "form": form, "may_give": allowed, "runs": runs}
    return page(request, "people/duties.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take_duty(request: HubRequest, duty_id: int) -> HttpResponse:
    membership_id = persons.take_duty(duty_id, by=request.actor, now=timezone.now())
    messages.success(request, _("The contact is no longer shown."))
    return redirect("people:duties", membership_id)
