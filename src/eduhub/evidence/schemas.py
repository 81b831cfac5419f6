import datetime as dt
import uuid
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Field, Schema

from eduhub.evidence.models import Credential, Evaluation, Measure, Pool, Result
from eduhub.evidence.queries import pools, reports
from eduhub.evidence.queries.ratings import latest_in, rated
from eduhub.evidence.queries.sentences import Question
from eduhub.evidence.states.measures import MeasureKind, MeasureLanguage


class Words(Schema):
    fi: str
    sv: str
    en: str


class Numbers(Schema):
    """Classes that tried the solution minus the others, every digit there is."""

    estimate: float
    standard_error: float
    degrees_of_freedom: float
    low: float
    high: float
    p_value: float


class Standardised(Schema):
    """The difference in standard deviations of the pupils' results, within the two sides."""

    estimate: float
    low: float
    high: float


class RatingOut(Schema):
    """A level that the result would correspond to; no scheme's own reviewer has seen it."""

    scheme: str
    level: str
    could_be: str
    ceiling: str


class ResultOut(Schema):
    """One published result; `pilot_id` is its key."""

    pilot_id: int
    pilot: str
    solution_id: int
    solution: Words
    measure: Words
    unit: Words
    higher_is_better: bool
    smallest_that_matters: str
    design: str
    answer: str
    sentence: str
    numbers: Numbers | None
    in_sd: Standardised | None
    confidence: str
    classes: int
    ratings: list[RatingOut]
    plan_fingerprint: str
    result_fingerprint: str
    published_at: dt.datetime
    url: str

    @staticmethod
    def of(result: Result) -> dict[str, Any]:
        told, frozen = reports.told(result), result.plan.frozen
        question = Question.of(frozen)
        statement = frozen["statement"]
        return {
            "pilot_id": told.pilot_id,
            "pilot": told.number,
            "solution_id": result.plan.pilot.solution_id,
            "solution": frozen["solution"]["name"],
            "measure": statement["measure"],
            "unit": statement["unit"],
            "higher_is_better": question.higher_is_better,
            "smallest_that_matters": statement["smallest_that_matters"],
            "design": frozen["design"],
            "answer": result.answer,
            "sentence": told.sentence,
            "numbers": None if result.estimate is None else Numbers.from_orm(result),
            "in_sd": _in_sd(result),
            "confidence": frozen["confidence"],
            "classes": told.classes,
            "ratings": _ratings(result),
            "plan_fingerprint": result.plan.in_force.fingerprint,
            "result_fingerprint": result.fingerprint,
            "published_at": result.published_at,
            "url": settings.PUBLIC_URL + told.url,
        }


def _ratings(result: Result) -> list[dict[str, str]]:
    found = rated(result, latest_in(result.plan))
    return [
        {
            "scheme": str(scheme),
            "level": one.level,
            "could_be": one.could_be,
            "ceiling": one.ceiling,
        }
        for scheme, one in found.items()
    ]


def _in_sd(result: Result) -> dict[str, float | None] | None:
    if result.sd_estimate is None:
        return None
    return {"estimate": result.sd_estimate, "low": result.sd_low, "high": result.sd_high}


class PoolOut(Schema):
    """The newest version of what all pilots say together, of one measure of one release.

    `in_sd` is None where no result could be compared; `expected` below three pilots.
    """

    solution_id: int
    solution: Words
    release: str
    measure: Words
    drawn_by_lot: bool
    version: int
    written_at: dt.datetime
    published_results: int
    pooled_pilots: int
    answer: str
    sentence: str
    in_sd: Standardised | None
    between_pilots_variance: float | None
    expected: list[float] | None
    results: list[dict[str, Any]]
    fingerprint: str
    url: str

    @staticmethod
    def of(pool: Pool) -> dict[str, Any]:
        numbers = {"estimate": pool.estimate, "low": pool.low, "high": pool.high}
        ends = pool.expected_low, pool.expected_high
        return {
            "solution_id": pool.solution_id,
            "solution": asdict(pool.solution.name),
            "release": pool.release,
            "measure": asdict(pool.measure),
            "drawn_by_lot": pool.drawn_by_lot,
            "version": pool.version,
            "written_at": pool.written_at,
            "published_results": pool.results,
            "pooled_pilots": pool.studies,
            "answer": pool.answer,
            "sentence": pools.sentence_of(pool),
            "in_sd": numbers if pool.studies else None,
            "between_pilots_variance": pool.tau2,
            "expected": None if None in ends else list(ends),
            "results": pool.facts["results"],
            "fingerprint": pool.fingerprint,
            "url": settings.PUBLIC_URL + reverse("evidence:living", args=[pool.solution_id]),
        }


