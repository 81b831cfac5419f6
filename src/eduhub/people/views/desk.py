"""The hub's desk: claims to decide, organisations and persons to look after."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import find
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.people import adapters, queries
from eduhub.people.forms import DecisionForm, PlaceForm
from eduhub.people.models import Organisation, User
from eduhub.people.rules import is_staff
from eduhub.people.services import belonging as belongings
from eduhub.people.services import organisations as services
from eduhub.people.services import persons
from eduhub.people.states import Kind, OrganisationState

FEW = 10  # schools on the desk
MANY = 50  # changes on the desk, the oldest first


def for_staff[**P](
    view: Callable[Concatenate[HubRequest, P], HttpResponse],
) -> Callable[Concatenate[HubRequest, P], HttpResponse]:
    """Nobody else may know that there is a desk."""

    @wraps(view)
    def shown(request: HubRequest, *args: P.args, **rest: P.kwargs) -> HttpResponse:
        if not is_staff(request.actor):
            raise NotFound("not_found", _("There is no such thing here."))
        return view(request, *args, **rest)

    return cast(Callable[Concatenate[HubRequest, P], HttpResponse], login_required(shown))


@for_staff
@require_safe
def desk(request: HubRequest) -> HttpResponse:
    nowhere = list(queries.schools_to_place(request.actor)[: FEW + 1])
    context = {
        "claims": page_of(queries.claims_waiting(request.actor), request),
        "corrections": list(queries.corrections_waiting(request.actor)[:MANY]),
        "nowhere": nowhere[:FEW],
        "more": len(nowhere) > FEW,
    }
    return page(request, "people/desk.html", context)


@for_staff
@require_safe
def organisations(request: HubRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind else ""
    found = queries.organisations_to_list(
        request.actor, timezone.localdate(), words=words, kind=kind
    )
    context = {
        "organisations": page_of(found, request),
        "words_asked": words,
        "kind_asked": kind,
        "kinds": Kind.choices,
    }
    return page(request, "people/organisations.html", context, part="rows")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HubRequest, organisation_id: int) -> HttpResponse:
    now = timezone.now()
    claim = find(queries.claims(request.actor), pk=organisation_id)
    form = DecisionForm(request.POST if "decline" in request.POST else None)
    if "approve" in request.POST:
        services.approve(organisation_id, by=request.actor, now=now, today=timezone.localdate(now))
        messages.success(request, _("Approved. The person who made the claim is told."))
        if claim.kind == Kind.SCHOOL:
            return redirect("people:place", organisation_id)
        return redirect("people:desk")
    if form.is_bound and form.is_valid():
        try:
            services.decline(organisation_id, **form.cleaned_data, by=request.actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Declined. The person who made the claim is told why."))
            return redirect("people:desk")
    if claim.claimed_by_id:
        persons.note_sightings({claim.claimed_by_id}, "claim", by=request.actor, now=now)
    context = {
        "claim": claim,
        "waits": claim.state == OrganisationState.CLAIMED,
        "form": form,
        "entry": adapters.known_entry(claim.business_id) if claim.business_id else None,
        "namesakes": list(queries.of_same_name(claim)),
    }
    return page(request, "people/decide.html", context, status=422 if form.errors else 200)


@for_staff
@require_http_methods(ASKED)
def place(request: HubRequest, school_id: int) -> HttpResponse:
    """Where a school belongs."""
    school = find(queries.schools(request.actor), pk=school_id)
    form = PlaceForm(
        typed(request),
        initial=_standing(school),
        providers=queries.providers(),
        districts=queries.known_districts(),
    )

    def keep() -> HttpResponse:
        told = form.cleaned_data
        belonging = belongings.Belonging(
            provider_id=told["provider"],
            municipality=told["municipality"],
            district=told["district"],
        )
        district = belongings.place(
            school_id, belonging, seen=told["seen"], by=request.actor, now=timezone.now()
        ).district
        messages.success(request, _("It is noted where the school belongs."))
        if district and district not in queries.district_names().by_key:
            words = _("“%(district)s” is not in the list of districts yet: everybody reads it so.")
            messages.warning(request, words % {"district": district})
        return redirect("people:organisation", school_id)

    def anew() -> dict[str, Any]:
        return _standing(find(queries.schools(request.actor), pk=school_id))

    return answer(request, form, keep, "people/place.html", {"school": school}, anew=anew)


def _standing(school: Organisation) -> dict[str, Any]:
    return {
        "provider": school.provider_id or "",
        "municipality": school.municipality,
        "district": school.district,
        "seen": belongings.mark_of(school),
    }


@for_staff
@require_safe
def person(request: HubRequest, person_id: int) -> HttpResponse:
    found = find(User.objects.all(), pk=person_id)
    now = timezone.now()
    persons.note_sightings({found.pk}, "person", by=request.actor, now=now)
    context = {
        "person": found,
        "memberships": list(queries.memberships_of(found.pk, timezone.localdate(now))),
        "claims": list(queries.claims_of(found.pk)),
    }
    return page(request, "people/person.html", context)
