"""A file is added up in the browser as the hub would do it, and no row of it leaves the device."""

import base64
import io
import json
import math

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from eduhub.evidence.models import Plan, Totals
from eduhub.evidence.services.in_browser import rules_for_browser
from eduhub.evidence.services.reduction import Columns, reduce_trial
from eduhub.evidence.services.sent_sums import sums_of_class
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.sheets import read_sheet
from tests.browser import axe, no_sideways_scroll
from tests.evidence.test_in_browser import signed_in_page
from tests.evidence.test_reduction import ROWS, csv, xlsx
from tests.makers import make_person
from tests.makers.evidence import make_agreed, make_file_draft, make_running

PERIOD = {"period": {"starts": "2026-09-01", "ends": "2026-10-20"}}
PLAN = Plan(
    baseline=Text(en="The same test before"),
    scale_low=-1000,
    scale_high=100000,
    dose_minutes=25,
    content=json.dumps(PERIOD),
)
NAMED = list(Columns.__slots__)
WORK = """async ([file, named, rules]) => {
  const { reduce } = await import("/static/evidence/reduce.js")
  const bytes = Uint8Array.from(atob(file), (one) => one.charCodeAt(0))
  try { return await reduce(bytes, named, rules) }
  catch (refused) { if (!refused.fields) throw refused; return { refused: refused.fields } }
}"""


@pytest.fixture
def in_browser(new_page, live_server):
    """in_browser(file, **columns): what the script makes of it, in one page for many files."""
    page = new_page(language="en")
    page.goto("/en/results/")
    rules = rules_for_browser(PLAN, columns=NAMED, fewest=5)

    def work(content, **named):
        return page.evaluate(WORK, [base64.b64encode(content).decode(), named, rules])

    return work


def on_server(content, **named):
    try:
        return reduce_trial(read_sheet(content, "file"), Columns(**named), PLAN)
    except Invalid as refusal:
        return {"refused": {name: str(words) for name, words in refusal.fields.items()}}


def near(one, other, size):
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12 * size)


def same(sent, summed):
    """Whether the sums that were sent are the server's, to a relative 1e-12."""
    assert sent["left_out"] == list(summed.left_out_by_arm)
    assert sent["classes_left_out"] == list(summed.classes_left_out)
    assert len(sent["cells"]) == len(summed.cells)
    for told, cell in zip(sent["cells"], summed.cells, strict=True):
        assert (told["label"], told["arm"], told["pupils"]) == (cell.label, cell.arm, cell.pupils)
        sizes = [math.sqrt(cell.cross_products[i][i]) for i in range(2)]
        for i, mean in enumerate(told["means"]):
            assert near(float(mean), cell.means[i], 1.0)
            for j in range(2):
                product, ours = told["cross_products"][i][j], cell.cross_products[i][j]
                assert near(float(product), ours, sizes[i] * sizes[j] + 1e-9)
    same_use(sent.get("uses", []), summed.uses)


def same_use(sent, uses):
    assert [(u["label"], u["arm"], u["pupils"], u["bins"]) for u in sent] == [
        (use.label, use.arm, use.pupils, list(use.bins)) for use in uses
    ]
    for told, use in zip(sent, uses, strict=True):
        for name in ("minutes", "days"):
            ours = getattr(use, name)
            assert (told[name] is None) == (ours is None)
            assert ours is None or near(float(told[name]), ours, 1.0)


VALUES = st.one_of(
    st.floats(-900, 90_000, allow_nan=False).map(repr),
    st.integers(-900, 90_000).map(str),
    st.sampled_from(["NA", "", "1 000,5", "7,25", "\u22123", " 4 ", "1e2", "#N/A"]),
)
MINUTES = st.one_of(
    st.floats(0, 5000).map(repr),
    st.sampled_from(["0", "12,5", "25", "175", "10080", "", "x", "-1"]),
)
ROW = st.tuples(
    st.sampled_from(["1A", "5 b", "Åk 3"]), VALUES, VALUES, st.sampled_from("01"), MINUTES
)
HEAD = ("class", "pretest", "posttest", "arm", "minutes")


def written(rows, shape):
    if shape == "xlsx":
        book = Workbook()
        book.active.append(HEAD)
        for label, before, after, arm, minutes in rows:
            book.active.append([label, before, number(after), int(arm), number(minutes)])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    separator, encoding, quote = shape
    lines = [HEAD, *rows]
    words = "\r\n".join(separator.join(f"{quote}{c}{quote}" for c in line) for line in lines)
    return words.encode(encoding)


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


