"""Cohorts as everybody sees them, as members do, and what a company does in its own."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings.queries import bookings_for
from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.people.rules import knows_people_of
from eduhub.programmes.forms.cohorts import FinishForm, OwnerForm
from eduhub.programmes.queries import abroad, cohorts
from eduhub.programmes.queries import mentors as mentoring
from eduhub.programmes.rules.cohorts import (
    MILESTONE_RULES,
    SEAT_RULES,
    MilestoneAt,
    SeatAt,
    runs_the_hub,
)
from eduhub.programmes.services import cohorts as services
from eduhub.programmes.services import milestones
from eduhub.programmes.services.cohort_spaces import COHORT, SEAT
from eduhub.workspaces.queries import glance

FEW = 10


def today() -> dt.date:
    return timezone.localdate()


@require_safe
def cohort_list(request: HubRequest) -> HttpResponse:
    """Shown ones, and those that one is in oneself."""
    context = {
        "found": page_of(cohorts.cohorts_to_list(request.actor), request),
        "is_staff": runs_the_hub(request.actor),
        "day": today(),
    }
    return page(request, "programmes/cohorts/list.html", context)


@require_safe
def cohort(request: HubRequest, pk: int) -> HttpResponse:
    """For everybody what it is and the companies that agree; inside also sessions and rooms."""
    actor, now = request.actor, timezone.now()
    found = cohorts.find_cohort(pk, actor)
    context: dict[str, Any] = {
        "cohort": found,
        "weeks": cohorts.weeks_of(found, today()),
        "named": cohorts.named_in(found),
        "is_staff": runs_the_hub(actor),
        "is_inside": cohorts.is_inside(found, actor),
        "day": today(),
        "now": now,
    }
    if context["is_inside"]:
        context |= {
            "sessions": list(cohorts.sessions_of(found)),
            "rooms": list(bookings_for(COHORT, found.pk, now)[:FEW]),
            "own": cohorts.own_seat(found, actor),
            "bench": mentoring.own_bench(found, actor),
            "seats": cohorts.seats_in(found),
            "space": glance(COHORT, found.pk, actor),
        }
    return page(request, "programmes/cohorts/cohort.html", context)


@login_required
@require_safe
def seat(request: HubRequest, pk: int) -> HttpResponse:
    """One company in its cohort: milestones, its mentor, hours and notes, for both and the hub."""
    actor = request.actor
    found = cohorts.find_seat(pk, actor)
    at = SeatAt(found, today())
    context = {
        "seat": found,
        "cohort": found.cohort,
        "milestones": list(cohorts.milestones_of(found)),
        "pairs": mentoring.pairs_of(found, actor),
        "lines": mentoring.lines_of(found, actor),
        "space": glance(SEAT, found.pk, actor),
        "is_staff": runs_the_hub(actor),
        "may_name": may(actor, "name", at, SEAT_RULES),
        "may_show": may(actor, "show", at, SEAT_RULES),
        "lists": abroad.lists_shown(found, actor),
        "may_wish": may(actor, "wish", at, SEAT_RULES),
        "may_finish": not mentoring.is_only_mentor(found, actor),
        "day": today(),
    }
    return page(request, "programmes/cohorts/seat.html", context)


@login_required
@require_POST
def name_seat(request: HubRequest, pk: int) -> HttpResponse:
    is_named = "hide" not in request.POST
    services.set_named(pk, is_named, by=request.actor, now=timezone.now(), today=today())
    messages.success(request, _("It is changed."))
    return redirect("programmes:seat", pk)


@login_required
@require_POST
def show_readiness(request: HubRequest, pk: int) -> HttpResponse:
    shows = "hide" not in request.POST
    services.show_readiness(pk, shows, by=request.actor, now=timezone.now(), today=today())
    messages.success(request, _("It is changed."))
    return redirect("programmes:seat", pk)


@login_required
@require_http_methods(ASKED)
def milestone(request: HubRequest, pk: int) -> HttpResponse:
    """What is to be reached, with the form to say that it is."""
    found = cohorts.find_milestone(pk, request.actor)
    at = MilestoneAt(found, today())
    if request.method == "POST":
        require(request.actor, "finish", at, MILESTONE_RULES)
    form = FinishForm(typed(request))

    def finish() -> HttpResponse:
        told = form.cleaned_data
        milestones.finish(
            pk, told["note"], told["evidence"], by=request.actor, now=timezone.now(), today=today()
        )
        messages.success(request, _("Well done: it is reached."))
        return redirect("programmes:seat", found.seat_id)

    context = {
        "milestone": found,
        "seat": found.seat,
        "cohort": found.seat.cohort,
        "days": found.days_late(today()),
        "ways": {name: may(request.actor, name, at, MILESTONE_RULES) for name in MILESTONE_RULES},
    }
    return answer(request, form, finish, "programmes/cohorts/milestone.html", context)


@login_required
@require_http_methods(ASKED)
def own_milestone(request: HubRequest, pk: int) -> HttpResponse:
    """Who of the company sees to it."""
    found = cohorts.find_milestone(pk, request.actor)
    require(request.actor, "own", MilestoneAt(found, today()), MILESTONE_RULES)
    knows = knows_people_of(request.actor, found.seat.organisation_id)
    people = cohorts.people_of(found.seat, today(), by_address=knows)
    form = OwnerForm(typed(request), initial={"owner": str(found.owner_id or "")}, people=people)

    def give() -> HttpResponse:
        owner = form.owner_id()
        milestones.give_owner(pk, owner, by=request.actor, now=timezone.now(), today=today())
        messages.success(request, _("It is changed."))
        return redirect("programmes:milestone", pk)

    context = {"milestone": found, "seat": found.seat, "cohort": found.seat.cohort}
    return answer(request, form, give, "programmes/cohorts/own.html", context)


@login_required
@require_POST
def reopen_milestone(request: HubRequest, pk: int) -> HttpResponse:
    milestones.reopen(pk, by=request.actor, now=timezone.now(), today=today())
    messages.success(request, _("It is open again."))
    return redirect("programmes:milestone", pk)
