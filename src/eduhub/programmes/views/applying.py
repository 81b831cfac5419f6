"""From the first question to the receipt: pages of those who apply."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import find, may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, drop_draft, typed_in
from eduhub.kit.editing import differences, see_anew, tell
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale
from eduhub.kit.files import serve, serve_pdf
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.leaflets import pdf_of
from eduhub.programmes import queries, services
from eduhub.programmes.forms import (
    AnswersForm,
    EligibilityForm,
    InviteForm,
    ReplyForm,
    answers_initial,
)
from eduhub.programmes.models import Answer, Application, Inquiry, Submission
from eduhub.programmes.queries.copies import leaflet_of
from eduhub.programmes.rules import (
    APPLICATION_RULES,
    CALL_RULES,
    INQUIRY_RULES,
    Asked,
    At,
    Begun,
    is_staff,
    may_read,
    reader_of,
    reads_what_is_typed,
)

DRAFT = "programmes.answers"  # its name among the drafts


@login_required
@require_http_methods(ASKED)
def begin(request: HubRequest, pk: int) -> HttpResponse:
    """Who may apply is asked first; whoever may has a draft from then on."""
    actor, now = request.actor, timezone.now()
    call = queries.find_call(pk, actor)
    has_grace = queries.grace_stands(call, actor.organisation_id, now)
    require(actor, "apply", Begun(call, now, has_grace), CALL_RULES)
    form = EligibilityForm(typed(request), questions=queries.questions_in(call, upto=1))
    context: dict[str, Any] = {"call": call}

    def start() -> HttpResponse:
        key = form.cleaned_data["key"]
        made = services.begin(pk, form.said(), key=key, by=actor, now=timezone.now())
        messages.success(request, _("You may apply. Your draft is kept until you finalise it."))
        return redirect("programmes:write", made.pk)

    if request.method == "POST" and form.is_valid():
        try:
            return start()
        except NotNow as refusal:
            context["reasons"] = refusal.facts.get("reasons") or [refusal.message]
            return page(request, "programmes/begin.html", context | {"form": form}, status=409)
        except Invalid as refusal:
            tell(form, refusal)
    status = 422 if request.method == "POST" else 200
    return page(request, "programmes/begin.html", context | {"form": form}, status=status)


@login_required
@require_safe
def application(request: HubRequest, pk: int) -> HttpResponse:
    """Where it stands, what is in it for this reader, its copies, who writes it, what was asked."""
    actor, now = request.actor, timezone.now()
    at = queries.look_at(pk, actor, now)
    found = at.application
    who = reader_of(actor, found, has_joined=at.has_joined)
    is_read = reads_what_is_typed(who, found)
    written = queries.written(found).rows if is_read else []
    rows = [row for row in written if may_read(who, row.question.openness)]
    inquiries = list(found.inquiries.order_by("asked_at", "pk"))
    context = {
        "application": found,
        "call": found.call,
        "at": at,
        "late": at.deadline <= now,
        "rows": rows,
        "is_read": is_read,
        "copies": list(Submission.objects.filter(application=found).order_by("-number")),
        "writers": queries.joined(found),
        "inquiries": [
            (one, may(actor, "answer", Asked(one, at), INQUIRY_RULES)) for one in inquiries
        ],
        "ways": {deed: may(actor, deed, at, APPLICATION_RULES) for deed in APPLICATION_RULES},
        "invite_form": InviteForm(),
        "is_staff": is_staff(actor),
    }
    return page(request, "programmes/application.html", context)


def _at(request: HubRequest, pk: int, action: str) -> At:
    at = queries.look_at(pk, request.actor, timezone.now())
    require(request.actor, action, at, APPLICATION_RULES)
    return at


@login_required
@require_http_methods(ASKED)
def write(request: HubRequest, pk: int) -> HttpResponse:
    """The questions of the step. Saving keeps all, whole or not; finalising says what lacks."""
    at = _at(request, pk, "write")
    found = at.application
    place, told = found.step_reached, queries.written(found)
    initial = answers_initial(told, found.version)
    if request.method == "POST":
        form = AnswersForm(request.POST, request.FILES, found=told, place=place)
        return _taken(request, at, form)
    draft = draft_of(request.actor, DRAFT, str(pk))
    if draft is not None:
        initial |= as_initial(AnswersForm(typed_in(draft), found=told, place=place)) | {
            "seen": draft.typed.get("seen", [found.version])[0]
        }
    form = AnswersForm(initial=initial, found=told, place=place)
    return _form(request, at, form, told, context={"draft": draft})


def _form(
    request: HubRequest,
    at: At,
    form: AnswersForm,
    told: queries.Written,
    *,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    found = at.application
    context |= {
        "form": form,
        "application": found,
        "call": found.call,
        "at": at,
        "known": [row for row in told.rows if row.known],
        "draft_url": reverse("programmes:write_draft", args=[found.pk]),
    }
    return page(request, "programmes/write.html", context, status=status)


def _taken(request: HubRequest, at: At, form: AnswersForm) -> HttpResponse:
    """Saved and shown again; or finalised; or shown with what is wrong, and nothing lost."""
    pk, actor, now = at.application.pk, request.actor, timezone.now()
    context: dict[str, Any] = {}
    status = 422
    if form.is_valid():
        try:
            saved = services.save(
                pk, form.said(), seen=form.cleaned_data["seen"], by=actor, now=now
            )
            drop_draft(actor, DRAFT, str(pk))
            if "finalise" not in request.POST:
                messages.success(request, _("Saved. Nothing is handed in before you finalise."))
                return redirect("programmes:write", pk)
            return _finalised(request, at, saved.version)
        except Stale:
            status = 409
            now_there = queries.find_application(pk, actor)
            standing = answers_initial(queries.written(now_there), now_there.version)
            context = {"stale": True, "differences": differences(form, standing)}
            see_anew(form, now_there.version)
        except Invalid as refusal:
            tell(form, refusal)
    return _form(
        request, at, form, queries.written(at.application), context=context, status=status
    )


def _finalised(request: HubRequest, at: At, version: int) -> HttpResponse:
    """All was saved by now; what lacks stands beside the questions that are asked by now."""
    pk, actor, now = at.application.pk, request.actor, timezone.now()
    try:
        services.finalise(pk, seen=version, by=actor, now=now)
    except Invalid as refusal:
        told = queries.written(queries.find_application(pk, actor))
        data = request.POST.copy()
        data["seen"] = str(version)
        form = AnswersForm(data, found=told, place=at.application.step_reached)
        form.is_valid()
        for name, words in refusal.fields.items():  # "required": the question's name stands before
            form.add_error(name, ValidationError(words, code="required"))
        return _form(request, at, form, told, context={"is_saved": True}, status=422)
    messages.success(request, _("It is finalised. You get a receipt by mail."))
    return redirect("programmes:application", pk)


@login_required
@require_POST
def write_draft(request: HubRequest, pk: int) -> HttpResponse:
    """What is typed and not yet saved, kept for the person who types."""
    _at(request, pk, "write")
    back = reverse("programmes:write", args=[pk])
    return answer_draft(request, DRAFT, str(pk), back=back, now=timezone.now())


@login_required
@require_POST
def reopen(request: HubRequest, pk: int) -> HttpResponse:
    services.reopen(pk, by=request.actor, now=timezone.now())
    messages.success(
        request, _("It is open again. Your last copy counts until you finalise anew.")
    )
    return redirect("programmes:write", pk)


@login_required
@require_http_methods(ASKED)
def withdraw(request: HubRequest, pk: int) -> HttpResponse:
    """One page that says what it means, and one button."""
    at = _at(request, pk, "withdraw")
    if request.method == "POST":
        services.withdraw(pk, by=request.actor, now=timezone.now())
        messages.success(request, _("Your application is withdrawn."))
        return redirect("programmes:calls")
    return page(request, "programmes/withdraw.html", {"application": at.application})


@login_required
@require_http_methods(ASKED)
def invite(request: HubRequest, pk: int) -> HttpResponse:
    """Somebody who writes with them, by letter."""
    at = _at(request, pk, "invite")
    form = InviteForm(typed(request))

    def send() -> HttpResponse:
        email = form.cleaned_data["email"]
        services.invite(pk, email, by=request.actor, now=timezone.now())
        messages.success(request, _("They get a letter with a link."))
        return redirect("programmes:application", pk)

    context = {"application": at.application, "writers": queries.joined(at.application)}
    return answer(request, form, send, "programmes/invite.html", context)


@login_required
@require_POST
def remove_writer(request: HubRequest, pk: int, writer: int) -> HttpResponse:
    services.remove(pk, writer, by=request.actor, now=timezone.now())
    messages.success(request, _("They write no longer."))
    return redirect("programmes:application", pk)


@login_required
@require_http_methods(ASKED)
def join(request: HubRequest, token: str) -> HttpResponse:
    """By the link of a letter: a page, since programs that look through mail open links."""
    if request.method == "POST":
        writer = services.join(token, by=request.actor, now=timezone.now())
        return redirect("programmes:application", writer.application_id)
    queries.find_writer(token)
    return page(request, "programmes/join.html", {})


def _copy(request: HubRequest, pk: int, number: int) -> Submission:
    """For those who apply and the hub: nobody else may read all of it."""
    found: Application = queries.find_application(pk, request.actor)
    rows = Submission.objects.filter(application=found).select_related("step")
    copy = find(rows, number=number)
    copy.application = found
    return copy


@login_required
@require_safe
def copy_pdf(request: HubRequest, pk: int, number: int) -> HttpResponse:
    copy = _copy(request, pk, number)
    name = f"{copy.application.code}-{number}.pdf"
    return serve_pdf(pdf_of(leaflet_of(copy)), name=name)


@login_required
@require_safe
def file(request: HubRequest, pk: int, question: int) -> HttpResponseBase:
    """A file of an answer, for whoever may read the answer."""
    actor = request.actor
    found = queries.find_application(pk, actor)
    rows = Answer.objects.filter(application=found).select_related("file", "question")
    kept = find(rows, question=question)
    who = reader_of(actor, found, has_joined=queries.has_joined(found, actor))
    is_read = reads_what_is_typed(who, found) and may_read(who, kept.question.openness)
    if kept.file is None or not is_read:
        raise NotFound("not_found", _("There is no such thing here."))
    return serve(kept.file, public=False, attachment=True)


@login_required
@require_http_methods(ASKED)
def reply(request: HubRequest, pk: int, inquiry: int) -> HttpResponse:
    """The hub asked for more; until its deadline the answer can be put right."""
    at = queries.look_at(pk, request.actor, timezone.now())
    asked = find(Inquiry.objects.filter(application=at.application), pk=inquiry)
    require(request.actor, "answer", Asked(asked, at), INQUIRY_RULES)
    form = ReplyForm(typed(request), initial={"words": asked.answer})

    def tell_it() -> HttpResponse:
        words = form.cleaned_data["words"]
        services.answer_inquiry(inquiry, words, by=request.actor, now=timezone.now())
        messages.success(request, _("Your answer is with the hub."))
        return redirect("programmes:application", pk)

    context = {"application": at.application, "inquiry": asked}
    return answer(request, form, tell_it, "programmes/reply.html", context)
