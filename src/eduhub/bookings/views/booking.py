from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.bookings import queries, services
from eduhub.bookings.forms import (
    BookForm,
    CancelForm,
    ChangeForm,
    DecideForm,
    WaitForm,
    from_slot,
    initial_of,
)
from eduhub.bookings.models import Booking, Unit
from eduhub.bookings.rules import BOOKING_RULES, UNIT_RULES, At
from eduhub.bookings.states import Scope
from eduhub.kit.access import find, require
from eduhub.kit.answering import answer
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotAllowed, NotNow, Stale
from eduhub.kit.http import HubRequest, page, typed

ASKED = ["GET", "HEAD", "POST"]


def find_unit(request: HubRequest, pk: int, action: str) -> Unit:
    unit = find(Unit.objects.visible_to(request.actor), pk=pk)
    require(request.actor, action, unit, UNIT_RULES)
    return unit


@login_required
@require_http_methods(ASKED)
def book(request: HubRequest, pk: int) -> HttpResponse:
    """One time or a series; a time that is taken comes back with the way to the waiting list."""
    unit = find_unit(request, pk, "book")
    initial = from_slot(request.GET.get("begins", ""), request.GET.get("minutes", "60"), unit)
    form = BookForm(
        typed(request), initial=initial, unit=unit, subjects=queries.subjects_for(request.actor)
    )
    status, code = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            answer, code = _booked(request, form, unit)
            if answer:
                return answer
            status = 409 if code else 422
    wait_url = reverse("bookings:wait", args=[pk])
    context = {"form": form, "unit": unit, "clashes": code, "wait_url": wait_url}
    return page(request, "bookings/book.html", context, status=status)


def _booked(request: HubRequest, form: BookForm, unit: Unit) -> tuple[HttpResponse | None, str]:
    """(Where to go, "") when it is booked; else (None, the refusal's code), told in the form."""
    told: dict[str, Any] = {
        "key": form.cleaned_data["key"],
        "by": request.actor,
        "now": timezone.now(),
    }
    try:
        if repeat := form.repeat():
            skips = form.cleaned_data["skips"]
            made = services.book_series(unit.pk, form.asked(), repeat, skips_clashes=skips, **told)
            messages.success(request, _("The series is booked. Here are all its days."))
            return redirect("bookings:series", made.pk), ""
        booking = services.book(unit.pk, form.asked(), **told)
    except Invalid as refusal:
        tell(form, refusal)
        return None, ""
    except (NotNow, NotAllowed) as refusal:
        form.add_error(None, refusal.message)
        return None, str(refusal.code)
    said = _("The hub answers by mail.") if booking.state == "asked" else _("It is booked.")
    messages.success(request, said)
    return redirect("bookings:booking", booking.pk), ""


@login_required
@require_http_methods(ASKED)
def wait(request: HubRequest, pk: int) -> HttpResponse:
    unit = find_unit(request, pk, "book")
    initial = from_slot(request.GET.get("begins", ""), request.GET.get("minutes", "60"), unit)
    form = WaitForm(typed(request), initial=initial, unit=unit)

    def queue() -> HttpResponse:
        services.wait_for(
            pk,
            form.asked(),
            key=form.cleaned_data["key"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(
            request, _("You are on the list. If the time comes free you get a letter.")
        )
        return redirect("bookings:mine")

    return answer(request, form, queue, "bookings/wait.html", {"unit": unit})


@login_required
@require_http_methods(ASKED)
def change(request: HubRequest, pk: int) -> HttpResponse:
    booking = _find(request, pk, "change")
    in_series = booking.series_id is not None
    form = ChangeForm(typed(request), initial=initial_of(booking), in_series=in_series)
    context: dict[str, Any] = {"booking": booking}

    def move() -> HttpResponse:
        told: dict[str, Any] = {"by": request.actor, "now": timezone.now()}
        scope = form.cleaned_data.get("scope") or Scope.THIS
        try:
            if scope == Scope.THIS:
                seen = form.cleaned_data["seen"]
                services.move(pk, form.asked(), seen=seen, **told)
                messages.success(request, _("It is changed."))
            else:
                skips = form.cleaned_data["skips"]
                moved = services.move_some(pk, form.asked(), scope, skips_clashes=skips, **told)
                said = ngettext("%(n)s is changed.", "%(n)s are changed.", len(moved))
                messages.success(request, said % {"n": len(moved)})
        except Stale:
            newer = queries.find_booking(pk, request.actor)
            context.update(stale=True, differences=differences(form, initial_of(newer)))
            see_anew(form, newer.version)
            return page(request, "bookings/change.html", context | {"form": form}, status=409)
        return redirect("bookings:booking", pk)

    return answer(request, form, move, "bookings/change.html", context)


@login_required
@require_http_methods(ASKED)
def cancel(request: HubRequest, pk: int) -> HttpResponse:
    booking = _find(request, pk, "cancel")
    in_series = booking.series_id is not None
    form = CancelForm(typed(request), initial={"scope": Scope.THIS}, in_series=in_series)

    def give_up() -> HttpResponse:
        told: dict[str, Any] = {"by": request.actor, "now": timezone.now()}
        told["grounds"] = form.cleaned_data["grounds"]
        scope = form.cleaned_data.get("scope") or Scope.THIS
        if scope == Scope.THIS:
            services.cancel(pk, **told)
            messages.success(request, _("It is cancelled, and the time is free for others."))
        else:
            gone = services.cancel_some(pk, scope, **told)
            said = ngettext("%(n)s is cancelled.", "%(n)s are cancelled.", len(gone))
            messages.success(request, said % {"n": len(gone)})
        return redirect("bookings:booking", pk)

    return answer(request, form, give_up, "bookings/cancel.html", {"booking": booking})


@login_required
@require_http_methods(ASKED)
def decide(request: HubRequest, pk: int) -> HttpResponse:
    booking = _find(request, pk, "decide")
    form = DecideForm(typed(request))

    def say() -> HttpResponse:
        is_approved = "approve" in request.POST
        grounds = form.cleaned_data["grounds"]
        services.decide(pk, is_approved, grounds=grounds, by=request.actor, now=timezone.now())
        messages.success(request, _("They are told by mail."))
        return redirect("bookings:desk")

    return answer(request, form, say, "bookings/decide.html", {"booking": booking})


@login_required
@require_POST
def take(request: HubRequest, pk: int) -> HttpResponse:
    services.accept_offer(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is yours."))
    return redirect("bookings:booking", pk)


@login_required
@require_POST
def check_in(request: HubRequest, pk: int) -> HttpResponse:
    services.check_in(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("Welcome. You are checked in."))
    return redirect("bookings:booking", pk)


@login_required
@require_POST
def miss(request: HubRequest, pk: int) -> HttpResponse:
    services.miss(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The rest of the time is free again."))
    return redirect("bookings:desk")


@login_required
@require_POST
def leave(request: HubRequest, pk: int) -> HttpResponse:
    services.leave(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("You are off the list."))
    return redirect("bookings:mine")


def _find(request: HubRequest, pk: int, action: str) -> Booking:
    booking = queries.find_booking(pk, request.actor)
    require(request.actor, action, At(booking, timezone.now()), BOOKING_RULES)
    return booking
