"""Sign-in through a provider, over real HTTP to a provider of our own on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from eduhub.kit.models import Letter
from eduhub.people.models import User
from eduhub.site.oidc.provider import SIGN_OUT
from eduhub.site.oidc.settings import as_allauth_app, outside_origins
from tests.makers import make_person, signed_in
from tests.makers.people import kinds_to

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
HERE = "http://testserver"


def known(sub, email, verified=True, **more):
    return Known(sub=sub, claims={"email": email, "email_verified": verified, **more})


@pytest.fixture
def providers(settings):
    """Two providers that know the same subjects, as ids "one" and "two"."""
    people = [
        known("7", "seven@example.org", name="Seven"),
        known("8", "eight@example.org", verified=False),
        Known(sub="9", claims={}),
    ]
    with (
        run_server_in_thread(user_claims=people, require_nonce=True) as one,
        run_server_in_thread(user_claims=people, require_nonce=True) as two,
    ):
        told = [
            {
                "id": name,
                "name": f"Provider {name}",
                "issuer": f"http://localhost:{server.server_port}",
                "client_id": "hub",
                "secret": "s",
            }
            for name, server in (("one", one), ("two", two))
        ]
        told.append(told[0] | {"id": "gone", "issuer": "http://localhost:9"})
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
            | {"APPS": [as_allauth_app(provider) for provider in told]}
        }
        settings.OUTSIDE_ORIGINS = outside_origins(told)
        settings.PUBLIC_URL = HERE
        yield {provider["id"]: provider["issuer"] for provider in told}


def begin(client, provider="one", **query):
    return client.post(f"/en/account/oidc/{provider}/login/", query_params=query)


def answer(question, **form):
    """What the provider sends back to the hub's address, as a path."""
    there = requests.post(question.url, data=form, allow_redirects=False, timeout=5)
    assert there.status_code == 302, there.text
    assert there.headers["Location"].startswith(f"{HERE}/oidc/")
    return there.headers["Location"].removeprefix(HERE)


def sign_in(client, sub="7", provider="one", **query):
    return client.get(answer(begin(client, provider, **query), sub=sub))


def is_signed_in(client):
    return client.get("/en/people/me/").status_code == 200


def test_the_question_carries_nonce_state_and_pkce(client, providers):
    first, second = (parse_qs(urlsplit(begin(client).url).query) for _ in range(2))

    assert first["redirect_uri"] == [f"{HERE}/oidc/one/callback/"]
    assert first["code_challenge_method"] == ["S256"]
    assert set(first["scope"][0].split()) == {"openid", "profile", "email"}
    for name in ("nonce", "state", "code_challenge"):
        assert len(first[name][0]) >= 16 and first[name] != second[name]


def test_a_query_of_somebody_else_does_not_change_the_question(client, providers):
    asked = begin(client, auth_params="nonce=x&prompt=none", scope="admin", process="login")
    told = parse_qs(urlsplit(asked.url).query)
    assert "prompt" not in told and "admin" not in told["scope"][0] and told["nonce"] != ["x"]


def test_a_new_person_gets_an_account_without_a_role(client, providers):
    response = sign_in(client)

    assert response.url.endswith("/home/")
    person = User.objects.get()
    assert (person.email, person.name) == ("seven@example.org", "Seven")
    assert not person.memberships.exists() and not person.has_usable_password()
    account = SocialAccount.objects.get()
    assert (account.user, account.provider) == (person, "one")
    assert account.extra_data == {
        "iss": providers["one"],
        "sub": "7",
        "email": "seven@example.org",
        "provider": "Provider one",
    }
    assert not SocialToken.objects.exists()


def test_the_same_subject_comes_back_to_the_same_account(client, providers):
    sign_in(client)
    client.logout()
    sign_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)
    assert is_signed_in(client)


def test_the_same_subject_of_another_issuer_is_another_account(client, providers):
    sign_in(client)
    uid = SocialAccount.objects.get().uid
    client.logout()

    response = sign_in(client, provider="two")

    assert response.status_code == 409  # the address is known, the account is not
    assert not is_signed_in(client)
    assert SocialAccount.objects.get().uid == uid


def test_an_address_alone_never_opens_an_account(client, providers):
    person = make_person(email="seven@example.org")

    response = sign_in(client)

    assert response.status_code == 409
    assert "Provider one" in response.text and "/account/login/" in response.text
    assert not is_signed_in(client) and not SocialAccount.objects.exists()
    assert User.objects.get() == person


def test_an_address_that_nobody_vouches_for_tells_nothing(client, providers):
    make_person(email="eight@example.org")
    taken = sign_in(client, "8")
    assert kinds_to("eight@example.org") == ["account/account_already_exists"]
    client.logout()
    User.objects.all().delete()
    cache.clear()  # one such letter in ten seconds
    free = sign_in(client, "8")

    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert not is_signed_in(client)
    assert kinds_to("eight@example.org")[1:] == ["account/email_confirmation_signup"]


