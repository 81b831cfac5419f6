"""Privacy, permit and information: who opens a gate of lanes B and C, and why."""

from collections.abc import Callable

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, typed
from eduhub.pilots import queries, services
from eduhub.pilots.forms import ReasonForm
from eduhub.pilots.forms.lanes import InformForm, PermitForm, PrivacyForm
from eduhub.pilots.rules.lanes import INFORMATION_RULES, LANE_RULES, GroupInPilot
from eduhub.pilots.views.answering import ask, back_to


def _done(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Whether the form could be taken and the deed was done; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        deed()
    except Invalid as refusal:
        tell(form, refusal)
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "clear", standing, LANE_RULES)
    form = PrivacyForm(typed(request))

    def decide() -> None:
        told = form.cleaned_data
        services.decide_privacy(
            pilot_id, told["answer"] == "yes", told["reason"], by=actor, now=timezone.now()
        )

    if _done(form, decide):
        return back_to(request, pilot_id, _("Your decision on privacy is noted."))
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "answers": standing.gates.answers,
        "latest": standing.gates.clearance,
    }
    return ask(request, "pilots/lanes/privacy.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def permit(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "permit", standing, LANE_RULES)
    form = PermitForm(typed(request))
    if _done(
        form,
        lambda: services.note_permit(pilot_id, form.terms(), by=actor, now=timezone.now()),
    ):
        return back_to(request, pilot_id, _("The permit is noted."))
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "permit": standing.gates.permit,
        "may_revoke": may(actor, "revoke_permit", standing, LANE_RULES),
    }
    return ask(request, "pilots/lanes/permit.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def permit_revoke(request: HubRequest, pilot_id: int) -> HttpResponse:
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "revoke_permit", standing, LANE_RULES)
    form = ReasonForm(typed(request))
    if _done(
        form,
        lambda: services.revoke_permit(
            pilot_id, form.cleaned_data["reason"], by=actor, now=timezone.now()
        ),
    ):
        return back_to(request, pilot_id, _("The permit no longer holds."))
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "permit": standing.gates.permit,
    }
    return ask(request, "pilots/lanes/revoke.html", form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inform(request: HubRequest, group_id: int) -> HttpResponse:
    actor = request.actor
    standing, group = queries.find_group(group_id, actor)
    require(actor, "inform", GroupInPilot(standing, group), INFORMATION_RULES)
    form = InformForm(typed(request), initial={"given_on": timezone.localdate()})

    def note() -> None:
        told = form.cleaned_data
        services.note_information(
            group_id, told["given_on"], told["reason"], by=actor, now=timezone.now()
        )

    if _done(form, note):
        return back_to(request, standing.pilot.pk, _("Noted: the group is informed."))
    context = {"standing": standing, "pilot": standing.pilot, "group": group}
    return ask(request, "pilots/lanes/inform.html", form, context)
