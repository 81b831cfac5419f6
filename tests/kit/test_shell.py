"""The page shell: it stands with nothing given, and shows what it is given."""

from dataclasses import dataclass, field

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.kit.drawn import one, parsed, words

SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Place:
    label: str = ""
    url: str = ""
    current: bool = False
    code: str = ""
    name: str = ""
    url_post: str = ""
    place: str = ""
    title: str = ""
    links: list = field(default_factory=list)


LANGUAGES = [
    Place(code="fi", name="Suomi", url="/fi/x/"),
    Place(code="sv", name="Svenska", url="/sv/x/", current=True),
    Place(code="en", name="English", url="/en/x/"),
]


def shell(language="en", template="ui/base.html", **context):
    with override(language):
        return parsed(render_to_string(template, context))


@pytest.mark.parametrize(
    ("language", "skip"),
    [
        *(("en", "Skip to the content"), ("fi", "Siirry sisältöön")),
        ("sv", "Gå till innehållet"),
    ],
)
def test_the_shell_stands_with_nothing_given(language, skip):
    page = shell(language)

    assert page.get("lang") == language
    first = one(page, "a[@class='skip']")
    assert (words(first), first.get("href")) == (skip, "#main")
    assert one(page, "main").get("id") == "main"
    assert page.findall(".//nav") + page.findall(".//details") + page.findall(".//aside") == []
    assert words(one(page, "h1")) == "Education Hub"


def test_nothing_on_the_page_is_inline():
    page = shell(demo_mode=True, languages=LANGUAGES, navigation=[Place("A", "/a/")])

    assert [e for e in page.iter() if "style" in e.attrib or e.tag == "style"] == []
    assert [s.get("src") for s in page.iter("script")] == ["/static/kit/vendor/htmx.min.js"]
    assert one(page, "meta[@name='htmx-config']").get("content") == (
        '{"includeIndicatorStyles":false,"allowEval":false,'
        '"selfRequestsOnly":true,"historyCacheSize":0}'
    )


def test_languages_are_links_in_words_and_known_to_machines(settings):
    settings.PUBLIC_URL = "https://hub.example"
    page = shell(languages=LANGUAGES)

    links = [(a.text, a.get("lang"), a.get("aria-current")) for a in one(page, "nav")]
    machine = [(k.get("rel"), k.get("hreflang"), k.get("href")) for k in page.iter("link")]

    assert links == [("Suomi", "fi", None), ("Svenska", "sv", "true"), ("English", "en", None)]
    assert [m for m in machine if m[0] in ("canonical", "alternate")] == [
        ("alternate", "fi", "https://hub.example/fi/x/"),
        ("canonical", None, "https://hub.example/sv/x/"),
        ("alternate", "sv", "https://hub.example/sv/x/"),
        ("alternate", "en", "https://hub.example/en/x/"),
        ("alternate", "x-default", "https://hub.example/en/x/"),
    ]


def test_the_header_says_where_one_is():
    page = shell(navigation=[Place("Solutions", "/s/", True), Place(SCRIPT, "/p/")])

    [header, menu] = page.findall(".//nav")
    for nav in (header, menu):
        assert [(words(a), a.get("aria-current")) for a in nav] == [
            *(("Solutions", "page"), (SCRIPT, None))
        ]


def test_a_visitor_may_sign_in_and_a_person_may_change_hats():
    hats = [Place("Teacher", place="Koivu", current=True), Place("Jury", url_post="/act/2")]

    visitor = shell(sign_in_url="/in", hats=[])
    person = shell(sign_in_url="/in", sign_out_url="/out", hats=hats)

    assert [a.get("href") for a in visitor.iter("a")].count("/in") == 2  # header and menu
    assert [a.get("href") for a in person.iter("a")].count("/in") == 0
    who = one(person, "details[@class='whose']")
    assert words(one(who, "summary")) == "You, and as whom: TeacherKoivu"
    assert [f.get("action") for f in who.iter("form")] == ["/act/2"]
    assert words(one(who, "*[@aria-current='true']")) == "TeacherKoivu"


def test_messages_are_notes_that_are_heard():
    messages = [Message(constants.SUCCESS, "Sent"), Message(constants.ERROR, SCRIPT)]
    notes = shell(messages=messages).findall(".//div[@class='note']")

    assert [(words(n), n.get("data-tone"), n.get("role")) for n in notes] == [
        *(("Sent", "ok", "status"), (SCRIPT, "danger", "alert"))
    ]


def test_the_footer_shows_its_groups():
    footer = one(shell(footer=[Place(title="Help", links=[Place("Privacy", "/p/")])]), "footer")

    assert [words(h) for h in footer.iter("h2")] == ["Help"]
    assert [(words(a), a.get("href")) for a in footer.iter("a")] == [("Privacy", "/p/")]


def test_a_demonstration_says_so_on_every_page():
    ribbon = one(shell(demo_mode=True), "aside")

    assert words(ribbon).startswith("Demonstration.")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        *(("en", "There is nothing here"), ("fi", "Täällä ei ole mitään")),
        ("sv", "Här finns ingenting"),
    ],
)
def test_a_refusal_says_what_happened(language, title):
    page = shell(language, "ui/refusal.html", status=404, hub_name="Hub")

    assert words(one(page, "h1")) == title
    assert words(one(page, "title")) == f"{title} – Hub"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 429, 500])
def test_a_refusal_gives_its_reason_and_a_way_on(status):
    own = shell(template="ui/refusal.html", status=status)
    told = shell(template="ui/refusal.html", status=status, message=SCRIPT, request_number="7f")

    number, why, way, *_front = [words(p) for p in one(own, "main").iter("p")]
    assert number == f"Number {status}"
    assert len({words(one(own, "h1")), why, way} - {""}) == 3
    assert [words(p) for p in one(told, "main").iter("p")] == [
        *(number, SCRIPT, way, "To the front page"),
        "If you ask us about this, tell us the number 7f",
    ]
