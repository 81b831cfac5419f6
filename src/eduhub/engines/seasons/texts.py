"""A problem and its answer as text: canonical JSON, so that equal problems have equal texts."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eduhub.engines.seasons.explain import Change, Reason, Refusal
from eduhub.engines.seasons.problem import (
    Applicant,
    Day,
    Forbid,
    Lock,
    Place,
    Problem,
    Slot,
    Wish,
)
from eduhub.engines.seasons.solve import Contradiction, Grant, Proposal, Shortfall

FORMAT = "eduhub-season-1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a problem: a proposal with its refusals, or a contradiction."""

    proposal: Proposal | None
    refusals: tuple[Refusal, ...] = ()
    contradiction: Contradiction | None = None


def problem_text(problem: Problem) -> str:
    content = _plain(asdict(problem)) | {"format": FORMAT}
    for name in ("places", "applicants", "wishes"):
        content[name].sort(key=lambda row: row["id"])
    for name in ("locks", "forbids"):
        content[name].sort(key=lambda row: row["wish"])
    for place in content["places"]:
        place["days"].sort(key=json.dumps)
    return _text(content)


def fingerprint_of(problem: Problem) -> str:
    """SHA-256 of the canonical text in UTF-8, in hexadecimal."""
    return hashlib.sha256(problem_text(problem).encode()).hexdigest()


def problem_from_text(text: str) -> Problem:
    """Raises ValueError where the text is of another format."""
    told = json.loads(text)
    if told.pop("format", None) != FORMAT:
        raise ValueError("not a problem of a season")
    return Problem(
        places=tuple(_place(row) for row in told["places"]),
        applicants=tuple(Applicant(**row) for row in told["applicants"]),
        wishes=tuple(_wish(row) for row in told["wishes"]),
        locks=tuple(
            Lock(row["wish"], Slot(**row["slot"]), row["reason"]) for row in told["locks"]
        ),
        forbids=tuple(Forbid(**row) for row in told["forbids"]),
        floor=told["floor"],
        seed=told["seed"],
    )


def answer_text(answer: Answer) -> str:
    return _text(_plain(asdict(answer)))


def refusal_content(refusal: Refusal) -> dict[str, Any]:
    """A refusal as the answer's JSON has it."""
    content: dict[str, Any] = _plain(asdict(refusal))
    return content


def answer_from_text(text: str) -> Answer:
    told = json.loads(text)
    if told["contradiction"]:
        one, other = told["contradiction"]["wishes"]
        return Answer(None, (), Contradiction((one, other)))
    proposal = told["proposal"]
    return Answer(
        Proposal(
            grants=tuple(_grant(row) for row in proposal["grants"]),
            points=proposal["points"],
            bound=proposal["bound"],
            days=proposal["days"],
            shortfalls=tuple(Shortfall(**row) for row in proposal["shortfalls"]),
        ),
        tuple(_refusal(row) for row in told["refusals"]),
    )


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Sets sorted, tuples as lists: what JSON knows."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _place(row: dict[str, Any]) -> Place:
    days = tuple(
        Day(day["weekday"], day["count"], _stretches(day["opened"]), _stretches(day["taken"]))
        for day in row["days"]
    )
    sets = {name: frozenset(row[name]) for name in ("reach", "equipment", "kinds")}
    return Place(**row | sets | {"days": days})


def _stretches(rows: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((begins, ends) for begins, ends in rows)


def _wish(row: dict[str, Any]) -> Wish:
    sets = {"places": tuple(row["places"]), "equipment": frozenset(row["equipment"])}
    return Wish(**row | sets)


def _grant(row: dict[str, Any]) -> Grant:
    return Grant(**row | {"slot": Slot(**row["slot"])})


def _refusal(row: dict[str, Any]) -> Refusal:
    change = row["change"] and Change(
        **row["change"]
        | {"slot": Slot(**row["change"]["slot"]), "without": tuple(row["change"]["without"])}
    )
    reason, is_smallest = Reason(row["reason"]), row["is_smallest"]
    return Refusal(row["wish"], reason, row["rivals"], change, is_smallest)
