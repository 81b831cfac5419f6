"""A result in its three lengths: the page, the full page, and both as PDF."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eduhub.evidence import services
from eduhub.evidence.models import Trial
from eduhub.evidence.queries import papers, reports, sections, trials
from eduhub.evidence.queries.next_steps import is_late
from eduhub.evidence.queries.progress import steps_of
from eduhub.evidence.queries.ratings import ratings_of
from eduhub.evidence.queries.sections_of_feedback import feedback_sections
from eduhub.evidence.queries.usage import usage_shown
from eduhub.evidence.rules import TRIAL_RULES, has_part, is_of_company, runs
from eduhub.evidence.states import ResultState
from eduhub.kit.access import may
from eduhub.kit.errors import NotFound
from eduhub.kit.files import serve_pdf
from eduhub.kit.http import HubRequest, page


@require_safe
def report(request: HubRequest, pilot_id: int) -> HttpResponse:
    """One result on one page: public once published, before that for those who have a part."""
    trial = _trial(request, pilot_id)
    context = _context(request, trial)
    if not context["is_ready"]:
        context["steps"] = steps_of(context["result"])
        return page(request, "evidence/waiting.html", context, part="now")
    if request.headers.get("HX-Target") == "now":  # the waiting page asks, and has its answer
        return HttpResponse(headers={"HX-Refresh": "true"})
    whole = _whole(request, trial)
    others = whole.others if len(whole.others) > 1 else []
    context |= {"whole": whole, "report": whole.report, "others": others}
    context["result"] = whole.report.result
    context["usage"] = usage_shown(whole.report.result)
    context["said"] = next(iter(feedback_sections(whole.feedback)), None)
    context["ratings"] = ratings_of(whole.report.result)
    context["others_scale"] = reports.scale_of(others)
    return page(request, "evidence/report.html", context)


@require_safe
def report_full(request: HubRequest, pilot_id: int) -> HttpResponse:
    """The first page and the appendix."""
    trial = _ready(request, pilot_id)
    whole = _whole(request, trial)
    context = _context(request, trial) | {"report": whole.report}
    context["bundle"] = context["result"].bundle
    context["sums_kept"] = context["may_run"] and services.sums_are_kept(trial)
    context["sections"] = sections.all_pages(whole, trial)
    return page(request, "evidence/full.html", context)


@require_safe
def report_pdf(request: HubRequest, pilot_id: int) -> HttpResponse:
    """One page, or all of them with ?length=full, in the language of the address."""
    trial = _ready(request, pilot_id)
    length = "full" if request.GET.get("length") == "full" else "page"
    paper = papers.paper_of(_whole(request, trial), trial, length)
    name = f"{trial.pilot.number}-{length}-{get_language()}.pdf"
    return serve_pdf(services.sealed_report(paper, now=timezone.now()), name=name)


def _trial(request: HubRequest, pilot_id: int) -> Trial:
    trial = trials.find_trial(pilot_id, request.actor)
    if trial.result is None or not (trial.is_public or has_part(request.actor, trial)):
        raise NotFound("not_found", _("There is no such thing here."))
    return trial


def _ready(request: HubRequest, pilot_id: int) -> Trial:
    trial = _trial(request, pilot_id)
    if not _is_ready(trial):
        raise NotFound("not_found", _("There is no such thing here."))
    return trial


def _is_ready(trial: Trial) -> bool:
    """Whether the result may be shown: from their moment on no withdrawal waits for its job."""
    result = trial.result
    if result is None or result.state != ResultState.READY:
        return False
    return result.published_at is not None or not services.is_overtaken(trial)


def _whole(request: HubRequest, trial: Trial) -> sections.Whole:
    if trial.result is None:
        raise ValueError("only what has a result is told")
    shown = reports.report_of(reports.fetched(trial.result.pk))
    return sections.whole_of(trial, shown, request.actor, now=timezone.now())


def _context(request: HubRequest, trial: Trial) -> dict[str, Any]:
    plan, result = trial.plan, trial.result
    if plan is None or result is None:
        raise ValueError("a result has its plan")
    is_public, is_ready = result.published_at is not None, _is_ready(trial)
    is_anew = result.state == ResultState.REOPENED or (
        result.state == ResultState.READY and not is_ready
    )
    return {
        "trial": trial,
        "plan": plan,
        "pilot": trial.pilot,
        "result": result,
        "is_ready": is_ready,
        "is_anew": is_anew and not is_of_company(request.actor, trial),
        "is_public": is_public,
        "late": is_late(trial, timezone.now()),
        "anew": [one.code for one in trial.classes if trial.is_asked_anew(one)],
        "may_analyse": may(request.actor, "analyse", trial, TRIAL_RULES),
        "may_run": runs(request.actor, trial),
        "may_explore": may(request.actor, "explore", trial, TRIAL_RULES),
        "may_review": may(request.actor, "review", trial, TRIAL_RULES),
        "may_publish": may(request.actor, "publish", trial, TRIAL_RULES),
        "overdue": not is_public and plan.publish_on <= timezone.localdate(),
    }
