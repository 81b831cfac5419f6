"""Signing in with a real browser, under the strict policy: code, passkey, app, provider."""

import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from eduhub.people.models import User
from eduhub.site.oidc.settings import as_allauth_app, outside_origins
from tests.browser import axe, no_sideways_scroll, resize
from tests.makers import make_person
from tests.makers.people import letter_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def origin(live_server, settings):
    """The site under the name to which browsers give passkeys."""
    cache.clear()  # what limits repeated tries outlives a test
    settings.PUBLIC_URL = live_server.url.replace("127.0.0.1", "localhost")
    return settings.PUBLIC_URL


@pytest.fixture
def browser_page(origin, open_page):
    return open_page(origin)


def sign_in(page, email, language="en"):
    page.goto(f"/{language}/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("form.panel button[type=submit]").click()
    page.wait_for_url("**/login/code/confirm/")
    page.locator("input[name=code]").fill(letter_to(email).text.split()[0])
    page.locator("form.panel button[type=submit]").click()
    page.wait_for_url(f"**/{language}/home/")


def sign_out(page):
    page.goto("/en/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/en/")


def give_authenticator(page):
    """A device with a fingerprint reader that always says yes."""
    inspector = page.context.new_cdp_session(page)
    inspector.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    inspector.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return inspector


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_code_by_mail(browser_page, language):
    person = make_person(email="a@example.org")
    sign_in(browser_page, person.email, language)
    assert browser_page.locator("html").get_attribute("lang") == language
    browser_page.goto(f"/{language}/people/me/")
    assert person.email in browser_page.locator("main").inner_text()


def test_it_works_without_javascript(origin, open_page):
    page = open_page(origin, javascript=False)
    make_person(email="a@example.org")
    sign_in(page, "a@example.org")


def test_a_passkey_is_added_and_signs_in_alone(browser_page):
    person = make_person(email="a@example.org")
    page = browser_page
    give_authenticator(page)
    sign_in(page, person.email)

    page.goto("/en/account/2fa/webauthn/add/")
    page.locator("input[name=name]").fill("My device")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")
    assert Authenticator.objects.filter(user=person, type="webauthn").count() == 1
    sign_out(page)
    page.goto("/en/account/login/")
    page.locator("#passkey_login").click()

    page.wait_for_url("**/en/home/")
    page.goto("/en/account/2fa/webauthn/")
    assert "My device" in page.locator("main").inner_text()


def test_a_passkey_that_fails_says_what_to_do(browser_page, watch):
    browser_page.goto("/en/account/login/")
    inspector = give_authenticator(browser_page)
    assert inspector
    browser_page.locator("#passkey_login").click()
    browser_page.locator("#passkey-trouble").wait_for(state="visible")
    assert axe(browser_page) == []


def test_an_app_is_added_and_asked_for(browser_page):
    person = make_person(email="a@example.org")
    page = browser_page
    sign_in(page, person.email)
    page.goto("/en/account/2fa/totp/activate/")
    secret = page.locator("p .code").inner_text()
    page.locator("input[name=code]").fill(_now_code(secret))
    page.locator("form.panel button[type=submit]").click()
    page.wait_for_url("**/recovery-codes/")
    spare = page.locator("li .code").first.inner_text()
    sign_out(page)

    page.goto("/en/account/login/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("form.panel button[type=submit]").click()
    page.wait_for_url("**/login/code/confirm/")
    page.locator("input[name=code]").fill(letter_to(person.email).text.split()[0])
    page.locator("form.panel button[type=submit]").click()
    page.wait_for_url("**/2fa/authenticate/")
    assert axe(page) == []
    page.locator("input[name=code]").fill(spare)
    page.locator("form.panel button[type=submit]").click()
    page.wait_for_url("**/en/home/")


def _now_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def provider(settings, origin):
    seven = Known(sub="7", claims={"email": "seven@example.org", "email_verified": True})
    with run_server_in_thread(user_claims=[seven]) as server:
        issuer = f"http://localhost:{server.server_port}"
        told = {
            "id": "city",
            "name": "City sign-in",
            "issuer": issuer,
            "client_id": "hub",
            "secret": "s",
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
            | {"APPS": [as_allauth_app(told)]}
        }
        settings.OUTSIDE_ORIGINS = outside_origins([told])
        settings.SECURE_CSP = settings.SECURE_CSP | {"form-action": ["'self'", issuer]}
        yield issuer


def test_a_provider_signs_in_and_out(provider, origin, open_page, watch):
    page = open_page(origin, also=(provider, "https://cdn.jsdelivr.net"))
    watch.forgive("cdn.jsdelivr.net")  # the provider's own pages bring their looks from afar
    watch.forgive("favicon")
    page.goto("/sv/account/login/")
    page.get_by_role("button", name="City sign-in").click()
    page.wait_for_url(f"{provider}/**")
    page.get_by_role("button", name="Authorize as 7").click()
    page.wait_for_url("**/sv/home/")
    assert User.objects.get().email == "seven@example.org"

    page.goto("/sv/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url(f"{provider}/oauth2/end_session**")
    page.goto(f"{origin}/sv/people/me/")
    assert urlsplit(page.url).path == "/sv/account/login/"


PAGES = [
    *("account/login/", "account/signup/", "account/2fa/", "account/2fa/webauthn/add/"),
    *("account/2fa/totp/activate/", "account/sessions/", "account/3rdparty/", "account/email/"),
    *("account/password/set/", "account/logout/", "people/me/", "people/me/organisations/"),
    *("people/me/data/", "people/me/erase/", "people/claim/"),
]


@pytest.mark.parametrize("language", ["fi", "sv"])  # the longer words; English is below
def test_the_pages_are_open_to_everybody_and_fit_a_phone(browser_page, language):
    make_person(email="a@example.org", name="Rehtori")
    faults = []
    for number, path in enumerate(PAGES):
        if number == 2:
            sign_in(browser_page, "a@example.org", language)
        browser_page.goto(f"/{language}/{path}")
        assert browser_page.locator("h1").count() == 1
        if language == "fi":  # the structure is the same in all
            faults += [f"{path}: {fault}" for fault in axe(browser_page)]
        resize(browser_page, 320)
        no_sideways_scroll(browser_page)
        resize(browser_page, 1280)
    assert faults == []


def test_pages_in_their_state_of_error(browser_page, watch):
    watch.forgive("status of 422")
    page = browser_page
    make_person(email="a@example.org")
    page.goto("/en/account/login/")
    page.locator("form.panel button[type=submit]").click()
    assert re.search(r"\b1 thing to mend", page.locator("main").inner_text())
    assert axe(page) == []
    sign_in(page, "a@example.org")
    page.goto("/en/people/claim/")
    page.locator("main form.panel button[type=submit]").click()
    assert "Write this in at least one language" in page.locator("main").inner_text()
    assert axe(page) == []
