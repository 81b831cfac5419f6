"""An organisation's own details: changed by its lead, and where the hub has checked by the hub."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eduhub.kit.access import find, may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.editing import EditForm, differences, tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.http import HubRequest, page, typed
from eduhub.people import adapters, queries
from eduhub.people.forms import DeclineCorrectionForm, FactsForm
from eduhub.people.models import Correction, Organisation
from eduhub.people.rules import ORGANISATION_RULES
from eduhub.people.services import corrections as services
from eduhub.people.services import persons
from eduhub.people.states import CorrectionState, Kind
from eduhub.people.views.desk import for_staff


@login_required
@require_http_methods(ASKED)
def facts(request: HubRequest, organisation_id: int) -> HttpResponse:
    rows = Organisation.objects.inside(request.actor)
    found = find(rows, pk=organisation_id)
    require(request.actor, "change", found, ORGANISATION_RULES)
    decides = bool(may(request.actor, "correct", found, ORGANISATION_RULES))

    waiting = queries.waiting_correction(found)
    initial = _initial(found, waiting, decides=decides)
    form = FactsForm(
        typed(request), initial=initial, is_hub=found.kind == Kind.HUB, decides=decides
    )

    def anew() -> dict[str, Any]:
        organisation = find(rows, pk=organisation_id)
        return _initial(organisation, queries.waiting_correction(organisation), decides=decides)

    def keep() -> HttpResponse:
        told = {"kind": found.kind, "school_number": "", "reason": "", **form.cleaned_data}
        seen, reason = told.pop("seen"), told.pop("reason")
        waits = services.change(
            organisation_id,
            services.Facts(**told),
            reason=reason,
            seen=seen,
            by=request.actor,
            now=timezone.now(),
        )
        if waits and not decides:
            messages.success(request, _("Saved. The hub looks at the change and writes to you."))
        else:
            messages.success(request, _("Saved."))
        return redirect("people:organisation", organisation_id)

    context = {"organisation": found, "waiting": waiting, "decides": decides}
    return answer(request, form, keep, "people/facts.html", context, anew=anew)


def _initial(
    organisation: Organisation, waiting: Correction | None, *, decides: bool
) -> dict[str, Any]:
    """The form as it opens: for the hub what stands, for a lead what it has asked for."""
    wished = services.wished(organisation, None if decides else waiting)
    return {
        **{name: getattr(wished, name) for name in services.CHECKED},
        "website": organisation.website,
        "reason": waiting.reason if waiting else "",
        "seen": services.mark_of(organisation, waiting),
    }


@for_staff
@require_http_methods(ASKED)
def correct(request: HubRequest, correction_id: int) -> HttpResponse:
    """The hub looks at what an organisation asks for, and says yes or no with its grounds."""
    now, status = timezone.now(), 200
    found = find(queries.corrections(request.actor), pk=correction_id)
    accepting = EditForm(request.POST if "accept" in request.POST else None)
    form = DeclineCorrectionForm(request.POST if "decline" in request.POST else None)
    try:
        if accepting.is_bound and accepting.is_valid():
            seen = accepting.cleaned_data["seen"]
            services.accept(correction_id, seen=seen, by=request.actor, now=now)
            messages.success(request, _("Changed. The organisation's leads are told."))
            return redirect("people:organisation", found.organisation_id)
        if form.is_bound and form.is_valid():
            services.decline(correction_id, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("Declined. The organisation's leads are told why."))
            return redirect("people:desk")
    except Stale:
        status = 409
        found = find(queries.corrections(request.actor), pk=correction_id)
    except Invalid as refusal:
        tell(accepting if accepting.is_bound else form, refusal)
    if accepting.errors or form.errors:
        status = 422
    if found.asked_by_id:
        persons.note_sightings({found.asked_by_id}, "correction", by=request.actor, now=now)
    context = _to_decide(found) | {"form": form, "accepting": accepting, "stale": status == 409}
    if status == 409 or not accepting.is_bound:
        mark = services.mark_of(found.organisation, found)
        context["accepting"] = EditForm(initial={"seen": mark})
    return page(request, "people/correct.html", context, status=status)


def _to_decide(correction: Correction) -> dict[str, Any]:
    """What is asked for beside what stands, and what speaks for it."""
    organisation, number = correction.organisation, correction.business_id
    asked = FactsForm(
        initial=_initial(organisation, correction, decides=False),
        is_hub=organisation.kind == Kind.HUB,
        decides=True,
    )
    named = Organisation(pk=organisation.pk, name=correction.name)
    return {
        "correction": correction,
        "waits": correction.state == CorrectionState.WAITING,
        "rows": differences(asked, _initial(organisation, None, decides=True)),
        "entry": adapters.known_entry(number) if number else None,
        "namesakes": list(queries.of_same_name(named)),
    }
