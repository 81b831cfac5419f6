"""One question in any of three languages, and what each further choice would leave."""

import random

import pytest
from django.db import connection
from django.utils.translation import override

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries.directory import Order, Question, directory, solutions_found
from eduhub.catalogue.states import TopicKind
from eduhub.kit.lang import Text, in_reading_order
from eduhub.kit.search import Asked
from eduhub.people.states import OrganisationState
from tests.makers import NOW, make_company, make_solution

pytestmark = pytest.mark.django_db
CODES = ["subject-maths", "subject-music", "age-7-9", "age-10-12", "language-sv"]


def names(question):
    return [str(solution.name) for solution in directory(question).solutions]


def counts(answer):
    own = [facet for facet in answer.facets if facet.kind in TopicKind.values]
    return {c.topic.code: c.count for facet in own for c in facet.choices if c.count}


@pytest.fixture
def three():
    company = make_company()
    make_solution(
        company,
        codes=["subject-maths"],
        name=Text(sv="Räknaren"),
        pitch=Text(sv="Ett spel om tal"),
    )
    make_solution(company, name=Text(fi="Lukupeli"), pitch=Text(fi="Kirjat ja kielet kouluille"))
    make_solution(company, name=Text(en="Schools in space"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("matematiikkaa", ["Räknaren"]),  # Finnish, inflected: found by the shared code
        ("matematik", ["Räknaren"]),
        ("mathematics", ["Räknaren"]),
        ("spelet", ["Räknaren"]),  # Swedish, definite form
        ("koulut", ["Lukupeli"]),  # Finnish stem of "kouluille"
        ("school", ["Schools in space"]),
        ("matematiikka ja spel", ["Räknaren"]),  # "ja" says nothing
        ("matematiikka kirjat", []),  # every word counts
        ("räknar'); DROP", []),
        ("luku", ["Lukupeli"]),  # the beginning of a compound
        ("'; --\\ | & :* <->", ["Lukupeli", "Räknaren", "Schools in space"]),
    ],
)
def test_a_question_in_one_language_finds_what_was_written_in_another(three, asked, found):
    assert names(Question(asked)) == found


def test_choices_of_one_kind_widen_and_choices_of_two_kinds_narrow():
    make_solution(name=Text(fi="A"), codes=["subject-maths", "age-7-9"])
    make_solution(name=Text(fi="B"), codes=["subject-music", "age-7-9"])
    make_solution(name=Text(fi="C"), codes=["subject-maths", "age-10-12"])

    both = Question(chosen={"subject": ["subject-maths", "subject-music"]})
    narrowed = Question(chosen={"subject": ["subject-maths"], "age": ["age-7-9"]})

    assert names(both) == ["A", "B", "C"]
    assert names(narrowed) == ["A"]


def test_a_kind_is_counted_without_its_own_choice_and_the_answer_with_all():
    make_solution(codes=["subject-maths", "age-7-9"])
    make_solution(codes=["subject-music", "age-7-9"])
    make_solution(codes=["subject-maths", "age-10-12"])

    answer = directory(Question(chosen={"subject": ["subject-maths"], "age": ["age-7-9"]}))

    assert answer.total == 1
    assert counts(answer) == {
        "subject-maths": 1,
        "subject-music": 1,
        "age-7-9": 1,
        "age-10-12": 1,
    }


@pytest.mark.parametrize("seed", range(5))
def test_counts_are_what_choosing_would_show(seed):
    luck = random.Random(seed)
    company = make_company()
    for _ in range(25):
        make_solution(company, codes=luck.sample(CODES, luck.randint(0, 4)))
    chosen = {"subject": ["subject-maths"], "age": ["age-7-9"]} if seed else {}

    answer = directory(Question(chosen=chosen))

    for facet in answer.facets:
        for choice in facet.choices:
            alone = chosen | {facet.kind: [choice.topic.code]}
            assert choice.count == solutions_found(Question(chosen=alone)).solutions.count()


def test_what_is_not_public_is_neither_found_nor_counted():
    make_solution(state="draft", codes=["subject-maths"])
    make_solution(state="withdrawn", codes=["subject-maths"])
    make_solution(make_company(state=OrganisationState.CLAIMED), codes=["subject-maths"])

    answer = directory(Question("matematiikka"))

    assert (answer.total, counts(answer), list(answer.solutions)) == (0, {}, [])


def test_an_unknown_choice_is_let_go_and_not_taken_for_nothing():
    make_solution(name=Text(fi="A"), codes=["subject-maths"])

    assert names(Question(chosen={"subject": ["subject-witchcraft"], "moon": ["x"]})) == ["A"]


def test_orders_by_name_in_the_readers_alphabet_and_by_time():
    for name, days in (("Öljy", 2), ("Zoo", 1), ("Äiti", 3)):
        make_solution(name=Text(fi=name), published_at=NOW.replace(day=days))

    with override("fi"):
        assert names(Question(order=Order.NAME)) == ["Zoo", "Äiti", "Öljy"]
    with override("en"):
        assert names(Question(order=Order.NAME)) == ["Äiti", "Öljy", "Zoo"]
    assert names(Question(order=Order.NEWEST)) == ["Äiti", "Öljy", "Zoo"]


def test_the_word_in_the_name_weighs_more_than_the_word_in_the_description():
    make_solution(name=Text(fi="Aapinen"), description=Text(fi="Robotti auttaa"))
    make_solution(name=Text(fi="Robotti"))

    assert names(Question("robotti")) == ["Robotti", "Aapinen"]


def test_search_and_order_can_use_their_indexes(three):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    found = Solution.objects.filter(words=Asked(["luku"], [["subject-maths"]])).explain()
    narrowed = Solution.objects.filter(codes__overlap=["subject-maths"]).explain()
    with override("sv"):
        ordered = Solution.objects.order_by(in_reading_order("name"))[:10].explain()

    assert "solution_words" in found
    assert "solution_codes" in narrowed
    assert "solution_order_sv" in ordered
