"""Sign-in on this side: codes by mail, passwords, second factors, and what a stranger learns."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from eduhub.kit.models import Letter
from eduhub.people.models import User
from eduhub.people.states import Role
from eduhub.site.account_words import NOTICES
from eduhub.site.accounts import AccountAdapter
from tests.makers import make_person, signed_in
from tests.makers.people import kinds_to, letter_to

pytestmark = pytest.mark.django_db
PASSWORD = "seven quiet swans"


def code_to(email):
    return letter_to(email).text.split()[0]


def ask(client, email, language="en", **more):
    return client.post(f"/{language}/account/login/", {"login": email} | more)


def confirm(client, code, language="en", **query):
    place = f"/{language}/account/login/code/confirm/"
    return client.post(place, {"code": code}, query_params=query)


def sign_up(client, email, **query):
    return client.post("/en/account/signup/", {"email": email}, query_params=query)


def is_signed_in(client):
    return client.get("/en/people/me/").status_code == 200


def test_a_code_by_mail_lets_a_person_in(client):
    person = make_person(email="a@example.org", language="sv")

    assert ask(client, "A@example.org").url == "/en/account/login/code/confirm/"
    answer = confirm(client, code_to(person.email))

    assert answer.url == "/en/home/"
    assert is_signed_in(client)
    assert letter_to(person.email).language == "sv"


def test_a_wrong_code_does_not_and_three_end_it(client):
    person = make_person()
    ask(client, person.email)
    code = code_to(person.email)
    assert "not the code in the letter" in confirm(client, "WRONG1").text
    for _ in range(2):
        confirm(client, "WRONG1")
    confirm(client, code)
    assert not is_signed_in(client)


def test_a_code_is_good_once_and_not_in_another_browser(client):
    person = make_person()
    ask(client, person.email)
    code = code_to(person.email)
    confirm(Client(), code)
    confirm(client, code)
    assert is_signed_in(client)
    client.post("/en/account/logout/")
    confirm(client, code)
    assert not is_signed_in(client)


def test_signing_up_makes_a_person_without_a_role(client):
    sign_up(client, "New@example.org")
    assert not is_signed_in(client)

    client.post("/en/account/confirm-email/", {"code": code_to("new@example.org")})

    assert is_signed_in(client)
    person = User.objects.get()
    assert (person.email, person.language, person.memberships.count()) == (
        "new@example.org",
        "en",
        0,
    )
    assert person.joined_at and not person.has_usable_password()


def test_the_way_back_survives_signing_up(client):
    sign_up(client, "new@example.org", next="/en/people/claim/")
    answer = client.post("/en/account/confirm-email/", {"code": code_to("new@example.org")})
    assert answer.url == "/en/people/claim/"


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "http:evil.example"]
)
def test_next_never_leads_away(client, place):
    person = make_person()
    client.post("/en/account/login/", {"login": person.email, "next": place})
    answer = confirm(client, code_to(person.email), next=place)
    assert answer.url == "/en/home/"
    assert client.post("/en/account/logout/", {"next": place}).url.startswith("/en/")


def told(response, *addresses):
    """What a browser learns, without what differs in any two answers."""
    words = response.content.decode()
    for address in addresses:
        words = words.replace(address, "<address>")
    words = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", words)
    kept = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    cookies = sorted(response.cookies)
    return response.status_code, kept, cookies, words


def of_both(act):
    """The same steps for a known and for an unknown address, each in a new browser."""
    known = make_person(email="known@example.org").email
    found = []
    for email in (known, "other@example.org"):
        cache.clear()
        found.append([told(step, known, "other@example.org") for step in act(Client(), email)])
    return found


def test_signing_in_tells_nobody_who_has_an_account():
    def act(client, email):
        yield ask(client, email)
        yield client.get("/en/account/login/code/confirm/")
        yield confirm(client, "WRONG1")
        yield ask(client, email, password="a wrong password")

    known, unknown = of_both(act)

    assert known == unknown
    assert kinds_to("other@example.org") == []


def test_signing_up_tells_nobody_who_has_an_account():
    def act(client, email):
        yield sign_up(client, email)
        yield client.get("/en/account/confirm-email/")
        yield client.post("/en/account/confirm-email/", {"code": "WRONG1"})

    known, unknown = of_both(act)

    assert known == unknown
    assert kinds_to("known@example.org") == ["account/account_already_exists"]


def test_a_forgotten_password_tells_nobody_who_has_an_account():
    def act(client, email):
        yield client.post("/en/account/password/reset/", {"email": email})
        yield client.get("/en/account/password/reset/confirm/")

    known, unknown = of_both(act)

    assert known == unknown
    assert kinds_to("other@example.org") == []


def test_nobody_floods_a_mailbox_with_codes():
    person = make_person()
    for _ in range(8):
        ask(Client(), person.email)
    assert Letter.objects.filter(to=person.email).count() == 3


def test_a_password_can_be_set_used_changed_and_replaced(client):
    person = signed_in_person(client)
    place = "/en/account/password/set/"
    short = client.post(place, {"password1": "short", "password2": "short"})
    assert "field--error" in short.text
    client.post(place, {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/en/account/logout/")

    assert "do not fit together" in ask(client, person.email, password="wrong").text
    assert ask(client, person.email, password=PASSWORD).url == "/en/home/"
    client.post("/en/account/logout/")
    client.post("/en/account/password/reset/", {"email": person.email})
    done = client.post("/en/account/password/reset/confirm/", {"code": code_to(person.email)})
    client.post(done.url, {"password1": PASSWORD[::-1], "password2": PASSWORD[::-1]})
    assert ask(client, person.email, password=PASSWORD[::-1]).url == "/en/home/"


def signed_in_person(client, **fields):
    person = make_person(**fields)
    ask(client, person.email)
    confirm(client, code_to(person.email))
    return person


def app_code(person):
    secret = TOTP(Authenticator.objects.get(user=person, type="totp")).instance
    from allauth.mfa.utils import decrypt

    return format_hotp_value(hotp_value(decrypt(secret.data["secret"]), int(time.time()) // 30))


def add_app(client):
    page = client.get("/en/account/2fa/totp/activate/").text
    secret = re.search(r'class="code">([A-Z2-7]+)<', page)[1]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return secret, client.post("/en/account/2fa/totp/activate/", {"code": code})


def test_an_app_is_asked_for_after_the_code(client):
    person = signed_in_person(client)
    secret, answer = add_app(client)
    assert answer.status_code == 302
    stored = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in stored
    client.post("/en/account/logout/")
    cache.clear()

    ask(client, person.email)
    assert confirm(client, code_to(person.email)).url == "/en/account/2fa/authenticate/"
    assert not is_signed_in(client)
    assert (
        "This code does not fit"
        in client.post("/en/account/2fa/authenticate/", {"code": "000000"}).text
    )
    cache.clear()  # a code of the app is good once; the clock stands still here
    client.post("/en/account/2fa/authenticate/", {"code": app_code(person)})
    assert is_signed_in(client)


def test_a_recovery_code_opens_the_account_once(client):
    person = signed_in_person(client)
    add_app(client)
    page = client.get("/en/account/2fa/recovery-codes/").text
    code = re.search(r'class="code">(\w+)<', page)[1]
    for _round in range(2):
        client.post("/en/account/logout/")
        cache.clear()
        ask(client, person.email)
        confirm(client, code_to(person.email))
        client.post("/en/account/2fa/authenticate/", {"code": code})
        assert is_signed_in(client) == (_round == 0)


def test_changing_the_way_in_asks_once_more(client):
    signed_in_person(client)
    add_app(client)
    assert client.get("/en/account/2fa/recovery-codes/").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()

    for place in ("2fa/totp/deactivate/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/"):
        answer = client.get(f"/en/account/{place}")
        assert answer.status_code == 302 and "reauthenticate" in answer.url, place


def test_a_new_address_counts_once_its_code_is_written(client):
    person = signed_in_person(client, email="old@example.org")
    client.post("/en/account/email/", {"email": "new@example.org", "action_add": "1"})
    person.refresh_from_db()
    assert person.email == "old@example.org"

    client.post("/en/account/confirm-email/", {"code": code_to("new@example.org")})

    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert kinds_to("old@example.org")[-1] == "account/notice"


def test_a_person_ends_their_other_sessions(client):
    person = signed_in_person(client)
    other = Client()
    cache.clear()
    ask(other, person.email)
    confirm(other, code_to(person.email))
    assert UserSession.objects.count() == 2

    assert client.get("/en/account/sessions/").text.count('data-l="Browser"') == 2
    client.post("/en/account/sessions/")

    assert is_signed_in(client) and not is_signed_in(other)


def test_the_session_key_changes_at_sign_in(client):
    person = make_person()
    ask(client, person.email)
    before = client.session.session_key
    confirm(client, code_to(person.email))
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_closed_account_stays_shut(client):
    person = make_person(is_active=False)
    ask(client, person.email)
    assert kinds_to(person.email) == []


HOSTS = ["evil.example", "testserver.evil.example", "localhost:1", "evil.example:443", ""]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "SERVER_NAME"])
def test_letters_never_lead_to_a_host_that_the_request_names(settings, host, header):
    settings.PUBLIC_URL = "https://hub.example.org"
    make_person(email="known@example.org")
    Client(**{header: host}).post("/en/account/signup/", {"email": "known@example.org"})
    for letter in Letter.objects.all():
        links = re.findall(r"https?://\S+", letter.text)
        assert links and all(link.startswith("https://hub.example.org/") for link in links)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "name",
    [
        *("login_code", "email_confirmation", "email_confirmation_signup"),
        *("account_already_exists", "password_reset_code", *NOTICES),
    ],
)
def test_every_letter_speaks_the_language_of_its_reader(name, language):
    from django.utils import timezone, translation

    make_person(email="reader@example.org", language=language)
    with translation.override("en"):
        context = {"code": "AB-CD", "timestamp": timezone.now()}
        AccountAdapter().send_mail(f"account/email/{name}", "reader@example.org", context)

    letter = letter_to("reader@example.org")
    assert letter.language == language
    assert letter.subject and "\n" not in letter.subject
    english = {"your", "the", "you", "it"} & set(re.findall(r"\w+", letter.text.lower()))
    assert bool(english) == (language == "en")


def test_only_staff_are_asked_for_a_second_factor(client):
    staff = make_person(Role.HUB_STAFF)
    signed_in(client, staff)
    assert "/account/2fa/webauthn/add/" in client.get("/en/home/").text
    Authenticator.objects.create(user=staff, type="totp", data={"secret": "x"})
    assert "/account/2fa/webauthn/add/" not in client.get("/en/home/").text


PAGES = [
    *("login/", "signup/", "login/code/", "password/reset/", "inactive/", "3rdparty/signup/"),
    *("3rdparty/login/error/", "3rdparty/login/cancelled/", "email/", "password/set/", "2fa/"),
    *("2fa/webauthn/", "2fa/webauthn/add/", "2fa/totp/activate/", "sessions/", "3rdparty/"),
    "logout/",
]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_accounts_is_ours_and_runs_nothing_inline(client, page, language):
    if page not in ("login/", "signup/", "login/code/", "password/reset/", "3rdparty/signup/"):
        signed_in(client, make_person())
    response = client.get(f"/{language}/account/{page}")
    if response.status_code == 302:
        assert page == "3rdparty/signup/"
        return
    assert f'<html lang="{language}">' in response.text and 'class="foot"' in response.text
    scripts = re.findall(r"<script([^>]*)>", response.text)
    assert all("src=" in s or 'type="application/json"' in s for s in scripts)
    assert " style=" not in response.text and " onclick" not in response.text
