"""The design wizard: what it says, to whom it says it cannot, and what stands in the form."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.engines.evidence.design import DesignName, Situation, appraise, power_by_classes
from eduhub.evidence.queries.prospects import MOST_AT_THE_END, prospects_of

pytestmark = pytest.mark.django_db

ASKED = {"classes": 8, "pupils": 20, "effect": "0.3", "outcome": "skill"}


def at(language="en"):
    with override(language):
        return reverse("evidence:prospects")


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def test_the_form_is_opened_with_an_answer_and_asks_for_the_measures_only(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        response = client.get(at())

    words = words_of(response)
    assert "This cannot answer your question" in words
    assert words.count("Cannot answer") == words.count("Mind:") + 1 == 4
    assert "only 54 of 100 pilots" in words and "14 classes could answer it." in words


def test_the_chances_are_the_engines():
    situation = Situation(classes=20, pupils=22, worthwhile=0.3, icc=0.15, pretest=True)

    with override("en"):
        found = prospects_of(situation)

    told = {one.name: one.power for one in found.designs}
    assert found.can_answer
    assert told["Half of the classes try it, drawn by lot"] == "54 of 100"  # as in the reference
    assert [one.is_best for one in found.designs] == [False, False, True, False]
    assert found.headline == "These classes can answer it"


@pytest.mark.parametrize("design", list(DesignName))
def test_the_curve_goes_through_each_designs_own_appraisal(design):
    situation = Situation(classes=8, pupils=20, worthwhile=0.5)

    drawn = power_by_classes(design, situation, [1, 8, 40])

    one, eight, forty = (
        appraise(design, Situation(classes=n, pupils=20, worthwhile=0.5)).power for n in (1, 8, 40)
    )
    assert [point.power for point in drawn] == [one or 0.0, eight, forty]


@pytest.mark.parametrize("classes", [1, 2, 7, 8, 60, 2000])
def test_the_drawing_has_the_classes_at_hand_in_its_table(classes):
    with override("en"):
        curve = prospects_of(Situation(classes=classes, pupils=20, worthwhile=0.1)).curve

    left, right, top, bottom = curve.frame
    assert f"{classes:,}" in [row for row, _power in curve.rows]
    assert left <= curve.own[0] <= right and top <= curve.own[1] <= bottom
    assert len(curve.along) <= 9
    last = float(curve.path.rpartition("L")[2].split()[0])
    assert (last, classes <= MOST_AT_THE_END or curve.own[0] == right) == (right, True)


def test_what_the_schools_cannot_do_is_not_recommended(client):
    asked = ASKED | {"classes": 60, "pretest": "on"}

    alone = words_of(client.get(at(), asked))
    turns = words_of(client.get(at(), asked | {"designs": "crossover"}))

    assert "Half of the classes try it, drawn by lot: a difference of 0.3 SD" in alone
    assert alone.count("you said that it is not possible") == 3
    assert turns.count("you said that it is not possible") == 2
    assert "No other design can answer" in alone and "the fewest risks" in turns


def test_a_measurement_before_and_the_likeness_within_classes_count(client):
    ways = ({}, {"outcome": "attitude"}, {"pretest": "on"}, {"icc": "0,05", "pretest": "on"})
    told = [words_of(client.get(at(), ASKED | {"classes": 16} | way)) for way in ways]

    found = [int(re.search(r" in only (\d+) of 100", one)[1]) for one in told]
    assert found == [21, 31, 36, 71]
    assert "(ICC): 0.2. The usual value. Source: What" in told[0]
    assert "(ICC): 0.1. The usual" in told[1]
    assert "(ICC): 0.05." in told[3] and "The usual value" not in told[3]


@pytest.mark.parametrize(
    ("field", "value", "language", "words"),
    [
        ("classes", "0", "en", "greater than or equal to 1"),
        ("classes", "many", "fi", "kokonaisluku"),
        ("effect", "7", "en", "Between 0.01 and 3"),
        ("effect", "0", "sv", "Mellan 0,01 och 3"),
        ("effect", "nan", "en", "This field is required"),
        ("icc", "0.95", "fi", "Väliltä 0–0,9"),
        ("designs", "magic", "en", "magic is not one of"),
    ],
)
def test_bad_input_is_told_and_stays(client, field, value, language, words):
    response = client.get(at(language), ASKED | {field: value})

    assert words in words_of(response)
    assert response.status_code == 200
    assert field == "designs" or f'value="{value}"' in response.text


def test_only_the_answer_is_sent_where_only_it_is_asked_for(client):
    response = client.get(at(), ASKED, headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith('<div class="note"') or "<form" not in response.text
    assert "<h2>How often the difference would be found</h2>" in response.text


def test_it_is_read_in_three_languages(client):
    told = [words_of(client.get(at(language), ASKED)) for language in ("fi", "sv")]

    assert "Tällä ei saada vastausta" in told[0]
    assert "Det här kan inte ge ett svar" in told[1]