def test_without_an_address_one_is_asked(client, providers):
    response = sign_in(client, "9")
    assert "signup" in response.url
    client.post(response.url, {"email": "nine@example.org"})
    code = Letter.objects.latest("pk").text.split()[0]
    client.post("/en/account/confirm-email/", {"code": code})
    assert is_signed_in(client)
    assert SocialAccount.objects.get().user.email == "nine@example.org"


def test_a_signed_in_person_connects_and_disconnects(client, providers):
    person = make_person(email="seven@example.org")
    signed_in(client, person)

    response = sign_in(client, process="connect")

    assert response.url.endswith("/account/3rdparty/")
    account = SocialAccount.objects.get()
    assert account.user == person
    page = client.get("/en/account/3rdparty/").text
    assert "Provider one" in page and "Disconnect" in page
    client.post("/en/account/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert kinds_to(person.email) == ["account/notice"] * 2


def test_an_account_of_somebody_else_is_not_taken_over(client, providers):
    sign_in(client)
    owner = SocialAccount.objects.get().user
    signed_in(client, make_person())
    sign_in(client, process="connect")
    assert SocialAccount.objects.get().user == owner


@pytest.mark.parametrize(
    ("back", "status"),
    [
        ("?error=server_error&state={state}", 401),
        ("?state={state}", 401),
        ("?code=wrong&state={state}", 401),
        ("?code=x&state=unknown", 401),
        ("?code=x", 401),
        ("", 401),
        ("?error=access_denied&state={state}", 302),
        ("?error=access_denied", 401),
    ],
)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_goes_wrong_is_a_page_and_no_mistake_of_ours(
    client, providers, back, status, language
):
    state = parse_qs(urlsplit(begin(client).url).query)["state"][0]
    client.cookies["language"] = language

    response = client.get("/oidc/one/callback/" + back.format(state=state))

    assert response.status_code == status
    if status == 302:
        response = client.get(response.url)
        assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert f'href="/{language}/account/login/"' in response.text
    assert not is_signed_in(client)


def test_a_state_is_good_once(client, providers):
    back = answer(begin(client), sub="7")
    client.get(back)
    client.logout()
    assert client.get(back).status_code == 401


def test_a_state_of_another_browser_is_refused(client, providers):
    from django.test import Client

    back = answer(begin(client), sub="7")
    assert Client().get(back).status_code == 401


def test_saying_no_at_the_provider_is_a_page(client, providers):
    response = client.get(answer(begin(client), action="deny"))
    assert "cancelled" in response.url


def test_a_provider_that_is_away_is_a_page(client, providers):
    assert begin(client, "gone").status_code == 401
    assert begin(client, "unknown").status_code == 404
    assert client.get("/oidc/unknown/callback/?code=x").status_code == 404
    assert client.get("/en/account/oidc/one/login/").status_code == 200


def test_a_code_made_for_another_sign_in_is_refused(client, providers):
    """The attacker's code in the victim's browser: PKCE or, failing it, the nonce says no."""
    from django.test import Client

    attacker = answer(begin(Client()), sub="7")
    stolen = parse_qs(urlsplit(attacker).query)["code"][0]
    state = parse_qs(urlsplit(begin(client).url).query)["state"][0]

    response = client.get(f"/oidc/one/callback/?code={stolen}&state={state}")

    assert response.status_code == 401
    assert not User.objects.exists()


def test_next_leads_to_our_own_pages_only(client, providers):
    assert sign_in(client, next="/en/people/me/").url == "/en/people/me/"
    client.logout()
    assert sign_in(client, next="https://evil.example/").url.endswith("/home/")


def test_signing_out_here_signs_out_there(client, providers):
    sign_in(client)
    assert client.session[SIGN_OUT]["client"] == "hub"

    there = urlsplit(client.post("/en/account/logout/").url)

    assert f"{there.scheme}://{there.netloc}" == providers["one"]
    assert parse_qs(there.query)["post_logout_redirect_uri"] == [f"{HERE}/"]
    assert not is_signed_in(client)


def test_the_sign_in_page_has_a_button_for_each(client, providers):
    page = client.get("/sv/account/login/").text
    assert page.count("Provider one") == 2 and page.count("Provider two") == 1


def test_the_policy_permits_the_way_to_the_providers_and_nowhere_else():
    told = [
        {"issuer": "https://login.example.org/realms/city"},
        {"issuer": "https://b.example.org", "origins": ["https://pages.example.org/x"]},
    ]
    assert outside_origins(told) == [
        "https://b.example.org",
        "https://login.example.org",
        "https://pages.example.org",
    ]
