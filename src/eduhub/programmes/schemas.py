import datetime as dt

from ninja import Schema

from eduhub.programmes.models import Call


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
