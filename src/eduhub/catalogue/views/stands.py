import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.catalogue.forms.stands import DemoForm, MediumForm, StandForm
from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries import stands as queries
from eduhub.catalogue.queries.exhibitions import exhibition_of_solution
from eduhub.catalogue.rules.stands import STAND_RULES
from eduhub.catalogue.services import counts, leads, stands
from eduhub.kit.access import may, require
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, typed_in
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Invalid, Stale, TooLarge, TooMany
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, page
from eduhub.kit.limits import allow, caller
from eduhub.kit.panels import panel
from eduhub.people.models import User

HOUR = 3600


@panel("catalogue.solution", order=40)
def stand_panel(request: HubRequest, solution: Solution) -> str:
    """The stand on the solution's page: opening words, the first things to look at."""
    if not queries.stands_for(request.actor).filter(pk=solution.pk).exists():
        if not may(request.actor, "edit_stand", solution, STAND_RULES):
            return ""
        return render_to_string("catalogue/stand/none.html", {"solution": solution}, request)
    shown = queries.stand_to_show(request.actor, solution.pk)
    context = {"shown": shown, "solution": solution, "media": shown.media[:2]}
    return render_to_string("catalogue/stand/panel.html", context, request)


@require_safe
def stand(request: HubRequest, pk: int) -> HttpResponse:
    return _stand_page(request, pk, _demo_form(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HubRequest, pk: int) -> HttpResponse:
    """The form stands on the stand's page; here it is taken, and shown again with its errors."""
    if request.method != "POST":
        return redirect(f"{reverse('catalogue:stand', args=[pk])}#demo")
    form = DemoForm(request.POST)
    if not form.is_valid():
        return _stand_page(request, pk, form, status=422)
    try:
        leads.ask_for_demo(
            pk,
            _request_in(request, form.cleaned_data),
            by=request.actor,
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except TooMany as often:
        form.add_error(None, often.message)
        return _stand_page(request, pk, form, status=429)
    messages.success(
        request,
        _(
            "Your request is with the company. A letter is on its way to you, with a link by"
            " which you can withdraw it."
        ),
    )
    return redirect("catalogue:stand", pk)


def _request_in(request: HubRequest, told: dict[str, Any]) -> leads.DemoRequest:
    return leads.DemoRequest(
        name=told["name"],
        email=told["email"],
        wish=told["wish"],
        organisation=told["organisation"],
        times=told["times"],
        form_key=told["form_key"],
        caller=caller(request),
        language=(get_language() or "fi")[:2],
        consent=told["consent_version"] if told["consent"] else None,
        exhibition_id=told["exhibition"],
    )


def _demo_form(request: HubRequest, pk: int) -> DemoForm:
    known: dict[str, Any] = {"form_key": uuid.uuid4(), "exhibition": _led_by(request, pk)}
    if isinstance(request.user, User):
        hats = [h for h in request.hats if h.organisation.pk == request.actor.organisation_id]
        known |= {"name": request.user.name, "email": request.user.email}
        known["organisation"] = str(hats[0].organisation.name) if hats else ""
    return DemoForm(initial=known)


def _led_by(request: HubRequest, pk: int) -> int | None:
    """The exhibition that the address names, if it is on and shows this solution."""
    named = request.GET.get("exhibition", "")
    if not named.isascii() or not named.isdigit() or len(named) > 9:
        return None
    shown = exhibition_of_solution(int(named), pk, timezone.localdate())
    return int(named) if shown else None


def _stand_page(request: HubRequest, pk: int, form: DemoForm, status: int = 200) -> HttpResponse:
    shown = queries.stand_to_show(request.actor, pk)
    context = {
        "shown": shown,
        "solution": shown.solution,
        "form": form,
        "led_by": form["exhibition"].value(),
        "may_edit": may(request.actor, "edit_stand", shown.solution, STAND_RULES),
        "may_ask": may(request.actor, "ask", shown.solution, STAND_RULES),
    }
    return page(request, "catalogue/stand/stand.html", context, status=status)


@csrf_exempt  # it changes nothing but a number, and asks for no cookie
@require_POST
def opened(request: HubRequest, pk: int) -> HttpResponse:
    """The stand's page tells by itself that it was opened, where JavaScript runs."""
    if request.headers.get("HX-Request") == "true":  # no other site can send this header
        allow("stand_opened", f"{pk}:{caller(request)}", most=120, seconds=HOUR)
        led_by = _led_by(request, pk)
        counts.count_stand(pk, by=request.actor, today=timezone.localdate(), exhibition_id=led_by)
    return HttpResponse(status=204)


@require_safe
def picture(request: HubRequest, pk: int) -> FileResponse:
    file, public = queries.picture_of_medium(request.actor, pk)
    return serve(file, public=public)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pk: int) -> HttpResponse:
    solution = queries.solution_to_set_up(request.actor, pk)
    require(request.actor, "edit_stand", solution, STAND_RULES)
    if request.method != "POST":
        return _edit_page(request, solution, _stand_form(request, solution))
    form = StandForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, solution, form, status=422)
    if "preview" in request.POST:
        return _edit_page(request, solution, form, preview=form.words)
    try:
        stands.save_stand(
            pk, form.words, seen=form.cleaned_data["seen"], by=request.actor, now=timezone.now()
        )
    except Stale as stale:
        see_anew(form, stale.facts["standing"])
        found = differences(form, _standing(queries.solution_to_set_up(request.actor, pk)))
        return _edit_page(request, solution, form, status=409, conflict=True, differences=found)
    messages.success(request, _("The stand is saved."))
    return redirect("catalogue:stand_edit", pk)


