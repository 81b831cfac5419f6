"""The sheets of a round as the engine takes them, and its answer as the page shows it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eduhub.engines import scoring
from eduhub.programmes.models import Assignment, Entry, Juror, Mark, Ranking, Round
from eduhub.programmes.states import SheetState

WIDTH = 200.0  # of a drawn row


def scores_of(round_: Round) -> dict[tuple[int, int], float]:
    """{(entry, juror): the weighted mean of the marks} of sheets that count. One query.

    Given in, and of a juror who has no conflict of interest with the application by now.
    """
    counted = Assignment.objects.clear().filter(entry__round=round_, sheet__state=SheetState.GIVEN)
    marks = Mark.objects.filter(sheet__assignment__in=counted.values("pk")).values_list(
        "sheet__assignment__entry", "sheet__assignment__juror", "criterion__weight", "score"
    )
    sums: dict[tuple[int, int], list[int]] = {}
    for entry, juror, weight, score in marks:
        told = sums.setdefault((entry, juror), [0, 0])
        told[0] += weight * score
        told[1] += weight
    return {pair: round(total / weight, 6) for pair, (total, weight) in sorted(sums.items())}


def question_of(round_: Round, scores: Mapping[tuple[int, int], float]) -> scoring.Question:
    """What the engine is asked; a line that cuts nobody off is not asked for."""
    sheets = scoring.Sheets.of(
        scoring.Sheet(str(entry), str(juror), score) for (entry, juror), score in scores.items()
    )
    most = len(sheets.applications) - 1
    if round_.places > most:
        return scoring.Question(sheets=sheets, seed=round_.seed)
    others = tuple(n for n in round_.other_places if n <= most)
    return scoring.Question(
        sheets=sheets, seed=round_.seed, places=round_.places, other_places=others
    )


def fingerprint_of(round_: Round, scores: Mapping[tuple[int, int], float]) -> str:
    """SHA-256 of all that the answer hangs on."""
    told = [
        round_.seed,
        round_.places,
        list(round_.other_places),
        [[entry, juror, score] for (entry, juror), score in sorted(scores.items())],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """An application in the ranking; x are places on a line of WIDTH, low at the left."""

    entry: Entry
    rank: int
    rank_low: int
    rank_high: int
    score: float
    low: float
    high: float
    mean: float
    sheets: int
    standing: str
    chance: float | None
    x: str
    x_low: str
    x_high: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A ranking as the page shows it.

    Attributes:
        tied: how many the line does not part.
        line: where it falls on the drawn rows; None without a line.
        others: (places, entries that come in, that drop out).
        without: (juror, those who come in, who drop out, the entry that moves most with its
            rank before and after).
    """

    rows: tuple[Row, ...]
    jurors: tuple[tuple[Juror, dict[str, Any]], ...]
    agreement: dict[str, Any]
    tied: tuple[Entry, ...]
    above: int
    line: str | None
    others: tuple[tuple[int, list[Entry], list[Entry]], ...]
    without: tuple[tuple[Juror, list[Entry], list[Entry], tuple[Entry, int, int] | None], ...]
    parts: int
    confidence: float


def ranking_of(round_: Round) -> Ranking | None:
    """The last that is done or begun. One query."""
    return round_.rankings.order_by("-asked_at", "-pk").first()


def shown(ranking: Ranking) -> Shown | None:
    """The answer with its applications and jurors by their names. Two queries; None if none."""
    content = ranking.content
    if not content:
        return None
    round_ = ranking.round
    rows = Entry.objects.filter(round=round_).select_related("application__organisation")
    entries = {str(one.pk): one for one in rows}
    people = Juror.objects.filter(call=round_.call_id).select_related("person")
    jurors = {str(one.pk): one for one in people}
    cut = content.get("cut")
    standing = {one["application"]: one for one in cut["applications"]} if cut else {}
    count = len(content["applications"])

    def named(ids: list[str]) -> list[Entry]:
        return [entries[pk] for pk in ids if pk in entries]

    drawn = tuple(
        _row(entries[one["application"]], one, standing.get(one["application"]), count)
        for one in content["applications"]
        if one["application"] in entries
    )
    return Shown(
        rows=drawn,
        jurors=tuple(
            (jurors[one["juror"]], one) for one in content["jurors"] if one["juror"] in jurors
        ),
        agreement=content["agreement"],
        tied=tuple(one.entry for one in drawn if one.standing == scoring.Standing.TIED),
        above=sum(one.standing == scoring.Standing.ABOVE for one in drawn),
        line=_x(cut["places"] + 0.5, count) if cut else None,
        others=tuple(
            (one["places"], named(one["comes_in"]), named(one["drops_out"]))
            for one in content.get("other_cuts", [])
        ),
        without=tuple(
            (
                jurors[one["juror"]],
                named(one["comes_in"]),
                named(one["drops_out"]),
                _move(one, entries),
            )
            for one in content.get("without", [])
            if one["juror"] in jurors
        ),
        parts=content["parts"],
        confidence=content["confidence"],
    )


def _row(entry: Entry, one: dict[str, Any], place: dict[str, Any] | None, count: int) -> Row:
    low, high = one["rank_interval"]
    score_low, score_high = one["score_interval"]
    return Row(
        entry=entry,
        rank=one["rank"],
        rank_low=low,
        rank_high=high,
        score=one["score"],
        low=score_low,
        high=score_high,
        mean=one["mean"],
        sheets=one["sheets"],
        standing=place["standing"] if place else "",
        chance=place["chance"] if place else None,
        x=_x(one["rank"], count),
        x_low=_x(low, count),
        x_high=_x(high, count),
    )


def _x(rank: float, count: int) -> str:
    return f"{WIDTH * (rank - 0.5) / max(count, 1):.1f}"


def _move(one: dict[str, Any], entries: Mapping[str, Entry]) -> tuple[Entry, int, int] | None:
    move = one["farthest"]
    if move is None or move["application"] not in entries:
        return None
    return (entries[move["application"]], *move["rank"])
