"""Solutions evaluated by teachers: the list, one evaluation, and what each person does to it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.models import Solution
from eduhub.evidence.forms.evaluations import (
    AskForm,
    CommentForm,
    ReplaceForm,
    SheetForm,
    ThirdForm,
    TrainForm,
)
from eduhub.evidence.models import Evaluation, Sheet
from eduhub.evidence.queries import evaluations as queries
from eduhub.evidence.rules import EVALUATION_RULES, SHEET_RULES, STAFF_RULES, is_staff
from eduhub.evidence.services import evaluating as services
from eduhub.kit.access import find, may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, drop_draft, typed_in
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.paging import page_of

FORM = "evidence.sheet"  # its name among the drafts


@require_safe
def evaluations(request: HubRequest) -> HttpResponse:
    """All published ones; the hub's staff see besides what waits and who is trained."""
    staff = is_staff(request.actor)
    context = {
        "rows": page_of(queries.published(), request),
        "staff": staff,
        "open_ones": list(queries.open_ones()) if staff else [],
        "trained": queries.trained(timezone.localdate()) if staff else [],
    }
    return page(request, "evidence/evaluations/list.html", context)


@require_safe
def evaluation(request: HubRequest, pk: int) -> HttpResponse:
    """One of them: scores and grounds once it is published, until then only where it stands."""
    found = queries.evaluation_to_show(pk, request.actor)
    sheets = list(found.sheets.all())
    own = next((one for one in sheets if one.evaluator_id == request.actor.user_id), None)
    context = {
        "evaluation": found,
        "solution": found.solution,
        "shown": queries.shown(found) if found.is_published else None,
        "given": sum(one.given_at is not None for one in sheets),
        "asked": len(sheets),
        "gives": own is not None and own.given_at is None and request.actor.is_signed_in,
        "may_ask_third": bool(may(request.actor, "ask_third", found, EVALUATION_RULES)),
        "waited_for": queries.seats_waited_for(found)
        if may(request.actor, "replace", found, EVALUATION_RULES)
        else [],
        "may_comment": bool(may(request.actor, "comment", found, EVALUATION_RULES)),
    }
    return page(request, "evidence/evaluations/evaluation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def train(request: HubRequest) -> HttpResponse:
    require(request.actor, "train", None, STAFF_RULES)
    form = TrainForm(typed(request))

    def do() -> None:
        given = form.cleaned_data
        services.mark_trained(
            given["email"], given["trained_on"], by=request.actor, now=timezone.now()
        )

    if _done(form, do):
        messages.success(request, _("Noted. The teacher may be asked for two years."))
        return redirect("evaluations:list")
    return _form(request, form, "evidence/evaluations/train.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HubRequest, solution_id: int) -> HttpResponse:
    """The hub asks two trained teachers."""
    require(request.actor, "evaluate", None, STAFF_RULES)
    solution = find(Solution.objects.published().defer("words"), pk=solution_id)
    free = list(queries.may_evaluate(solution, timezone.localdate()))
    form = AskForm(typed(request), free=free)

    def do() -> None:
        people = form.cleaned_data["people"]
        services.ask_evaluators(solution_id, people, by=request.actor, now=timezone.now())

    if _done(form, do):
        messages.success(request, _("Both teachers get a letter."))
        return redirect("evaluations:list")
    return _form(request, form, "evidence/evaluations/ask.html", solution=solution, free=free)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def third(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.evaluation_to_show(pk, request.actor)
    require(request.actor, "ask_third", found, EVALUATION_RULES)
    free = queries.may_still_evaluate(found, timezone.localdate())
    form = ThirdForm(typed(request), free=free)

    def do() -> None:
        person = form.cleaned_data["person"]
        services.ask_third(pk, person, by=request.actor, now=timezone.now())

    if _done(form, do):
        messages.success(request, _("The third teacher gets a letter."))
        return redirect("evaluations:evaluation", pk)
    return _form(request, form, "evidence/evaluations/third.html", evaluation=found, free=free)


@login_required
@require_http_methods(ASKED)
def replace(request: HubRequest, pk: int, seat: int) -> HttpResponse:
    """The hub asks another teacher in the place of one who does not answer."""
    found = queries.evaluation_to_show(pk, request.actor)
    require(request.actor, "replace", found, EVALUATION_RULES)
    own = find(
        Sheet.objects.waiting().filter(evaluation=pk).select_related("evaluator"), seat=seat
    )
    free = queries.may_still_evaluate(found, timezone.localdate())
    form = ReplaceForm(typed(request), free=free)

    def act() -> HttpResponse:
        person, why = form.cleaned_data["person"], form.cleaned_data["why"]
        services.replace_evaluator(pk, seat, person, why, by=request.actor, now=timezone.now())
        messages.success(request, _("Both get a letter: the one who is asked, and the other."))
        return redirect("evaluations:evaluation", pk)

    context = {"evaluation": found, "own": own, "free": free}
    return answer(request, form, act, "evidence/evaluations/replace.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HubRequest, pk: int) -> HttpResponse:
    """A teacher's own form; nothing of the others stands on it."""
    found, own = _own(request, pk)
    require(request.actor, "give", own, SHEET_RULES)
    draft = draft_of(request.actor, FORM, str(pk)) if request.method != "POST" else None
    initial = as_initial(SheetForm(typed_in(draft))) if draft else None
    form = SheetForm(typed(request), initial=initial)

    def do() -> None:
        given = form.cleaned_data
        services.give_sheet(
            pk,
            form.scores,
            given["grounds"],
            has_no_interest=given["has_no_interest"],
            by=request.actor,
            now=timezone.now(),
        )

    if _done(form, do):
        drop_draft(request.actor, FORM, str(pk))
        messages.success(request, _("Your scores are in. Thank you."))
        return redirect("evaluations:evaluation", pk)
    draft_url = reverse("evaluations:sheet_draft", args=[pk])
    return _form(
        request,
        form,
        "evidence/evaluations/sheet.html",
        evaluation=found,
        due_at=own.due_at,
        draft=draft,
        draft_url=draft_url,
    )


@login_required
@require_POST
def sheet_draft(request: HubRequest, pk: int) -> HttpResponse:
    _found, own = _own(request, pk)
    require(request.actor, "give", own, SHEET_RULES)
    back = reverse("evaluations:sheet", args=[pk])
    return answer_draft(request, FORM, str(pk), back=back, now=timezone.now())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HubRequest, pk: int) -> HttpResponse:
    found = queries.evaluation_to_show(pk, request.actor)
    require(request.actor, "comment", found, EVALUATION_RULES)
    form = CommentForm(typed(request))

    def do() -> None:
        words = form.cleaned_data["comment"]
        services.comment(pk, words, by=request.actor, now=timezone.now())

    if _done(form, do):
        messages.success(request, _("Your comment is public."))
        return redirect("evaluations:evaluation", pk)
    return _form(request, form, "evidence/evaluations/comment.html", evaluation=found)


def _own(request: HubRequest, pk: int) -> tuple[Evaluation, Sheet]:
    found = queries.evaluation_to_show(pk, request.actor)
    standing = Sheet.objects.standing().filter(evaluation=pk)
    return found, find(standing, evaluator=request.actor.user_id)


def _done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether the form is whole and the service took it; else its words stand at the fields."""
    if not form.is_valid():
        return False
    try:
        do()
    except Invalid as refusal:
        tell(form, refusal)
        return False
    return True


def _form(request: HubRequest, form: forms.Form, template: str, **context: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return page(request, template, context | {"form": form}, status=status)
