"""The catalogue as the API tells it."""

import datetime as dt
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from eduhub.catalogue.queries.directory import Order

type Printable = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]  # no NUL in PostgreSQL

_PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["type", "title", "status"],
}
_WHY = {404: "No such thing, or none that everybody may see", 422: "A parameter does not fit"}


def problems(*statuses: int) -> dict[str, Any]:
    """What an operation may refuse, as RFC 9457 problems, for its openapi_extra."""
    content = {"application/problem+json": {"schema": _PROBLEM}}
    return {"responses": {s: {"description": _WHY[s], "content": content} for s in statuses}}


class WordsInThree(Schema):
    """The same words in three languages; "" where not translated."""

    fi: str
    sv: str
    en: str


class SolutionsAsked(Schema):
    q: Printable = Field("", max_length=200, description="Words in any of the three languages")
    topic: list[Printable] = Field(
        [],
        max_length=60,
        description="Codes of /topics; of one kind any, of each kind at least one. Besides, what"
        " pilots say: evidence-better, evidence-cannot-tell, evidence-same, evidence-worse,"
        " evidence-rationale, evidence-none",
    )
    order: Order = Order.BEST


class CompaniesAsked(Schema):
    q: Printable = Field("", max_length=100, description="A part of the name, or the business ID")


class CompanyName(Schema):
    id: int
    name: WordsInThree


class SolutionInList(Schema):
    """A published solution; topics are codes of /topics."""

    id: int
    name: WordsInThree
    pitch: WordsInThree
    topics: list[str] = Field(alias="codes")
    company: CompanyName
    release: str = Field(description="The version of the product, as its company calls it")
    website: str
    published_at: dt.datetime
    changed_at: dt.datetime


class ClaimOut(Schema):
    """What the company says of its solution; after twelve months it counts as stale."""

    words: WordsInThree
    source: str
    address: str
    dated: dt.date
    stale_since: dt.date = Field(description="The first day on which it is older than 12 months")


class FitSheetOut(Schema):
    """The company's answers on technical fit; null and "" were not answered."""

    logins: list[str] | None
    lti: bool | None
    data_place: str
    personal_data: str
    has_statement: bool | None
    accessibility_address: str
    accessibility_dated: dt.date | None
    uses_ai: bool | None
    high_risk_uses: list[str] | None
    ai_words: WordsInThree
    answered_at: dt.datetime


class SolutionInFull(SolutionInList):
    description: WordsInThree
    claims: list[ClaimOut]
    fit_sheet: FitSheetOut | None = None


class CompanyInList(Schema):
    """An approved company with its public profile."""

    id: int
    name: WordsInThree
    business_id: str | None
    website: str
    pitch: WordsInThree | None = Field(None, alias="company.pitch")
    founded: int | None = Field(None, alias="company.founded")
    solutions: int = Field(alias="offered", description="How many it has published")


class TopicOut(Schema):
    """A code that solutions, pilots and the search share in all languages."""

    code: str
    kind: str
    name: WordsInThree
