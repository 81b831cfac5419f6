"""Refusals are friendly pages in three languages, and problem documents for the API."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from eduhub.kit.errors import NotAllowed, NotFound, NotNow, TooLarge, TooMany
from eduhub.site import urls

RAISED = {
    400: SuspiciousOperation("odd"),
    403: NotAllowed("no", "Only a principal."),
    404: NotFound("not_found", "Nothing such."),
    409: NotNow("later", "It has begun."),
    413: TooLarge("big", "Over 8 MB."),
    429: TooMany("often", "Slow down.", seconds=90),
    500: RuntimeError("our fault"),
}


def _fail(request, status: int) -> HttpResponse:
    raise RAISED[status]


def _forbid(request) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("<str:language>/fail/<int:status>/", lambda r, language, status: _fail(r, status))
]
urlpatterns += [path("forbid/", _forbid), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
WORDS = {
    ("fi", 404): "Täällä ei ole mitään",
    ("sv", 404): "Här finns ingenting",
    ("en", 404): "There is nothing here",
}


@pytest.fixture
def browser(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("status", RAISED)
def test_each_refusal_has_its_page_in_each_language(browser, language, status):
    response = browser.get(f"/{language}/fail/{status}/")

    assert response.status_code == status
    assert f'<html lang="{language}">' in response.text and "<h1>" in response.text
    if isinstance(RAISED[status], (NotAllowed, NotNow, TooLarge, TooMany)):
        assert RAISED[status].message in response.text


def test_the_page_of_too_often_says_when_to_come_back(browser):
    assert browser.get("/en/fail/429/")["Retry-After"] == "90"


def test_our_mistake_shows_no_detail_but_the_number(browser):
    response = browser.get("/en/fail/500/")

    assert "our fault" not in response.text and "RuntimeError" not in response.text
    assert response["X-Request-ID"] in response.text


def test_titles_differ_by_language(browser):
    titles = {
        code: browser.get(f"/{code}/fail/404/").text.partition("<h1>")[2].partition("</h1>")[0]
        for code in ("fi", "sv", "en")
    }
    assert len(set(titles.values())) == 3


def test_a_form_without_its_token_is_refused_in_words(db):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/en/account/login/", {"login": "a@b.example"})

    assert response.status_code == 403 and "open for too long" in response.text


def test_django_own_refusals_look_the_same(browser):
    assert browser.get("/forbid/").status_code == 403
    assert browser.get("/en/no/such/page/").status_code == 404


def test_the_api_answers_with_a_problem_document(client, db):
    response = client.get("/api/v1/no-such-door")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {"type": "about:blank", "status": 404, "title": "Not Found"}
