"""What schools see: visits, their times, the form; and a group's own page behind its link."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.bookings import queries, services
from eduhub.bookings.forms import (
    ChangeGroupForm,
    EnrolForm,
    VisitSearchForm,
    initial_of_group,
)
from eduhub.bookings.models import SchoolGroup
from eduhub.bookings.queries import Wish
from eduhub.bookings.rules import GROUP_RULES, VISIT_RULES, GroupAt, TimeAt, is_host, is_staff
from eduhub.bookings.states import GroupState
from eduhub.kit.access import may, require
from eduhub.kit.answering import answer
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotNow, Stale, TooMany
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.limits import caller
from eduhub.kit.paging import page_of

ASKED = ["GET", "HEAD", "POST"]
ROWS = 20
DEEDS = ("confirm", "take", "change", "cancel", "forget")


@require_safe
def visits(request: HubRequest) -> HttpResponse:
    """What groups can enrol in, and when there is room."""
    form = VisitSearchForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else {}
    wish = Wish(told.get("grade", ""), told.get("language", ""))
    now = timezone.now()
    found = page_of(queries.visits_to_list(wish, now), request, size=ROWS)
    rows = [(one, queries.shown_times(one, one.times.all(), now)) for one in found.rows]
    context = {
        "form": form,
        "found": found,
        "rows": rows,
        "is_staff": is_staff(request.actor),
        "is_narrowed": bool(wish.grade or wish.language),
    }
    status = 422 if form.errors else 200
    return page(request, "bookings/visits/list.html", context, status=status)


@require_safe
def visit(request: HubRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    found = queries.find_visit(pk, request.actor)
    times = queries.times_to_come(now).filter(visit=found)
    context = {
        "visit": found,
        "times": queries.shown_times(found, times, now),
        "product": queries.product_named(found.product),
        "is_staff": is_staff(request.actor),
        "is_host": is_host(request.actor, found),
    }
    return page(request, "bookings/visits/visit.html", context)


@require_http_methods(ASKED)
def enrol(request: HubRequest, pk: int) -> HttpResponse:
    """A group of a teacher who needs no account."""
    time = queries.find_time(pk, request.actor)
    now = timezone.now()
    require(request.actor, "enrol", TimeAt(time, now), VISIT_RULES)
    form = EnrolForm(typed(request), visit=time.visit, schools=queries.schools())
    (shown,) = queries.shown_times(time.visit, [time], now)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                told = form.enrolment(caller(request))
                made = services.enrol(pk, told, by=request.actor, now=now)
            except Invalid as refusal:
                tell(form, refusal)
            except (NotNow, TooMany) as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                return _sent(request, made)
    context = {"form": form, "time": time, "visit": time.visit, "shown": shown}
    return page(request, "bookings/visits/enrol.html", context, status=status)


def _sent(request: HubRequest, group: SchoolGroup) -> HttpResponse:
    if group.state == GroupState.WAITING:
        said = _(
            "The time is full, so your group stands in the queue. A letter is on its way:"
            " press its link within a day, or the group falls out."
        )
    else:
        said = _(
            "A place is kept for your group. A letter is on its way: press its link within a"
            " day, or the place goes to others."
        )
    messages.success(request, said)
    return redirect("bookings:visit", group.time.visit_id)


# By the link in the letter: whoever has it. The site's own policy tells no other site the address;
# a stricter one would have browsers leave out the origin, without which no form is taken.


@never_cache
@require_safe
def group(request: HubRequest, token: str) -> HttpResponse:
    """Reading it changes nothing: mail scanners follow links."""
    found = queries.group_by(token)
    now = timezone.now()
    waits = found.state == GroupState.WAITING
    context = {
        "group": found,
        "token": token,
        "ways": {d: may(request.actor, d, GroupAt(found, now), GROUP_RULES) for d in DEEDS},
        "queue_place": queries.place_in_queue(found) if waits else 0,
    }
    return page(request, "bookings/visits/group.html", context)


@require_POST
def confirm(request: HubRequest, token: str) -> HttpResponse:
    found = services.confirm(token, now=timezone.now())
    said = {
        GroupState.BOOKED: _("Your group is enrolled. Welcome!"),
        GroupState.OFFERED: _("A place has just come free. Take it, if it suits you."),
    }
    waiting = _("Your group stands in the queue. You get a letter when there is room.")
    messages.success(request, said.get(GroupState(found.state), waiting))
    return redirect("bookings:group", token)


@require_POST
def take_place(request: HubRequest, token: str) -> HttpResponse:
    services.take_offer(token, now=timezone.now())
    messages.success(request, _("Your group is enrolled. Welcome!"))
    return redirect("bookings:group", token)


@never_cache
@require_http_methods(ASKED)
def change_group(request: HubRequest, token: str) -> HttpResponse:
    found = _may(request, token, "change")
    form = ChangeGroupForm(typed(request), initial=initial_of_group(found))
    context: dict[str, Any] = {"group": found, "token": token}

    def change() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        try:
            services.change_group(token, form.size(), seen=seen, now=timezone.now())
        except Stale:
            newer = queries.group_by(token)
            context.update(stale=True, differences=differences(form, initial_of_group(newer)))
            see_anew(form, newer.version)
            shown = context | {"form": form}
            return page(request, "bookings/visits/change.html", shown, status=409)
        messages.success(request, _("It is changed."))
        return redirect("bookings:group", token)

    return answer(request, form, change, "bookings/visits/change.html", context)


@never_cache
@require_http_methods(ASKED)
def cancel_group(request: HubRequest, token: str) -> HttpResponse:
    """Asks once whether one is sure."""
    found = _may(request, token, "cancel")
    if request.method == "POST":
        services.cancel_group(token, now=timezone.now())
        messages.success(request, _("It is cancelled. Thank you: the place goes to others."))
        return redirect("bookings:group", token)
    context = {"group": found, "token": token}
    return page(request, "bookings/visits/cancel.html", context)


@require_POST
def forget_group(request: HubRequest, token: str) -> HttpResponse:
    services.forget(token, now=timezone.now())
    messages.success(request, _("Your name, address and words are deleted."))
    return redirect("bookings:visits")


def _may(request: HubRequest, token: str, deed: str) -> SchoolGroup:
    found = queries.group_by(token)
    require(request.actor, deed, GroupAt(found, timezone.now()), GROUP_RULES)
    return found
