"""What machines ask for: is it alive, is it ready, what may be read and where."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as draw_sitemap
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from eduhub.kit.sitemaps import sections


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the front page in the reader's language."""
    response = redirect(f"/{(get_language() or 'fi')[:2]}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """The database answers and is migrated."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if waiting:
        return JsonResponse({"status": "not migrated"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /api/"]
    lines += [
        f"Disallow: /{code}/{part}/" for code in ("fi", "sv", "en") for part in _NOT_FOR_ROBOTS
    ]
    lines.append(f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


_NOT_FOR_ROBOTS = ("account", "people", "home", "search", "gallery")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: every section in as many parts as it needs."""
    parts = [
        f"{reverse('sitemap_part', args=[name])}{f'?p={number}' if number > 1 else ''}"
        for name, section in sections().items()
        for number in section.paginator.page_range
    ]
    told = {"sitemaps": [{"location": f"{settings.PUBLIC_URL}{part}"} for part in parts]}
    return render(request, "sitemap_index.xml", told, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    return draw_sitemap(request, dict(sections()), section)
