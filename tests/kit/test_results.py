"""Results on screen: the sign, its words and its table."""

from dataclasses import dataclass

import pytest

from tests.kit.drawn import draw, one, tree, words


@dataclass(frozen=True)
class Shown:
    label: str
    estimate: float
    low: float
    high: float


WOOD = [
    Shown("P-1", 0.24, 0.03, 0.45),
    Shown("P-2", 0.0, -0.1, 0.1),
    Shown("P-3", -0.2, -0.3, -0.1),
]


@pytest.mark.parametrize(
    ("numbers", "drawn", "said"),
    [
        ("0.24 0.03 0.45", ["zero", "whisker", "point"], "Difference shown."),
        ("0.05 -0.17 0.27", ["zero", "whisker-b", "ring", "hole"], "Cannot tell yet."),
        ("-0.15 -0.28 -0.02", ["zero", "whisker-c", "point-b"], "Worse than without."),
        ("0.24 0.03 0.45 pooled=True", ["zero", "pooled"], "Difference shown."),
        ("0.05 -0.17 0.27 pooled=True", ["zero", "pooled-b"], "Cannot tell yet."),
        ('-9 -12 -6 good="low"', ["zero", "whisker", "point"], "Difference shown."),
        ('0.1 0.02 0.2 finding="cannot_tell"', ["zero", "whisker-b", "ring", "hole"], "Cannot"),
    ],
)
def test_shape_and_words_say_the_same(numbers, drawn, said):
    svg = one(tree(f"{{% rowplot {numbers} %}}"), "svg")

    assert svg.get("role") == "img"
    assert [p.get("class") for p in svg.iter("path") if p.get("class") != "rule"] == drawn
    assert said in words(one(svg, "title"))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Best guess +0.24, likely between −0.03 and 0.45. Cannot tell yet."),
        (
            "fi",
            "Paras arvio +0,24, todennäköisesti lukujen −0,03 ja 0,45 välillä. Ei voida vielä sanoa.",
        ),
        ("sv", "Bästa gissning +0,24, sannolikt mellan −0,03 och 0,45. Kan inte avgöras än."),
    ],
)
def test_the_drawing_is_told_in_words(language, title):
    drawn = tree("{% rowplot 0.24 -0.03 0.45 %}", language)

    assert words(one(drawn, "title")) == title


def test_the_same_numbers_give_the_same_bytes():
    source = "{% rowplot 0.24 0.03 0.45 %}{% forest wood %}"

    assert draw(source, wood=WOOD) == draw(source, wood=WOOD)


def test_a_card_without_a_result_says_so():
    mark = one(tree('{% mark None note="Rationale only" %}'), "div[@class='mark mark--tall']")

    assert words(mark) == "No measured resultRationale only"
    assert one(mark, "svg").get("aria-hidden") == "true"


def test_a_cards_result_has_its_numbers_in_words():
    mark = one(tree('{% mark 0.18 0.04 0.32 note="4 pilots" %}'), "div[@class='mark mark--tall']")

    assert words(one(mark, "b")) == "+0.18 (0.04 to 0.32)"


def test_the_scale_is_written_above_the_column():
    ticks = one(tree("{% plotscale %}", "fi"), "span[@class='scale']")

    assert [words(tick) for tick in ticks] == ["−0,3", "0", "0,3", "0,6"]


def test_the_forest_counts_its_trees_and_holds_the_table():
    figure = one(tree("{% forest wood %}", wood=WOOD), "figure")
    crowns = [p.get("class") for p in figure.iter("path")]

    assert [crowns.count(kind) for kind in ("sun", "open", "root")] == [1, 1, 1]
    assert words(one(figure, "title")) == "3 published pilots drawn as a row of trees"
    rows = [[words(cell) for cell in row] for row in one(figure, "tbody")]
    assert rows == [
        ["P-1", "+0.24 (0.03 to 0.45)", "Difference shown"],
        ["P-2", "0.00 (−0.10 to 0.10)", "Cannot tell yet"],
        ["P-3", "−0.20 (−0.30 to −0.10)", "Worse than without"],
    ]


def test_the_forest_leads_to_the_table_where_there_is_one():
    figure = one(tree('{% forest wood url="/results/" %}', wood=WOOD), "figure")

    assert words(one(figure, "a[@href='/results/']")) == "See all 3 as a table"
    assert figure.findall(".//table") == []
