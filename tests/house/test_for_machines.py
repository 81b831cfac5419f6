"""What programs read: feeds after RFC 4287, the sitemap, structured data, the API's document."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from eduhub.kit.sitemaps import InThreeLanguages
from tests.house.walking import path_of
from tests.sitemap import pages_in_sitemap, parts_of

pytestmark = pytest.mark.django_db  # within the world's own transaction
ATOM = "{http://www.w3.org/2005/Atom}"
MAP, LINK = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"
FEEDS = {"catalogue:feed": 4, "evidence:feed": 1, "pages:feed": 1}
REQUIRED = {  # of schema.org, for what the hub says
    "Product": {"name", "description", "url", "image", "brand"},
    "SoftwareApplication": {"name", "applicationCategory", "inLanguage", "publisher"},
    "Organization": {"name", "url"},
    "Brand": {"name"},
}


def absolute(address):
    return address.startswith(f"{settings.PUBLIC_URL}/") and not re.search(r"\s", address)


def time_of(element):
    return datetime.fromisoformat(element.text)


def atom_faults(root):
    """What RFC 4287, section 4.1, misses in a feed."""
    faults = [] if root.tag == f"{ATOM}feed" else ["no feed"]
    entries = root.findall(f"{ATOM}entry")
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            if len(found := part.findall(f"{ATOM}{name}")) != 1 or not found[0].text:
                faults.append(f"{part.tag}: {len(found)} {name}")
        if not absolute(part.findtext(f"{ATOM}id", "")):
            faults.append(f"id {part.findtext(f'{ATOM}id')}")
        if time_of(part.find(f"{ATOM}updated")).tzinfo is None:
            faults.append("a time without its zone")
        links = part.findall(f"{ATOM}link")
        faults += [link.get("href") for link in links if not absolute(link.get("href"))]
        if not any(link.get("rel") == "alternate" for link in links):
            faults.append("nothing to go to")
    with_author = [
        part for part in (root, *entries) if part.find(f"{ATOM}author/{ATOM}name") is not None
    ]
    if root not in with_author and len(with_author) < len(entries):
        faults.append("an entry without an author")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    return faults + [f"{one} twice" for one in ids if ids.count(one) > 1]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_what_feed_readers_expect(name, language, world, client):
    path = path_of(name, "", world).replace("/en/", f"/{language}/")
    response = client.get(path)
    root = ET.fromstring(response.content)

    assert response["Content-Type"].startswith("application/atom+xml")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert len(root.findall(f"{ATOM}entry")) == FEEDS[name]
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == settings.PUBLIC_URL + path
    assert atom_faults(root) == []


def test_a_feed_with_faults_is_found():
    root = ET.fromstring(
        f'<feed xmlns="{ATOM[1:-1]}"><id>x</id><title>News</title>'
        "<updated>2026-01-01T00:00:00Z</updated><entry><id>y</id><title/>"
        "<updated>2026-01-01T00:00:00</updated></entry></feed>"
    )

    assert atom_faults(root) == [
        "id x",
        "nothing to go to",
        f"{ATOM}entry: 1 title",
        "id y",
        "a time without its zone",
        "nothing to go to",
        "an entry without an author",
    ]


def test_the_sitemap_names_pages_that_are_there_in_all_their_languages(world, client):
    root = pages_in_sitemap(client)
    named = [url.findtext(f"{MAP}loc") for url in root]
    languages = [sorted(a.get("hreflang") for a in url.findall(LINK)) for url in root]

    assert len(named) == len(set(named)) and all(map(absolute, named))
    assert all(spoken == ["en", "fi", "sv", "x-default"] for spoken in languages)
    answers = {one: client.get(urlsplit(one).path).status_code for one in named}
    assert {one: status for one, status in answers.items() if status != 200} == {}
    shown = {urlsplit(one).path for one in named if "/en/" in one}
    for name, thing in (
        ("catalogue:solution", "solution.own"),
        ("catalogue:company", "home.rival"),
        ("catalogue:exhibition", "exhibition"),
        ("pilots:pilot", "pilot"),
        ("evidence:report", "pilot.published"),
        ("pages:news_item", "news-shown"),
    ):
        assert path_of(name, thing, world) in shown


def lacking(thing):
    """(type, property) pairs that the description of a thing should have and has not."""
    kinds = thing["@type"] if isinstance(thing["@type"], list) else [thing["@type"]]
    missing = [(kind, name) for kind in kinds for name in REQUIRED[kind] - set(thing)]
    inner = [value for value in thing.values() if isinstance(value, dict)]
    return missing + [one for value in inner for one in lacking(value)]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    ("name", "thing"),
    [("catalogue:solution", "solution.own"), ("catalogue:company", "home.company")],
)
def test_structured_data_says_what_the_page_says(name, thing, language, world, client):
    path = path_of(name, thing, world).replace("/en/", f"/{language}/")
    page = client.get(path).text
    [found] = re.findall(
        r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL
    )
    told = json.loads(found)

    assert told["@context"] == "https://schema.org" and lacking(told) == []
    assert told["url"] == settings.PUBLIC_URL + path
    assert f">{told['name']}</h1>" in re.sub(r"<h1[^>]*>", "<h1>", page).replace("\n", "")
    assert f'property="og:url" content="{told["url"]}"' in page


def test_the_apis_document_names_every_way_and_its_refusals(world, client):
    document = client.get("/api/v1/openapi.json").json()
    ways = {
        f"{method} {path}": set(way["responses"])
        for path, methods in document["paths"].items()
        for method, way in methods.items()
    }

    assert {way for way, answers in ways.items() if way.startswith("get")} >= {
        "get /api/v1/solutions",
        "get /api/v1/pilots",
        "get /api/v1/results",
    }
    assert all("200" in answers for answers in ways.values())


def test_a_section_that_is_too_long_for_one_part_goes_on_in_the_next(world, client, monkeypatch):
    monkeypatch.setattr(InThreeLanguages, "limit", 4)

    named = [url.findtext(f"{MAP}loc") for url in pages_in_sitemap(client)]

    assert "/sitemap/solutions.xml?p=2" in parts_of(client)
    solutions = [one for one in named if re.search(r"/solutions/\d+/$", one)]
    assert len(solutions) == len(set(solutions)) == 3 * 4
    assert client.get("/sitemap/solutions.xml?p=99").status_code == 404
