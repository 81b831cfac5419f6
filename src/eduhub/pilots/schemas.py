import datetime as dt

from ninja import Field, Schema


class TextOut(Schema):
    """The same words in three languages; "" where not translated."""

    fi: str
    sv: str
    en: str


class SolutionOut(Schema):
    id: int
    name: TextOut
    company: TextOut = Field(alias="company.name")


class PilotOut(Schema):
    """A pilot as everybody may see it: no school and no class by name."""

    id: int
    number: str
    lane: str
    state: str
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
