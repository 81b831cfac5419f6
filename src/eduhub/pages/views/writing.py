"""What staff do: write, preview, publish now or later, look at versions, restore."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may, require
from eduhub.kit.drafts import answer_draft, as_initial, draft_of, typed_in
from eduhub.kit.editing import differences, see_anew
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale, TooLarge
from eduhub.kit.http import HubRequest, page
from eduhub.pages import queries, services
from eduhub.pages.forms import PageForm, PublishForm
from eduhub.pages.models import Page
from eduhub.pages.rules import PAGE_RULES
from eduhub.pages.states import PageKind


@login_required
@require_safe
def desk(request: HubRequest) -> HttpResponse:
    require(request.actor, "write", None, PAGE_RULES)
    context = {"rows": queries.desk(request.actor, timezone.now()), "kinds": list(PageKind)}
    return page(request, "pages/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HubRequest, kind: str) -> HttpResponse:
    require(request.actor, "write", None, PAGE_RULES)
    sort = _kind(kind)
    if request.method != "POST":
        return _edit_page(request, sort, None, _form(request, sort, None))
    form = PageForm(request.POST, request.FILES, kind=sort)
    if not form.is_valid() or "preview" in request.POST:
        status = 200 if form.is_valid() else 422
        return _edit_page(request, sort, None, form, status=status)
    try:
        one = services.write_page(sort, form.words, by=request.actor, now=timezone.now())
    except (Invalid, TooLarge) as wrong:
        _complain(form, wrong)
        return _edit_page(request, sort, None, form, status=422)
    messages.success(request, _("The draft is saved. Only staff see it."))
    return redirect("pages:edit", one.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "write", None, PAGE_RULES)
    one = queries.page_to_write(request.actor, pk, timezone.now())
    sort = PageKind(one.kind)
    if request.method != "POST":
        return _edit_page(request, sort, one, _form(request, sort, one))
    has_picture = one.picture_id is not None
    form = PageForm(request.POST, request.FILES, kind=sort, has_picture=has_picture)
    if not form.is_valid() or "preview" in request.POST:
        status = 200 if form.is_valid() else 422
        return _edit_page(request, sort, one, form, status=status)
    return _save(request, sort, one, form)


def _save(request: HubRequest, sort: PageKind, one: Page, form: PageForm) -> HttpResponse:
    seen, now = form.cleaned_data["seen"], timezone.now()
    try:
        services.change_page(one.pk, form.words, seen=seen, by=request.actor, now=now)
    except (Invalid, TooLarge) as wrong:
        _complain(form, wrong)
        return _edit_page(request, sort, one, form, status=422)
    except Stale as stale:
        see_anew(form, stale.facts["standing"])
        one = queries.page_to_write(request.actor, one.pk, now)
        told = {"conflict": True, "differences": differences(form, _standing(one))}
        return _edit_page(request, sort, one, form, status=409, **told)
    messages.success(request, _("Saved."))
    return redirect("pages:edit", one.pk)


def _kind(kind: str) -> PageKind:
    if kind not in PageKind.values:
        raise NotFound("not_found", _("There is no such thing here."))
    return PageKind(kind)


def _standing(one: Page) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "title": one.title,
        "lead": one.lead,
        "body": one.body,
        "alternative": one.alternative,
        "by_mail": one.by_mail,
    }


def _form(request: HubRequest, sort: PageKind, one: Page | None) -> PageForm:
    has_picture = one is not None and one.picture_id is not None
    draft = draft_of(request.actor, services.PAGE_FORM, _thing(sort, one))
    if draft:
        typed = PageForm(typed_in(draft), kind=sort, has_picture=has_picture)
        return PageForm(initial=as_initial(typed), kind=sort, has_picture=has_picture)
    initial = _standing(one) | {"seen": one.version} if one else {"seen": 0, "by_mail": True}
    return PageForm(initial=initial, kind=sort, has_picture=has_picture)


def _thing(sort: PageKind, one: Page | None) -> str:
    return str(one.pk) if one else services.new_thing(sort)


def _edit_page(
    request: HubRequest,
    sort: PageKind,
    one: Page | None,
    form: PageForm,
    **rest: Any,
) -> HttpResponse:
    status = rest.pop("status", 200)
    previewed = form.is_bound and form.is_valid() and "preview" in request.POST
    kept = draft_of(request.actor, services.PAGE_FORM, _thing(sort, one))
    now = timezone.now()
    context = {
        "one": one,
        "kind": sort,
        "form": form,
        "standing": one.standing_at(now) if one else None,
        "publish_form": PublishForm(initial={"at": one.publish_at if one else None}),
        "may_publish": may(request.actor, "publish", one, PAGE_RULES) if one else None,
        "preview": form.words if previewed else None,
        "draft": None if form.is_bound else kept,
        "draft_url": reverse("pages:draft", args=[_thing(sort, one)]),
        **rest,
    }
    return page(request, "pages/edit.html", context, status=status)


def _complain(form: PageForm, wrong: Invalid | TooLarge) -> None:
    fields = wrong.fields if isinstance(wrong, Invalid) else {"picture": wrong.message}
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, words)


@login_required
@require_POST
def draft(request: HubRequest, thing: str) -> HttpResponse:
    require(request.actor, "write", None, PAGE_RULES)
    if thing.isdigit():
        back = reverse("pages:edit", args=[int(thing)])
    else:
        back = reverse("pages:new", args=[_kind(thing.removeprefix("new-"))])
    return answer_draft(request, services.PAGE_FORM, thing, back=back, now=timezone.now())


@login_required
@require_POST
def publish(request: HubRequest, pk: int) -> HttpResponse:
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day and the time, such as 2026-11-02 09:00."))
        return redirect("pages:edit", pk)
    now = timezone.now()
    try:
        one = services.publish(pk, at=form.cleaned_data["at"], by=request.actor, now=now)
    except NotNow as refusal:
        messages.error(request, refusal.message)
        return redirect("pages:edit", pk)
    if one.publish_at and one.publish_at > now:
        messages.success(request, _("It is scheduled."))
    else:
        messages.success(request, _("It is published."))
    return redirect("pages:edit", pk)


@login_required
@require_POST
def unpublish(request: HubRequest, pk: int) -> HttpResponse:
    services.unpublish(pk, by=request.actor, now=timezone.now())
    messages.success(request, _("It is a draft again. Only staff see it."))
    return redirect("pages:edit", pk)


@login_required
@require_safe
def versions(request: HubRequest, pk: int) -> HttpResponse:
    require(request.actor, "write", None, PAGE_RULES)
    one = queries.page_to_write(request.actor, pk, timezone.now())
    rows = list(queries.versions_of(one))
    return page(request, "pages/versions.html", {"one": one, "rows": rows})


@login_required
@require_safe
def version(request: HubRequest, pk: int, number: int) -> HttpResponse:
    """A version beside the one before it, and beside what stands there now."""
    require(request.actor, "write", None, PAGE_RULES)
    one = queries.page_to_write(request.actor, pk, timezone.now())
    shown, before = queries.version_to_show(one, number)
    context = {
        "one": one,
        "shown": shown,
        "before": before,
        "changes": queries.changes_between(before, shown),
        "since": queries.changes_between(shown, one),
    }
    return page(request, "pages/version.html", context)


@login_required
@require_POST
def restore(request: HubRequest, pk: int, number: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    services.restore(
        pk,
        number,
        seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
        by=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("The earlier words stand there again, as a new version."))
    return redirect("pages:edit", pk)
