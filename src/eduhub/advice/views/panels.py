"""What this room hangs on other pages, and lends to bookings that are tied to its requests."""

from collections.abc import Collection, Mapping

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.advice import queries
from eduhub.advice.models import Case
from eduhub.advice.rules import is_staff
from eduhub.advice.services import KIND
from eduhub.bookings.models import Lent, lend
from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.panels import panel

FEW = 4


@panel("site.home", order=15)
def advice(request: HubRequest, actor: Actor) -> str:
    """Sessions to come, what waits for an answer or a memo, agreed steps."""
    now = timezone.now()
    context = {
        "coming": list(queries.sessions_to_come(actor, now)[:FEW]),
        "referrals": list(queries.referrals_to_answer(actor)[:FEW]),
        "steps": list(queries.open_steps(actor)[:FEW]),
        "unwritten": list(queries.without_memo(actor, now)[:FEW]),
        "waiting": list(queries.cases_to_look_at(all_of_them=False)[:FEW])
        if is_staff(actor)
        else [],
    }
    if not any(context.values()):
        return ""
    return render_to_string("advice/panels/home.html", context | {"now": now}, request)


def _names(keys: Collection[int]) -> Mapping[int, str]:
    cases = Case.objects.filter(pk__in=keys)
    return {case.pk: _("Advice: %(field)s") % {"field": case.field_words} for case in cases}


def _address(key: int) -> str:
    return reverse("advice:case", args=[key])


def _choices(actor: Actor) -> Mapping[int, str]:
    """None: an adviser's time is booked where the request is."""
    return {}


lend(Lent(kind=KIND, choices=_choices, names=_names, address=_address))
