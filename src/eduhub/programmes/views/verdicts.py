"""Decisions: made and told by the hub, read and appealed by the applicant."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.programmes.forms.juries import AnswerForm, TellForm, VerdictForm, verdict_initial
from eduhub.programmes.forms.reviews import AppealForm
from eduhub.programmes.queries import rounds as queries
from eduhub.programmes.rules.juries import JURY_RULES, VERDICT_RULES, VerdictAt
from eduhub.programmes.services import lent
from eduhub.programmes.services import verdicts as services


def _require(request: HubRequest) -> None:
    require(request.actor, "manage", None, JURY_RULES)


@login_required
@require_http_methods(ASKED)
def verdicts(request: HubRequest, pk: int) -> HttpResponse:
    """All applications of a call with what is decided, and the form that tells it to all."""
    _require(request)
    call = queries.find_call(pk)
    form = forms.Form(typed(request)) if call.is_lent else TellForm(typed(request))

    def tell() -> HttpResponse:
        if call.is_lent:
            lent.carry_back(pk, by=request.actor, now=timezone.now())
            messages.success(request, _("The decisions stand at the call now. Tell them there."))
            return redirect(lent.lender_of(call.lent_kind).address(call.lent_key or 0))
        days = form.cleaned_data["days"]
        count = services.tell_verdicts(pk, days, by=request.actor, now=timezone.now())
        said = ngettext("%(n)s decision is told.", "%(n)s decisions are told.", count)
        messages.success(request, said % {"n": count})
        return redirect("programmes:verdicts", pk)

    rows = queries.verdicts_of(call)
    context = {
        "call": call,
        "rows": rows,
        "undecided": sum(verdict is None for _application, verdict in rows),
        "untold": sum(v is not None and not v.is_published for _application, v in rows),
        "rounds": list(queries.rounds_of(call)),
    }
    return answer(request, form, tell, "programmes/verdicts/list.html", context)


@login_required
@require_http_methods(ASKED)
def decide(request: HubRequest, pk: int) -> HttpResponse:
    _require(request)
    application = queries.find_application(pk)
    standing = queries.verdict_on(application)
    initial, may_wait = verdict_initial(standing), not application.call.is_lent
    form = VerdictForm(typed(request), initial=initial, may_wait=may_wait)

    def save() -> HttpResponse:
        told = form.cleaned_data
        services.decide(
            pk,
            told["outcome"],
            told["grounds"],
            place=told.get("place"),
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        said = _("It is decided. The applicant hears of it when you tell all.")
        messages.success(request, said)
        return redirect("programmes:verdicts", application.call_id)

    def anew() -> dict[str, Any]:
        return verdict_initial(queries.verdict_on(queries.find_application(pk)))

    context = {
        "application": application,
        "call": application.call,
        "comments": queries.comments_for(pk),
        "told": standing if standing and standing.is_published else None,
    }
    return answer(request, form, save, "programmes/verdicts/decide.html", context, anew=anew)


@login_required
@require_POST
def move_up(request: HubRequest, pk: int) -> HttpResponse:
    verdict = services.move_up(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("They are chosen, and are told by mail."))
    return redirect("programmes:verdicts", verdict.application.call_id)


@login_required
@require_http_methods(ASKED)
def verdict(request: HubRequest, pk: int) -> HttpResponse:
    """For the applicant: what was decided and why, what the jurors say, and an appeal."""
    now = timezone.now()
    found = queries.verdict_for(pk, request.actor)
    form = AppealForm(typed(request))

    def appeal() -> HttpResponse:
        services.appeal(pk, form.cleaned_data["words"], by=request.actor, now=now)
        messages.success(request, _("Your appeal is in. The hub answers by mail."))
        return redirect("programmes:verdict", pk)

    context = {
        "verdict": found,
        "application": found.application,
        "comments": queries.comments_for(pk),
        "may_appeal": may(request.actor, "appeal", VerdictAt(found, now), VERDICT_RULES),
    }
    return answer(request, form, appeal, "programmes/verdicts/verdict.html", context)


@login_required
@require_http_methods(ASKED)
def answer_appeal(request: HubRequest, pk: int) -> HttpResponse:
    _require(request)
    made = queries.find_appeal(pk)
    form = AnswerForm(
        typed(request), initial={"outcome": made.verdict.outcome, "place": made.verdict.place}
    )

    def reply() -> HttpResponse:
        told = form.cleaned_data
        services.answer_appeal(
            pk, told["answer"], told["outcome"], place=told["place"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is answered, and told by mail."))
        return redirect("programmes:verdicts", made.verdict.application.call_id)

    context = {"appeal": made, "application": made.verdict.application}
    return answer(request, form, reply, "programmes/verdicts/answer.html", context)


@login_required
@require_safe
def redacted(request: HubRequest, pk: int) -> HttpResponse:
    """A copy for a document request: what is secret is left out, not covered."""
    _require(request)
    application = queries.find_application(pk)
    context = {"application": application, "answers": queries.redacted(application)}
    return page(request, "programmes/verdicts/redacted.html", context)
