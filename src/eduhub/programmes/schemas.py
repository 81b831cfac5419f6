import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Literal

from ninja import Schema

from eduhub.kit.chronicle import Line
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.programmes.models import (
    Ask,
    AskedFigure,
    Call,
    Cohort,
    CompanyEvent,
    FigureAnswer,
    FigureRound,
    Stay,
)
from eduhub.programmes.queries.records import History
from eduhub.programmes.queries.results import Period, Result, Row, Whole


class WordsOut(Schema):
    fi: str
    sv: str
    en: str


class CallOut(Schema):
    """A published call; the moments are in UTC, and at closes_at it is over."""

    id: int
    programme: WordsOut
    kind: str
    title: WordsOut
    words: WordsOut
    state: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    places: int | None

    @staticmethod
    def resolve_programme(call: Call) -> object:
        return call.programme.name

    @staticmethod
    def resolve_kind(call: Call) -> str:
        return call.programme.kind


class QuestionOut(Schema):
    """What the first step asks, and who reads the answer."""

    id: int
    kind: str
    words: WordsOut
    help: WordsOut
    choices: WordsOut
    is_required: bool
    is_eligibility: bool
    least: int | None
    most: int | None
    openness: str
    ground: str


class CallWithQuestions(CallOut):
    questions: list[QuestionOut]


class NamedOut(Schema):
    """A company by its number and its name."""

    id: int
    name: WordsOut


class CohortOut(Schema):
    """A cohort that everybody sees; `companies` are those that agree to be named, no others."""

    id: int
    programme: WordsOut
    kind: str
    name: WordsOut
    words: WordsOut
    place: WordsOut
    starts: dt.date
    ends: dt.date
    companies: list[NamedOut]

    @staticmethod
    def resolve_programme(cohort: Cohort) -> object:
        return cohort.programme.name

    @staticmethod
    def resolve_kind(cohort: Cohort) -> str:
        return cohort.programme.kind

    @staticmethod
    def resolve_companies(cohort: Cohort) -> list[object]:
        return [one.organisation for one in cohort.__dict__["named_seats"]]


class FigureOut(Schema):
    """One figure of a round over all who were asked.

    `total` sums those who told it (of a yes-or-no figure it counts the yes); `low` and `high`
    bound the median (or the share of yes) of all who were asked, whatever the missing ones
    would say; null where there is no bound. `missing` counts the gaps by reason.
    """

    code: str
    name: WordsOut
    unit: str
    span: str
    asked: int
    answered: int
    missing: dict[str, int]
    total: float | None
    median: float | None
    low: float | None
    high: float | None


class CompanyFiguresOut(Schema):
    """One company in a round: a value or why there is none, by the figure's code."""

    organisation: int
    name: WordsOut
    taken_in: dt.date
    values: dict[str, float]
    missing: dict[str, str]


class RoundOut(Schema):
    """A round as the hub's people read it."""

    id: int
    programme: WordsOut
    first: dt.date
    last: dt.date
    due_at: dt.datetime
    asked: int
    answered: int
    figures: list[FigureOut]
    companies: list[CompanyFiguresOut]


class ShownFigureOut(Schema):
    """A figure as everybody reads it; value is null where too few told it or one would show."""

    code: str
    name: WordsOut
    unit: str
    asked: int
    answered: int
    value: float | None


class ShownRoundOut(Schema):
    programme: WordsOut
    first: dt.date
    last: dt.date
    figures: list[ShownFigureOut]


def _words(text: Text) -> WordsOut:
    return WordsOut(fi=text.fi, sv=text.sv, en=text.en)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def round_out(whole: Whole) -> RoundOut:
    return RoundOut(
        id=whole.round.pk,
        programme=_words(whole.round.programme.name),
        first=whole.round.first,
        last=whole.round.last,
        due_at=whole.round.due_at,
        asked=len(whole.rows),
        answered=whole.answered,
        figures=[_figure_out(one) for one in whole.results],
        companies=[_company_out(whole, row) for row in whole.rows],
    )


def _figure_out(result: Result) -> FigureOut:
    figure, sums = result.figure, result.sums
    return FigureOut(
        code=figure.code,
        name=_words(figure.name),
        unit=figure.unit,
        span=figure.span,
        asked=sums.asked,
        answered=sums.answered,
        missing=dict(sums.missing),
        total=_float(sums.total),
        median=_float(sums.median),
        low=_float(sums.low),
        high=_float(sums.high),
    )


