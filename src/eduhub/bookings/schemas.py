import datetime as dt
import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime

from eduhub.bookings.models import Refused, Series
from eduhub.bookings.rules import Refusal
from eduhub.bookings.services import Asked, Repeat
from eduhub.bookings.states import Equipment, UnitKind


def _of_our_time(moment: dt.datetime) -> dt.datetime:
    if not 2000 <= moment.year <= 2200:
        raise ValueError("not between 2000 and 2200")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]


class Words(Schema):
    """The same words in three languages; "" where not translated."""

    fi: str
    sv: str
    en: str


class UnitOut(Schema):
    """What can be booked. Minutes, hours and days as in the rules of the unit."""

    id: int
    kind: str
    name: Words
    about: Words
    place: Words
    price: Words
    terms: Words
    size: int
    equipment: list[str]
    least_minutes: int
    most_minutes: int
    step_minutes: int
    lead_hours: int
    ahead_days: int
    cancel_hours: int
    needs_approval: bool
    open_to: list[str]


class FreeQuery(Schema):
    begins: Moment
    ends: Moment
    people: int = Field(1, ge=1, le=1000)
    kind: UnitKind | None = None
    equipment: list[Equipment] = Field([])


class BookingIn(Schema):
    """The key is made by whoever asks; the same key again is the same booking."""

    key: uuid.UUID
    begins: Moment
    ends: Moment
    title: str
    people: int = Field(1, ge=1, le=1000)
    accepts_terms: bool = False

    def asked(self) -> Asked:
        return Asked(
            begins=self.begins,
            ends=self.ends,
            title=self.title,
            people=self.people,
            accepts_terms=self.accepts_terms,
        )


class BookingOut(Schema):
    id: int
    unit_id: int
    begins: dt.datetime
    ends: dt.datetime
    state: str
    series_id: int | None


class SeriesIn(BookingIn):
    """The first day is that of `begins`; weekdays count from 0, Monday, and none is the first's."""

    last: dt.date
    weekdays: set[Annotated[int, Field(ge=0, le=6)]] = Field(default_factory=set)
    every: int = Field(1, ge=1, le=8)
    skips_clashes: bool = False

    def repeat(self) -> Repeat:
        return Repeat(last=self.last, weekdays=frozenset(self.weekdays), every=self.every)


class RefusedOut(Schema):
    """A day that could not be had; words in the language that was asked for."""

    day: dt.date
    why: str
    words: str

    @staticmethod
    def resolve_words(row: Refused) -> str:
        return Refusal(row.why, row.facts).words


class SeriesOut(Schema):
    id: int
    unit_id: int
    bookings: list[BookingOut]
    refused: list[RefusedOut]

    @staticmethod
    def resolve_bookings(series: Series) -> list[object]:
        return list(series.bookings.order_by("during"))

    @staticmethod
    def resolve_refused(series: Series) -> list[object]:
        return list(series.refused.order_by("day", "pk"))