class PassportOut(Schema):
    """A passport; `document` is its signed text as JSON, at an address of its own."""

    reference: uuid.UUID
    solution_id: int
    solution: Words
    version: str
    standing: str
    issued_at: dt.datetime
    ended_at: dt.datetime | None
    grounds: str
    sha256: str
    document: str
    url: str

    @staticmethod
    def of(credential: Credential) -> dict[str, Any]:
        reference = credential.reference
        page, document = (
            settings.PUBLIC_URL + reverse(name, args=[reference])
            for name in ("passports:passport", "credentials:credential")
        )
        return {
            "reference": reference,
            "solution_id": credential.solution_id,
            "solution": asdict(credential.solution.name),
            "version": credential.release,
            "standing": credential.standing.value,
            "issued_at": credential.issued_at,
            "ended_at": credential.ended_at,
            "grounds": credential.grounds,
            "sha256": credential.fingerprint,
            "document": document,
            "url": page,
        }


class EvaluationOut(Schema):
    """One published evaluation by trained teachers; scores from 1 to 4 by criterion."""

    evaluation_id: int
    solution_id: int
    solution: Words
    release: str
    rubric: int
    teachers: int
    scores: dict[str, float]
    same_score: int
    one_apart_at_most: int
    comment: str
    published_at: dt.datetime
    url: str

    @staticmethod
    def of(evaluation: Evaluation) -> dict[str, Any]:
        facts = evaluation.facts
        return {
            "evaluation_id": evaluation.pk,
            "solution_id": evaluation.solution_id,
            "solution": asdict(evaluation.solution.name),
            "release": evaluation.release,
            "rubric": evaluation.rubric,
            "teachers": facts["teachers"],
            "scores": {code: float(score) for code, score in facts["scores"].items()},
            "same_score": facts["same"],
            "one_apart_at_most": facts["near"],
            "comment": evaluation.comment,
            "published_at": evaluation.published_at,
            "url": settings.PUBLIC_URL + reverse("evaluations:evaluation", args=[evaluation.pk]),
        }


class MeasuresAskedIn(Schema):
    """What is asked of the library; several conditions narrow the answer."""

    q: str = Field("", max_length=100, description="Part of the name, or of what it measures")
    kind: MeasureKind | None = None
    age: int | None = Field(None, ge=0, le=120, description="Years")
    language: MeasureLanguage | None = None


class StatementOut(Schema):
    words: Words
    reversed: bool = Field(description="Counts from the other end")


class MeasureOut(Schema):
    """One version of a measure; null and "" are not known or not given."""

    measure_id: int
    series: uuid.UUID = Field(description="The same for all versions of a measure")
    version: int
    name: Words
    kind: str
    measures: Words
    age_from: int | None
    age_to: int | None
    languages: list[str]
    licence: Words
    licence_url: str
    maker: str
    maker_is: str
    source: str
    source_url: str
    statements: list[StatementOut]
    lowest_answer: int | None
    highest_answer: int | None
    scoring: Words
    low: float | None
    high: float | None
    higher_is_better: bool
    reliability: float | None
    reliability_kind: str
    reliability_source: str
    remark: Words
    published_at: dt.datetime
    url: str

    @staticmethod
    def of(measure: Measure) -> dict[str, Any]:
        same = (
            *("series", "version", "kind", "age_from", "age_to", "languages", "licence_url"),
            *("maker", "maker_is", "source", "source_url", "higher_is_better"),
            *("reliability_kind", "reliability_source", "published_at"),
        )
        numbers = {name: getattr(measure, name) for name in ("low", "high", "reliability")}
        return {
            **{name: getattr(measure, name) for name in same},
            **{name: None if n is None else float(n) for name, n in numbers.items()},
            "measure_id": measure.pk,
            "name": asdict(measure.name),
            "measures": asdict(measure.about),
            "licence": asdict(measure.licence),
            "statements": [
                {"words": asdict(one.words), "reversed": one.is_reversed}
                for one in measure.statements
            ],
            "lowest_answer": measure.answer_low,
            "highest_answer": measure.answer_high,
            "scoring": asdict(measure.scoring),
            "remark": asdict(measure.remark),
            "url": settings.PUBLIC_URL + reverse("measures:measure", args=[measure.pk]),
        }
