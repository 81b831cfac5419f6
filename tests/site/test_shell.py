"""The shell of every page: its language, the other languages, health, what robots may read."""

import re

import pytest
from django.db import connection


@pytest.mark.parametrize(
    ("asks", "remembers", "leads"),
    [("sv", "", "/sv/"), ("en-GB,en;q=0.8", "", "/en/"), ("de", "", "/fi/"), ("en", "sv", "/sv/")],
)
def test_the_bare_address_leads_to_the_readers_language(client, asks, remembers, leads):
    if remembers:
        client.cookies["language"] = remembers
    response = client.get("/", headers={"accept-language": asks})

    assert (response.status_code, response.url) == (302, leads)
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))


def test_a_page_remembers_its_language_and_names_the_others(client, db):
    response = client.get("/sv/search/?q=tal")

    assert response.cookies["language"].value == "sv" and response["Content-Language"] == "sv"
    found = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', response.text)
    assert dict(found) == {
        "fi": "http://127.0.0.1:8000/fi/search/?q=tal",
        "sv": "http://127.0.0.1:8000/sv/search/?q=tal",
        "en": "http://127.0.0.1:8000/en/search/?q=tal",
        "x-default": "http://127.0.0.1:8000/en/search/?q=tal",
    }


def test_addresses_are_the_hubs_own_whatever_the_request_says(client, db):
    response = client.get("/sv/search/", headers={"host": "localhost", "x-forwarded-host": "evil"})

    assert "evil" not in response.text and "//localhost" not in response.text


def test_a_foreign_host_is_refused(client, db):
    assert client.get("/fi/", headers={"host": "evil.example"}).status_code == 400


def test_health_asks_nothing_and_readiness_asks_the_database(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readiness").json() == {"status": "ok"}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'pilots'")

    waiting = client.get("/readiness")

    assert (waiting.status_code, waiting.json()) == (503, {"status": "not migrated"})
    assert client.get("/healthz").status_code == 200


def test_robots_are_told_what_is_not_for_them(client, db):
    lines = client.get("/robots.txt").text.splitlines()

    assert (
        lines[0] == "User-agent: *" and lines[-1] == "Sitemap: http://127.0.0.1:8000/sitemap.xml"
    )
    assert "Disallow: /fi/account/" in lines and "Disallow: /api/" in lines


def test_every_page_carries_the_strict_policy(client, db):
    policy = client.get("/en/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert "object-src 'none'" in policy and "frame-ancestors 'none'" in policy
