from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eduhub.advice import queries, services
from eduhub.advice.forms import (
    CalendarForm,
    EditAdviserForm,
    EditSignForm,
    MemoForm,
    NewAdviserForm,
    NewSignForm,
    NoteForm,
    ReaderForm,
    ReferForm,
    memo_initial,
    of_today,
    sign_initial,
    skills_of,
)
from eduhub.advice.models import Adviser, Memo, Signpost
from eduhub.advice.rules import CASE_RULES, SESSION_RULES, At
from eduhub.kit.access import find, may, require
from eduhub.kit.answering import ASKED, answer
from eduhub.kit.editing import tell
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.http import HubRequest, page, typed


@login_required
@require_http_methods(ASKED)
def memo(request: HubRequest, pk: int) -> HttpResponse:
    session = queries.find_session(pk, request.actor)
    require(request.actor, "write_memo", At(session, timezone.now()), SESSION_RULES)
    form = MemoForm(typed(request), initial=memo_initial(getattr(session, "memo", None)))

    def write() -> HttpResponse:
        told = form.cleaned_data
        services.write_memo(
            pk,
            told["words"],
            form.steps(),
            seen=told["seen"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("The memo is there for both sides to read."))
        return redirect("advice:case", session.case_id)

    def anew() -> dict[str, Any]:
        return memo_initial(Memo.objects.filter(session=pk).first())

    return answer(request, form, write, "advice/memo.html", {"session": session}, anew=anew)


@login_required
@require_POST
def tick(request: HubRequest, pk: int) -> HttpResponse:
    """Done, or (undo) not done after all."""
    is_done = "undo" not in request.POST
    step = services.tick(pk, is_done, by=request.actor, now=timezone.now())
    return redirect("advice:case", step.memo.session.case_id)


@login_required
@require_http_methods(ASKED)
def notes(request: HubRequest, pk: int) -> HttpResponse:
    """Private notes; that they were read is written into the audit trail, note by note."""
    actor, now = request.actor, timezone.now()
    case = queries.find_case(pk, actor)
    if not queries.may_read_notes(actor, case):
        raise NotFound("not_found", _("There is no such thing here."))
    form = NoteForm(typed(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.write_note(pk, told["words"], key=told["key"], by=actor, now=now)
        except Invalid as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The note is kept."))
            return redirect("advice:notes", pk)
    may_name = may(actor, "name_reader", case, CASE_RULES)
    context = {
        "case": case,
        "notes": services.read_notes(case, by=actor, now=now),
        "readers": queries.readers_of_notes(case),
        "form": form,
        "may_write": may(actor, "write_note", case, CASE_RULES),
        "reader_form": _reader_form(request, case) if may_name else None,
    }
    return page(request, "advice/notes.html", context, status=422 if form.errors else 200)


def _reader_form(request: HubRequest, case: Any, *, sent: bool = False) -> ReaderForm:
    people = queries.staff_to_name(case, timezone.localdate())
    return ReaderForm(request.POST if sent else None, people=people)


@login_required
@require_POST
def name_reader(request: HubRequest, pk: int) -> HttpResponse:
    case = queries.find_case(pk, request.actor)
    require(request.actor, "name_reader", case, CASE_RULES)
    form = _reader_form(request, case, sent=True)
    if not form.is_valid():
        messages.error(request, _("Choose one of the hub's own people."))
        return redirect("advice:notes", pk)
    person = int(form.cleaned_data["person"])
    services.name_reader(pk, person, by=request.actor, now=timezone.now())
    messages.success(request, _("They may read the notes now."))
    return redirect("advice:notes", pk)


@login_required
@require_POST
def stop_reader(request: HubRequest, pk: int, reader: int) -> HttpResponse:
    services.stop_reader(pk, reader, by=request.actor, now=timezone.now())
    messages.success(request, _("They may not read the notes any more."))
    return redirect("advice:notes", pk)


@login_required
@require_http_methods(ASKED)
def refer(request: HubRequest, pk: int) -> HttpResponse:
    case = queries.find_case(pk, request.actor)
    require(request.actor, "refer", case, CASE_RULES)
    form = ReferForm(typed(request), agencies=queries.agencies_for(case))

    def propose() -> HttpResponse:
        told = form.cleaned_data
        services.refer(
            pk,
            int(told["agency"]),
            told["words"],
            key=told["key"],
            by=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Whoever asked is asked whether they agree."))
        return redirect("advice:case", pk)

    return answer(request, form, propose, "advice/refer.html", {"case": case})


@login_required
@require_http_methods(ASKED)
def calendar(request: HubRequest) -> HttpResponse:
    """An adviser says which calendar of their own counts too."""
    adviser = queries.adviser_of(request.actor)
    if adviser is None:
        raise NotFound("not_found", _("There is no such thing here."))
    form = CalendarForm(typed(request), initial={"address": adviser.calendar_address})

    def keep() -> HttpResponse:
        address = form.cleaned_data["address"]
        services.set_calendar(address, by=request.actor, now=timezone.now())
        messages.success(request, _("It is kept. The hub reads it within a quarter of an hour."))
        return redirect("advice:calendar")

    return answer(request, form, keep, "advice/calendar.html", {"adviser": adviser})


# The hub's desk


@login_required
@require_http_methods(ASKED)
def new_adviser(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, CASE_RULES)
    form = NewAdviserForm(typed(request), initial=of_today(timezone.localdate()))

    def add() -> HttpResponse:
        told = form.cleaned_data
        made = services.add_adviser(
            told["email"], form.skills(), key=told["key"], by=request.actor, now=timezone.now()
        )
        messages.success(request, _("They are an adviser now, open in office hours."))
        return redirect("bookings:arrange", made.unit_id)

    return answer(request, form, add, "advice/adviser.html", {})


@login_required
@require_http_methods(ASKED)
def edit_adviser(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, CASE_RULES)
    rows = Adviser.objects.select_related("person", "unit")
    adviser = find(rows, pk=pk)
    form = EditAdviserForm(typed(request), initial=skills_of(adviser))

    def edit() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.edit_adviser(pk, form.skills(), seen=seen, by=request.actor, now=timezone.now())
        messages.success(request, _("It is changed."))
        return redirect("advice:desk")

    def anew() -> dict[str, Any]:
        return skills_of(Adviser.objects.get(pk=pk))

    context = {"adviser": adviser}
    return answer(request, form, edit, "advice/adviser.html", context, anew=anew)


@login_required
@require_http_methods(ASKED)
def new_sign(request: HubRequest) -> HttpResponse:
    require(request.actor, "manage", None, CASE_RULES)
    form = NewSignForm(typed(request))

    def put_up() -> HttpResponse:
        key = form.cleaned_data["key"]
        services.put_up(form.sign(), key=key, by=request.actor, now=timezone.now())
        messages.success(request, _("It is there. New requests may lead to it."))
        return redirect("advice:desk")

    return answer(request, form, put_up, "advice/sign.html", {})


@login_required
@require_http_methods(ASKED)
def edit_sign(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "manage", None, CASE_RULES)
    sign = find(Signpost.objects.all(), pk=pk)
    form = EditSignForm(typed(request), initial=sign_initial(sign))

    def change() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        services.change_sign(pk, form.sign(), seen=seen, by=request.actor, now=timezone.now())
        messages.success(request, _("It is changed."))
        return redirect("advice:desk")

    def anew() -> dict[str, Any]:
        return sign_initial(Signpost.objects.get(pk=pk))

    return answer(request, form, change, "advice/sign.html", {"sign": sign}, anew=anew)
