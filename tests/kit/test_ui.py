"""The components, as a browser reads them: structure, words, and nothing let through."""

from dataclasses import dataclass

import pytest
from django.template import TemplateSyntaxError

from eduhub.kit.lang import Text
from eduhub.kit.paging import Page
from eduhub.kit.templatetags.ui import icons
from tests.kit.drawn import draw, one, tree, words

SCRIPT = '"><script>alert(1)</script>'
COMPONENTS = [
    "{% pill x %}",
    "{% tag x url=x %}",
    "{% tag x %}",
    "{% lane x x %}",
    "{% words text %}",
    "{% button x name=x value=x hx_post=x %}",
    "{% linkbutton x x %}",
    "{% go x x %}",
    "{% figure x x source=x %}",
    "{% panel title=x id=x aside=x %}{{ x }}{% endpanel %}",
    "{% note title=x id=x role=x %}{{ x }}{% endnote %}",
    "{% empty title=x %}{{ x }}{% endempty %}",
    "{% crumbs %}{{ x }}{% endcrumbs %}",
    "{% tabs items label=x %}",
    "{% stepper items %}",
    "{% pages page %}",
    "{% mark None words=x note=x %}",
    "{% forest results url=x %}{% forest results %}",
]


@dataclass(frozen=True)
class Way:
    label: str
    url: str = "/"
    current: bool = False
    note: str = ""
    state: str = "coming"


@dataclass(frozen=True)
class Shown:
    label: str
    estimate: float
    low: float
    high: float


@pytest.mark.parametrize("source", COMPONENTS)
def test_no_component_lets_markup_through(source):
    items = [Way(SCRIPT, SCRIPT, note=SCRIPT)]
    page = Page([], 2, SCRIPT, SCRIPT)
    results = [Shown(SCRIPT, 0.1, -0.1, 0.3)]

    drawn = tree(source, x=SCRIPT, text=Text(sv=SCRIPT), items=items, page=page, results=results)

    assert drawn.findall(".//script") == []
    assert "alert(1)" in draw(
        source, x=SCRIPT, text=Text(sv=SCRIPT), items=items, page=page, results=results
    )


def test_an_icon_is_our_own_and_hidden_from_those_who_listen():
    drawn = one(tree('{% icon "search" %}'), "svg")

    assert (drawn.get("class"), drawn.get("aria-hidden")) == ("i", "true")
    assert one(drawn, "use").get("href") == "/static/kit/icons.svg#search"
    assert len(icons()) == 51


def test_an_icon_that_does_not_exist_is_a_mistake_of_the_template():
    with pytest.raises(TemplateSyntaxError, match="serach"):
        draw('{% icon "serach" %}')


@pytest.mark.parametrize(
    ("tone", "sign"),
    [
        *(("ok", "ok"), ("info", "info"), ("warning", "warning")),
        *(("danger", "danger"), ("unsure", "unsure"), ("plain", "clock")),
    ],
)
def test_a_tone_always_comes_with_its_sign_and_a_word(tone, sign):
    pill = one(tree("{% pill 'Running' tone=tone %}", tone=tone), "span[@class='pill']")

    assert pill.get("data-tone") == tone
    assert one(pill, "use").get("href").endswith(f"#{sign}")
    assert words(pill) == "Running"


def test_a_button_submits_and_carries_what_it_is_given():
    source = '{% button "Save" kind="second" icon="check" name="step" value=2 small=True %}'
    button = one(tree(source), "button")

    assert button.attrib == {
        "class": "btn btn--2 btn--s",
        "type": "submit",
        "name": "step",
        "value": "2",
    }
    assert words(button) == "Save"


def test_a_button_says_when_it_is_busy_or_not_to_be_pressed():
    busy, off = tree('{% button "A" busy=True %}{% button "B" disabled=True hx_get="/x" %}').iter(
        "button"
    )

    assert (busy.get("aria-busy"), busy.get("disabled")) == ("true", None)
    assert (off.get("aria-busy"), off.get("disabled"), off.get("hx-get")) == (
        *(None, "disabled", "/x"),
    )