def _company_out(whole: Whole, row: Row) -> CompanyFiguresOut:
    stay = row.ask.stay
    told = {one.code: row.answers.get(one.pk) for one in whole.figures}
    gaps = {one.code: row.why_missing(one) for one in whole.figures}
    return CompanyFiguresOut(
        organisation=stay.organisation_id,
        name=_words(stay.organisation.name),
        taken_in=stay.since,
        values={
            code: float(one.value) for code, one in told.items() if one and one.value is not None
        },
        missing={code: gap.value for code, gap in gaps.items() if gap},
    )


def shown_out(period: Period) -> ShownRoundOut:
    round_ = period.round
    return ShownRoundOut(
        programme=_words(round_.programme.name),
        first=round_.first,
        last=round_.last,
        figures=[
            ShownFigureOut(
                code=one.figure.code,
                name=_words(one.figure.name),
                unit=one.figure.unit,
                asked=one.asked,
                answered=one.answered,
                value=_float(one.value),
            )
            for one in period.figures
        ],
    )


class SaidIn(Schema):
    """One figure by its code: a value (of yes or no 1 or 0), or why there is none."""

    code: str
    value: Decimal | None = None
    why: Literal["", "dont_know", "wont_say"] = ""


class AnswersIn(Schema):
    """`seen` is the version that GET told; what is left out stays as it was."""

    seen: int
    said: list[SaidIn]


class AskedFigureOut(Schema):
    code: str
    name: WordsOut
    unit: str
    span: str
    said: str
    value: float | None


class AskOut(Schema):
    """What one's company is asked, and what it has said; said is "" where it has said nothing."""

    id: int
    programme: WordsOut
    first: dt.date
    last: dt.date
    due_at: dt.datetime
    seen: int
    figures: list[AskedFigureOut]


def ask_out(ask: Ask, asked: list[AskedFigure], standing: Mapping[int, FigureAnswer]) -> AskOut:
    return AskOut(
        id=ask.pk,
        programme=_words(ask.round.programme.name),
        first=ask.round.first,
        last=ask.round.last,
        due_at=ask.round.due_at,
        seen=ask.version,
        figures=[
            AskedFigureOut(
                code=one.code,
                name=_words(one.name),
                unit=one.unit,
                span=one.span,
                said=standing[one.pk].said if one.pk in standing else "",
                value=_float(standing[one.pk].value) if one.pk in standing else None,
            )
            for one in asked
        ],
    )


class LineOut(Schema):
    """One thing that happened, as the record tells it: when, what, and which part of the hub knows it."""

    on: dt.date
    kind: str
    words: str
    source: str
    url: str


class StayOut(Schema):
    programme: WordsOut
    since: dt.date
    until: dt.date
    asked_until: dt.datetime


class EventOut(Schema):
    kind: str
    on: dt.date
    euros: float | None
    country: str
    words: str
    told_by_hub: bool
    told_at: dt.datetime


class ToldOut(Schema):
    """One figure of one period as it was told last."""

    code: str
    name: WordsOut
    unit: str
    first: dt.date
    last: dt.date
    said: str
    value: float | None
    said_at: dt.datetime


class RecordOut(Schema):
    """All that the hub knows of a company's way through its programmes."""

    organisation: int
    name: WordsOut
    business_id: str
    lines: list[LineOut]
    stays: list[StayOut]
    events: list[EventOut]
    figures: list[ToldOut]


def record_out(
    home: Organisation,
    lines: list[Line],
    stays: list[Stay],
    events: list[CompanyEvent],
    told: tuple[list[FigureRound], list[History]],
) -> RecordOut:
    rounds, histories = told
    pairs = [
        (round_, cell)
        for one in histories
        for round_, cell in zip(rounds, one.cells, strict=True)
        if cell is not None
    ]
    return RecordOut(
        organisation=home.pk,
        name=_words(home.name),
        business_id=home.business_id or "",
        lines=[LineOut(**asdict(one)) for one in lines],
        stays=[
            StayOut(
                programme=_words(one.programme.name),
                since=one.since,
                until=one.until,
                asked_until=one.follow_until,
            )
            for one in stays
        ],
        events=[_event_out(one) for one in events],
        figures=[_told_out(round_, cell) for round_, cell in pairs],
    )


def _event_out(event: CompanyEvent) -> EventOut:
    return EventOut(
        kind=event.kind,
        on=event.on,
        euros=_float(event.euros),
        country=event.country,
        words=event.words,
        told_by_hub=event.told_by_hub,
        told_at=event.told_at,
    )


def _told_out(round_: FigureRound, cell: FigureAnswer) -> ToldOut:
    return ToldOut(
        code=cell.figure.code,
        name=_words(cell.figure.name),
        unit=cell.figure.unit,
        first=round_.first,
        last=round_.last,
        said=cell.said,
        value=_float(cell.value),
        said_at=cell.said_at,
    )
