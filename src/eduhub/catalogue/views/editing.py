"""A company's people, or the hub's, write a solution: draft, preview, save, publish, withdraw."""

import uuid
from dataclasses import dataclass
from typing import Any, Self

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.catalogue.forms.solutions import SolutionForm, solution_initial
from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries import pages
from eduhub.catalogue.queries.topics import Topics, TopicWord, topics
from eduhub.catalogue.rules.solutions import (
    COMPANY_RULES,
    SOLUTION_RULES,
    missing_for_publication,
)
from eduhub.catalogue.services import solutions as services
from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.catalogue.views.shows import picture_url, solution_context
from eduhub.kit.access import VISITOR, require
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, drop_draft, typed_in
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Invalid, Stale, TooLarge
from eduhub.kit.http import HubRequest, page

FORM = "catalogue.solution"  # its name among the drafts


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HubRequest, company_id: int) -> HttpResponse:
    """The form for a new solution; what it is sent with becomes the company's draft."""
    company = pages.company_to_show(request.actor, company_id)
    require(request.actor, "offer", company, COMPANY_RULES)
    known, thing = topics(), f"new:{company_id}"
    context = {
        "company": company,
        "draft_url": reverse("catalogue:solution_new_draft", args=[company_id]),
    }
    if request.method != "POST":
        form, draft = _begun(request, thing, {"seen": 0}, known)
        return _form_page(request, form, context | {"draft": draft})
    form = SolutionForm(request.POST, request.FILES, topics=known)
    if form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        try:
            made = services.add(
                company_id, form.written(), by=request.actor, key=key, now=timezone.now()
            )
        except (Invalid, TooLarge) as refusal:
            add_refusal(form, refusal)
        else:
            drop_draft(request.actor, FORM, thing)
            messages.info(request, _("Saved. Only your company and the hub see it so far."))
            return redirect("catalogue:solution_edit", made.pk)
    return _form_page(request, form, context, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pk: int) -> HttpResponse:
    """The form of a solution. A conflict shows both versions, and one's own stays in the form."""
    solution = pages.solution_to_show(request.actor, pk)
    require(request.actor, "change", solution, SOLUTION_RULES)
    known, thing = topics(), str(pk)
    context = _edit_context(solution)
    if request.method != "POST":
        form, draft = _begun(request, thing, solution_initial(solution, known), known)
        return _form_page(request, form, context | {"draft": draft})
    form = SolutionForm(request.POST, request.FILES, topics=known)
    status = 422
    if form.is_valid():
        try:
            services.change(
                pk,
                form.written(),
                by=request.actor,
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        except Stale:
            standing = pages.solution_to_show(request.actor, pk)
            context |= {
                "conflict": True,
                "differences": differences(form, solution_initial(standing, known)),
            }
            see_anew(form, standing.version)
            status = 409
        except (Invalid, TooLarge) as refusal:
            add_refusal(form, refusal)
        else:
            drop_draft(request.actor, FORM, thing)
            messages.info(request, _("Saved."))
            return redirect("catalogue:solution_edit", pk)
    return _form_page(request, form, context, status=status)


@login_required
@require_POST
def new_draft(request: HubRequest, company_id: int) -> HttpResponse:
    company = pages.company_to_show(request.actor, company_id)
    require(request.actor, "offer", company, COMPANY_RULES)
    back = reverse("catalogue:solution_new", args=[company_id])
    return answer_draft(request, FORM, f"new:{company_id}", back=back, now=timezone.now())


@login_required
@require_POST
def edit_draft(request: HubRequest, pk: int) -> HttpResponse:
    solution = pages.solution_to_show(request.actor, pk)
    require(request.actor, "change", solution, SOLUTION_RULES)
    back = reverse("catalogue:solution_edit", args=[pk])
    return answer_draft(request, FORM, str(pk), back=back, now=timezone.now())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HubRequest, pk: int) -> HttpResponse:
    """The page as the public will see it: as saved, or with what the form sends, unsaved."""
    solution = pages.solution_to_show(request.actor, pk)
    require(request.actor, "change", solution, SOLUTION_RULES)
    if request.method == "POST":
        known = topics()
        form = SolutionForm(request.POST, topics=known)
        if not form.is_valid():
            return _form_page(request, form, _edit_context(solution), status=422)
        written = form.written()
        for name in services.WORDS:
            setattr(solution, name, getattr(written, name))
    context = solution_context(solution, VISITOR) | {"preview": True}
    return page(request, "catalogue/solution.html", context)


@login_required
@require_POST
def publish(request: HubRequest, pk: int) -> HttpResponse:
    services.publish(pk, by=request.actor, now=timezone.now())
    messages.info(request, _("Published. Everybody can see it now."))
    return redirect("catalogue:solution", pk)


@login_required
@require_POST
def withdraw(request: HubRequest, pk: int) -> HttpResponse:
    services.withdraw(pk, by=request.actor, now=timezone.now())
    messages.info(request, _("Withdrawn. Only your company and the hub see it now."))
    return redirect("catalogue:solution_edit", pk)


def add_refusal(form: BaseForm, refusal: Invalid | TooLarge) -> None:
    """A service's refusal at the fields that it speaks of."""
    told = refusal.fields if isinstance(refusal, Invalid) else {"picture": refusal.message}
    for name, words in told.items():
        form.add_error(name if name in form.fields else None, words)


def _begun(
    request: HubRequest, thing: str, initial: dict[str, Any], known: Topics
) -> tuple[SolutionForm, Any]:
    """The form as it stands, or as the person left it half-written."""
    draft = draft_of(request.actor, FORM, thing)
    if draft:
        initial = initial | as_initial(SolutionForm(typed_in(draft), topics=known))
    initial["idempotency_key"] = uuid.uuid4()
    return SolutionForm(initial=initial, topics=known), draft


def _edit_context(solution: Solution) -> dict[str, Any]:
    missing = missing_for_publication(solution)
    return {
        "solution": solution,
        "company": solution.company,
        "draft_url": reverse("catalogue:solution_draft", args=[solution.pk]),
        "preview_url": reverse("catalogue:solution_preview", args=[solution.pk]),
        "picture_url": picture_url(solution),
        "missing": list(missing.values()),
        "may_publish": solution.state != SolutionState.PUBLISHED,
        "claims": [
            (claim, claim.is_stale(timezone.localdate())) for claim in solution.claims.all()
        ],
    }


def _form_page(
    request: HubRequest, form: SolutionForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context |= {"form": form, "kinds": [KindOfTopics.of(form, kind) for kind in TopicKind]}
    return page(request, "catalogue/edit.html", context, status=status)


@dataclass(frozen=True, slots=True)
class KindOfTopics:
    """The choices of one kind as the form shows them."""

    name: str
    label: str
    choices: tuple[tuple[TopicWord, bool], ...]
    errors: tuple[str, ...]

    @classmethod
    def of(cls, form: SolutionForm, kind: TopicKind) -> Self:
        bound = form[kind.value]
        ticked = set(bound.value() or ())
        choices = ((topic, topic.code in ticked) for topic in form.topics.of_kind(kind))
        errors = tuple(str(words) for words in bound.errors)
        return cls(kind.value, str(kind.label), tuple(choices), errors)

    @property
    def chosen(self) -> list[str]:
        return [str(topic.name) for topic, ticked in self.choices if ticked]

    @property
    def is_open(self) -> bool:
        return bool(self.errors) or self.name in (TopicKind.SUBJECT, TopicKind.AGE)
