"""The house keeps its sizes, shelves and names; and each check sees a planted fault."""

import shutil

import pytest

from tools import house

PILOTS = "src/eduhub/pilots"


@pytest.mark.parametrize("check", house.CHECKS, ids=lambda check: check.__name__)
def test_the_house_has_no_faults(check):
    assert list(check(house.ROOT)) == []


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small house: the contracts, and every room empty."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(house.ROOT / "pyproject.toml", root)
    for room in house.rooms_of(house.ROOT):
        (root / "src/eduhub" / room).mkdir(parents=True)
        (root / "src/eduhub" / room / "__init__.py").touch()
    return root


@pytest.fixture
def plant(built):
    """Put a file into the small house for one test."""
    planted = []

    def put(name, text=""):
        file = built / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        planted.append(file)
        return house.faults(built)

    yield put
    for file in planted:
        file.unlink()


def lines(number):
    return "    x = 1\n" * number


def page(text):
    return (f"{PILOTS}/templates/pilots/list.html", text)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ((f"{PILOTS}/models.py", "x = 1\n" * 601), "models.py: 601 lines, at most 600"),
        (page("<p>\n" * 121), "list.html: 121 lines, at most 120"),
        ((f"{PILOTS}/rules.py", f"def may():\n{lines(59)}"), "rules.py:1: may has 60 lines"),
        (("tests/test_x.py", f"def test_x():\n{lines(30)}"), "test_x.py:1: test_x has 31 lines"),
        ((f"{PILOTS}/rules.py", "def may(a, b, c, d, e, f): 0"), "may takes 6 by position"),
        ((f"{PILOTS}/matching.py", ""), "a room has no shelf matching.py"),
        ((f"{PILOTS}/notes.txt", ""), "a room has no shelf notes.txt"),
        ((f"{PILOTS}/templates/list.html", ""), "lies outside templates/pilots/"),
        (("src/eduhub/kit/forms.py", ""), "nothing in kit may be called forms"),
        (("tests/utils.py", ""), "tests/utils.py: a name that says nothing"),
        (page("<p style='color: red'>"), "list.html:1: a style in place"),
        (page("<main>\n<script>go()</script>"), "list.html:2: a script in place"),
        (page("<p onclick='go()'>"), "list.html:1: an event handler in place"),
        (page("{{ text|safe }}"), "list.html:1: a way around escaping"),
        (("docs/x.md", "TODO: write"), "docs/x.md:1: unfinished"),
        (("docs/x.md", "see /home/me/x"), "docs/x.md:1: a path of one machine"),
        (("docs/x.md", "from pypi.org"), "docs/x.md:1: a registry's host"),
    ],
)
def test_a_planted_fault_is_named(plant, file, fault):
    found = plant(*file)

    assert len(found) == 1 and fault in found[0]


@pytest.mark.parametrize(
    "file",
    [
        (f"{PILOTS}/services/matching.py", ""),
        (f"{PILOTS}/rules.py", "def may(a, b, c, d, e, *, f): 0"),
        (f"{PILOTS}/templates/pilots/mail/agreed.html", "<p style='margin: 0'>"),
        (f"{PILOTS}/templates/pilots/mail/agreed.txt", "{% autoescape off %}{{ name }}"),
        page("<script src='{% static 'kit/htmx.js' %}' defer></script>{% count one=2 %}"),
        page('<script type="application/ld+json">{}</script>'),
    ],
)
def test_what_is_permitted_is_no_fault(plant, file):
    assert plant(*file) == []


def test_a_room_that_is_nowhere_written_down_is_named_twice(plant):
    assert plant("src/eduhub/lending/__init__.py") == [
        "lending is not on the ladder",
        "the shelves of lending are not guarded",
    ]
