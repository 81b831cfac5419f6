"""The hub's desk of mentors: who is one, who helps in a cohort, and who is matched with whom."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, typed
from eduhub.kit.paging import page_of
from eduhub.programmes.forms.mentors import BenchForm, HandForm, NewMentorForm
from eduhub.programmes.queries import cohorts, mentors
from eduhub.programmes.services import mentor_matching as pairs
from eduhub.programmes.services import mentors as services
from eduhub.programmes.views.cohort_desk import require_desk


@login_required
@require_http_methods(ASKED)
def mentor_list(request: HubRequest) -> HttpResponse:
    """Everybody who is a mentor, with the form for one more."""
    require_desk(request)
    form = NewMentorForm(typed(request))

    def add() -> HttpResponse:
        email = form.cleaned_data["email"]
        services.add_mentor(email, form.fields_told(), by=request.actor, now=timezone.now())
        messages.success(request, _("They are a mentor now."))
        return redirect("programmes:mentors")

    context = {"found": page_of(mentors.mentors_to_list(), request)}
    return answer(request, form, add, "programmes/mentors/list.html", context)


@login_required
@require_http_methods(ASKED)
def matching(request: HubRequest, pk: int) -> HttpResponse:
    """Companies with their mentors and the reasons, who has none and why; one more mentor."""
    require_desk(request)
    cohort = cohorts.find_cohort(pk, request.actor)
    form = BenchForm(typed(request), mentors=mentors.mentors_to_add(cohort))

    def join() -> HttpResponse:
        mentor = int(form.cleaned_data["mentor"])
        services.join_cohort(pk, mentor, by=request.actor, now=timezone.now())
        messages.success(request, _("They take part in the cohort."))
        return redirect("programmes:matching", pk)

    run = mentors.run_of(cohort)
    placed = mentors.placed_in(cohort, run)
    contradicts = set(run.answer.get("contradicts", [])) if run else set()
    context = {
        "cohort": cohort,
        "run": run,
        "placed": placed,
        "contradicts": [one for one in placed if one.seat.pk in contradicts],
        "bench": mentors.loads_in(cohort, placed),
        "unpublished": sum(bool(one.pair and not one.pair.published_at) for one in placed),
    }
    return answer(request, form, join, "programmes/mentors/matching.html", context)


@login_required
@require_http_methods(ASKED)
def by_hand(request: HubRequest, pk: int) -> HttpResponse:
    require_desk(request)
    seat = cohorts.find_seat(pk, request.actor)
    form = HandForm(typed(request), bench=mentors.bench_of(seat.cohort))

    def choose() -> HttpResponse:
        bench = int(form.cleaned_data["bench"])
        pairs.choose_by_hand(pk, bench, by=request.actor, now=timezone.now())
        messages.success(request, _("It is chosen. Publish it when you are ready."))
        return redirect("programmes:matching", seat.cohort_id)

    context = {"seat": seat, "cohort": seat.cohort}
    return answer(request, form, choose, "programmes/mentors/hand.html", context)


@login_required
@require_POST
def propose_mentors(request: HubRequest, pk: int) -> HttpResponse:
    pairs.ask_matching(pk, by=request.actor, now=timezone.now())
    messages.info(request, _("It is being worked out. Look again in a moment."))
    return redirect("programmes:matching", pk)


@login_required
@require_POST
def publish_mentors(request: HubRequest, pk: int) -> HttpResponse:
    count = pairs.publish_pairs(pk, by=request.actor, now=timezone.now())
    said = ngettext("%(n)s pair is told by mail.", "%(n)s pairs are told by mail.", count)
    messages.success(request, said % {"n": count})
    return redirect("programmes:matching", pk)


@login_required
@require_POST
def lock_pair(request: HubRequest, pk: int) -> HttpResponse:
    is_locked = "unlock" not in request.POST
    pair = pairs.lock_pair(pk, is_locked, by=request.actor, now=timezone.now())
    return redirect("programmes:matching", pair.seat.cohort_id)


@login_required
@require_POST
def end_pair(request: HubRequest, pk: int) -> HttpResponse:
    pair = pairs.end_pair(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The pair is ended."))
    return redirect("programmes:matching", pair.seat.cohort_id)


@login_required
@require_POST
def leave_bench(request: HubRequest, pk: int) -> HttpResponse:
    bench = services.leave_bench(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("They help in this cohort no longer."))
    return redirect("programmes:matching", bench.cohort_id)
