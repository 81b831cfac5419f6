import datetime as dt

from ninja import Field, Schema

from eduhub.pilots.models import ClosingDecision
from eduhub.pilots.queries.closing import closed
from eduhub.pilots.states import Lane, Phase


class TextOut(Schema):
    """The same words in three languages; "" where not translated."""

    fi: str
    sv: str
    en: str


class SolutionOut(Schema):
    id: int
    name: TextOut
    company: TextOut = Field(alias="company.name")


class MarketOut(Schema):
    """A country or a part of one with its own rules for schools."""

    code: str
    name: TextOut


class PilotOut(Schema):
    """A pilot as everybody may see it: no school and no class by name."""

    id: int
    number: str
    lane: str
    state: str
    market: MarketOut | None = Field(
        description="By whose rules it is run; null: by those of home"
    )
    solution: SolutionOut
    purpose: TextOut
    wanted: TextOut
    minutes_a_week: int
    starts: dt.date
    ends: dt.date
    places: int
    places_held: int = Field(alias="held")
    groups: int = Field(alias="groups_in")
    schools: int = Field(alias="schools_in")


class GroupIn(Schema):
    label: str
    grade: int
    pupils: int


class GroupOut(Schema):
    id: int
    pilot_id: int
    state: str


class AgreementIn(Schema):
    version: int


class AgreementOut(Schema):
    pilot_id: int
    version: int
    state: str = Field(alias="pilot.state")


class PlaceResult(Schema):
    finding: str
    sentence: str
    url: str


class RegisterOut(Schema):
    """A pilot in the public register; schools by name only where they chose so."""

    id: int
    number: str = Field(alias="pilot.number")
    solution: SolutionOut = Field(alias="pilot.solution")
    lane: str
    state: str
    market: MarketOut | None = Field(
        alias="pilot.market", description="By whose rules it is run; null: by those of home"
    )
    starts: dt.date = Field(alias="pilot.starts")
    ends: dt.date = Field(alias="pilot.ends")
    where: list[str]
    groups: int = Field(alias="pilot.groups_in")
    schools: int = Field(alias="pilot.schools_in")
    data: list[str] | None = Field(
        alias="data_codes", description="Kinds of personal data; null: not said yet"
    )
    funding: str
    price: float | None
    result: PlaceResult | None
    decisions: dict[str, int]


class RegisterQuery(Schema):
    lane: Lane | None = None
    phase: Phase | None = None
    district: str = ""
    subject: str = ""


class LeftOutCount(Schema):
    reason: str
    pilots: int


class ClosingOut(Schema):
    """What a school or an education provider decided after a pilot."""

    id: int
    pilot_id: int
    number: str = Field(alias="pilot.number")
    solution: SolutionOut = Field(alias="pilot.solution")
    who: str
    decision: str
    grounds: list[str]
    reasons: TextOut
    next_procurement: dt.date | None
    decided_at: dt.datetime
    answer: str

    @staticmethod
    def resolve_who(row: ClosingDecision) -> str:
        return closed(row).who
