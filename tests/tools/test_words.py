"""The words on screen: found wherever they stand, kept when translated, missed when missing."""

import subprocess
from gettext import GNUTranslations

import pytest

from tools.template_words import Word, words_of_template
from tools.words import compile_all, faults, main, po_file, read, words_in, write_all

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
CLOSED = _("The call is closed.")
def told(n): return ngettext("%(n)s school", "%(n)s schools", n), pgettext("month", "May")
"""


@pytest.fixture
def house(tmp_path):
    """A house with one room, whose words are all translated; and its .po files."""
    room = tmp_path / "pilots"
    (room / "templates/pilots").mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "views.py").write_text(CODE)
    (room / "templates/pilots/list.html").write_text("{% translate 'Pilots' %}")
    write_all(tmp_path)
    for language in ("fi", "sv"):
        say(room, language, "The call is closed.", f"Stängd {language}")
        say(room, language, "May", "maj")
        say(room, language, "Pilots", "Piloter")
        file = po_file(room, language)
        text = file.read_text().replace('msgstr[0] ""', 'msgstr[0] "en skola"')
        file.write_text(text.replace('msgstr[1] ""', 'msgstr[1] "%(n)s skolor"'))
    return tmp_path


def say(room, language, msgid, text):
    file = po_file(room, language)
    before, after = file.read_text().split(f'msgid "{msgid}"\nmsgstr ', 1)
    rest = after.split("\n", 1)[1]
    file.write_text(f'{before}msgid "{msgid}"\nmsgstr "{text}"\n{rest}')


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% translate 'A' %}{% trans \"B\" as title %}", [Word("A"), Word("B")]),
        ("{% translate 'May' context 'month' %}", [Word("May", context="month")]),
        ("{% translate 'Over 50 %' %}", [Word("Over 50 %%")]),
        ("{% translate title %}{# _('no') #}{{ title }}", []),
        ("{% comment %}{% translate 'no' %}{% endcomment %}", []),
        ("{% field label=_('Name') help=_(\"It's\") %}", [Word("Name"), Word("It's")]),
        ("{{ name|default:_('No name') }}{% if a == _('B') %}", [Word("No name"), Word("B")]),
        (
            "{% blocktranslate %}By {{ who }}, 5 %{% endblocktranslate %}",
            [Word("By %(who)s, 5 %%")],
        ),
        ("{% blocktranslate trimmed %}\n a\n  b\n{% endblocktranslate %}", [Word("a b")]),
        (
            "{% blocktranslate count n=x|length context 'c' with a=_('z') %}"
            + "one{% plural %}{{ n }} all{% endblocktranslate %}",
            [Word("z"), Word("one", "%(n)s all", "c")],
        ),
    ],
)
def test_the_words_of_a_template_are_those_that_django_looks_up(template, words):
    assert list(words_of_template(template)) == words


def test_the_words_of_a_room_come_from_code_and_templates(house):
    assert set(words_in(house / "pilots").values()) == {
        Word("The call is closed."),
        Word("%(n)s school", "%(n)s schools"),
        Word("May", context="month"),
        Word("Pilots"),
    }


def test_a_house_with_all_its_words_has_no_faults(house):
    assert faults(house) == []


def test_a_planted_word_is_missed_in_both_languages_and_a_dropped_one_too(house):
    page = house / "pilots/templates/pilots/list.html"
    page.write_text("{% translate 'Agree' %}")

    missing, stale = "no word for 'Agree'", "django.po is not as `make words` writes it"
    assert faults(house) == [
        f"pilots, {language}: {fault}" for language in ("fi", "sv") for fault in (missing, stale)
    ]


@pytest.mark.parametrize(
    ("msgid", "text", "fault"),
    [
        ("Pilots", "", "no word for 'Pilots'"),
        ("Pilots", "Piloter {n}", "'Pilots': 'Piloter {n}' has ['{n}'], not []"),
        ("Pilots", "%(n)s", "'Pilots': '%(n)s' has ['%(n)s'], not []"),
    ],
)
def test_a_planted_fault_in_a_translation_is_named(house, msgid, text, fault):
    say(house / "pilots", "sv", msgid, text)

    assert faults(house) == [f"pilots, sv: {fault}"]


def test_a_plural_must_give_its_number(house):
    file = po_file(house / "pilots", "fi")
    file.write_text(file.read_text().replace("%(n)s skolor", "5 % skolor"))

    [fault] = faults(house)
    assert fault.endswith("'5 % skolor' has nothing to fill in, not ['%(n)s']")


def test_a_fuzzy_word_counts_as_doubtful(house):
    file = po_file(house / "pilots", "fi")
    file.write_text(file.read_text().replace('msgid "Pilots"', '#, fuzzy\nmsgid "Pilots"'))

    assert faults(house) == ["pilots, fi: 'Pilots' is marked fuzzy"]


def test_a_text_made_at_run_time_is_refused(house):
    (house / "pilots/rules.py").write_text('def no(_, n): return _(f"No {n}")\n')

    assert faults(house) == ["pilots: rules.py:1: a text made at run time"]


def test_a_word_said_in_two_ways_is_named(house):
    other = house / "events"
    (other / "templates").mkdir(parents=True)
    (other / "__init__.py").touch()
    (other / "templates/list.html").write_text("{% translate 'Pilots' %}")
    write_all(house)
    assert faults(house) == []  # it took over what the neighbour says

    say(other, "fi", "Pilots", "Kokeilut")

    assert faults(house) == ["pilots, fi: 'Pilots' is said otherwise in events"]


def test_writing_keeps_translations_and_drops_what_is_not_used(house):
    page = house / "pilots/templates/pilots/list.html"
    page.write_text("{% translate 'Agree' %}")

    write_all(house)

    said = read(po_file(house / "pilots", "fi"), "fi")
    assert {key[0]: one.texts for key, one in said.items()} == {
        "%(n)s school": ("en skola", "%(n)s skolor"),
        "Agree": ("",),
        "May": ("maj",),
        "The call is closed.": ("Stängd fi",),
    }
    assert write_all(house) == []


def test_compiling_is_done_once_and_again_when_a_word_changes(house):
    po = po_file(house / "pilots", "sv")

    assert len(compile_all(house)) == 2 and compile_all(house) == []
    say(house / "pilots", "sv", "Pilots", "Försök")
    assert compile_all(house) == [po.with_suffix(".mo")]
    with po.with_suffix(".mo").open("rb") as file:
        words = GNUTranslations(file)
    assert words.gettext("Pilots") == "Försök" and words.pgettext("month", "May") == "maj"
    assert [words.ngettext("%(n)s school", "", n) for n in (1, 2)] == ["en skola", "%(n)s skolor"]


def test_a_merge_in_conflict_is_mended_by_writing_the_words_anew(house):
    page, po = house / "pilots/templates/pilots/list.html", po_file(house / "pilots", "fi")

    def git(*words, ok=True):
        me = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *me, *words], cwd=house, check=ok, capture_output=True)

    def add(*msgids):
        page.write_text("".join(f"{{% translate '{msgid}' %}}\n" for msgid in msgids))
        write_all(house)
        for msgid in msgids[1:]:
            say(house / "pilots", "fi", msgid, f"fi {msgid}")
        git("add", "."), git("commit", "-m", "words")

    git("init", "-b", "main"), git("add", "."), git("commit", "-m", "words")
    git("switch", "-c", "other"), add("Pilots", "Pink")
    git("switch", "main"), add("Pilots", "Plum")
    git("merge", "other", ok=False)
    page.write_text("{% translate 'Pilots' %}{% translate 'Pink' %}{% translate 'Plum' %}")
    assert "<<<<<<<" in po.read_text()

    write_all(house)

    said = read(po, "fi")
    assert [said[word, ""].texts[0] for word in ("Pilots", "Pink", "Plum")] == [
        "Piloter",
        "fi Pink",
        "fi Plum",
    ]


def test_the_command_says_what_it_can_do(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    assert "extract" in capsys.readouterr().out
