import datetime as dt
import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime

from eduhub.bookings.models import Refused, Season, SeasonWish, Series, Visit, VisitTime
from eduhub.bookings.rules import Refusal
from eduhub.bookings.services import Asked, Counts, Enrolment, Repeat, Size
from eduhub.bookings.services.season_wishes import LEAST_MINUTES, MOST_WISHES, WishWords
from eduhub.bookings.states import Equipment, Grade, Need, UnitKind


def _of_our_time(moment: dt.datetime) -> dt.datetime:
    if not 2000 <= moment.year <= 2200:
        raise ValueError("not between 2000 and 2200")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_of_our_time)]


def _of_the_wall(time: dt.time) -> dt.time:
    if time.tzinfo is not None:
        raise ValueError("the clock on the wall has no offset")
    return time.replace(second=0, microsecond=0)


WallTime = Annotated[dt.time, AfterValidator(_of_the_wall)]
UnitNumber = Annotated[int, Field(ge=0, lt=2**63)]


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


# Visits of school groups


class VisitTimeOut(Schema):
    """When a visit is held; free is how many pupils of one group more still fit."""

    id: int
    begins: dt.datetime
    ends: dt.datetime
    free: int

    @staticmethod
    def resolve_free(time: VisitTime) -> int:
        return time.free_places


class VisitOut(Schema):
    """A visit for school groups, with its times to come. Counts of pupils are of one group."""

    id: int
    unit_id: int
    title: Words
    about: Words
    grades: list[str]
    languages: list[str]
    least_pupils: int
    most_pupils: int
    adults: int
    opens_on: dt.date | None
    closes_days: int
    solution_id: int | None
    times: list[VisitTimeOut]

    @staticmethod
    def resolve_solution_id(visit: Visit) -> int | None:
        return visit.product

    @staticmethod
    def resolve_times(visit: Visit) -> list[VisitTime]:
        return list(visit.times.all())


class GroupIn(Schema):
    """A group, in head counts. The key is made by whoever asks: the same again is the same group.

    One of school_id and school_name; reads is the language of the letters.
    """

    key: uuid.UUID
    pupils: int = Field(ge=1, le=200)
    adults: int = Field(ge=0, le=50)
    grade: Grade
    language: str
    name: str
    email: str
    reads: str = "fi"
    school_id: int | None = None
    school_name: str = ""
    needs: list[Need] = Field([])
    words: str = ""

    def enrolment(self, caller: str) -> Enrolment:
        needs = [one.value for one in self.needs]
        return Enrolment(
            size=Size(pupils=self.pupils, adults=self.adults, needs=needs, words=self.words),
            grade=self.grade.value,
            language=self.language,
            name=self.name,
            email=self.email,
            reads=self.reads,
            caller=caller,
            key=self.key,
            school_id=self.school_id,
            school_name=self.school_name,
        )


class GroupOut(Schema):
    """held: a place is kept until the letter is answered; waiting: in the queue."""

    state: str
    answer_by: dt.datetime | None


class LineIn(Schema):
    """What was done with one solution at a visit; the same key again is the same line."""

    key: uuid.UUID
    solution_id: int | None = None
    groups: int
    learners: int
    minutes: int

    def counts(self) -> Counts:
        return Counts(groups=self.groups, learners=self.learners, minutes=self.minutes)


class LineOut(Schema):
    id: int
    held_on: dt.date
    groups: int
    learners: int
    minutes: int


class TotalOut(Schema):
    """By solution; product is its number, none is what was done without one."""

    product: int | None
    workshops: int
    groups: int
    learners: int
    minutes: int
    learner_minutes: int


class SeasonOut(Schema):
    """A season that is shared out; wishes are taken from opens_at until closes_at."""

    id: int
    state: str
    name: Words
    about: Words
    first: dt.date
    last: dt.date
    opens_at: dt.datetime
    closes_at: dt.datetime
    most_minutes: int | None
    floor: int
    unit_ids: list[int]

    @staticmethod
    def resolve_unit_ids(season: Season) -> list[int]:
        return sorted(one.unit_id for one in season.units.all())


class WishIn(Schema):
    """The key is made by whoever asks; the same key again is the same wish.

    The weekday counts from 0, Monday; times are those of the clock on the wall. Without
    `latest` it begins at `earliest` alone. Rank 1 is the dearest; without one it is the last.
    """

    key: uuid.UUID
    title: str
    unit_ids: list[UnitNumber]
    weekday: int = Field(ge=0, le=6)
    earliest: WallTime
    latest: WallTime | None = None
    minutes: int = Field(ge=LEAST_MINUTES, le=1440)
    people: int = Field(1, ge=1, le=1000)
    equipment: list[Equipment] = Field([])
    accepts_terms: bool = False
    rank: int = Field(MOST_WISHES, ge=1, le=MOST_WISHES)

    def words(self) -> WishWords:
        told = self.dict(exclude={"key", "equipment"})
        return WishWords(**told, equipment=[one.value for one in self.equipment])


class WishOut(Schema):
    id: int
    rank: int | None
    title: str
    weekday: int
    earliest: dt.time
    latest: dt.time
    minutes: int
    people: int
    unit_ids: list[int]

    @staticmethod
    def resolve_unit_ids(wish: SeasonWish) -> list[int]:
        return sorted(one.unit_id for one in wish.units.all())
