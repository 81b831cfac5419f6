"""The hub's desk of programmes: calls are built, published, looked after."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.programmes import queries, services
from eduhub.programmes.forms import (
    CallForm,
    GraceForm,
    InquiryForm,
    ProgrammeForm,
    QuestionForm,
    RewordForm,
    StepForm,
    call_initial,
    programme_initial,
    question_initial,
)
from eduhub.programmes.models import Call
from eduhub.programmes.rules import APPLICATION_RULES, CALL_RULES, lacks

CALL = "programmes/desk/call.html"
QUESTION = "programmes/desk/question.html"


@login_required
@require_safe
def desk(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, CALL_RULES)
    context = {
        "calls": list(queries.calls_to_list(request.actor)),
        "programmes": queries.programmes(request.actor),
    }
    return page(request, "programmes/desk/desk.html", context)


@login_required
@require_http_methods(ASKED)
def new_programme(request: HubRequest) -> HttpResponse:
    return _programme(request, None)


@login_required
@require_http_methods(ASKED)
def edit_programme(request: HubRequest, pk: int) -> HttpResponse:
    return _programme(request, pk)


def _programme(request: HubRequest, pk: int | None) -> HttpResponse:
    require(request.actor, "manage", None, CALL_RULES)
    found = queries.find_programme(pk, request.actor) if pk else None
    partners = queries.partners()
    form = ProgrammeForm(typed(request), initial=programme_initial(found), partners=partners)

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.keep_programme(
            form.fields_told(),
            pk,
            key=told["key"],
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("It is saved."))
        return redirect("programmes:desk")

    def anew() -> dict[str, Any]:
        return programme_initial(queries.find_programme(pk or 0, request.actor))

    context = {"programme": found}
    return answer(request, form, keep, "programmes/desk/programme.html", context, anew=anew)


@login_required
@require_http_methods(ASKED)
def new_call(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, CALL_RULES)
    known = queries.programmes(request.actor)
    form = CallForm(typed(request), initial={"seen": 0}, programmes=known)

    def draft() -> HttpResponse:
        key = form.cleaned_data["key"]
        made = services.draft_call(
            form.fields_told(), key=key, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The draft is there. Now add what is asked."))
        return redirect("programmes:build", made.pk)

    return answer(request, form, draft, CALL, {"programmes": known})


@login_required
@require_http_methods(ASKED)
def copy_call(request: HubRequest, pk: int) -> HttpResponse:
    """A new draft from a former call, with other days."""
    require(request.actor, "manage", None, CALL_RULES)
    former = queries.find_call(pk, request.actor)
    initial = call_initial(former) | {"opens_at": None, "closes_at": None, "seen": 0}
    known = queries.programmes(request.actor)
    form = CallForm(typed(request), initial=initial, programmes=known)

    def copy() -> HttpResponse:
        key = form.cleaned_data["key"]
        made = services.copy_call(
            pk, form.fields_told(), key=key, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The draft asks what the former call asked."))
        return redirect("programmes:build", made.pk)

    return answer(request, form, copy, CALL, {"former": former, "programmes": known})


@login_required
@require_http_methods(ASKED)
def edit_call(request: HubRequest, pk: int) -> HttpResponse:
    found = _call(request, pk, "edit")
    known = queries.programmes(request.actor)
    form = CallForm(typed(request), initial=call_initial(found), programmes=known)

    def keep() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.edit_call(pk, form.fields_told(), seen=seen, by=request.actor, now=timezone.now())
        messages.success(request, _("It is saved."))
        return redirect("programmes:build", pk)

    def anew() -> dict[str, Any]:
        return call_initial(queries.find_call(pk, request.actor))

    return answer(request, form, keep, CALL, {"call": found, "programmes": known}, anew=anew)


def _call(request: HubRequest, pk: int, action: str) -> Call:
    found = queries.find_call(pk, request.actor)
    require(request.actor, action, found, CALL_RULES)
    return found


@login_required
@require_safe
def build(request: HubRequest, pk: int) -> HttpResponse:
    """What a call asks, step by step, what it lacks, and who has applied."""
    found = _call(request, pk, "manage")
    questions = queries.questions_in(found)
    context = {
        "call": found,
        "steps": [
            (step, [one for one in questions if one.step_id == step.pk])
            for step in queries.steps_of(found)
        ],
        "lacks": lacks(found, questions, timezone.now()) if found.is_draft else [],
        "ways": {deed: may(request.actor, deed, found, CALL_RULES) for deed in (
            "build", "edit", "reword", "give_grace")},
        "applications": [] if found.is_draft else list(queries.applications_to_list(found)),
        "graces": list(found.graces.select_related("organisation").order_by("given_at", "pk")),
    }  # fmt: skip
    return page(request, "programmes/desk/build.html", context)


@login_required
@require_http_methods(ASKED)
def new_step(request: HubRequest, pk: int) -> HttpResponse:
    found = _call(request, pk, "build")
    form = StepForm(typed(request))

    def add() -> HttpResponse:
        told = form.cleaned_data
        services.add_step(pk, told["name"], told["due_at"], by=request.actor, now=timezone.now())
        messages.success(request, _("The step is there."))
        return redirect("programmes:build", pk)

    return answer(request, form, add, "programmes/desk/step.html", {"call": found})


@login_required
@require_http_methods(ASKED)
def new_question(request: HubRequest, pk: int) -> HttpResponse:
    found = _call(request, pk, "build")
    steps, others = queries.steps_of(found), queries.questions_in(found)
    form = QuestionForm(typed(request), steps=steps, others=others)

    def add() -> HttpResponse:
        services.add_question(pk, form.fields_told(), by=request.actor, now=timezone.now())
        messages.success(request, _("The question is there."))
        return redirect("programmes:build", pk)

    return answer(request, form, add, QUESTION, {"call": found})


@login_required
@require_http_methods(ASKED)
def edit_question(request: HubRequest, pk: int) -> HttpResponse:
    """A draft's question as a whole; of a published call its words, with the reason."""
    question = queries.find_question(pk, request.actor)
    call = question.call
    require(request.actor, "manage", call, CALL_RULES)
    if not call.is_draft:
        return _reword(request, pk)
    steps = queries.steps_of(call)
    others = [one for one in queries.questions_in(call) if one.pk != pk]
    form = QuestionForm(
        typed(request), initial=question_initial(question), steps=steps, others=others
    )

    def keep() -> HttpResponse:
        services.edit_question(pk, form.fields_told(), by=request.actor, now=timezone.now())
        messages.success(request, _("It is saved."))
        return redirect("programmes:build", call.pk)

    return answer(request, form, keep, QUESTION, {"call": call, "question": question})


