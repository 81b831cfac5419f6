"""Of a pupil's row nothing is left: not in the database, not on the disk, not in a log."""

import io
import logging
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from openpyxl import Workbook

from eduhub.evidence.models import Totals
from eduhub.site.logs import JsonLines
from tests.makers import make_person, signed_in
from tests.makers.evidence import make_agreed, make_file_draft, make_running

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
CANARIES = ("31.4159265", "27.1828182", "canary-school-1", "canary-school-2", "Remark-9137")


def rows():
    yield ("school", "pretest", "posttest", "intervention", "remark")
    for place in range(40):
        school = ("canary-school-1", "canary-school-2", "s3", "s4")[place % 4]
        score = {3: "31.4159265", 7: "27.1828182"}.get(place, str(10 + place % 7))
        yield (school, str(place % 5), score, str(place % 4 // 2), "Remark-9137")


def csv_file():
    return ("trial.csv", "\n".join(",".join(row) for row in rows()).encode(), "text/csv")


def xlsx_file():
    book = Workbook()
    for row in rows():
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return ("trial.xlsx", out.getvalue(), "application/vnd.ms-excel")


def whole_database():
    """Every cell of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE'"
        )
        words = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            words += [row for (row,) in cursor.fetchall()]
    return "\n".join(words)


@pytest.fixture
def written_logs():
    """What the program would have written to its log."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def disk(tmp_path, settings, monkeypatch):
    """An empty folder that all files and temporary files would go to."""
    settings.FILES = str(tmp_path / "files")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def send(client, plan, file, **columns):
    name, content, kind = file
    address = reverse("evidence:trial_file", args=[plan.pilot_id])
    upload = SimpleUploadedFile(name, content, kind)
    return client.post(address, {"file": upload, **columns})


@pytest.mark.parametrize("file", [csv_file(), xlsx_file()], ids=["csv", "xlsx"])
def test_an_upload_leaves_sums_and_nothing_else(client, disk, written_logs, file):
    plan = make_running(make_agreed(1), make_file_draft())
    signed_in(client, make_person("hub_staff"))

    sent = send(client, plan, file)
    shown = client.get(sent.url)

    assert (sent.status_code, Totals.objects.get().pupils) == (302, 40)
    places = {"database": whole_database(), "log": written_logs.getvalue(), "page": shown.text}
    found = [(p, c) for p, words in places.items() for c in CANARIES if c in words]
    assert found == []
    assert [path for path in Path(disk).rglob("*") if path.is_file()] == []


def test_a_refused_upload_leaves_nothing_at_all(client, disk, written_logs):
    plan = make_running(make_agreed(1), make_file_draft())
    signed_in(client, make_person("hub_staff"))
    name, content, kind = csv_file()

    refused = send(client, plan, (name, content.replace(b"Remark-9137", b"a@b.fi", 1), kind))

    assert (refused.status_code, Totals.objects.count()) == (422, 0)
    words = whole_database() + written_logs.getvalue() + refused.text
    assert [canary for canary in (*CANARIES, "a@b.fi") if canary in words] == []
    assert [path for path in Path(disk).rglob("*") if path.is_file()] == []


def test_the_search_for_canaries_finds_what_is_there(client, disk, written_logs):
    make_person("hub_staff", name="Remark-9137")
    logging.getLogger("eduhub").info("Remark-9137")

    assert "Remark-9137" in whole_database() and "Remark-9137" in written_logs.getvalue()


def test_a_file_larger_than_memory_may_hold_is_refused_and_not_put_on_the_disk(
    client, disk, settings
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    plan = make_running(make_agreed(1), make_file_draft())
    signed_in(client, make_person("hub_staff"))

    refused = send(client, plan, ("trial.csv", b"x" * 5000, "text/csv"))

    assert refused.status_code == 413
    assert [path for path in Path(disk).rglob("*") if path.is_file()] == []
