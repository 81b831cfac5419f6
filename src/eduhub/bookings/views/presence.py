"""In the house today: whom one can meet, as they wish it themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.bookings import queries, services
from eduhub.bookings.forms import PresenceForm
from eduhub.bookings.views.booking import ASKED
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed


@login_required
@require_http_methods(ASKED)
def today(request: HubRequest) -> HttpResponse:
    """Who is here; and the form with which one is shown, or shown otherwise."""
    now, actor = timezone.now(), request.actor
    own = queries.own_presence(actor, now)
    initial = {"about": own.presence.about if own.presence else ""}
    form = PresenceForm(typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.show_me(form.cleaned_data["about"], by=actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("You are shown until the end of the day."))
            return redirect("bookings:today")
    context = {
        "form": form,
        "own": own,
        "present": list(queries.in_the_house(actor, now)),
        "day": timezone.localdate(now),
    }
    return page(request, "bookings/today.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def hide(request: HubRequest) -> HttpResponse:
    services.hide_me(by=request.actor, now=timezone.now())
    messages.success(request, _("You are not shown any more."))
    return redirect("bookings:today")
