"""From a pupils' file to sums: what is found, what is refused, what is left of it."""

import io
import json

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from eduhub.evidence.models import Plan
from eduhub.evidence.services.reduction import Columns, reduce_class, reduce_trial
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.sheets import read_sheet

PLAN = Plan(baseline=Text(en="The same test before"))
PLAIN = Plan()
ROWS = [  # class, before, after, arm
    *[("A", 3, 10, 1), ("A", 5, 14, 1), ("B", 4, 9, 0), ("B", 2, 7, 0)],
    *[("C", 6, 15, 1), ("C", 4, 12, 1), ("D", 5, 10, 0), ("D", 3, 8, 0)],
]


def csv(rows=ROWS, header=("school", "pretest", "posttest", "intervention"), sep=","):
    lines = [header, *rows]
    return "\n".join(sep.join(str(cell) for cell in line) for line in lines).encode()


AS_NAMED = Columns()


def summed(content, columns=AS_NAMED, plan=PLAN):
    return reduce_trial(read_sheet(content, "file"), columns, plan)


def xlsx(rows=ROWS):
    book = Workbook()
    for row in (("Koulu", "Alkutesti", "Lopputesti", "Kokeilu"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


EXPECTED = summed(csv())


def test_classes_are_numbered_as_they_come_and_summed_by_side():
    told = [(c.label, c.arm, c.pupils, c.means) for c in EXPECTED.cells]

    assert told == [
        ("c001", 1, 2, (12.0, 4.0)),
        ("c002", 0, 2, (8.0, 3.0)),
        ("c003", 1, 2, (13.5, 5.0)),
        ("c004", 0, 2, (9.0, 4.0)),
    ]
    assert (EXPECTED.left_out, EXPECTED.classes_left_out) == (0, ())


@pytest.mark.parametrize(
    "content",
    [
        csv(sep=";"),
        csv(sep="\t"),
        csv([(a, f"{b},0", f"{c},0", d) for a, b, c, d in ROWS], sep=";"),
        csv(header=("Koulu", "Alkutesti", "Lopputesti", "Kokeilu")),
        csv(header=("Klass", "Förtest", "Eftertest", "Försök")).decode().encode("cp1252"),
        csv(
            [(n, *row, "x") for n, row in enumerate(ROWS)],
            ('""', *"", "School", "Prettest", "Posttest", "Intervention", "Comment"),
        ),
        csv([(a, b, c, "yes" if d else "no") for a, b, c, d in ROWS]),
        csv([(a, b, c, f"{d}.0") for a, b, c, d in ROWS]),
        xlsx(),
    ],
    ids=["semicolon", "tab", "decimal comma", "fi", "sv cp1252", "r", "yes/no", "1.0", "xlsx"],
)
def test_the_same_trial_however_the_file_is_written(content):
    assert summed(content) == EXPECTED


def test_columns_may_be_named_by_whoever_sends_the_file():
    named = csv(header=("site", "t1", "t2", "product"))

    assert summed(named, Columns("T2", "t1", "Site", "product")) == EXPECTED


def test_the_value_of_those_who_tried_may_be_named():
    swapped = csv([(a, b, c, "app" if d else "book") for a, b, c, d in ROWS])

    assert summed(swapped, Columns(treated="App")) == EXPECTED


def test_a_plan_without_an_earlier_measure_asks_for_none():
    cells = summed(csv(header=("school", "x", "posttest", "intervention")), plan=PLAIN).cells

    assert [cell.variables for cell in cells] == [("outcome",)] * 4


def test_rows_with_a_missing_value_are_left_out_and_counted():
    gaps = [("A", "", 99, 1), ("B", 3, "NA", 0), ("E", "", 1, 1)]
    found = summed(csv([*ROWS, *gaps]))

    assert (found.cells, found.left_out_by_arm, len(found.classes_left_out)) == (
        EXPECTED.cells,
        (1, 2),
        1,
    )


def refused(content, columns=AS_NAMED, plan=PLAN):
    with override("en"), pytest.raises(Invalid) as told:
        summed(content, columns, plan)
    return told.value.fields


def test_lost_columns_are_told_with_what_the_file_has():
    told = refused(csv(header=("s", "pretest", "b", "c")), Columns(outcome="d"))

    assert told == {
        "cluster": "Write which column this is. The file has: s, pretest, b, c",
        "arm": "Write which column this is. The file has: s, pretest, b, c",
        "outcome": "The file has no column d. It has: s, pretest, b, c",
    }


def test_one_column_plays_one_part():
    told = refused(csv(), Columns(baseline="posttest"))

    assert told == {"baseline": "This column is named twice. Each thing has its own."}


def test_wrong_cells_are_told_by_row_and_nothing_is_half_taken():
    told = refused(csv([*ROWS, ("A", 3, "x", 1), ("", 3, 4, 1), ("B", 3, 4, "")]))

    assert list(told.values()) == [
        "Row 10, column posttest: this is not a number.",
        "Row 11: the class is missing.",
        "Row 12: it is missing whether the pupil's class tried the solution.",
    ]


def test_many_wrong_cells_are_told_in_part():
    told = refused(csv([("A", "x", 1, 1)] * 30 + ROWS))

    assert (len(told), told["more"]) == (21, "And 10 more rows.")


def test_values_off_the_scale_are_told():
    plan = Plan(baseline=PLAN.baseline, scale_low=0, scale_high=14)

    assert list(refused(csv(), plan=plan).values()) == [
        "Row 6, column posttest: this lies outside the measure's scale."
    ]


@pytest.mark.parametrize(
    ("arms", "columns", "told"),
    [
        (("a", "b"), Columns(), "Write which value means “tried the solution”: a or b."),
        (
            ("a", "b"),
            Columns(treated="c"),
            "Write which value means “tried the solution”: a or b.",
        ),
        ((1, 1), Columns(), "Column intervention has 1 different values. The plan compares two."),
        ((1, 2), Columns(), "Write which value means “tried the solution”: 1 or 2."),
    ],
)
def test_sides_that_are_not_clear_are_asked_for(arms, columns, told):
    unclear = csv([(a, b, c, arms[d]) for a, b, c, d in ROWS])

    assert refused(unclear, columns) == {"treated": told}


def test_three_arms_are_not_two():
    told = refused(csv([*ROWS, ("E", 1, 1, 2)]))

    assert told == {
        "treated": "Column intervention has 3 different values. The plan compares two."
    }


def test_a_column_that_tells_who_they_are_stops_the_whole_file():
    people = ["Aino Virtanen", "Eino Korhonen", "Noah Ek", "Ida Berg"] * 2
    rows = [(*row, person) for row, person in zip(ROWS, people, strict=True)]
    header = ("school", "pretest", "posttest", "intervention", "who")

    assert refused(csv(rows, header)) == {
        "file": "Column who is not taken: it holds names of persons. Nothing of the file was"
        " kept. Take the column out and choose the file again."
    }


def test_one_class_is_summed_under_its_code():
    only = csv([row[1:3] for row in ROWS[:2]], ("pretest", "posttest"))
    found = reduce_class(read_sheet(only, "f"), Columns(), PLAN, code="class-07", arm=1)

    assert [(c.label, c.arm, c.pupils, c.means) for c in found.cells] == [
        ("class-07", 1, 2, (12.0, 4.0))
    ]


PERIOD = {"period": {"starts": "2026-09-01", "ends": "2026-09-14"}}  # two weeks
DOSED = Plan(dose_minutes=20, content=json.dumps(PERIOD))
USED = [  # class, result, arm, minutes a week, days
    *[("A", 10, 1, 0, 0), ("A", 14, 1, 20, 4), ("B", 9, 0, 5, 2), ("B", 7, 0, 60, 14)],
    ("A", "", 1, "", ""),
]
HEADER = ("school", "posttest", "intervention", "minutes", "days")


def used(content, **named):
    return summed(content, Columns(**named), DOSED).uses


def test_a_file_may_tell_of_use():
    found = used(csv(USED, HEADER))

    assert [(u.label, u.arm, u.pupils, u.bins, u.minutes, u.days) for u in found] == [
        ("c001", 1, 2, (1, 0, 0, 1, 0), 10.0, 2.0),
        ("c002", 0, 2, (0, 1, 0, 0, 1), 32.5, 8.0),
    ]
    assert used(csv([row[:3] for row in USED], HEADER[:3])) == ()
    assert summed(csv(USED, HEADER), plan=PLAIN).uses == ()


def test_minutes_of_the_whole_pilot_are_shared_out_over_its_weeks():
    doubled = [(*row[:3], row[3] and 2 * row[3], row[4]) for row in USED]
    named = ("school", "posttest", "intervention", "total", "days")

    assert used(csv(doubled, named), minutes="Total", minutes_of="pilot") == used(
        csv(USED, HEADER)
    )


def test_use_that_cannot_be_is_told_by_row():
    odd = [("A", 10, 1, "", 1), ("A", 10, 1, -1, 15), ("B", 10, 0, 10081, "x"), *USED]

    assert list(refused(csv(odd, HEADER), plan=DOSED).values()) == [
        "Row 2, column minutes: this is empty; write 0 if the pupil did not use it.",
        "Row 3, column days: the pilot does not have so many days.",
        "Row 3, column minutes: use is never below nought.",
        "Row 4, column days: this is not a number.",
        "Row 4, column minutes: a week does not have so many minutes.",
    ]
