"""Each answer as one sentence in each language."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from eduhub.evidence.models import Result
from eduhub.evidence.queries.sentences import Question, decimals_for, remarks, sentence
from eduhub.kit.lang import Text

QUESTION = Question(
    solution=Text("Murtokisa", "Murtokisa", "Murtokisa"),
    measure=Text("Murtolukutesti", "Bråktest", "Fractions test"),
    unit=Text("pistettä", "poäng", "points"),
    smallest=2.0,
    higher_is_better=True,
)
NUMBERS = {
    "better": (6.25, 5.261, 7.239, 0.44),
    "worse": (-2.52, -3.51, -1.53, 0.44),
    "no_difference_that_matters": (0.021, -0.6, 0.64, 0.3),
    "cannot_tell": (3.024, -0.171, 6.219, 1.4626),
}
SENTENCES = {
    ("better", "en"): (
        "Classes that tried Murtokisa did better than the comparison classes: the difference in"
        " “Fractions test” was +6.25 points, likely between 5.26 and 7.24."
    ),
    ("better", "fi"): (
        "Luokat, jotka kokeilivat ratkaisua Murtokisa, pärjäsivät paremmin kuin vertailuluokat:"
        " ero mittarissa ”Murtolukutesti” oli +6,25 pistettä, todennäköisesti lukujen 5,26 ja"
        " 7,24 välillä."
    ),
    ("better", "sv"): (
        "Klasser som prövade Murtokisa klarade sig bättre än jämförelseklasserna: skillnaden i"
        " ”Bråktest” var +6,25 poäng, sannolikt mellan 5,26 och 7,24."
    ),
    ("worse", "en"): (
        "Classes that tried Murtokisa did worse than the comparison classes: the difference in"
        " “Fractions test” was −2.52 points, likely between −3.51 and −1.53."
    ),
    ("worse", "fi"): (
        "Luokat, jotka kokeilivat ratkaisua Murtokisa, pärjäsivät heikommin kuin vertailuluokat:"
        " ero mittarissa ”Murtolukutesti” oli −2,52 pistettä, todennäköisesti lukujen −3,51 ja"
        " −1,53 välillä."
    ),
    ("worse", "sv"): (
        "Klasser som prövade Murtokisa klarade sig sämre än jämförelseklasserna: skillnaden i"
        " ”Bråktest” var −2,52 poäng, sannolikt mellan −3,51 och −1,53."
    ),
    ("no_difference_that_matters", "en"): (
        "Classes that tried Murtokisa and the comparison classes ended up alike: the difference"
        " in “Fractions test” was +0.02 points, likely between −0.60 and 0.64, and at least 2"
        " would have mattered."
    ),
    ("no_difference_that_matters", "fi"): (
        "Luokat, jotka kokeilivat ratkaisua Murtokisa, ja vertailuluokat päätyivät samaan: ero"
        " mittarissa ”Murtolukutesti” oli +0,02 pistettä, todennäköisesti lukujen −0,60 ja 0,64"
        " välillä, ja vasta ero 2 olisi merkinnyt jotain."
    ),
    ("no_difference_that_matters", "sv"): (
        "Klasser som prövade Murtokisa och jämförelseklasserna nådde lika långt: skillnaden i"
        " ”Bråktest” var +0,02 poäng, sannolikt mellan −0,60 och 0,64, och först 2 skulle ha"
        " betytt något."
    ),
    ("cannot_tell", "en"): (
        "Cannot tell whether Murtokisa helped: the difference in “Fractions test” was +3.0"
        " points, likely between −0.2 and 6.2."
    ),
    ("cannot_tell", "fi"): (
        "Ei voida sanoa, auttoiko Murtokisa: ero mittarissa ”Murtolukutesti” oli +3,0 pistettä,"
        " todennäköisesti lukujen −0,2 ja 6,2 välillä."
    ),
    ("cannot_tell", "sv"): (
        "Det kan inte avgöras om Murtokisa hjälpte: skillnaden i ”Bråktest” var +3,0 poäng,"
        " sannolikt mellan −0,2 och 6,2."
    ),
}


def result(answer, **facts):
    estimate, low, high, error = NUMBERS[answer]
    arms = [{"pupils": 60, "classes": 4}] * 2
    content = {"grounds": [], "matters": None, "obstacle": None, "arms": arms} | facts
    return Result(
        answer=answer, estimate=estimate, low=low, high=high, standard_error=error, content=content
    )


@pytest.mark.parametrize(("answer", "language"), SENTENCES)
def test_an_answer_is_one_sentence_in_the_readers_language(answer, language):
    with override(language):
        told = sentence(result(answer), QUESTION)

    assert told.replace("\N{NO-BREAK SPACE}", " ") == SENTENCES[answer, language]


@pytest.mark.parametrize(
    ("obstacle", "language", "words"),
    [
        ("too_few_classes", "en", "on one side only one class was measured."),
        ("too_few_classes", "fi", "toisella puolella mitattiin vain yksi luokka."),
        ("too_few_classes", "sv", "på den ena sidan mättes bara en klass."),
        ("no_variation", "en", "all pupils reached the same value."),
        ("no_variation", "fi", "kaikki oppilaat saivat saman arvon."),
        ("no_variation", "sv", "alla elever nådde samma värde."),
    ],
)
def test_where_nothing_could_be_compared_the_sentence_says_why(obstacle, language, words):
    opening = {
        "en": "Cannot tell whether Murtokisa helped: ",
        "fi": "Ei voida sanoa, auttoiko Murtokisa: ",
        "sv": "Det kan inte avgöras om Murtokisa hjälpte: ",
    }
    stuck = Result(answer="cannot_tell", content={"obstacle": obstacle, "grounds": []})
    with override(language):
        assert sentence(stuck, QUESTION) == opening[language] + words


@pytest.mark.parametrize(
    ("answer", "facts", "told"),
    [
        (
            "cannot_tell",
            {"grounds": ["few_classes"]},
            [
                "With fewer than 4 classes on a side, chance alone could do this.",
                "It fits no change at all as well as an improvement that matters.",
            ],
        ),
        (
            "cannot_tell",
            {"grounds": ["few_degrees_of_freedom"]},
            [
                "The classes are so few or so uneven that the interval may mislead.",
                "It fits no change at all as well as an improvement that matters.",
            ],
        ),
        (
            "better",
            {"matters": "surely"},
            ["The difference is as large as was agreed to matter, or larger."],
        ),
        (
            "better",
            {"matters": "perhaps"},
            ["Whether it reaches what was agreed to matter, 2, is not sure."],
        ),
        ("no_difference_that_matters", {}, []),
    ],
)
def test_remarks_say_how_much_and_how_sure(answer, facts, told):
    with override("en"):
        assert remarks(result(answer, **facts), QUESTION) == told
        of_mistakes = remarks(result(answer, **facts), replace(QUESTION, higher_is_better=False))

    assert of_mistakes[0] == "In this measure less is better: a minus is a good sign."


@pytest.mark.parametrize(
    ("error", "decimals"), [(1.46, 1), (0.44, 2), (14.6, 0), (0.003, 4), (1e-9, 4), (None, 1)]
)
def test_two_digits_of_the_uncertainty_are_shown(error, decimals):
    assert decimals_for(error) == decimals
