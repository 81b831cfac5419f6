"""A second trial file of the same shape, as other programs and languages write it."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.kit.access import machine
from tests.makers import NOW, make_actor, make_person, signed_in
from tests.makers.evidence import make_agreed, make_file_draft, make_running

REFERENCE = Path(__file__).parents[1] / "engines" / "reference"
COLUMNS = ("class", "arm", "pretest", "posttest")


def rows() -> list[list[str]]:
    """Class, side, earlier and later result of each pupil in our own synthetic trial."""
    with (REFERENCE / "pupils.csv").open() as file:
        return [[row[name] for name in COLUMNS] for row in csv.DictReader(file)]


def written(header, body, *, separator=",", encoding="utf-8", mark="."):
    lines = [header, *([cell.replace(".", mark) for cell in row] for row in body)]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(lines)
    return file.getvalue().encode(encoding)


def plain():
    return "trial.csv", written(["School", "Intervention", "Prettest", "Posttest"], rows()), {}


def semicolons_and_commas():
    header = ["koulu", "kokeiluryhmä", "alkutesti", "lopputesti"]
    told = [[c, "kyllä" if a == "1" else "ei", *rest] for c, a, *rest in rows()]
    return "koe.csv", written(header, told, separator=";", encoding="cp1252", mark=","), {}


def in_swedish_with_a_mark_before():
    header = ["skola", "försöksgrupp", "förtest", "eftertest"]
    told = [[c, "ja" if a == "1" else "nej", *rest] for c, a, *rest in rows()]
    return "prov.csv", written(header, told, separator="\t", encoding="utf-8-sig", mark=","), {}


def as_r_writes_it():
    """With an unnamed first column that numbers the rows."""
    body = [[str(n), *row] for n, row in enumerate(rows(), 1)]
    return "r.csv", written(["", "classroom", "treatment", "pre", "post"], body), {}


def a_workbook():
    book = openpyxl.Workbook()
    book.active.append(["ryhmä", "haara", "lähtötaso", "tulos"])
    for label, arm, before, after in rows():
        book.active.append([label, int(arm), float(before), float(after)])
    file = io.BytesIO()
    book.save(file)
    return "koe.xlsx", file.getvalue(), {}


def with_names_of_its_own():
    """Other columns beside, pupils without a later result, and sides under odd names."""
    body = [[c, "game" if a == "1" else "book", "7", b, x] for c, a, b, x in rows()]
    body += [["class-01", "game", "7", "12", "NA"], ["class-02", "book", "7", "", "14"]]
    told = {"cluster": "unit", "arm": "what", "treated": "game", "outcome": "t2", "baseline": "t1"}
    return "own.csv", written(["unit", "what", "grade", "t1", "t2"], body), told


SHAPES = (
    *(plain, semicolons_and_commas, in_swedish_with_a_mark_before, as_r_writes_it),
    *(a_workbook, with_names_of_its_own),
)


@pytest.fixture
def running(db):
    return make_running(make_agreed(1), make_file_draft())


def send(client, plan, name, content, told):
    with override("en"):
        address = reverse("evidence:trial_file", args=[plan.pilot_id])
    return client.post(address, told | {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("shape", SHAPES)
def test_whoever_wrote_the_file_the_answer_is_what_r_finds(client, running, shape):
    staff = make_person("hub_staff")
    name, content, told = shape()

    answer = send(signed_in(client, staff), running, name, content, told)
    client.post(answer.url + "confirm/")
    services.close_data(running.pilot_id, by=make_actor("hub_staff"), now=NOW)
    services.analyse(running.pk, by=machine("worker"), now=NOW)

    result = Result.objects.get()
    models = json.loads((REFERENCE / "results.json").read_text())["models"]
    found = next(line for line in models["baseline"] if line["term"] == "arm")
    names = ("estimate", "standard_error", "degrees_of_freedom", "low", "high", "p_value")
    assert [getattr(result, one) for one in names] == pytest.approx(
        [found[one] for one in names], rel=1e-8
    )


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("pupil name", ["A", "B"]),
        ("contact", ["pupil@school.example", "other@school.example"]),
        ("code", ["131052-308T", "131052-308T"]),
    ],
)
def test_a_file_that_tells_who_pupils_are_is_refused_and_nothing_of_it_is_kept(
    client, running, column, cells
):
    body = [[*row, cells[n % 2]] for n, row in enumerate(rows())]
    content = written([*COLUMNS, column], body)

    answer = send(signed_in(client, make_person("hub_staff")), running, "trial.csv", content, {})

    assert answer.status_code == 422 and f"Column {column} is not taken" in answer.text
    assert not Totals.objects.exists()