def _standing(solution: Solution) -> dict[str, Any]:
    told = getattr(solution, "stand", None)
    return {"opening": told.opening, "is_open": told.is_open} if told else {}


def _stand_form(request: HubRequest, solution: Solution) -> StandForm:
    draft = draft_of(request.actor, stands.STAND_FORM, str(solution.pk))
    if draft:
        return StandForm(initial=as_initial(StandForm(typed_in(draft))))
    told = getattr(solution, "stand", None)
    return StandForm(initial=_standing(solution) | {"seen": told.version if told else 1})


def _edit_page(
    request: HubRequest, solution: Solution, form: StandForm, *, status: int = 200, **rest: Any
) -> HttpResponse:
    context = {
        "solution": solution,
        "form": form,
        "media": list(queries.media_of(solution.pk)),
        "draft": None
        if form.is_bound
        else draft_of(request.actor, stands.STAND_FORM, str(solution.pk)),
        "draft_url": reverse("catalogue:stand_draft", args=[solution.pk]),
        **rest,
    }
    return page(request, "catalogue/stand/edit.html", context, status=status)


@login_required
@require_POST
def draft(request: HubRequest, pk: int) -> HttpResponse:
    solution = queries.solution_to_set_up(request.actor, pk)
    require(request.actor, "edit_stand", solution, STAND_RULES)
    back = reverse("catalogue:stand_edit", args=[pk])
    return answer_draft(request, stands.STAND_FORM, str(pk), back=back, now=timezone.now())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def medium_new(request: HubRequest, pk: int) -> HttpResponse:
    solution = queries.solution_to_set_up(request.actor, pk)
    require(request.actor, "edit_stand", solution, STAND_RULES)
    form = MediumForm(request.POST, request.FILES) if request.method == "POST" else MediumForm()
    if form.is_bound and form.is_valid():
        try:
            stands.add_medium(
                pk,
                form.words,
                form.cleaned_data["picture"],
                by=request.actor,
                now=timezone.now(),
            )
        except (Invalid, TooLarge) as wrong:
            _complain(form, wrong)
        else:
            messages.success(request, _("It stands on the stand now."))
            return redirect("catalogue:stand_edit", pk)
    context = {"solution": solution, "form": form, "medium": None}
    return page(
        request, "catalogue/stand/medium.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def medium_edit(request: HubRequest, pk: int) -> HttpResponse:
    medium = queries.medium_to_edit(request.actor, pk)
    solution = medium.stand.solution
    require(request.actor, "edit_stand", solution, STAND_RULES)
    told = {
        "alternative": medium.alternative,
        "caption": medium.caption,
        "video": medium.video,
    }
    form = MediumForm(initial=told, has_picture=True)
    if request.method == "POST":
        form = MediumForm(request.POST, request.FILES, has_picture=True)
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["picture"]
        try:
            stands.change_medium(pk, form.words, upload, by=request.actor, now=timezone.now())
        except (Invalid, TooLarge) as wrong:
            _complain(form, wrong)
        else:
            messages.success(request, _("The change is saved."))
            return redirect("catalogue:stand_edit", solution.pk)
    context = {"solution": solution, "form": form, "medium": medium}
    return page(
        request, "catalogue/stand/medium.html", context, status=422 if form.is_bound else 200
    )


def _complain(form: MediumForm, wrong: Invalid | TooLarge) -> None:
    fields = wrong.fields if isinstance(wrong, Invalid) else {"picture": wrong.message}
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, words)


@login_required
@require_POST
def medium_place(request: HubRequest, pk: int) -> HttpResponse:
    place = request.POST.get("place", "")
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 1
    medium = stands.place_medium(pk, place=number, by=request.actor, now=timezone.now())
    return redirect("catalogue:stand_edit", medium.stand_id)


@login_required
@require_POST
def medium_remove(request: HubRequest, pk: int) -> HttpResponse:
    solution_id = stands.remove_medium(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is taken off the stand."))
    return redirect("catalogue:stand_edit", solution_id)
