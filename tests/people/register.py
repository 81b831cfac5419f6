"""A company register of our own on this machine, in the shape of the real one (version 3).

The shape was read in recorded answers of the register in several public programs; it has not been
compared with the register itself from here.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

COMPANY: dict[str, Any] = {
    "businessId": {"value": "0000041-4", "registrationDate": "1990-01-01", "source": "3"},
    "names": [
        {"name": "Kirjain Oy", "type": "1", "registrationDate": "1990-01-01", "version": 1},
        {
            "name": "Vanha Kirjain Oy",
            "type": "1",
            "registrationDate": "1980-01-01",
            "endDate": "1989-12-31",
            "version": 2,
        },
    ],
    "mainBusinessLine": {
        "type": "58290",
        "descriptions": [
            {"languageCode": "1", "description": "Muu ohjelmistojen julkaiseminen"},
            {"languageCode": "3", "description": "Other software publishing"},
        ],
        "typeCodeSet": "TOIMI4",
        "registrationDate": "2026-01-01",
        "source": "2",
    },
    "companyForms": [
        {
            "type": "26",
            "descriptions": [{"languageCode": "1", "description": "Toiminimi"}],
            "endDate": "1990-01-01",
            "version": 2,
        },
        {
            "type": "16",
            "descriptions": [
                {"languageCode": "1", "description": "Osakeyhtiö"},
                {"languageCode": "2", "description": "Aktiebolag"},
                {"languageCode": "3", "description": "Limited company"},
            ],
            "registrationDate": "1990-01-01",
            "version": 1,
        },
    ],
    "tradeRegisterStatus": "1",
    "status": "2",
    "lastModified": "2026-01-02T07:49:26",
}


class Register(ThreadingHTTPServer):
    """Answers for its companies; `busy` for 429 and `says` for a wrong answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.companies = [COMPANY]
        self.asked: list[str] = []
        self.busy = 0  # seconds that the caller shall wait
        self.says: bytes | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/opendata-ytj-api/v3/companies"


class _Desk(BaseHTTPRequestHandler):
    server: Register

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query).get("businessId", [""])[0]
        self.server.asked.append(asked)
        if self.server.busy:
            self.send_response(429)
            self.send_header("Retry-After", str(self.server.busy))
            self.end_headers()
            return
        found = [c for c in self.server.companies if c["businessId"]["value"] == asked]
        answer = json.dumps({"totalResults": len(found), "companies": found}).encode()
        body = answer if self.server.says is None else self.server.says
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def register() -> Iterator[Register]:
    server = Register()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
