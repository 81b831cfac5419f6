"""The desk's list of districts, with their names in three languages."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.kit.access import find, may
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, typed
from eduhub.people import queries
from eduhub.people.forms import DistrictForm, DistrictNameForm
from eduhub.people.models import District
from eduhub.people.rules import DISTRICT_RULES
from eduhub.people.services import districts as services
from eduhub.people.views.desk import for_staff


@for_staff
@require_http_methods(ASKED)
def districts(request: HubRequest) -> HttpResponse:
    """The list, what is missing from it, and the form for one more."""
    form = DistrictForm(typed(request), initial={"key": request.GET.get("key", "")[:60]})

    def add() -> HttpResponse:
        told = form.cleaned_data
        services.add(told["key"], told["name"], by=request.actor, now=timezone.now())
        messages.success(request, _("It is in the list."))
        return redirect("people:districts")

    listed, missing = queries.districts()
    context = {"listed": listed, "missing": missing}
    return answer(request, form, add, "people/districts.html", context)


@for_staff
@require_http_methods(ASKED)
def district(request: HubRequest, district_id: int) -> HttpResponse:
    """One district: its names, and the way to remove it."""
    found = find(District.objects.all(), pk=district_id)
    form = DistrictNameForm(typed(request), initial=_standing(found))

    def change() -> HttpResponse:
        told = form.cleaned_data
        services.rename(
            district_id, told["name"], seen=told["seen"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is changed."))
        return redirect("people:districts")

    def anew() -> dict[str, Any]:
        return _standing(find(District.objects.all(), pk=district_id))

    removal = queries.removal_of(found)
    context = {
        "district": found,
        "removal": removal,
        "may_remove": may(request.actor, "remove", removal, DISTRICT_RULES),
    }
    return answer(request, form, change, "people/district.html", context, anew=anew)


def _standing(district: District) -> dict[str, Any]:
    return {"name": district.name, "seen": district.version}


@login_required
@require_POST
@for_staff
def remove_district(request: HubRequest, district_id: int) -> HttpResponse:
    services.remove(district_id, by=request.actor, now=timezone.now())
    messages.success(request, _("It is gone."))
    return redirect("people:districts")
