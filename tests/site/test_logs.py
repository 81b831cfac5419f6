"""Log lines: JSON with the request's number, and nothing of a person in them."""

import json
import logging

import pytest

from eduhub.site.logs import JsonLines, request_id, scrubbed


@pytest.mark.parametrize(
    "secret",
    [
        "teacher@school.example",
        "131052-308T",
        "131052A308T",
        "gAAAAABm3kq-8Zk2Xy3Q0bWJ4d5cR6tV7u8x9y0z1",
        "?code=ABCD-EFGH&state=1",
    ],
)
def test_no_address_code_or_token_gets_into_a_line(secret):
    line = scrubbed(f"something about {secret} happened")

    assert secret not in line and line.startswith("something about ") and "happened" in line


def test_a_line_is_json_with_its_request():
    record = logging.LogRecord(
        "eduhub", logging.INFO, "f", 1, "done by %s", ("a@b.example",), None
    )
    record.facts = {"status": 200}
    mark = request_id.set("abc")

    line = json.loads(JsonLines().format(record))
    request_id.reset(mark)

    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "eduhub",
        "message": "done by <address>",
        "request": "abc",
        "status": 200,
    }


def test_a_request_is_logged_by_its_route_without_what_was_asked(db, client, caplog):
    with caplog.at_level(logging.INFO, logger="eduhub.requests"):
        response = client.get("/en/search/?q=secret-words")

    (line,) = (r.facts for r in caplog.records if r.name == "eduhub.requests")
    assert line.pop("ms") > 0
    assert line == {"method": "GET", "route": "/en/search/", "status": 200}
    assert len(response["X-Request-ID"]) == 16 and "secret-words" not in caplog.text
