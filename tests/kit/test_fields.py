"""Fields: how they are drawn, and what comes back from them."""

import datetime as dt

import pytest
from django import forms
from django.utils.translation import override

from eduhub.kit.fields import TextInThree
from eduhub.kit.lang import Text
from tests.kit.drawn import draw, one, tree, words

SCRIPT = "<script>alert(1)</script>"


class Asked(forms.Form):
    name = forms.CharField(label="Name", help_text="As you know it.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Day", required=False)
    at = forms.DateTimeField(label="At", required=False)
    lane = forms.ChoiceField(
        label="Lane", choices=[("a", SCRIPT), ("b", "B")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Agreed", help_text="You can take it back.")
    told = TextInThree(label="Told", max_length=10)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_label_help_error_and_control_stand_in_that_order():
    block = one(tree("{% field form.name %}", form=Asked({})), "div[@class='field field--error']")

    assert [child.tag for child in block] == ["label", "span", "div", "input"]
    label, help_text, error, control = block
    assert label.get("for") == control.get("id") == "id_name"
    assert control.get("aria-describedby") == f"{help_text.get('id')} {error.get('id')}"
    assert control.get("aria-invalid") == "true"
    assert control.get("class") == "input"
    assert words(error) == "This field is required."


def test_what_may_be_left_empty_says_so_instead_of_stars():
    labels = [words(one(tree("{% field f %}", f=Asked()[n]), "label")) for n in ("name", "note")]

    assert labels == ["Name", "Note (may be left empty)"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_days_and_moments_are_given_to_the_browser_in_its_own_format(language):
    day = {"day": dt.date(2026, 10, 8), "at": dt.datetime(2026, 10, 8, 10, 0, tzinfo=dt.UTC)}
    drawn = tree("{% field form.day %}{% field form.at %}", language, form=Asked(initial=day))

    controls = [(i.get("type"), i.get("value")) for i in drawn.iter("input")]

    assert controls == [("date", "2026-10-08"), ("datetime-local", "2026-10-08T13:00")]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_the_browser_sends_for_a_day_is_understood_in_every_language(language):
    with override(language):
        form = Asked({"day": "2026-10-08", "at": "2026-10-08T13:00"})
        form.is_valid()

    assert form.cleaned_data["day"] == dt.date(2026, 10, 8)
    assert form.cleaned_data["at"] == dt.datetime(2026, 10, 8, 10, 0, tzinfo=dt.UTC)


def test_choices_are_a_group_with_a_legend_and_their_words_are_escaped():
    group = one(tree("{% field form.lane boxed=True %}", form=Asked({})), "fieldset")

    assert words(one(group, "legend")) == "Lane"
    assert group.get("aria-describedby") == "id_lane_error"
    picks = group.findall(".//label[@class='pick pick--box']")
    assert [words(pick) for pick in picks] == [SCRIPT, "B"]
    assert [one(pick, "input").get("value") for pick in picks] == ["a", "b"]


def test_a_single_check_has_its_words_beside_it_and_its_help_below():
    pick = one(tree("{% field form.agreed %}", form=Asked()), "label")

    assert words(pick) == "AgreedYou can take it back."
    assert one(pick, "input").get("aria-describedby") == one(pick, "small").get("id")


def test_a_hidden_field_is_only_itself():
    assert draw("{% field form.secret %}", form=Asked()).strip() == (
        '<input type="hidden" name="secret" id="id_secret">'
    )


def test_help_label_and_unit_given_in_the_template_are_escaped():
    drawn = tree("{% field f label=x help=x unit=x %}", f=Asked()["name"], x=SCRIPT)

    assert drawn.findall(".//script") == []
    assert words(one(drawn, "label")) == SCRIPT
    assert words(one(drawn, "span[@class='help']")) == SCRIPT


def test_the_summary_names_each_mistake_and_leads_to_its_control():
    class Mended(Asked):
        def clean(self):
            raise forms.ValidationError(SCRIPT)

    note = one(tree("{% error_summary form %}", form=Mended({"agreed": "on"})), "div[@role]")

    assert (note.get("tabindex"), note.get("autofocus")) == ("-1", "")
    assert words(one(note, "h2")) == "5 things to mend"
    assert [a.get("href") for a in note.iter("a")] == ["#id_name", "#id_lane_0", "#id_told_0"]
    assert words(note.findall(".//li")[0]) == "Name: This field is required."
    assert words(note.findall(".//li")[-1]) == SCRIPT


def test_the_summary_speaks_finnish_and_swedish_in_our_words():
    drawn = [tree("{% error_summary form %}", code, form=Asked({})) for code in ("fi", "sv")]

    assert [words(root.findall(".//li")[0]) for root in drawn] == [
        "Name: Täytä tämä kohta.",
        "Name: Fyll i den här punkten.",
    ]


def test_a_form_without_mistakes_has_no_summary():
    assert draw("{% error_summary form %}", form=Asked()).strip() == ""


def test_a_text_goes_out_in_three_inputs_and_comes_back_as_it_was():
    text = Text(fi="Koulu", en="School")
    drawn = one(tree("{% field form.told %}", form=Asked(initial={"told": text})), "fieldset")
    inputs = list(drawn.iter("input"))

    sent = {i.get("name"): i.get("value", "") for i in inputs}
    form = Asked(sent, initial={"told": text})
    form.is_valid()

    assert [(i.get("name"), i.get("lang")) for i in inputs] == [
        *(("told_fi", "fi"), ("told_sv", "sv"), ("told_en", "en"))
    ]
    assert form.cleaned_data["told"] == text
    assert "told" not in form.changed_data


def test_a_text_marks_the_languages_that_are_still_to_be_written():
    drawn = tree("{% field form.told %}", form=Asked(initial={"told": Text(sv="Skola")}))

    labels = [words(label) for label in drawn.iter("label")]

    assert labels == ["In Finnish not written yet", "In Swedish", "In English not written yet"]


def test_an_empty_text_marks_nothing_and_is_refused_when_it_is_needed():
    form = Asked({"told_fi": "  "})
    drawn = tree("{% field form.told %}", form=form)

    assert [words(label) for label in drawn.iter("label")] == [
        *("In Finnish", "In Swedish", "In English")
    ]
    assert form.errors["told"] == ["Kirjoita tämä ainakin yhdellä kielellä"]


def test_a_text_that_is_too_long_in_one_language_is_refused():
    form = Asked({"told_sv": "x" * 11})

    assert len(form.errors["told"]) == 1
