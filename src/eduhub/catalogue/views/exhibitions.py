import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.forms.exhibitions import ExhibitionForm
from eduhub.catalogue.models import Exhibition
from eduhub.catalogue.queries import exhibitions as queries
from eduhub.catalogue.rules.exhibitions import EXHIBITION_RULES
from eduhub.catalogue.services import counts, exhibitions
from eduhub.kit.access import Actor, may, require
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, typed_in
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Invalid, Stale, TooLarge
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, page
from eduhub.kit.limits import allow, caller
from eduhub.kit.panels import panel
from eduhub.kit.sitemaps import InThreeLanguages, list_pages

HOUR = 3600


class ExhibitionPages(InThreeLanguages):
    def items(self) -> list[Exhibition]:
        return list(Exhibition.objects.filter(state="published").order_by("pk"))

    def location(self, item: Exhibition) -> str:
        return reverse("catalogue:exhibition", args=[item.pk])


list_pages("exhibitions", ExhibitionPages())


@panel("site.home", order=40)
def staff_panel(request: HubRequest, actor: Actor) -> str:
    """What waits for staff: exhibitions that are drafts, on now or coming."""
    today = timezone.localdate()
    rows = [(one, one.season_on(today)) for one in queries.exhibitions_for_staff(actor, today)[:5]]
    if not rows:
        return ""
    return render_to_string("catalogue/exhibition/staff.html", {"rows": rows}, request)


@panel("site.front", order=20)
def front_panel(request: HubRequest, thing: None) -> str:
    """The exhibition that is on today, for everybody."""
    rows = list(queries.exhibitions_on(timezone.localdate())[:2])
    if not rows:
        return ""
    return render_to_string("catalogue/exhibition/front.html", {"rows": rows}, request)


@require_safe
def exhibition_list(request: HubRequest) -> HttpResponse:
    context = {
        "seasons": queries.seasons_to_show(request.actor, timezone.localdate()),
        "may_make": may(request.actor, "make", None, EXHIBITION_RULES),
    }
    return page(request, "catalogue/exhibition/list.html", context)


@require_safe
def exhibition(request: HubRequest, pk: int) -> HttpResponse:
    one = queries.exhibition_to_show(request.actor, pk)
    context = {
        "exhibition": one,
        "season": one.season_on(timezone.localdate()),
        "exhibits": list(queries.exhibits_of(one)),
        "figures": queries.figures_of(one),
        "may_edit": may(request.actor, "edit", one, EXHIBITION_RULES),
    }
    return page(request, "catalogue/exhibition/exhibition.html", context)


@csrf_exempt  # it changes nothing but a number, and asks for no cookie
@require_POST
def visited(request: HubRequest, pk: int) -> HttpResponse:
    """The page tells by itself that it was opened, where JavaScript runs."""
    if request.headers.get("HX-Request") == "true":  # no other site can send this header
        allow("exhibition_visited", f"{pk}:{caller(request)}", most=120, seconds=HOUR)
        counts.count_visit(pk, by=request.actor, today=timezone.localdate())
    return HttpResponse(status=204)


@require_safe
def picture(request: HubRequest, pk: int) -> FileResponse:
    file, public = queries.picture_of_exhibition(request.actor, pk)
    return serve(file, public=public)


