"""What a round of key figures tells: the sums, who is missing and why, rows to take away."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from eduhub.catalogue.models import Company
from eduhub.programmes.models import Ask, AskedFigure, FigureAnswer, FigureRound
from eduhub.programmes.queries.figures import latest
from eduhub.programmes.rules.sums import (
    Summed,
    rounded,
    summed,
    tells_too_little,
    tells_too_much,
)
from eduhub.programmes.states.figures import LAST_WEEKS, Fixed, Missing, Said

UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Row:
    """One company in a round: what it said of each figure, and what is known of it besides."""

    ask: Ask
    answers: dict[int, FigureAnswer]
    size: str
    reached: bool

    @property
    def has_answered(self) -> bool:
        return bool(self.answers)

    def why_missing(self, figure: AskedFigure) -> Missing | None:
        """None where the figure is told."""
        answer = self.answers.get(figure.pk)
        if answer is not None:
            return None if answer.said == Said.KNOWN else Missing(answer.said)
        if self.answers:
            return Missing.LEFT_EMPTY
        if self.ask.opened_at:
            return Missing.OPENED
        return Missing.SILENT if self.reached else Missing.UNREACHED


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of a round; `reasons` are the gaps in words, most frequent first."""

    figure: AskedFigure
    sums: Summed
    reasons: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Companies alike in one respect, how many of them were asked and how many answered."""

    label: str
    asked: int
    answered: int

    @property
    def rate(self) -> float:
        return self.answered / self.asked


@dataclass(frozen=True, slots=True)
class Whole:
    round: FigureRound
    figures: list[AskedFigure]
    rows: list[Row]
    results: list[Result]
    by_size: list[Part]
    by_year: list[Part]

    @property
    def answered(self) -> int:
        return sum(row.has_answered for row in self.rows)


def whole_of(round_: FigureRound) -> Whole:
    """Everything that a round tells. Five queries."""
    return wholes_of([round_])[0]


def wholes_of(rounds: list[FigureRound]) -> list[Whole]:
    """The same of several rounds, in as many queries."""
    figures = list(AskedFigure.objects.filter(round__in=rounds).order_by("place"))
    asks = Ask.objects.filter(round__in=rounds).select_related("stay__organisation")
    found = list(asks.prefetch_related("answers", "links").order_by("stay__since", "pk"))
    companies = Company.objects.filter(
        organisation__in=[one.stay.organisation_id for one in found]
    )
    sizes = dict(companies.values_list("organisation", "people_working"))
    return [
        _whole(
            one,
            [figure for figure in figures if figure.round_id == one.pk],
            [_row(ask, sizes) for ask in found if ask.round_id == one.pk],
        )
        for one in rounds
    ]


def _row(ask: Ask, sizes: dict[int, str]) -> Row:
    size = sizes.get(ask.stay.organisation_id) or UNKNOWN
    return Row(ask, latest(ask.answers.all()), size, bool(ask.links.all()))


def _whole(round_: FigureRound, figures: list[AskedFigure], rows: list[Row]) -> Whole:
    return Whole(
        round=round_,
        figures=figures,
        rows=rows,
        results=[result_of(figure, rows) for figure in figures],
        by_size=_parts([(row.size, row.has_answered) for row in rows]),
        by_year=_parts([(str(row.ask.stay.since.year), row.has_answered) for row in rows]),
    )


def result_of(figure: AskedFigure, rows: list[Row]) -> Result:
    gaps = [row.why_missing(figure) for row in rows]
    missing = Counter(gap.value for gap in gaps if gap)
    sums = summed(_values(figure, rows), missing, yes_no=figure.is_yes_no)
    reasons = [(str(Missing(code).label), count) for code, count in missing.most_common()]
    return Result(figure, sums, reasons)


def _values(figure: AskedFigure, rows: list[Row]) -> list[Decimal]:
    told = (row.answers.get(figure.pk) for row in rows)
    return [one.value for one in told if one is not None and one.value is not None]


def _parts(rows: list[tuple[str, bool]]) -> list[Part]:
    asked = Counter(label for label, _has in rows)
    answered = Counter(label for label, has in rows if has)
    return [Part(label, asked[label], answered[label]) for label in sorted(asked, key=_size_first)]


def _size_first(label: str) -> tuple[int, str]:
    """Bands and years by their first number; the unknown last."""
    digits = label.split("-")[0].rstrip("+")
    return (int(digits), label) if digits.isdigit() else (10**6, label)


# For everybody


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as everybody may read it; `value` is None where it says too much or too little.

    Attributes:
        value: the sum, or of a yes-or-no figure the share of yes, with two leading digits.
        is_thin: fewer than half of those asked told it.
    """

    figure: AskedFigure
    asked: int
    answered: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    is_thin: bool


def shown_result(result: Result, values: list[Decimal]) -> Shown:
    sums, figure = result.sums, result.figure
    yes_no, thin = figure.is_yes_no, tells_too_little(sums)
    value = low = high = None
    if not thin and not tells_too_much(values, yes_no=yes_no) and sums.total is not None:
        value = rounded(sums.total / sums.answered if yes_no else sums.total)
        low, high = (sums.low, sums.high) if yes_no else (None, None)
    return Shown(figure, sums.asked, sums.answered, value, low, high, thin)


@dataclass(frozen=True, slots=True)
class Period:
    """The newest round of a programme that takes no more answers."""

    round: FigureRound
    figures: list[Shown]


def rounds_to_show(now: dt.datetime) -> QuerySet[FigureRound]:
    """Of each shown programme the newest that takes no more answers. One query."""
    over = FigureRound.objects.filter(due_at__lte=now - dt.timedelta(weeks=LAST_WEEKS))
    rows = over.filter(programme__is_shown=True).select_related("programme")
    return rows.order_by("programme", "-last", "-pk").distinct("programme")


def periods_to_show(now: dt.datetime) -> list[Period]:
    """The four figures of every programme's newest closed round. Six queries."""
    return [
        Period(
            whole.round,
            [
                shown_result(one, _values(one.figure, whole.rows))
                for one in whole.results
                if one.figure.code in Fixed.values
            ],
        )
        for whole in wholes_of(list(rounds_to_show(now)))
    ]


def columns_and_rows(whole: Whole) -> tuple[list[str], list[list[object]]]:
    """A company a row: each figure's value and, beside it, why it is missing; for CSV."""
    columns = ["company", "business_id", "taken_in", "people", "answered_at"]
    for figure in whole.figures:
        columns += [f"{figure.code} ({figure.unit})", f"{figure.code}: missing"]
    return columns, [_cells(whole, row) for row in whole.rows]


def _cells(whole: Whole, row: Row) -> list[object]:
    organisation = row.ask.stay.organisation
    last = max((one.said_at for one in row.answers.values()), default=None)
    told: list[object] = [
        str(organisation.name),
        organisation.business_id or "",
        row.ask.stay.since.isoformat(),
        row.size,
        last.isoformat() if last else "",
    ]
    for figure in whole.figures:
        answer, gap = row.answers.get(figure.pk), row.why_missing(figure)
        known = answer is not None and answer.value is not None
        told += [float(answer.value) if known else "", gap.value if gap else ""]  # type: ignore[union-attr, arg-type]
    return told
