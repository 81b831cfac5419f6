"""What happens to every request: its number and log line, its language, its caching."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request

from eduhub.site.logs import request_id

log = logging.getLogger("eduhub.requests")
type Answer = Callable[[HttpRequest], HttpResponse]

NOT_LOGGED = ("/healthz", "/readiness", "/static/")


class RequestLog:
    """A number for each request, in every log line about it and in the answer's header."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(8)
        mark = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            if not request.path.startswith(NOT_LOGGED):
                self._write(request, response, time.perf_counter() - began)
            return response
        finally:
            request_id.reset(mark)

    def _write(self, request: HttpRequest, response: HttpResponse, took: float) -> None:
        match = request.resolver_match
        facts = {
            "method": request.method,
            "route": f"/{match.route}" if match else "",  # the pattern: no ids, no tokens
            "status": response.status_code,
            "ms": round(took * 1000, 1),
        }
        log.info("request", extra={"facts": facts})


class FormsWithErrors:
    """allauth answers 200 to a form that has errors; here it is 422, as of every other form."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        forms = (response.context_data or {}).values()
        if response.status_code == 200 and any(
            isinstance(f, BaseForm) and f.errors for f in forms
        ):
            response.status_code = 422
        return response


class LanguageOfAddress:
    """The address names the language; where it does not, the reader's last choice does.

    A page's language is remembered in a cookie that holds nothing but the language.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = get_language_from_path(request.path_info)
        language = named or get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language  # as Django's own sets it
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        name = settings.LANGUAGE_COOKIE_NAME
        if named and request.COOKIES.get(name) != named:
            response.set_cookie(
                name,
                named,
                max_age=365 * 24 * 3600,
                samesite="Lax",
                secure=settings.ENCRYPTED,
                httponly=True,
            )
        return response


class NotForSharedCaches:
    """A page that was drawn for a person is for that person alone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "no-store"
        elif request.method == "GET":
            patch_vary_headers(response, ["Cookie"])
        return response
