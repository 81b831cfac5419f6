import datetime as dt
from xml.etree import ElementTree

import pytest

from eduhub.kit.lang import Text
from eduhub.pages.views import panels
from tests.makers import NOW, make_person, signed_in
from tests.makers.fairs import drawn, make_file
from tests.makers.pages import make_duty, make_page
from tests.sitemap import sitemap_of

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_news_costs_one_query_however_much_there_is(client, rows, django_assert_num_queries):
    for _ in range(rows):
        make_page()
    make_page(state="draft")
    make_page(kind="guide")

    with django_assert_num_queries(1):
        text = client.get("/en/news/").text

    assert text.count("News item</a>") == rows


def test_the_newest_stands_first(client):
    make_page(title=Text(en="Old"), publish_at=NOW - dt.timedelta(days=2))
    make_page(title=Text(en="New"))

    text = client.get("/en/news/").text

    assert text.index("New</a>") < text.index("Old</a>")


@pytest.mark.parametrize(
    ("kind", "address"), [("news", "news"), ("guide", "guides"), ("page", "pages")]
)
def test_each_kind_has_its_own_addresses(client, kind, address):
    make_page(kind=kind, slug="this-one")

    text = client.get(f"/en/{address}/this-one/").text

    assert "It <strong>went</strong> so" in text
    assert client.get(f"/en/{address}/another/").status_code == 404


def test_a_page_in_another_language_says_so_and_is_marked(client):
    make_page(slug="bara", title=Text(sv="Rubrik"), lead=Text(), body=Text(sv="Bara svenska"))

    text = client.get("/fi/news/bara/").text

    assert '<div class="prose" lang="sv"><p>Bara svenska</p>' in text
    assert '<span lang="sv">Rubrik</span>' in text


def test_the_picture_carries_its_words_and_is_hidden_with_its_page(client, settings, tmp_path):
    settings.FILES = str(tmp_path)
    page = make_page(picture=make_file(), alternative=Text(en="A robot in class"))
    text = client.get(f"/en/news/{page.slug}/").text
    picture = client.get(f"/en/writing/{page.pk}/picture/")

    assert 'alt="A robot in class" lang="en"' in text
    assert (picture.getvalue()[:4], picture["Cache-Control"][:6]) == (b"RIFF", "public")
    page.state = "draft"
    page.save()
    assert client.get(f"/en/writing/{page.pk}/picture/").status_code == 404


def test_the_feed_speaks_the_language_of_its_address(client):
    make_page(slug="first")
    make_page(state="draft")

    feed = ElementTree.fromstring(client.get("/sv/news/feed.atom").content)

    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text.startswith("Nyhet")
    assert entry.find(f"{ATOM}link").get("href").endswith("/sv/news/first/")
    assert entry.find(f"{ATOM}summary").text == "<p>I korthet</p>\n<p>Så här gick det</p>\n"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"


def test_the_sitemap_names_what_is_shown_and_nothing_else(client):
    make_page(slug="shown")
    make_page(slug="hidden", state="draft")

    text = sitemap_of(client)

    assert [f"/{code}/news/shown/" in text for code in ("fi", "sv", "en")] == [True] * 3
    assert "hidden" not in text and "/fi/contacts/" in text


def test_the_front_page_shows_the_three_newest(client):
    for number in range(4):
        make_page(title=Text(en=f"Piece {number}"), publish_at=NOW + dt.timedelta(minutes=number))

    front = drawn(panels.news, None, thing="front")

    assert [f"Piece {number}<" in front for number in range(4)] == [False, True, True, True]


def test_pages_are_found_by_words_of_any_language():
    make_page(title=Text(sv="Robotdagen"), body=Text(sv="Robotar i klassrummet"))
    make_page(title=Text(sv="Hemligt om robotar"), state="draft")

    found = drawn(panels.found, None, thing="robotar")

    assert ("Robotdagen" in found, "Hemligt" in found) == (True, False)
    assert drawn(panels.found, None, thing="nothing of the sort") == ""


def test_contacts_come_from_roles_that_are_held_today(client, django_assert_num_queries):
    held = make_duty("pilots", phone="+358 00 000")
    lapsed = make_duty("spaces", until=dt.date(2021, 1, 1))

    with django_assert_num_queries(1):
        text = client.get("/en/contacts/").text

    assert f"mailto:{held.address}" in text and 'href="tel:+35800000"' in text
    assert lapsed.address not in text
    assert "Trying a solution at school" in text and "Spaces and kits" not in text


@pytest.mark.parametrize("duties", [1, 3])
def test_contacts_cost_one_query_however_many(client, duties, django_assert_num_queries):
    for _ in range(duties):
        make_duty("pilots")

    with django_assert_num_queries(1):
        text = client.get("/en/contacts/").text

    assert text.count("@hub.example</a>") == duties


def test_contacts_are_filtered_by_the_language_that_is_spoken(client):
    swedish = make_duty(languages=["sv"])
    english = make_duty(languages=["en"])

    text = client.get("/en/contacts/", {"language": "sv"}).text

    assert (swedish.address in text, english.address in text) == (True, False)
    assert "Nobody holds such a duty" in client.get("/en/contacts/?language=fi").text


def test_no_contact_shows_a_persons_name(client):
    duty = make_duty()
    duty.membership.user.name = "Somebody Particular"
    duty.membership.user.save()

    assert "Somebody Particular" not in client.get("/en/contacts/").text


def test_a_person_asks_for_news_by_mail_and_stops_again(client):
    person = make_person("teacher")
    signed_in(client, person)

    for answer, wanted in (("yes", True), ("yes", True), ("no", False)):
        client.post("/en/news/by-mail/", {"wanted": answer})
        person.refresh_from_db()
        assert person.wants_news == wanted


def test_a_visitor_cannot_ask_for_news_by_mail(client):
    assert client.post("/en/news/by-mail/", {"wanted": "yes"}).status_code == 403