SHAPES = [(";", "utf-8-sig", ""), ("\t", "utf-8", ""), (",", "utf-8", '"'), "xlsx"]


@pytest.mark.django_db(transaction=True)
def test_the_browser_adds_up_as_the_hub_does(in_browser):
    rows = st.lists(ROW, min_size=2, max_size=40)
    spans = st.sampled_from(["", "pilot"])

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows, st.sampled_from(SHAPES), spans)
    def every_file(rows, shape, span):
        content = written(rows, shape)
        ours, sent = (how(content, minutes_of=span) for how in (on_server, in_browser))
        if isinstance(ours, dict) or not ours.cells:
            assert "refused" in sent
            assert sent == (ours if isinstance(ours, dict) else sent)
        else:
            same(sent, ours)

    every_file()


ODD = {
    "usual": csv(),
    "workbook": xlsx(),
    "cp1252": csv(header=("Klass", "Förtest", "Eftertest", "Försök")).decode().encode("cp1252"),
    "quotes": b'class,pretest,posttest,arm,"a ""b"", c"\n"A\nB",1,2,1,x\nB,2,3,0,y\n\nC,3,4,1\n',
    "empty": b"class;posttest\n",
    "binary": b"\x89PNG\x00\x00",
    "broken workbook": b"PK\x03\x04 and no more, not even a list of what is in it",
    "lost": csv(header=("s", "a", "b", "c")),
    "twice": csv(header=("class", "class", "posttest", "arm")),
    "too wide": csv([*ROWS, ("A", 1, 2, 1, 9)]),
    "cells": csv([*ROWS, ("A", 3, "x", 1), ("", 3, 4, 1), ("B", 3, 400000, "")]),
    "vast": csv([*ROWS, ("A", "1e200", 3, 1), ("A", 3, "-1e200", 0)]),
    "many": csv([("A", "x", 1, 1)] * 30 + ROWS),
    "one side": csv([(*row[:3], 1) for row in ROWS]),
    "unclear": csv([(*row[:3], "ab"[row[3]]) for row in ROWS]),
    "use": csv(
        [
            (*row, m, d)
            for row, (m, d) in zip(ROWS, [(0, 9), (5, 50), (30, 1), (25, 0)] * 2, strict=True)
        ],
        ("class", "pre", "post", "arm", "minuutit", "dagar"),
    ),
    "odd use": csv(
        [
            (*row, m, d)
            for row, (m, d) in zip(ROWS, [("", 1), (-5, 51), ("x", 1), (1e5, "")] * 2, strict=True)
        ],
        ("class", "pre", "post", "arm", "minutes", "days"),
    ),
    "lost use": csv([(*row, 3) for row in ROWS], ("class", "pre", "post", "arm", "post minutes")),
    "name": csv([(*row, "Aino Virtanen") for row in ROWS], ("class", "pre", "post", "arm", "x")),
    "named": csv([(*row, "x") for row in ROWS], ("class", "pre", "post", "arm", "pupilName")),
    "mail": csv([(*row, "a@b.example") for row in ROWS], ("class", "pre", "post", "arm", "x")),
    "code": csv([(*row, "131052-308T") for row in ROWS], ("class", "pre", "post", "arm", "x")),
    "no code": csv([(*row, "131052-308U") for row in ROWS], ("class", "pre", "post", "arm", "x")),
    "phone": csv([(*row, "040 123 4567") for row in ROWS], ("class", "pre", "post", "arm", "x")),
    "bare": csv([(*row, "401234567") for row in ROWS], ("class", "pre", "post", "arm", "x")),
}


@pytest.mark.django_db(transaction=True)
def test_what_one_refuses_the_other_refuses_in_the_same_words(in_browser):
    for name, content in ODD.items():
        ours, sent = on_server(content), in_browser(content)

        if isinstance(ours, dict):
            assert sent == ours, name
        else:
            same(sent, ours)


