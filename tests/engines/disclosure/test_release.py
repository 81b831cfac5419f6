"""Small tables whose right answer one can see."""

from dataclasses import replace

import pytest

from eduhub.engines.evidence.disclosure import (
    TOTAL,
    Audience,
    Code,
    Entry,
    Table,
    Version,
    release,
    shown_share,
)
from tests.engines.disclosure.trials import SCALE, plain, pupils_of, spread, table_of, tables_of

PARTNERS, PUBLIC = Audience.PARTNERS, Audience.PUBLIC


def codes(found, name="groups"):
    return {"".join(k): cell.pupils_code.value for k, cell in found.table(name).cells.items()}


def version_of(*tables, earlier=()):
    return Version(tables, release(tables, audience=PARTNERS, earlier=earlier))


def arms(none, one, *, means=(10.0, 12.0)):
    total = none.pupils + one.pupils
    mean = (none.pupils * means[0] + one.pupils * means[1]) / total
    entries = {
        ("0",): replace(none, mean=means[0]),
        ("1",): replace(one, mean=means[1]),
        (TOTAL,): spread(total, mean=mean),
    }
    return Table("arms", ("arm",), entries, measure="score", scale=SCALE)


def mean_codes(found):
    return {"".join(key): cell.mean_code.value for key, cell in found.table("arms").cells.items()}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 20, "b": 30}, {"a": "shown", "b": "shown", "*": "shown"}),
        # 3 = 23 - 20: the 20 must go as well, being less than the total.
        ({"a": 3, "b": 20}, {"a": "few", "b": "secondary", "*": "shown"}),
        # 3 and 2 could be 4 and 1, 1 and 4; but 4 and 4 not: one of the larger must go.
        ({"a": 4, "b": 4, "c": 9}, {"a": "few", "b": "few", "c": "secondary", "*": "shown"}),
        # 5 could not make room for the 3 to be 4 without being few itself: the total goes.
        ({"a": 3, "b": 5}, {"a": "few", "b": "shown", "*": "secondary"}),
        ({"a": 0, "b": 30}, {"a": "shown", "b": "shown", "*": "shown"}),
    ],
)
def test_the_cheapest_further_number_is_withheld(counts, expected):
    assert codes(release([plain("groups", counts)], audience=PARTNERS)) == expected


def test_not_even_their_codes_give_four_single_pupils_away():
    """A total of four, told to be few, of four groups with somebody in each: one each."""
    found = codes(release([plain("groups", dict.fromkeys("abcd", 1))], audience=PARTNERS))

    assert found == {**dict.fromkeys("abcd", "secondary"), "*": "few"}


def test_a_total_that_another_table_shows_does_not_help():
    inner = table_of(pupils_of(3), "arm", "support")
    outer = table_of(pupils_of(3), "arm")

    both = release([inner, outer], audience=PARTNERS)

    for key, cell in both.table("arm").cells.items():
        assert cell == both.table("arm by support").cells[(*key, TOTAL)]


def test_a_group_that_one_class_dominates_is_withheld():
    entries = {
        ("a",): Entry(20, 3, 17),
        ("b",): Entry(20, 3, 16),
        ("c",): Entry(40, 5, 10),
        (TOTAL,): Entry(80, 9, 20),
    }

    found = release([Table("groups", ("group",), entries)], audience=PARTNERS)

    assert codes(found) == {"a": "dominated", "b": "secondary", "c": "shown", "*": "shown"}


@pytest.mark.parametrize(
    ("none", "one", "expected"),
    [
        (Entry(10, 3, 4), Entry(10, 3, 4), ("shown", "shown", "shown")),
        (Entry(9, 3, 3), Entry(40, 4, 10), ("few_pupils", "other_arm", "shown")),
        (Entry(40, 2, 20), Entry(40, 4, 10), ("few_classes", "other_arm", "shown")),
        (Entry(20, 4, 17), Entry(40, 4, 10), ("dominated", "other_arm", "shown")),
    ],
)
def test_a_mean_needs_pupils_and_classes_in_either_arm(none, one, expected):
    found = release([arms(none, one)], audience=PARTNERS)

    assert tuple(mean_codes(found).values()) == expected


def test_nobody_has_no_mean():
    found = release([table_of(pupils_of(1), "arm", "language", scored=True)], audience=PARTNERS)
    empty = [c for c in found.tables[0].cells.values() if c.pupils == 0]

    assert all(cell.mean_code is Code.NOBODY for cell in empty)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ({"a": 20, "b": 30}, {"a": "shown", "b": "shown", "*": "shown"}),
        # Fewer than five came, left or moved: the earlier table stands.
        ({"a": 21, "b": 30}, dict.fromkeys("ab*", "small_change")),
        ({"a": 18, "b": 30}, dict.fromkeys("ab*", "small_change")),
        ({"a": 18, "b": 32}, dict.fromkeys("ab*", "small_change")),
        ({"a": 25, "b": 30}, {"a": "shown", "b": "shown", "*": "shown"}),
        ({"a": 21, "b": 35}, {"a": "small_change", "b": "secondary", "*": "shown"}),
    ],
)
def test_a_later_version_does_not_tell_who_came_or_left(later, expected):
    first = version_of(plain("groups", {"a": 20, "b": 30}))

    found = release([plain("groups", later)], audience=PARTNERS, earlier=[first])

    assert codes(found) == expected


