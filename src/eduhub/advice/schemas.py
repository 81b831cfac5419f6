import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime

from eduhub.advice.models import Session
from eduhub.advice.services import Need
from eduhub.advice.states import Stage, Topic


def _of_our_time(moment: dt.datetime) -> dt.datetime:
    if not 2000 <= moment.year <= 2200:
        raise ValueError("not between 2000 and 2200")
    return moment


class NeedIn(Schema):
    """The key is made by whoever asks; the same key again is the same request."""

    key: uuid.UUID
    topics: list[Topic] = Field(min_length=1, max_length=3)
    stage: Stage
    language: Literal["fi", "sv", "en"]
    words: str

    def need(self) -> Need:
        topics = [topic.value for topic in self.topics]
        return Need(topics, self.stage.value, self.language, self.words)


class CaseOut(Schema):
    """A request for advice and where it was led: to an adviser, an agency or a page."""

    id: int
    state: str
    topics: list[str]
    stage: str
    language: str
    route: str
    field: str
    signpost_id: int | None
    asked_at: dt.datetime


class TimesOut(Schema):
    """Moments at which a session may begin, in the two weeks from that day."""

    first: dt.date
    days: int
    begins: list[dt.datetime]


class SessionIn(Schema):
    key: uuid.UUID
    begins: Annotated[AwareDatetime, AfterValidator(_of_our_time)]


class SessionOut(Schema):
    id: int
    booking_id: int
    begins: dt.datetime
    ends: dt.datetime
    video_link: str

    @staticmethod
    def resolve_begins(session: Session) -> dt.datetime:
        return session.booking.begins

    @staticmethod
    def resolve_ends(session: Session) -> dt.datetime:
        return session.booking.ends

    @staticmethod
    def resolve_video_link(session: Session) -> str:
        return session.link
