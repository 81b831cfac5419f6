"""Evidence passports: the list, a passport's page, its badge; issuing and withdrawing."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.evidence import services
from eduhub.evidence.forms import IssueForm, VerifyForm, WithdrawPassportForm
from eduhub.evidence.queries import passports as queries
from eduhub.evidence.rules import CREDENTIAL_RULES
from eduhub.evidence.services import Checked, badges, verifying
from eduhub.kit import codes, limits
from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of

CHECKS, WINDOW = 60, 600  # from one network address, in so many seconds: each costs computing


@require_safe
def passports(request: HubRequest) -> HttpResponse:
    """All passports in force, the latest first."""
    context = {"rows": page_of(queries.passports(), request)}
    return page(request, "evidence/passports/list.html", context)


@require_safe
def passport(request: HubRequest, reference: uuid.UUID) -> HttpResponse:
    """What was signed, in the reader's language, and where it stands; for everybody."""
    found = queries.credential_to_show(reference)
    address = settings.PUBLIC_URL + reverse("passports:passport", args=[reference])
    document = found.document
    context = {
        "credential": found,
        "shown": queries.shown(document),
        "issuer": document["issuer"]["id"],
        "verify_url": f"{reverse('passports:verify')}?reference={reference}",
        "parts": queries.parts_of(found) if found.is_passport else [],
        "successor": verifying.successor_of(found),
        "address": address,
        "qr": codes.drawn(address),
        "may_withdraw": may(request.actor, "withdraw", found, CREDENTIAL_RULES),
        "marked": _("in standard deviations, right of the line is better"),
    }
    return page(request, "evidence/passports/passport.html", context)


@require_safe
def badge_svg(request: HubRequest, reference: uuid.UUID) -> HttpResponse:
    found = queries.credential_to_show(reference)
    return _picture(badges.badge_svg(found), "image/svg+xml", f"passport-{reference}.svg")


@require_safe
def badge_png(request: HubRequest, reference: uuid.UUID) -> HttpResponse:
    found = queries.credential_to_show(reference)
    return _picture(badges.badge_png(found), "image/png", f"passport-{reference}.png")


def _picture(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HubRequest) -> HttpResponse:
    """Anybody checks a passport: as a file, as text, or by its number. Nothing is kept of it."""
    told = typed(request)
    initial = {"reference": request.GET.get("reference", "")[:200]}
    form = VerifyForm(told, request.FILES or None, initial=initial)
    checked = None
    if told is not None:
        limits.allow("passport_check", limits.caller(request), most=CHECKS, seconds=WINDOW)
    if form.is_valid():
        try:
            checked = _checked(form)
        except Invalid as refusal:
            tell(form, refusal)
    context = {"form": form, "checked": checked}
    status = 422 if form.errors else 200
    return page(request, "evidence/passports/verify.html", context, status=status)


def _checked(form: VerifyForm) -> Checked:
    given = form.cleaned_data
    if given["file"] is not None:
        return services.check_content(given["file"].read())
    if given["document"]:
        return services.check_text(given["document"])
    return services.check_reference(given["reference"])


@login_required
@require_POST
def issue(request: HubRequest, solution_id: int) -> HttpResponse:
    """A button on the solution's page: sign the passport of a version as things stand."""
    form = IssueForm(request.POST)
    release = form.cleaned_data["release"] if form.is_valid() else ""
    made = services.issue(solution_id, release, by=request.actor, now=timezone.now())
    messages.success(request, _("The passport is issued. Everybody can read and check it."))
    return redirect("passports:passport", made.reference)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HubRequest, reference: uuid.UUID) -> HttpResponse:
    """The hub's staff end a passport, with grounds that everybody reads."""
    found = queries.credential_to_show(reference)
    require(request.actor, "withdraw", found, CREDENTIAL_RULES)
    form = WithdrawPassportForm(typed(request))
    if form.is_valid():
        grounds = form.cleaned_data["grounds"]
        try:
            services.withdraw(reference, grounds=grounds, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The passport is withdrawn. Its page says why."))
            return redirect("passports:passport", reference)
    context = {"form": form, "credential": found}
    status = 422 if form.errors else 200
    return page(request, "evidence/passports/withdraw.html", context, status=status)