def test_a_later_version_does_not_tell_one_pupils_score():
    first = version_of(arms(Entry(20, 4, 6), Entry(20, 4, 6)))
    joined = arms(Entry(20, 4, 6), Entry(21, 4, 6), means=(10.0, 12.3))

    found = release([joined], audience=PARTNERS, earlier=[first])

    assert mean_codes(found) == dict.fromkeys("01*", "small_change")


def test_what_an_earlier_version_gave_away_is_said():
    """Figures released by looser rules cannot be taken back."""
    few = plain("groups", {"a": 3, "b": 20})
    safe = release([few], audience=PARTNERS)
    loose = replace(safe.tables[0].cells["b",], pupils=20, pupils_code=Code.SHOWN)
    cells = {**safe.tables[0].cells, ("b",): loose}
    first = Version((few,), replace(safe, tables=(replace(safe.tables[0], cells=cells),)))

    found = release([few], audience=PARTNERS, earlier=[first])

    assert found.exposed == (("", frozenset({("group", "a")})),)
    assert release([few], audience=PARTNERS, earlier=[version_of(few)]).exposed == ()


def test_answers_of_nearly_all_or_nearly_nobody_are_coded():
    counts = {"1": 0, "2": 3, "3": 20, "4": 37}
    table = replace(plain("groups", counts), answers="group")
    one_sided = replace(plain("groups", {"1": 1, "2": 59}), answers="group")

    found = release([table], audience=PARTNERS)

    assert list(codes(found).values())[:2] == ["at_most", "at_most"]
    assert codes(found)["*"] == "shown"
    assert codes(release([one_sided], audience=PARTNERS)) == {
        "1": "at_most",
        "2": "at_least",
        "*": "shown",
    }


def test_a_distribution_of_nine_pupils_is_withheld_as_a_whole():
    table = replace(plain("groups", {"1": 4, "2": 5}), answers="group")

    assert codes(release([table], audience=PARTNERS)) == {
        "1": "few_pupils",
        "2": "few_pupils",
        "*": "shown",
    }


@pytest.mark.parametrize(
    ("part", "whole", "percent", "code"),
    [
        (4, 400, 5, "at_most"),
        (20, 400, 5, "at_most"),
        (21, 400, 5, "shown"),
        (379, 400, 95, "shown"),
        (380, 400, 95, "at_least"),
        (4, 40, 10, "at_most"),
        (5, 40, 12, "shown"),
        (36, 40, 90, "at_least"),
        (2, 3, 100, "at_most"),
    ],
)
def test_shares_are_coded_at_both_ends(part, whole, percent, code):
    found = shown_share(part, whole)

    assert (found.percent, found.code) == (percent, code)


def test_the_public_reads_rounded_figures_and_no_other_cells_than_partners():
    tables = tables_of(pupils_of(7))

    ours, theirs = (release(tables, audience=audience) for audience in (PARTNERS, PUBLIC))

    for own, public in zip(ours.tables, theirs.tables, strict=True):
        for key, cell in public.cells.items():
            assert (cell.pupils_code, cell.mean_code) == (
                own.cells[key].pupils_code,
                own.cells[key].mean_code,
            )
            if cell.pupils is not None:
                assert cell.pupils % 5 == 0 and abs(cell.pupils - own.cells[key].pupils) <= 2
            if cell.mean is not None:
                assert cell.mean == round(own.cells[key].mean, 1)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Entry(3, 4, 1), "3 pupils cannot come from 4 classes"),
        (lambda: Entry(9, 3, 2), "cannot be the most of one class"),
        (lambda: Entry(9, 3, 8), "cannot be the most of one class"),
        (lambda: Entry(0, 0, 0, mean=3.0), "of somebody"),
        (lambda: Table("t", ("g",), {("a",): spread(5)}), "no entry for"),
        (lambda: Table("t", ("g",), {("a",): spread(5), (TOTAL,): spread(6)}), "its parts 5"),
        (lambda: replace(arms(spread(9), spread(9)), scale=None), "with a scale"),
        (lambda: arms(spread(9), spread(9), means=(1.0, 30.0)), "is not in 0.0 to 20.0"),
        (lambda: Table("t", ("g",), {}, answers="h"), "h is not one of its dimensions"),
        (lambda: release([plain("t", {"a": 9})] * 2, audience=PARTNERS), "a name of its own"),
        (
            lambda: release(
                [plain("t", {"a": 9, "b": 9}), plain("u", {"a": 9, "b": 8})], audience=PARTNERS
            ),
            "different numbers of the same pupils",
        ),
        (
            lambda: release(
                [
                    arms(spread(9), spread(9)),
                    replace(plain("u", {"1": 9}, "score"), answers="score"),
                ],
                audience=PARTNERS,
            ),
            "beside its own distribution",
        ),
    ],
)
def test_what_cannot_be_is_refused(build, message):
    with pytest.raises(ValueError, match=message):
        build()
