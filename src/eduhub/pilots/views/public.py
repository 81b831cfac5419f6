"""The public register as a page, a file and feeds; who is left out of it, and how it names whom."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import VISITOR, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of
from eduhub.kit.sheets import csv_of
from eduhub.people.models import Organisation
from eduhub.people.queries import district_names
from eduhub.pilots import queries
from eduhub.pilots.forms.closing import LeaveOutForm, ListingForm
from eduhub.pilots.queries import closing as ends
from eduhub.pilots.queries import public
from eduhub.pilots.rules.closing import LEAVES_OUT, LISTING_RULES
from eduhub.pilots.services import closing as services
from eduhub.pilots.states import Lane, Phase
from eduhub.pilots.states.closing import ShownAs
from eduhub.pilots.views.answering import ask, back_to
from eduhub.pilots.views.closing import closing_asked

IN_FEED = 50
A_WHILE = 300  # seconds for which a cache on the way may answer


def _asked(request: HubRequest) -> public.RegisterAsked:
    lane, phase = request.GET.get("lane", ""), request.GET.get("phase", "")
    return public.RegisterAsked(
        lane=lane if lane in (*Lane.values, "none") else "",
        phase=phase if phase in Phase.values else "",
        district=request.GET.get("district", "")[:60],
        subject=request.GET.get("subject", "")[:40],
    )


@require_safe
def public_register(request: HubRequest) -> HttpResponse:
    """Who tries what where, on which data, in which lane and state, with what result."""
    asked = _asked(request)
    context = {
        "asked": asked,
        "page": page_of(public.public_register(asked), request, size=10),  # type: ignore[arg-type]
        "left_out": public.left_out_counts(),
        "lanes": Lane.choices,
        "phases": Phase.choices,
        "districts": public.districts(),
        "subjects": queries.subjects_on_the_register(VISITOR),
        "query": request.GET.urlencode(),
    }
    return page(request, "pilots/public/register.html", context, part="rows")


@require_safe
def register_file(request: HubRequest) -> HttpResponseBase:
    columns = (
        *(_("Number"), _("Solution"), _("Company"), _("Lane"), _("State"), _("Market")),
        *(_("First day"), _("Last day"), _("Where"), _("Groups"), _("Schools")),
        *(_("Data on people"), _("Funding"), _("Euros"), _("Result"), _("Decisions")),
    )
    rows = [_line(row) for row in public.public_register(_asked(request))[: public.MOST]]
    return _for_caches(request, _file(csv_of(columns, rows), "register.csv"))


def _line(row: public.Registered) -> tuple[object, ...]:
    pilot = row.pilot
    data = _("not said yet") if row.data is None else ", ".join(row.data) or _("none")
    decisions = ", ".join(f"{words}: {count}" for words, count in row.decision_words)
    return (
        *(pilot.number, pilot.solution.name, pilot.solution.company.name),
        *(pilot.lane, pilot.get_state_display(), pilot.market or _("At home")),
        *(pilot.starts, pilot.ends),
        *("; ".join(row.where), pilot.groups_in, pilot.schools_in),  # type: ignore[attr-defined]
        *(data, row.funding.label, row.price or ""),
        *(row.result.sentence if row.result else "", decisions),
    )


@require_safe
def closings_file(request: HubRequest) -> HttpResponseBase:
    columns = (
        *(_("Number"), _("Solution"), _("Company"), _("Lane"), _("Who decided")),
        *(_("Decision"), _("Grounds"), _("Reasons"), _("Next procurement")),
        *(_("Decided"), _("The company's answer")),
    )
    found = ends.closings(closing_asked(request), timezone.localdate())[: public.MOST]
    rows = []
    for row in found:
        pilot = row.pilot
        name, company = pilot.solution.name, pilot.solution.company.name
        first = (pilot.number, name, company, pilot.lane, ends.closed(row).who)
        told = (row.get_decision_display(), ", ".join(row.ground_words), row.reasons)
        day = timezone.localdate(row.decided_at)
        rows.append((*first, *told, row.next_procurement or "", day, row.answer))
    return _for_caches(request, _file(csv_of(columns, rows), "decisions.csv"))


@require_safe
def closings_feed(request: HubRequest) -> HttpResponseBase:
    """The latest decisions as Atom, in the language of the address."""
    here = settings.PUBLIC_URL
    atom = Atom1Feed(
        title=_("Decisions after pilots"),
        link=here + reverse("pilots:closings"),
        description=_("What schools and education providers bought, continue or stopped, and why"),
        language=get_language(),
        feed_url=here + reverse("pilots:closings_feed"),
        author_name=settings.HUB_NAME,
    )
    for row in ends.closings(closing_asked(request), timezone.localdate())[:IN_FEED]:
        decision, who = row.get_decision_display(), ends.closed(row).who
        atom.add_item(
            title=f"{row.pilot.solution.name}: {decision} ({who})",
            link=here + reverse("pilots:closing", args=[row.pk]),
            description=str(row.reasons),
            pubdate=row.decided_at,
            updateddate=row.changed_at,
            unique_id=f"{here}/pilots/decisions/{row.pk}",
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")
    return _for_caches(request, response)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _for_caches(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The same for everybody: kept on the way for a while, and named by what is in it."""
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    patch_cache_control(response, public=True, max_age=A_WHILE)
    kept = get_conditional_response(request, etag=response["ETag"], response=response)
    return kept or response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_out(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The hub leaves a pilot out of the register, for a reason that the register counts."""
    actor = request.actor
    standing = queries.find_standing(pilot_id, actor)
    require(actor, "leave_out", standing, LEAVES_OUT)
    row = ends.left_out(standing.pilot)
    standing_now = {"reason": row.reason, "words": row.words} if row else {}
    form = LeaveOutForm(typed(request), initial=standing_now)
    if form.is_valid():
        try:
            services.leave_out(pilot_id, **form.cleaned_data, by=actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, pilot_id, _("The register counts it as left out."))
    context = {"standing": standing, "pilot": standing.pilot, "row": row}
    return ask(request, "pilots/public/leave_out.html", form, context)


@login_required
@require_POST
def put_back(request: HubRequest, pilot_id: int) -> HttpResponse:
    services.put_back(pilot_id, by=request.actor, now=timezone.now())
    return back_to(request, pilot_id, _("The register shows it again."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HubRequest) -> HttpResponse:
    """A principal chooses how the register names the school."""
    actor = request.actor
    schools = Organisation.objects.visible_to(actor)
    school = schools.filter(pk=actor.organisation_id or 0).first()
    require(actor, "choose", school, LISTING_RULES)
    row = ends.listing_of(actor)
    initial = {"shown_as": row.shown_as if row else ShownAs.DISTRICT}
    form = ListingForm(typed(request), initial=initial)
    if form.is_valid():
        services.choose_listing(form.cleaned_data["shown_as"], by=actor, now=timezone.now())
        messages.success(request, _("The register names your school so from now on."))
        return redirect("pilots:register")
    district = district_names().of(school.district) if school else ""
    context = {"school": school, "district": district}
    return ask(request, "pilots/public/listing.html", form, context)
