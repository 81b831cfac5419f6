from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.models.stands import COMPANY_PEOPLE
from eduhub.catalogue.queries import leads as queries
from eduhub.catalogue.rules.stands import LEAD_RULES
from eduhub.catalogue.services import leads
from eduhub.catalogue.states import LEAD_MOVES, LeadState
from eduhub.kit.access import Actor, find, may
from eduhub.kit.errors import NotFound
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of
from eduhub.kit.panels import panel
from eduhub.kit.tokens import digest_of

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@panel("site.home", order=20)
def new_leads(request: HubRequest, actor: Actor) -> str:
    """What waits for a company: requests for a demo that nobody has answered yet."""
    if not actor.roles & COMPANY_PEOPLE:
        return ""
    counts = queries.leads_counted(actor)
    if not counts.kept:
        return ""
    waiting = list(queries.leads_to_list(actor, LeadState.NEW)[:5])
    context = {"waiting": waiting, "counts": counts}
    return render_to_string("catalogue/lead/panel.html", context, request)


@login_required
@require_safe
def lead_list(request: HubRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.leads_to_list(request.actor, state)
    context = {
        "page": page_of(rows, request),
        "counts": queries.leads_counted(request.actor),
        "state": state,
        "states": [LeadState.NEW, LeadState.ANSWERED, LeadState.CLOSED],
        "may_export": may(request.actor, "export", None, LEAD_RULES),
    }
    return page(request, "catalogue/lead/list.html", context)


@login_required
@require_safe
def lead(request: HubRequest, pk: int) -> HttpResponse:
    one = find(queries.lead_to_show(request.actor, pk))
    moves = [s for s in (LeadState.ANSWERED, LeadState.CLOSED) if s in LEAD_MOVES[one.state]]
    consent = getattr(one.wording.words, one.language)
    context = {"lead": one, "moves": moves, "consent": consent}
    return page(request, "catalogue/lead/lead.html", context)


@login_required
@require_POST
def move(request: HubRequest, pk: int) -> HttpResponse:
    to = request.POST.get("to", "")
    if to not in (LeadState.ANSWERED, LeadState.CLOSED):
        raise NotFound("not_found", _("There is no such thing here."))
    leads.move_lead(pk, to=LeadState(to), by=request.actor, now=timezone.now())
    messages.success(request, _("Noted."))
    return redirect("catalogue:lead", pk)


@login_required
@require_POST
def export(request: HubRequest, kind: str) -> HttpResponse:
    """By POST, since it stands in the ledger that personal data left the hub."""
    content = leads.export_leads(kind, by=request.actor, now=timezone.now())
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="demo-requests.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HubRequest, token: str) -> HttpResponse:
    """The visitor's own page, reached by the link in the letter, without an account."""
    digest = digest_of(token)
    one = find(queries.lead_of_token(digest))
    if request.method == "POST":
        leads.withdraw_consent(token, now=timezone.now())
        messages.success(request, _("Your consent is withdrawn and what you wrote is deleted."))
        return redirect("catalogue:demo_withdraw", token)
    context = {"lead": one, "gone": one.state == LeadState.WITHDRAWN}
    return page(request, "catalogue/lead/withdraw.html", context)
