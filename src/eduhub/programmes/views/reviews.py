"""The juror's pages: what to judge, the application as far as it may be known, the sheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import find, may
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, typed_in
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, page, typed
from eduhub.programmes.forms.juries import DeclareForm
from eduhub.programmes.forms.reviews import RemarkForm, SheetForm, sheet_initial
from eduhub.programmes.models import Assignment, Juror
from eduhub.programmes.queries import reviews as queries
from eduhub.programmes.rules.juries import SHEET_RULES, SheetAt, shows_others
from eduhub.programmes.services import juries, sheets


@login_required
@require_safe
def my_reviews(request: HubRequest) -> HttpResponse:
    """One's rounds, and the organisations from which one stands apart."""
    context = {
        "loads": queries.loads_of(request.actor, timezone.now()),
        "seats": queries.seats_of(request.actor),
        "apart": list(queries.apart_from(request.actor)),
        "now": timezone.now(),
    }
    return page(request, "programmes/reviews/mine.html", context)


@login_required
@require_http_methods(ASKED)
def stand_apart(request: HubRequest, pk: int) -> HttpResponse:
    """A juror names an organisation; whether it has applied is not told."""
    seats = Juror.objects.filter(person=request.actor.user_id, left_at=None)
    seat = find(seats.select_related("call"), pk=pk)
    form = DeclareForm(typed(request), organisations=queries.organisations_to_name())

    def declare() -> HttpResponse:
        organisation = int(form.cleaned_data["organisation"])
        juries.declare_against(pk, organisation, by=request.actor, now=timezone.now())
        messages.success(request, _("You see nothing of that organisation from now on."))
        return redirect("programmes:my_reviews")

    context = {"seat": seat}
    return answer(request, form, declare, "programmes/reviews/stand_apart.html", context)


@login_required
@require_safe
def reviews(request: HubRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    one = queries.find_round(pk, request.actor, now)
    rows = []
    for assignment in queries.assignments_in(one, request.actor, now):
        assignment.entry.round = one
        rows.append((assignment, queries.title_of(assignment)))
    given = sum(hasattr(a, "sheet") and a.sheet.is_given for a, _title in rows)
    context = {"round": one, "rows": rows, "given": given, "is_closed": one.is_closed(now)}
    return page(request, "programmes/reviews/round.html", context)


@login_required
@require_http_methods(ASKED)
def review(request: HubRequest, pk: int, code: str) -> HttpResponse:
    """The application, one's own sheet, and the others' once one's own is given in."""
    now = timezone.now()
    assignment = queries.find_assignment(pk, code, request.actor, now)
    criteria = queries.criteria_of(assignment.entry.round)
    draft = draft_of(request.actor, queries.SHEET_FORM, f"{pk}/{code}")
    form = SheetForm(
        typed(request), initial=_initial(assignment, criteria, draft), criteria=criteria
    )
    at = SheetAt(getattr(assignment, "sheet", None), assignment.entry.round, now)

    def save() -> HttpResponse:
        told = form.cleaned_data
        is_given = "give" in request.POST
        sheets.save_sheet(
            pk, code, form.said(), is_given=is_given, seen=told["seen"],
            by=request.actor, now=now,
        )  # fmt: skip
        if is_given:
            messages.success(request, _("It is given in. Now you see what the others say."))
            return redirect("programmes:review", pk, code)
        messages.success(request, _("It is kept. Nobody else sees it yet."))
        return redirect("programmes:reviews", pk)

    def anew() -> dict[str, Any]:
        fresh = queries.find_assignment(pk, code, request.actor, now)
        return sheet_initial(getattr(fresh, "sheet", None), queries.marks_of(fresh))

    context = _shown(assignment, criteria, at) | {
        "may_save": may(request.actor, "save", at, SHEET_RULES),
        "may_discuss": may(request.actor, "discuss", at, SHEET_RULES),
        "draft": draft,
        "draft_url": reverse("programmes:draft_review", args=[pk, code]),
        "remark_form": RemarkForm(),
    }
    return answer(request, form, save, "programmes/reviews/review.html", context, anew=anew)


def _initial(assignment: Assignment, criteria: Any, draft: Any) -> dict[str, Any]:
    if draft is not None:
        return as_initial(SheetForm(typed_in(draft), criteria=criteria))
    return sheet_initial(getattr(assignment, "sheet", None), queries.marks_of(assignment))


def _shown(assignment: Assignment, criteria: Any, at: SheetAt) -> dict[str, Any]:
    is_shown = shows_others(at)
    return {
        "assignment": assignment,
        "round": assignment.entry.round,
        "seen": queries.seen_by_jury(assignment),
        "criteria": criteria,
        "sheet": at.sheet,
        "marks": queries.marks_of(assignment) if at.sheet else {},
        "shows_others": is_shown,
        "others": queries.others_on(assignment, criteria) if is_shown else [],
        "remarks": queries.remarks_on(assignment) if is_shown else [],
    }


@login_required
@require_safe
def review_file(request: HubRequest, pk: int, code: str, answer: int) -> FileResponse:
    assignment = queries.find_assignment(pk, code, request.actor, timezone.now())
    return serve(queries.file_for(assignment, answer), public=False, attachment=True)


@login_required
@require_POST
def draft_review(request: HubRequest, pk: int, code: str) -> HttpResponse:
    """What is typed is kept by itself; of what the juror may not see nothing is."""
    now = timezone.now()
    queries.find_assignment(pk, code, request.actor, now)
    back = reverse("programmes:review", args=[pk, code])
    return answer_draft(request, queries.SHEET_FORM, f"{pk}/{code}", back=back, now=now)


@login_required
@require_http_methods(ASKED)
def conflict(request: HubRequest, pk: int, code: str) -> HttpResponse:
    """Asks once more, since there is no way back; then the application is gone."""
    now = timezone.now()
    assignment = queries.find_assignment(pk, code, request.actor, now)
    if request.method == "POST":
        juries.declare_entry(pk, code, by=request.actor, now=now)
        messages.success(request, _("You see nothing of that application from now on."))
        return redirect("programmes:my_reviews")
    context = {"round": assignment.entry.round, "name": queries.title_of(assignment)}
    context["code"] = code
    return page(request, "programmes/reviews/conflict.html", context)


@login_required
@require_http_methods(ASKED)
def remark(request: HubRequest, pk: int, code: str) -> HttpResponse:
    now = timezone.now()
    assignment = queries.find_assignment(pk, code, request.actor, now)
    form = RemarkForm(typed(request))

    def say() -> HttpResponse:
        told = form.cleaned_data
        sheets.remark(pk, code, told["words"], key=told["key"], by=request.actor, now=now)
        messages.success(request, _("The other jurors of this application can read it."))
        return redirect("programmes:review", pk, code)

    context = {
        "round": assignment.entry.round,
        "code": code,
        "name": queries.title_of(assignment),
    }
    return answer(request, form, say, "programmes/reviews/remark.html", context)