@pytest.mark.django_db(transaction=True)
def test_on_a_phone_the_sums_are_seen_and_sent_and_no_row_leaves(new_page, live_server):
    plan = make_running(make_agreed(1), make_file_draft())
    page = signed_in_page(
        new_page, live_server, make_person("hub_staff"), width=320, language="en"
    )
    bodies = []
    page.on("request", lambda asked: bodies.append(asked.post_data_buffer or b""))
    rows = [("Sparrow", 71.5, 83.25, 1), ("Sparrow", 73.5, 86.25, 1), ("Heron", 72.5, 81.25, 0)]
    file = {"name": "own.csv", "mimeType": "text/csv", "buffer": csv(rows * 3)}

    page.goto(f"/en/results/{plan.pilot_id}/data/file/")
    page.set_input_files(
        "input[type=file]", {**file, "buffer": csv([*rows, ("Heron", 1, "x", 0)])}
    )
    page.get_by_role("cell", name="this is not a number").wait_for()
    no_sideways_scroll(page)
    page.set_input_files("input[type=file]", file)
    page.get_by_text("Your file stayed on this device. Only these sums are sent.").wait_for()
    faults = axe(page)
    no_sideways_scroll(page)
    page.click("main button[type=submit]")
    page.get_by_text("Your file stayed on your device").wait_for()

    totals = Totals.objects.get()
    sent = b"".join(bodies)
    assert (totals.on_device, totals.pupils, faults) == (True, 9, [])
    assert b"c002" in sent  # the log does see what is sent
    assert [w for w in (b"Sparrow", b"Heron", b"83.25", b"own.csv") if w in sent] == []


CELL = {
    "label": "c001",
    "arm": 1,
    "pupils": 10,
    "variables": ["outcome"],
    "means": ["20.5"],
    "cross_products": [["90"]],
}


def sent_of(**changed):
    return json.dumps({"cells": [CELL | changed], "left_out": [0, 1], "classes_left_out": []})


ON_SCALE = Plan(scale_low=0, scale_high=40)
UNREADABLE = "The sums could not be read. Choose the file again."
OFF_SCALE = "The sums lie outside the measure's scale."


def test_sums_that_can_be_are_put_under_the_classs_own_code_and_side():
    found = sums_of_class(sent_of(arm=0), ON_SCALE, code="class-07", arm=1)

    (cell,) = found.cells
    assert (cell.label, cell.arm, cell.means, found.left_out_by_arm) == (
        *("class-07", 1, (20.5,)),
        (0, 1),
    )


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("", UNREADABLE),
        ("[" * 100_000, UNREADABLE),
        ("{}", UNREADABLE),
        (sent_of(pupils=True), UNREADABLE),
        (sent_of(pupils=10.0), UNREADABLE),
        (sent_of(pupils=-3), UNREADABLE),
        (sent_of(pupils=10**7), UNREADABLE),
        (sent_of(means=["nan"]), UNREADABLE),
        (sent_of(means=[20.5]), UNREADABLE),
        (sent_of(means=["1e400"]), UNREADABLE),
        (sent_of(cross_products=[["-1"]]), UNREADABLE),
        (sent_of(cross_products=[[None]]), UNREADABLE),
        (sent_of(variables=["baseline"]), UNREADABLE),
        (sent_of(label="Aino Virtanen"), UNREADABLE),
        (sent_of(name="Aino"), UNREADABLE),
        (sent_of(means=["41"]), OFF_SCALE),
        (sent_of(cross_products=[["4001"]]), OFF_SCALE),
    ],
)
def test_sums_that_no_file_can_have_are_refused(sent, told):
    with override("en"), pytest.raises(Invalid) as refusal:
        sums_of_class(sent, ON_SCALE, code="class-07", arm=1)

    assert refusal.value.fields == {"file": told}


DOSED = Plan(scale_low=0, scale_high=40, dose_minutes=25, content=json.dumps(PERIOD))
USE = {
    "label": "c001",
    "arm": 1,
    "pupils": 10,
    "bins": [0, 0, 0, 10, 0],
    "minutes": "30",
    "days": "9",
}


def with_use(**changed):
    return json.dumps(json.loads(sent_of()) | {"uses": [USE | changed]})


def test_use_that_can_be_is_taken_with_the_sums():
    (use,) = sums_of_class(with_use(), DOSED, code="class-07", arm=0).uses

    assert (use.label, use.arm, use.reached, use.minutes, use.days) == (
        "class-07",
        0,
        10,
        30.0,
        9.0,
    )


@pytest.mark.parametrize(
    "sent",
    [
        with_use(minutes="20"),  # below its only bin
        with_use(minutes="1e400"),
        with_use(bins=[0, 0, 0, 9, 0]),
        with_use(bins=[0, 0, 0, 10.0, 0]),
        with_use(pupils=9, bins=[0, 0, 0, 9, 0]),
        with_use(arm=0),
        with_use(days="51"),
        with_use(name="Aino"),
        json.dumps(json.loads(sent_of()) | {"uses": {}}),
        json.dumps(json.loads(sent_of()) | {"uses": [USE, USE]}),
    ],
)
def test_use_that_no_file_can_have_is_refused(sent):
    with override("en"), pytest.raises(Invalid) as refusal:
        sums_of_class(sent, DOSED, code="class-07", arm=1)

    assert refusal.value.fields == {"file": UNREADABLE}
