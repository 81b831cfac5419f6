"""A round's sheets as files: what stands in them, and that the ranking comes out of them again."""

import csv
import io
import json

import pytest
from django.core.management import call_command

from eduhub.programmes.models import Conflict, Ranking
from eduhub.programmes.services import rankings
from tests.makers import signed_in
from tests.makers.juries import give_in, give_out, make_town

pytestmark = pytest.mark.django_db
SCORES = {"kielo": (5, 4, 4), "lumi": (3, 3, 2), "puro": (2, 4, 1), "salo": (4, 2, 3)}


def judged():
    town = make_town("anna bo cilla", " ".join(SCORES), sheets=3)
    give_out(town)
    for name, scores in SCORES.items():
        for juror, score in zip(town.jurors, scores, strict=True):
            give_in(town, juror, name, score, 6 - score, to_staff=f"=1+1 {juror}")
    return town


def test_the_ranking_comes_out_of_the_file_again(client, tmp_path, capsys):
    town = judged()
    asked = rankings.ask_ranking(town.round.pk, by=town.staff, now=town.now)
    rankings.work_out_ranking(asked.pk, now=town.now)

    page = signed_in(client, town.people["staff"]).get(
        f"/en/programmes/rounds/{town.round.pk}/scores.json"
    )
    file = tmp_path / "scores.json"
    file.write_bytes(page.content)
    call_command("score", str(file), "--json")

    assert json.loads(capsys.readouterr().out) == Ranking.objects.get().content


def test_each_sheet_that_counts_is_a_row_and_no_cell_is_a_formula(client):
    town = judged()
    Conflict.objects.create(
        juror=town.jurors["bo"],
        application=town.applications["lumi"],
        by_juror=True,
        declared_at=town.now,
    )

    page = signed_in(client, town.people["staff"]).get(
        f"/en/programmes/rounds/{town.round.pk}/sheets.csv"
    )

    head, *rows = csv.reader(io.StringIO(page.content.decode("utf-8-sig")))
    assert (head[:3], len(head)) == (["Code", "Applicant", "Juror"], 8)
    told = {(row[1], row[2]): (row[3], row[4], row[6]) for row in rows}
    assert len(told) == len(rows) == 11
    assert ("Lumi Oy", "Bo") not in told
    assert told["Kielo Oy", "Anna"] == ("5", "1", "'=1+1 anna")
