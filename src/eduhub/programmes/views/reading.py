"""What everybody reads: calls that are open, were open or will be."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eduhub.kit.access import may
from eduhub.kit.formats import moment
from eduhub.kit.http import HubRequest, page
from eduhub.kit.sitemaps import InThreeLanguages
from eduhub.programmes import queries
from eduhub.programmes.models import Call
from eduhub.programmes.rules import CALL_RULES, Begun, is_staff
from eduhub.programmes.states import Window

ENTRIES = 30


@require_safe
def calls(request: HubRequest) -> HttpResponse:
    """Open ones first, the soonest to close at the head; then those to come and the past."""
    now = timezone.now()
    found = list(queries.calls_to_show(now))
    groups: dict[str, list[Call]] = {
        window.value: [
            one for one in found if (one.window(now) if one.state == "open" else "over") == window
        ]
        for window in Window
    }
    signed_in = request.actor.is_signed_in and not is_staff(request.actor)
    own = list(queries.applications_of(request.actor)[:20]) if signed_in else []
    context = {
        "open_calls": groups[Window.OPEN][::-1],
        "coming": groups[Window.COMING][::-1],
        "over": groups[Window.OVER],
        "own": own,
        "is_staff": is_staff(request.actor),
    }
    return page(request, "programmes/calls.html", context)


@require_safe
def call(request: HubRequest, pk: int) -> HttpResponse:
    """What is offered, what is asked, until when, who reads the answers; and who was chosen."""
    actor, now = request.actor, timezone.now()
    found = queries.find_call(pk, actor)
    has_grace = queries.grace_stands(found, actor.organisation_id, now)
    questions = queries.questions_in(found, upto=None if is_staff(actor) else 1)
    context = {
        "call": found,
        "is_open": found.is_open(now),
        "is_coming": found.window(now) == Window.COMING,
        "steps": queries.steps_of(found),
        "questions": [one for one in questions if not one.is_eligibility],
        "eligibility": [one for one in questions if one.is_eligibility],
        "may_apply": may(actor, "apply", Begun(found, now, has_grace), CALL_RULES),
        "own": queries.own_application(found, actor) if actor.is_signed_in else None,
        "chosen": queries.chosen_in(found),
        "is_staff": is_staff(actor),
    }
    return page(request, "programmes/call.html", context)


@require_safe
def feed(request: HubRequest) -> HttpResponse:
    """Published calls in the reader's language, as Atom."""
    here = settings.PUBLIC_URL + reverse("programmes:feed")
    atom = Atom1Feed(
        title=_("Calls of the hub's programmes"),
        link=settings.PUBLIC_URL + reverse("programmes:calls"),
        description=_("Where one can apply"),
        language=get_language(),
        feed_url=here,
        feed_guid=here,
    )
    for one in queries.calls_to_show(timezone.now())[:ENTRIES]:
        url = settings.PUBLIC_URL + reverse("programmes:call", args=[one.pk])
        atom.add_item(
            title=str(one.title),
            link=url,
            description=_("Open until %(moment)s.") % {"moment": moment(one.closes_at)},
            unique_id=url,
            author_name=settings.HUB_NAME,
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


class Calls(InThreeLanguages):
    def items(self) -> QuerySet[Call]:
        return queries.calls_to_show(timezone.now())

    def location(self, item: Call) -> str:
        return reverse("programmes:call", args=[item.pk])


class Lists(InThreeLanguages):
    def items(self) -> list[str]:
        return ["programmes:calls"]

    def location(self, item: Any) -> str:
        return reverse(item)
