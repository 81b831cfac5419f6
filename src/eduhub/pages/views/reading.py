"""What everybody reads: news, guides, pages, contacts."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eduhub.kit.access import may
from eduhub.kit.files import serve
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of
from eduhub.pages import queries, services
from eduhub.pages.rules import PAGE_RULES
from eduhub.pages.states import PageKind
from eduhub.people.models import User

A_PAGE = 12  # rows


@require_safe
def news(request: HubRequest) -> HttpResponse:
    reader = request.user if isinstance(request.user, User) else None
    context = {
        "page": page_of(queries.news_to_list(timezone.now()), request, size=A_PAGE),
        "reader": reader,
        "may_write": may(request.actor, "write", None, PAGE_RULES),
    }
    return page(request, "pages/news.html", context)


@require_safe
def guides(request: HubRequest) -> HttpResponse:
    context = {
        "rows": list(queries.guides_to_list(timezone.now())),
        "may_write": may(request.actor, "write", None, PAGE_RULES),
    }
    return page(request, "pages/guides.html", context)


@require_safe
def news_item(request: HubRequest, slug: str) -> HttpResponse:
    return _read(request, PageKind.NEWS, slug)


@require_safe
def guide(request: HubRequest, slug: str) -> HttpResponse:
    return _read(request, PageKind.GUIDE, slug)


@require_safe
def plain(request: HubRequest, slug: str) -> HttpResponse:
    return _read(request, PageKind.PAGE, slug)


def _read(request: HubRequest, kind: PageKind, slug: str) -> HttpResponse:
    now = timezone.now()
    one = queries.page_to_read(request.actor, kind, slug, now)
    context: dict[str, Any] = {
        "one": one,
        "standing": one.standing_at(now),
        "may_write": may(request.actor, "write", one, PAGE_RULES),
    }
    return page(request, "pages/read.html", context)


@require_safe
def picture(request: HubRequest, pk: int) -> FileResponse:
    file, public = queries.picture_of(request.actor, pk, timezone.now())
    return serve(file, public=public)


@require_safe
def contacts(request: HubRequest) -> HttpResponse:
    asked = request.GET.get("language", "")
    language = asked if asked in queries.LANGUAGES else ""
    context = {
        "topics": queries.contacts(timezone.localdate(), language),
        "spoken": language,
    }
    return page(request, "pages/contacts.html", context)


@require_POST
def choose_news(request: HubRequest) -> HttpResponse:
    wanted = request.POST.get("wanted") == "yes"
    services.choose_news(wanted=wanted, by=request.actor, now=timezone.now())
    messages.success(
        request,
        _("You get news by mail from now on.") if wanted else _("You get no more news by mail."),
    )
    return redirect("pages:news")


@csrf_exempt  # RFC 8058: the mail program posts here by itself; the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HubRequest, token: str) -> HttpResponse:
    """Works without signing in. Reading it changes nothing: mail scanners follow links."""
    services.reader_of(token)
    gone = request.method == "POST"
    if gone:
        services.stop_news(token, by=request.actor, now=timezone.now())
    context = {"gone": gone, "news_url": reverse("pages:news")}
    return page(request, "pages/unsubscribe.html", context)
