"""Log lines as JSON, each with the request it belongs to, none with a person or a token."""

import datetime as dt
import json
import logging
import re
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

_SECRETS = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "<address>"),
    (re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b"), "<personal identity code>"),
    (re.compile(r"\b[\w-]{32,}\b"), "<token>"),
    (re.compile(r"\?\S+"), "?…"),
)


def scrubbed(words: str) -> str:
    """The words without addresses, personal identity codes, long tokens and query strings."""
    for pattern, instead in _SECRETS:
        words = pattern.sub(instead, words)
    return words


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, request, and the record's own facts."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, tz=dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
        }
        if asked := request_id.get():
            line["request"] = asked
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["trace"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