def test_an_attribute_without_a_value_is_left_out():
    button = one(
        tree('{% button "A" name=missing value=None disabled=False %}', missing=None), "button"
    )

    assert button.attrib == {"class": "btn", "type": "submit"}


def test_words_in_the_readers_language_are_plain():
    assert draw("{% words text %}", "sv", text=Text(fi="Koulu", sv="Skola")) == "Skola"


@pytest.mark.parametrize(("language", "remark"), [("fi", "(ruotsiksi)"), ("en", "(in Swedish)")])
def test_words_in_another_language_are_marked_for_eye_and_ear(language, remark):
    drawn = tree("{% words text %}", language, text=Text(sv="Skola"))

    assert words(one(drawn, "span[@lang='sv']")) == "Skola"
    assert words(one(drawn, "small")) == remark


def test_no_words_at_all_are_nothing():
    assert draw("{% words text %}", text=Text()) == ""


def test_a_panel_has_its_heading_and_what_stands_beside_it():
    source = '{% pill "Open" as state %}{% panel title="Papers" id="p" aside=state %}<p>x</p>{% endpanel %}'
    panel = one(tree(source), "section")

    assert (panel.get("class"), panel.get("id"), panel.get("data-tone")) == ("panel", "p", None)
    assert words(one(panel, "h2")) == "Papers"
    assert words(one(panel, "div[@class='panel__head']")) == "PapersOpen"
    assert words(one(panel, "div[@class='stack']")) == "x"


def test_a_note_may_speak_up():
    source = '{% note tone="ok" title="Saved" role="status" level=3 %}x{% endnote %}'
    note = one(tree(source), "div[@role]")

    assert note.attrib == {"class": "note", "data-tone": "ok", "role": "status"}
    assert words(one(note, "h3")) == "Saved"


def test_an_empty_list_shows_a_way_on_or_is_refused():
    source = '{% for x in none %}{% empty %}{% empty title="None yet" %}{{ way }}{% endempty %}{% endfor %}'

    assert words(one(tree(source, way="Add one"), "div[@class='empty']")) == "None yetAdd one"
    with pytest.raises(TemplateSyntaxError):
        draw(source, way=" ")


def test_a_figure_is_written_as_the_language_writes_it():
    drawn = one(tree("<dl>{% figure 2386 'oppijaa' source='2021' %}</dl>", "fi"), "dl/div")

    assert [(child.tag, words(child)) for child in drawn] == [
        *(("dt", "oppijaa"), ("dd", "2 386"), ("dd", "2021"))
    ]


def test_tabs_say_where_one_is():
    ways = [Way("Overview", "/a", True), Way("Papers", "/b")]
    links = list(tree("{% tabs ways %}", ways=ways).iter("a"))

    assert [(words(a), a.get("href"), a.get("aria-current")) for a in links] == [
        *(("Overview", "/a", "page"), ("Papers", "/b", None))
    ]


def test_steps_are_done_now_or_to_come():
    steps = [Way("A", state="done", note="3 of 3"), Way("B", state="now"), Way("C")]
    items = list(tree("{% stepper steps %}", steps=steps).iter("li"))

    assert [words(item) for item in items] == ["A, done3 of 3", "B, now", "C, to come"]
    assert [item.get("aria-current") for item in items] == [None, "step", None]


def test_pages_lead_back_and_on():
    nav = one(tree("{% pages page %}", page=Page([], 2, "?page=3", "?page=1")), "nav")

    assert [(words(a), a.get("href"), a.get("rel")) for a in nav.iter("a")] == [
        *(("Previous", "?page=1", "prev"), ("Next", "?page=3", "next"))
    ]
    assert words(one(nav, "span[@aria-current='page']")) == "Page 2"


def test_a_list_of_one_page_has_no_pages():
    assert draw("{% pages page %}", page=Page([], 1, "", "")).strip() == ""
