"""The hub's desk of a call's jury: who sits on it, who stands apart, its rounds."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.http import HubRequest, page, typed
from eduhub.kit.sheets import csv_of
from eduhub.programmes.forms.juries import (
    ApartForm,
    CriterionForm,
    JurorForm,
    PairForm,
    RoundForm,
    criterion_initial,
    facts_of,
)
from eduhub.programmes.models import Round
from eduhub.programmes.queries import assigning, jury_files, rankings, reviews, rounds
from eduhub.programmes.rules.juries import JURY_RULES
from eduhub.programmes.services import assigning as pairs
from eduhub.programmes.services import juries as services
from eduhub.programmes.services import rankings as scores
from eduhub.programmes.services import rounds as planning
from eduhub.programmes.services.sheets import reopen_sheet


def _require(request: HubRequest) -> None:
    require(request.actor, "manage", None, JURY_RULES)


@login_required
@require_http_methods(ASKED)
def jury(request: HubRequest, pk: int) -> HttpResponse:
    """The jurors of a call and its rounds, with the form for one more juror."""
    _require(request)
    call = rounds.find_call(pk)
    form = JurorForm(typed(request))

    def add() -> HttpResponse:
        told = form.cleaned_data
        services.add_juror(pk, told["email"], told["most"], by=request.actor, now=timezone.now())
        messages.success(request, _("They sit on the jury now."))
        return redirect("programmes:jury", pk)

    context = {
        "call": call,
        "jurors": rounds.jurors_of(call),
        "rounds": list(rounds.rounds_of(call)),
        "now": timezone.now(),
    }
    return answer(request, form, add, "programmes/jury/jury.html", context)


@login_required
@require_POST
def end_juror(request: HubRequest, pk: int) -> HttpResponse:
    juror = services.end_juror(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("They have left. What they gave in still counts."))
    return redirect("programmes:jury", juror.call_id)


@login_required
@require_http_methods(ASKED)
def set_apart(request: HubRequest, pk: int) -> HttpResponse:
    _require(request)
    juror = rounds.find_juror(pk)
    form = ApartForm(typed(request), organisations=reviews.organisations_to_name())

    def apart() -> HttpResponse:
        told = form.cleaned_data
        services.set_apart(
            pk, int(told["organisation"]), told["grounds"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("They see nothing of that organisation from now on."))
        return redirect("programmes:jury", juror.call_id)

    context = {"juror": juror, "call": juror.call}
    return answer(request, form, apart, "programmes/jury/apart.html", context)


# Rounds


@login_required
@require_http_methods(ASKED)
def new_round(request: HubRequest, pk: int) -> HttpResponse:
    _require(request)
    call = rounds.find_call(pk)
    applications = rounds.to_choose_from(call)
    form = RoundForm(
        typed(request),
        initial={"applications": [str(one.pk) for one in applications]},
        applications=applications,
        questions=rounds.questions_of(call),
    )

    def plan() -> HttpResponse:
        key = form.cleaned_data["key"]
        one = planning.plan_round(
            pk, form.facts(), form.chosen(), key=key, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("The round is planned. Write what is scored next."))
        return redirect("programmes:round", one.pk)

    context = {"call": call, "applications": applications}
    return answer(request, form, plan, "programmes/jury/edit_round.html", context)


@login_required
@require_http_methods(ASKED)
def edit_round(request: HubRequest, pk: int) -> HttpResponse:
    _require(request)
    one = rounds.find_round(pk)
    form = RoundForm(
        typed(request),
        initial=facts_of(one),
        applications=rounds.to_choose_from(one.call),
        questions=rounds.questions_of(one.call),
    )

    def change() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        planning.change_round(
            pk, form.facts(), form.chosen(), seen=seen, by=request.actor, now=timezone.now()
        )
        messages.success(request, _("It is changed."))
        return redirect("programmes:round", pk)

    context = {"call": one.call, "round": one}
    return answer(
        request, form, change, "programmes/jury/edit_round.html", context,
        anew=lambda: facts_of(rounds.find_round(pk)),
    )  # fmt: skip


@login_required
@require_safe
def round_(request: HubRequest, pk: int) -> HttpResponse:
    """Who judges what, how far they are, and what is wanting."""
    _require(request)
    one = rounds.find_round(pk)
    judged = rounds.judged_in(one)
    context = {
        "round": one,
        "call": one.call,
        "criteria": reviews.criteria_of(one),
        "judged": judged,
        "loads": rounds.loads_in(one),
        "contradiction": rounds.contradiction_in(one),
        "missing": sum(row.missing for row in judged),
        "may_copy": one.number > 1 and not one.is_published,
        "now": timezone.now(),
    }
    return page(request, "programmes/jury/round.html", context)


@login_required
@require_http_methods(ASKED)
def new_criterion(request: HubRequest, pk: int) -> HttpResponse:
    _require(request)
    one = rounds.find_round(pk)
    return _criterion(request, one, CriterionForm(typed(request)), None)


@login_required
@require_http_methods(ASKED)
def edit_criterion(request: HubRequest, pk: int, criterion: int) -> HttpResponse:
    _require(request)
    one = rounds.find_round(pk)
    found = rounds.find_criterion(one, criterion)
    form = CriterionForm(typed(request), initial=criterion_initial(found))
    return _criterion(request, one, form, criterion)


def _criterion(
    request: HubRequest, one: Round, form: CriterionForm, criterion: int | None
) -> HttpResponse:
    def write() -> HttpResponse:
        told = form.cleaned_data
        planning.write_criterion(
            one.pk,
            told["name"],
            told["weight"],
            form.anchors(),
            criterion_id=criterion,
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("It is saved."))
        return redirect("programmes:round", one.pk)

    context = {"round": one, "call": one.call, "is_new": criterion is None}
    return answer(request, form, write, "programmes/jury/criterion.html", context)


@login_required
@require_POST
def drop_criterion(request: HubRequest, pk: int, criterion: int) -> HttpResponse:
    planning.drop_criterion(pk, criterion, by=request.actor, now=timezone.now())
    messages.success(request, _("It is gone."))
    return redirect("programmes:round", pk)


@login_required
@require_POST
def copy_criteria(request: HubRequest, pk: int) -> HttpResponse:
    planning.copy_criteria(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The criteria of the earlier round stand here too."))
    return redirect("programmes:round", pk)


# Who judges what


@login_required
@require_POST
def propose(request: HubRequest, pk: int) -> HttpResponse:
    pairs.ask_assignment(pk, by=request.actor, now=timezone.now())
    messages.info(request, _("It is being worked out. Look again in a moment."))
    return redirect("programmes:round", pk)


@login_required
@require_POST
def give_out(request: HubRequest, pk: int) -> HttpResponse:
    pairs.give_out(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The sheets are given out. Each juror gets a letter."))
    return redirect("programmes:round", pk)


@login_required
@require_http_methods(ASKED)
def assign(request: HubRequest, pk: int, entry: int) -> HttpResponse:
    """One more juror for an application, by hand."""
    _require(request)
    one = rounds.find_round(pk)
    found = rounds.find_entry(one, entry)
    form = PairForm(typed(request), jurors=assigning.sitting(one))

    def give() -> HttpResponse:
        juror = int(form.cleaned_data["juror"])
        pairs.assign_by_hand(pk, entry, juror, by=request.actor, now=timezone.now())
        messages.success(request, _("They judge it."))
        return redirect("programmes:round", pk)

    context = {"round": one, "call": one.call, "entry": found}
    return answer(request, form, give, "programmes/jury/assign.html", context)


@login_required
@require_POST
def lock(request: HubRequest, pk: int) -> HttpResponse:
    is_locked = "unlock" not in request.POST
    found = pairs.lock(pk, is_locked, by=request.actor, now=timezone.now())
    return redirect("programmes:round", found.entry.round_id)


@login_required
@require_POST
def take_away(request: HubRequest, pk: int) -> HttpResponse:
    one = pairs.take_away(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("They need not judge it."))
    return redirect("programmes:round", one.pk)


@login_required
@require_POST
def reopen(request: HubRequest, pk: int) -> HttpResponse:
    sheet = reopen_sheet(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The juror can change the sheet again."))
    return redirect("programmes:round", sheet.assignment.entry.round_id)


# What the sheets tell


@login_required
@require_safe
def ranking(request: HubRequest, pk: int) -> HttpResponse:
    """The order with its intervals, the line and whom it does not part, what would change it."""
    _require(request)
    one = rounds.find_round(pk)
    scored = rankings.scores_of(one)
    found = rankings.ranking_of(one)
    if found is not None:
        found.round = one
    context: dict[str, Any] = {
        "round": one,
        "call": one.call,
        "ranking": found,
        "shown": rankings.shown(found) if found else None,
        "is_current": found is not None and found.sha256 == rankings.fingerprint_of(one, scored),
        "sheets": len(scored),
        "now": timezone.now(),
    }
    return page(request, "programmes/jury/ranking.html", context)


@login_required
@require_safe
def sheets_csv(request: HubRequest, pk: int) -> HttpResponse:
    """Every sheet that counts, with its marks and words."""
    _require(request)
    one = rounds.find_round(pk)
    criteria = list(reviews.criteria_of(one))
    rows = jury_files.sheet_rows(one, criteria)
    content = csv_of(jury_files.sheet_columns(criteria), rows)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="round-{pk}-sheets.csv"'
    return response


@login_required
@require_safe
def scores_json(request: HubRequest, pk: int) -> HttpResponse:
    """The scores in the form of `eduhub score`, which gives the same ranking anywhere."""
    _require(request)
    response = JsonResponse(
        jury_files.scores_file(rounds.find_round(pk)), json_dumps_params={"indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="round-{pk}-scores.json"'
    return response


@login_required
@require_POST
def rank(request: HubRequest, pk: int) -> HttpResponse:
    scores.ask_ranking(pk, by=request.actor, now=timezone.now())
    messages.info(request, _("It is being worked out. Look again in a moment."))
    return redirect("programmes:ranking", pk)


@login_required
@require_safe
def sheets(request: HubRequest, pk: int, entry: int) -> HttpResponse:
    """All that was given in on one application."""
    _require(request)
    one = rounds.find_round(pk)
    found = rounds.find_entry(one, entry)
    context = {
        "round": one,
        "call": one.call,
        "entry": found,
        "criteria": reviews.criteria_of(one),
        "sheets": rounds.sheets_on(found),
        "remarks": list(rounds.remarks_in(found)),
    }
    return page(request, "programmes/jury/sheets.html", context)
