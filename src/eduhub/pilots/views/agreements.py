"""An agreement is read, signed, or sent in signed; and its file goes to the parties alone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.files import serve, serve_pdf
from eduhub.kit.http import HubRequest, page, typed
from eduhub.pilots import queries, services
from eduhub.pilots.forms.agreements import SignForm, UploadForm
from eduhub.pilots.models import Agreement
from eduhub.pilots.rules.agreements import AGREEMENT_RULES, AgreementNow
from eduhub.pilots.services.papers import LANGUAGES, fingerprint_of, pdf_of
from eduhub.pilots.views.answering import back_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HubRequest, agreement_id: int) -> HttpResponseBase:
    """The file to read, and the place for a name; signing names the file that was read."""
    judged = queries.find_agreement(agreement_id, request.actor)
    form = SignForm(typed(request), initial=_shown(request, judged.agreement))
    overtaken = ""
    if form.is_valid():
        told = form.cleaned_data
        signed = services.TypedSignature(told["name"], told["language"], told["sha256"])
        try:
            services.sign(agreement_id, signed, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        except Stale as refusal:
            judged = queries.find_agreement(agreement_id, request.actor)
            form = SignForm(initial=_shown(request, judged.agreement) | {"name": told["name"]})
            overtaken = refusal.message
        else:
            return back_to(request, judged.standing.pilot.pk, _words_after(agreement_id, request))
    elif form.is_bound:  # a form that is whole is judged by the service
        require(request.actor, "sign", judged, AGREEMENT_RULES)
    return _page(request, judged, sign=form, overtaken=overtaken)


def _shown(request: HubRequest, found: Agreement) -> dict[str, str]:
    """The file that this person is shown: the one signed first, else one in their language."""
    if found.document is not None:
        return {"language": found.language, "sha256": found.document.sha256}
    asked = request.GET.get("in", "")
    language = asked if asked in LANGUAGES else (get_language() or "fi")[:2]
    return {"language": language, "sha256": fingerprint_of(pdf_of(found, language))}


def _page(
    request: HubRequest,
    judged: AgreementNow,
    *,
    sign: SignForm,
    upload: UploadForm | None = None,
    overtaken: str = "",
) -> HttpResponseBase:
    wrong = sign.errors or (upload is not None and upload.errors)
    context: dict[str, Any] = {
        "standing": judged.standing,
        "pilot": judged.standing.pilot,
        "agreement": judged.agreement,
        "stands": judged.stands,
        "signatures": queries.signatures_seen(judged.agreement),
        "form": sign,
        "shown": sign.initial,
        "offered": [] if judged.agreement.document else list(LANGUAGES),
        "overtaken": overtaken,
        "may_sign": may(request.actor, "sign", judged, AGREEMENT_RULES),
        "may_upload": may(request.actor, "upload", judged, AGREEMENT_RULES),
        "upload": upload or UploadForm(),
    }
    status = 409 if overtaken else 422 if wrong else 200
    return page(request, "pilots/agreements/agreement.html", context, status=status)


@login_required
@require_POST
def agreement_upload(request: HubRequest, agreement_id: int) -> HttpResponseBase:
    judged = queries.find_agreement(agreement_id, request.actor)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.upload_signed(agreement_id, file, by=request.actor, now=timezone.now())
        except Invalid as refusal:
            tell(form, refusal)
        else:
            return back_to(request, judged.standing.pilot.pk, _words_after(agreement_id, request))
    else:
        require(request.actor, "upload", judged, AGREEMENT_RULES)
    sign = SignForm(initial=_shown(request, judged.agreement))
    return _page(request, judged, sign=sign, upload=form)


def _words_after(agreement_id: int, request: HubRequest) -> str:
    if queries.find_agreement(agreement_id, request.actor).agreement.is_signed:
        return _("The agreement is signed by both.")
    return _("Your signature is there. The other side is asked to sign the same file.")


@login_required
@require_safe
def agreement_pdf(request: HubRequest, agreement_id: int) -> HttpResponseBase:
    """The file as it was signed, or as it would be."""
    found = queries.find_agreement(agreement_id, request.actor).agreement
    name = f"{found.number}.pdf"
    if found.document is not None:
        return serve(found.document, public=False, attachment=True)
    return serve_pdf(pdf_of(found, _shown(request, found)["language"]), name=name)
