"""The papers of a pilot: read as drafts, issued, saved as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.files import serve_pdf
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.leaflets import Leaflet, pdf_of
from eduhub.kit.panels import panel
from eduhub.pilots import queries, services
from eduhub.pilots.forms.privacy import IssueForm, initial_of_issue
from eduhub.pilots.models import Pack, Pilot, Standing
from eduhub.pilots.queries.consents import counts_of, pack_in_force
from eduhub.pilots.queries.packs import LANGUAGES, draft_of, facts_for_papers, papers_of
from eduhub.pilots.rules.privacy import PACK_RULES
from eduhub.pilots.states import Lane
from eduhub.pilots.states.privacy import PaperKind
from eduhub.pilots.views.answering import ask


@panel("pilots.pilot", order=30)
def papers_panel(request: HubRequest, pilot: Pilot) -> str:
    """The way to papers and seats, and how many have consented, for those inside."""
    if pilot.lane not in (Lane.B, Lane.C) or not request.actor.is_signed_in:
        return ""
    standing = queries.find_standing(pilot.pk, request.actor)
    if not may(request.actor, "see", standing, PACK_RULES):
        return ""
    context = {
        "pilot": pilot,
        "pack": pack_in_force(pilot.pk),
        "counts": counts_of(pilot.pk, timezone.now()),
        "own_groups": [
            group
            for group in standing.accepted
            if group.school_id == request.actor.organisation_id
        ],
    }
    return render_to_string("pilots/privacy/panel.html", context, request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HubRequest, pilot_id: int) -> HttpResponse:
    """All papers in all languages; the hub and officials issue them here."""
    actor, standing = request.actor, queries.find_standing(pilot_id, request.actor)
    require(actor, "see", standing, PACK_RULES)
    pack = pack_in_force(pilot_id)
    if request.method == "POST":
        require(actor, "issue", standing, PACK_RULES)
    initial = initial_of_issue(standing, pack)
    form = IssueForm(typed(request), initial=initial, age=standing.pilot.pupil_age)
    if form.is_valid():
        try:
            services.issue_pack(pilot_id, by=actor, now=timezone.now(), **form.terms())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return redirect("pilots:papers", pilot_id)
    kinds = papers_of(pack or draft_of(standing), "en")
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "pack": pack,
        "has_changed": pack is not None and pack.content != facts_for_papers(standing)[0],
        "kinds": [PaperKind(kind) for kind in kinds],
        "written_in": LANGUAGES,
        "may_issue": may(actor, "issue", standing, PACK_RULES),
    }
    return ask(request, "pilots/privacy/papers.html", form, context)


def _found(
    request: HubRequest, pilot_id: int, kind: str, language: str
) -> tuple[Standing, Pack | None, Leaflet]:
    standing = queries.find_standing(pilot_id, request.actor)
    require(request.actor, "see", standing, PACK_RULES)
    pack = pack_in_force(pilot_id)
    if language not in LANGUAGES or kind not in PaperKind:
        raise NotFound("not_found", _("There is no such thing here."))
    if pack is not None:
        paper = pack.papers.filter(kind=kind, language=language).first()
        leaflet = paper.leaflet if paper else None
    else:
        leaflet = papers_of(draft_of(standing), language).get(kind)
    if leaflet is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return standing, pack, leaflet


@login_required
@require_safe
def paper(request: HubRequest, pilot_id: int, kind: str) -> HttpResponse:
    """One paper; in another language by ?in=."""
    language = request.GET.get("in", (get_language() or "fi")[:2])
    standing, pack, leaflet = _found(request, pilot_id, kind, language)
    context = {
        "standing": standing,
        "pilot": standing.pilot,
        "pack": pack,
        "leaflet": leaflet,
        "kind": kind,
        "written_in": LANGUAGES,
    }
    return page(request, "pilots/privacy/paper.html", context)


@login_required
@require_safe
def paper_pdf(request: HubRequest, pilot_id: int, kind: str, language: str) -> HttpResponse:
    _standing, pack, leaflet = _found(request, pilot_id, kind, language)
    version = pack.version if pack else 0
    return serve_pdf(pdf_of(leaflet), name=f"{kind}-{pilot_id}-{version}-{language}.pdf")