def _reword(request: HubRequest, pk: int) -> HttpResponse:
    question = queries.find_question(pk, request.actor)
    call = question.call
    require(request.actor, "reword", call, CALL_RULES)
    form = RewordForm(typed(request), initial={"words": question.words, "help": question.help})

    def keep() -> HttpResponse:
        told = form.cleaned_data
        services.reword(
            pk, told["words"], told["help"], told["reason"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The words are mended, and it says so beside them."))
        return redirect("programmes:build", call.pk)

    return answer(
        request, form, keep, "programmes/desk/reword.html", {"call": call, "question": question}
    )


def _pressed(request: HubRequest, call_id: int, said: str, wrong: Invalid | None) -> HttpResponse:
    if wrong is None:
        messages.success(request, said)
    else:
        messages.error(request, wrong.message)
    return redirect("programmes:build", call_id)


@login_required
@require_POST
def remove_question(request: HubRequest, pk: int) -> HttpResponse:
    call_id = queries.find_question(pk, request.actor).call_id
    try:
        services.remove_question(pk, by=request.actor, now=timezone.now())
    except Invalid as refusal:
        return _pressed(request, call_id, "", refusal)
    return _pressed(request, call_id, _("The question is gone."), None)


@login_required
@require_POST
def move_question(request: HubRequest, pk: int) -> HttpResponse:
    up = "up" in request.POST
    call = services.move_question(pk, up=up, by=request.actor, now=timezone.now())
    return redirect("programmes:build", call.pk)


@login_required
@require_POST
def publish(request: HubRequest, pk: int) -> HttpResponse:
    try:
        services.publish(pk, by=request.actor, now=timezone.now())
    except Invalid as refusal:
        return _pressed(request, pk, "", refusal)
    return _pressed(request, pk, _("The call is published. Its questions stay as they are."), None)


@login_required
@require_http_methods(ASKED)
def grace(request: HubRequest, pk: int) -> HttpResponse:
    found = _call(request, pk, "give_grace")
    organisations = Organisation.objects.approved().exclude(kind=Kind.HUB).order_by("pk")
    form = GraceForm(typed(request), organisations=organisations)

    def give() -> HttpResponse:
        told = form.cleaned_data
        services.give_grace(
            pk,
            int(told["organisation"]),
            told["until"],
            told["reason"],
            key=told["key"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("They have more time, and are told."))
        return redirect("programmes:build", pk)

    return answer(request, form, give, "programmes/desk/grace.html", {"call": found})


@login_required
@require_http_methods(ASKED)
def ask_more(request: HubRequest, pk: int) -> HttpResponse:
    at = queries.look_at(pk, request.actor, timezone.now())
    require(request.actor, "ask", at, APPLICATION_RULES)
    form = InquiryForm(typed(request))

    def ask() -> HttpResponse:
        told = form.cleaned_data
        services.ask_more(
            pk,
            told["words"],
            told["due_at"],
            key=told["key"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("They are asked, and get a letter."))
        return redirect("programmes:application", pk)

    context = {"application": at.application}
    return answer(request, form, ask, "programmes/desk/ask.html", context)


@login_required
@require_POST
def let_on(request: HubRequest, pk: int) -> HttpResponse:
    try:
        services.let_on(pk, by=request.actor, now=timezone.now())
    except Invalid as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It goes on to the next step, and they are told."))
    return redirect("programmes:application", pk)