@login_required
@require_safe
def figures(request: HubRequest, pk: int) -> HttpResponse:
    one = queries.exhibition_to_show(request.actor, pk)
    require(request.actor, "see_figures", one, EXHIBITION_RULES)
    days = queries.days_of(one)
    context = {
        "exhibition": one,
        "figures": queries.figures_of(one),
        "days": days,
        "most": max((day.visits or 0 for day in days), default=0),
    }
    return page(request, "catalogue/exhibition/figures.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HubRequest) -> HttpResponse:
    require(request.actor, "make", None, EXHIBITION_RULES)
    if request.method != "POST":
        return _edit_page(request, None, _form(request, None))
    form = ExhibitionForm(request.POST, request.FILES)
    if not form.is_valid() or "preview" in request.POST:
        return _edit_page(request, None, form, status=200 if form.is_valid() else 422)
    try:
        made = exhibitions.make_exhibition(
            form.words,
            form_key=form.cleaned_data["form_key"] or uuid.uuid4(),
            by=request.actor,
            now=timezone.now(),
        )
    except (Invalid, TooLarge) as wrong:
        _complain(form, wrong)
        return _edit_page(request, None, form, status=422)
    messages.success(request, _("The draft is made. Now choose its solutions."))
    return redirect("catalogue:exhibition_arrange", made.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pk: int) -> HttpResponse:
    one = queries.exhibition_to_show(request.actor, pk)
    require(request.actor, "edit", one, EXHIBITION_RULES)
    if request.method != "POST":
        return _edit_page(request, one, _form(request, one))
    has_picture = one.picture_id is not None
    form = ExhibitionForm(request.POST, request.FILES, has_picture=has_picture)
    if not form.is_valid() or "preview" in request.POST:
        return _edit_page(request, one, form, status=200 if form.is_valid() else 422)
    try:
        exhibitions.change_exhibition(
            pk, form.words, seen=form.cleaned_data["seen"], by=request.actor, now=timezone.now()
        )
    except (Invalid, TooLarge) as wrong:
        _complain(form, wrong)
        return _edit_page(request, one, form, status=422)
    except Stale as stale:
        see_anew(form, stale.facts["standing"])
        standing = _standing(queries.exhibition_to_show(request.actor, pk))
        told = {"conflict": True, "differences": differences(form, standing)}
        return _edit_page(request, one, form, status=409, **told)
    messages.success(request, _("The exhibition is saved."))
    return redirect("catalogue:exhibition", pk)


def _standing(one: Exhibition) -> dict[str, Any]:
    return {
        "title": one.title,
        "theme": one.theme,
        "opens": one.opens,
        "closes": one.closes,
        "alternative": one.alternative,
    }


def _form(request: HubRequest, one: Exhibition | None) -> ExhibitionForm:
    has_picture = one is not None and one.picture_id is not None
    draft = draft_of(request.actor, exhibitions.EXHIBITION_FORM, _thing(one))
    if draft:
        typed = ExhibitionForm(typed_in(draft), has_picture=has_picture)
        return ExhibitionForm(initial=as_initial(typed), has_picture=has_picture)
    initial = (
        _standing(one) | {"seen": one.version} if one else {"seen": 0, "form_key": uuid.uuid4()}
    )
    return ExhibitionForm(initial=initial, has_picture=has_picture)


def _thing(one: Exhibition | None) -> str:
    return str(one.pk) if one else exhibitions.NEW


def _edit_page(
    request: HubRequest,
    one: Exhibition | None,
    form: ExhibitionForm,
    *,
    status: int = 200,
    **rest: Any,
) -> HttpResponse:
    previewed = form.is_bound and form.is_valid() and "preview" in request.POST
    kept = draft_of(request.actor, exhibitions.EXHIBITION_FORM, _thing(one))
    context = {
        "exhibition": one,
        "form": form,
        "preview": form.words if previewed else None,
        "draft": None if form.is_bound else kept,
        "draft_url": reverse("catalogue:exhibition_draft", args=[_thing(one)]),
        **rest,
    }
    return page(request, "catalogue/exhibition/edit.html", context, status=status)


def _complain(form: ExhibitionForm, wrong: Invalid | TooLarge) -> None:
    fields = wrong.fields if isinstance(wrong, Invalid) else {"picture": wrong.message}
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, words)


@login_required
@require_POST
def draft(request: HubRequest, thing: str) -> HttpResponse:
    require(request.actor, "make", None, EXHIBITION_RULES)
    made = thing.isdigit()
    back = (
        reverse("catalogue:exhibition_edit", args=[int(thing)])
        if made
        else reverse("catalogue:exhibition_new")
    )
    name = thing if made else exhibitions.NEW
    return answer_draft(request, exhibitions.EXHIBITION_FORM, name, back=back, now=timezone.now())


@login_required
@require_safe
def arrange(request: HubRequest, pk: int) -> HttpResponse:
    """Which solutions, in which order; found by the same words as in the directory."""
    one = queries.exhibition_to_show(request.actor, pk)
    require(request.actor, "edit", one, EXHIBITION_RULES)
    asked = request.GET.get("q", "").strip()[:200]
    context = {
        "exhibition": one,
        "exhibits": list(queries.exhibits_to_arrange(one)),
        "asked": asked,
        "found": list(queries.solutions_to_choose(one, asked)) if asked else [],
        "may_publish": may(request.actor, "publish", one, EXHIBITION_RULES),
        "may_unpublish": may(request.actor, "unpublish", one, EXHIBITION_RULES),
    }
    return page(request, "catalogue/exhibition/arrange.html", context)


@login_required
@require_POST
def show(request: HubRequest, pk: int, solution_id: int) -> HttpResponse:
    exhibitions.show_solution(pk, solution_id, by=request.actor, now=timezone.now())
    return redirect("catalogue:exhibition_arrange", pk)


@login_required
@require_POST
def place(request: HubRequest, pk: int, solution_id: int) -> HttpResponse:
    asked = request.POST.get("place", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    exhibitions.place_solution(pk, solution_id, place=number, by=request.actor, now=timezone.now())
    return redirect("catalogue:exhibition_arrange", pk)


@login_required
@require_POST
def leave_out(request: HubRequest, pk: int, solution_id: int) -> HttpResponse:
    exhibitions.leave_out_solution(pk, solution_id, by=request.actor, now=timezone.now())
    return redirect("catalogue:exhibition_arrange", pk)


@login_required
@require_POST
def publish(request: HubRequest, pk: int) -> HttpResponse:
    exhibitions.publish(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The exhibition is published."))
    return redirect("catalogue:exhibition", pk)


@login_required
@require_POST
def unpublish(request: HubRequest, pk: int) -> HttpResponse:
    exhibitions.unpublish(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("The exhibition is a draft again. Only staff see it."))
    return redirect("catalogue:exhibition", pk)
