"""What this room hangs on other pages."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.kit.http import HubRequest
from eduhub.kit.judged import Place, lenders
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF
from eduhub.programmes import queries
from eduhub.programmes.queries import cohorts, lent, mentors, reviews, rounds

FEW = 4


@panel("site.home", order=14)
def programmes(request: HubRequest, actor: Actor) -> str:
    """Drafts whose call closes, and questions of the hub that wait for an answer."""
    if not actor.is_signed_in or actor.roles & STAFF:
        return ""
    now = timezone.now()
    context = {
        "drafts": list(queries.closing_soon(actor, now)[:FEW]),
        "inquiries": list(queries.inquiries_open(actor, now)[:FEW]),
    }
    if not any(context.values()):
        return ""
    return render_to_string("programmes/panels/home.html", context, request)


@panel("site.home", order=13)
def juries(request: HubRequest, actor: Actor) -> str:
    """A juror's open rounds, the decisions that an applicant can still appeal, appeals to answer."""
    if not actor.is_signed_in:
        return ""
    now = timezone.now()
    context = {
        "loads": [one for one in reviews.loads_of(actor, now) if one.is_open(now)][:FEW],
        "verdicts": list(rounds.verdicts_to_read(actor, now)[:FEW]),
        "appeals": list(rounds.appeals_to_answer()[:FEW]) if actor.roles & STAFF else [],
    }
    if not any(context.values()):
        return ""
    return render_to_string("programmes/panels/juries.html", context, request)


@panel("judged.call", order=10)
def jury_of_a_call(request: HubRequest, place: Place) -> str:
    """At another room's call: the way to its jury, and what the jury says to who is told."""
    call, actor = lent.call_of(place.kind, place.key), request.actor
    context: dict[str, Any] = {"place": place, "call": call}
    if not actor.roles & STAFF:
        told = lenders()[place.kind].told(place.key, actor) if call else {}
        context["comments"] = lent.comments_on(call, told) if call else []
        if not context["comments"]:
            return ""
    elif call is None and not place.may_judge:
        return ""
    return render_to_string("programmes/panels/judged.html", context, request)


@panel("site.home", order=12)
def cohort_news(request: HubRequest, actor: Actor) -> str:
    """A company's next milestones and hours to confirm, a mentor's companies, what is late."""
    if not actor.is_signed_in:
        return ""
    today = timezone.localdate()
    if actor.roles & STAFF:
        context: dict[str, Any] = {"late": mentors.late_of(actor, today)}
    else:
        context = {
            "milestones": list(cohorts.next_milestones(actor)[:FEW]),
            "hours": list(mentors.to_confirm(actor)[:FEW]),
            "pairs": mentors.mentored_by(actor)[:FEW],
        }
    if not any(context.values()):
        return ""
    context["day"] = today
    return render_to_string("programmes/panels/cohorts.html", context, request)
