"""The one record of a company: for its own people and the hub's; what is told once; how long."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.panels import panel
from eduhub.people.states import STAFF
from eduhub.programmes.forms.figures import YearsForm
from eduhub.programmes.forms.records import EventForm
from eduhub.programmes.queries import demo_days, records
from eduhub.programmes.queries.figures import find_stay
from eduhub.programmes.rules.figures import EVENT_RULES, STAY_RULES, StayAt
from eduhub.programmes.schemas import record_out
from eduhub.programmes.services import records as services
from eduhub.programmes.services import stays


@panel("site.home", order=15)
def own_record(request: HubRequest, thing: object) -> str:
    """For a company's people: the way to its record, and pitches that wait for an answer."""
    actor = request.actor
    if actor.organisation_id is None or actor.roles & STAFF or not records.has_record(actor):
        return ""
    context = {"home_id": actor.organisation_id, "pitches": demo_days.pitches_waiting(actor)}
    return render_to_string("programmes/records/home.html", context, request)


@login_required
@require_safe
def company_record(request: HubRequest, pk: int) -> HttpResponse:
    home = records.find_home(pk, request.actor)
    now, today = timezone.now(), timezone.localdate()
    rounds, histories = records.histories_of(home)
    context = {
        "home": home,
        "timeline": records.timeline_of(home, request.actor),
        "rounds": rounds,
        "histories": histories,
        "stays": [
            (
                one,
                one.state(now, today),
                one.tone(now, today),
                may(request.actor, "choose", StayAt(one, now), STAY_RULES),
            )
            for one in records.stays_in(home)
        ],
        "may_tell": may(request.actor, "tell", home.pk, EVENT_RULES),
    }
    return page(request, "programmes/records/record.html", context)


@login_required
@require_safe
def company_record_json(request: HubRequest, pk: int) -> HttpResponse:
    """The whole record as a file, for the company to keep or take elsewhere."""
    home = records.find_home(pk, request.actor)
    told = record_out(
        home,
        records.lines_of(home, request.actor),
        records.stays_in(home),
        records.events_of(home),
        records.histories_of(home),
    )
    body = json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()
    headers = {"Content-Disposition": f'attachment; filename="record-{pk}.json"'}
    return HttpResponse(body, content_type="application/json", headers=headers)


@login_required
@require_http_methods(ASKED)
def new_event(request: HubRequest, pk: int) -> HttpResponse:
    home = records.find_home(pk, request.actor)
    require(request.actor, "tell", home.pk, EVENT_RULES)
    form = EventForm(typed(request))

    def tell() -> HttpResponse:
        key = form.cleaned_data["key"]
        services.tell_event(pk, form.fields_told(), key=key, by=request.actor, now=timezone.now())
        messages.success(request, _("It is in the record."))
        return redirect("programmes:record", pk)

    return answer(request, form, tell, "programmes/records/event.html", {"home": home})


@login_required
@require_POST
def withdraw_event(request: HubRequest, pk: int) -> HttpResponse:
    event = services.withdraw_event(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It counts no longer. Tell the right one anew."))
    return redirect("programmes:record", event.organisation_id)


@login_required
@require_http_methods(ASKED)
def choose_years(request: HubRequest, pk: int) -> HttpResponse:
    stay = find_stay(pk, request.actor)
    require(request.actor, "choose", StayAt(stay, timezone.now()), STAY_RULES)
    form = YearsForm(typed(request), initial={"years": str(stay.years)})

    def choose() -> HttpResponse:
        stays.choose_years(pk, form.cleaned_data["years"], by=request.actor, now=timezone.now())
        messages.success(request, _("It is saved."))
        return redirect("programmes:record", stay.organisation_id)

    context: dict[str, Any] = {"stay": stay, "home": stay.organisation}
    return answer(request, form, choose, "programmes/records/years.html", context)
