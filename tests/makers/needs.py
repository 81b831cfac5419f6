"""Needs, challenges, calls and groups that would like to try something."""

import datetime as dt
from typing import Any

from eduhub.catalogue.models import Topic
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation, User
from eduhub.people.states import Role
from eduhub.pilots.models import Call, Challenge, GroupProfile, Need, Slot, Tender, Workshop
from eduhub.pilots.services.needs import NeedFields
from eduhub.pilots.services.profiles import ProfileFields
from eduhub.pilots.states.calls import CallKind, CallState
from eduhub.pilots.states.needs import ChallengeState, NeedState
from eduhub.pilots.states.offers import term_weeks
from tests.makers import NOW, TODAY, make_organisation, make_person, make_solution

DAY = dt.timedelta(days=1)
CODES = (
    ("subject-maths", "subject"),
    ("age-10-12", "age"),
    ("age-13-15", "age"),
    ("language-fi", "language"),
    ("language-sv", "language"),
    ("device-tablet", "device"),
    ("device-phone", "device"),
)


def make_topics() -> None:
    """The shared codes that these tests use; a test that empties tables has none."""
    for code, kind in CODES:
        Topic.objects.get_or_create(code=code, defaults={"kind": kind, "name": Text(en=code)})


def in_three(words: str) -> Text:
    return Text(fi=f"{words} fi", sv=f"{words} sv", en=f"{words} en")


def make_need_fields(**fields: Any) -> NeedFields:
    fields.setdefault("title", Text(en="Fractions"))
    fields.setdefault("words", Text(en="Hard with a new language."))
    fields.setdefault("codes", [])
    fields.setdefault("ages", [])
    fields.setdefault("language", "")
    fields.setdefault("audience", "public")
    return NeedFields(**fields)


def make_need(school: Organisation | None = None, **fields: Any) -> Need:
    """An open, public need of a teacher."""
    home = school or make_organisation(municipality="091")
    if "teacher" not in fields:
        fields["teacher"] = make_person(Role.TEACHER, home)
    fields.setdefault("title", Text(en="Fractions"))
    fields.setdefault("words", Text(en="Hard with a new language."))
    fields.setdefault("lapses_on", TODAY + 365 * DAY)
    return Need.objects.create(school=home, posted_at=NOW, state_since=NOW, **fields)


def make_challenge(*needs: Need, **fields: Any) -> Challenge:
    """A published challenge of these needs."""
    fields.setdefault("title", in_three("Fractions for all"))
    fields.setdefault("question", in_three("How?"))
    fields.setdefault("state", ChallengeState.PUBLISHED)
    challenge = Challenge.objects.create(written_at=NOW, state_since=NOW, **fields)
    for need in needs:
        need.challenge, need.state = challenge, NeedState.MERGED
        need.save()
    return challenge


def make_call(challenge: Challenge | None = None, **fields: Any) -> Call:
    """A published challenge call that is open at NOW, and for two weeks."""
    fields.setdefault("kind", CallKind.CHALLENGE)
    fields.setdefault("title", in_three("Call"))
    fields.setdefault("words", in_three("Answer"))
    fields.setdefault("state", CallState.PUBLISHED)
    fields.setdefault("opens_at", NOW - DAY)
    fields.setdefault("closes_at", NOW + 14 * DAY)
    if fields["kind"] == CallKind.CHALLENGE:
        challenge = challenge or make_challenge(make_need())
    return Call.objects.create(challenge=challenge, state_since=NOW, **fields)


def make_tender(call: Call, **fields: Any) -> Tender:
    solution = fields.pop("solution", None) or make_solution()
    fields.setdefault("words", Text(en="In ten minutes a day."))
    return Tender.objects.create(
        call=call, solution=solution, sent_at=NOW, state_since=NOW, **fields
    )


def make_slot(**fields: Any) -> Slot:
    """In September."""
    fields.setdefault("starts", TODAY)
    fields.setdefault("ends", TODAY + 20 * DAY)
    fields.setdefault("place", Text(en="East side"))
    call = fields.pop("call", None) or make_call(kind=CallKind.MOBILE, closes_at=None)
    school = fields.pop("school", None) or make_organisation()
    return Slot.objects.create(call=call, school=school, **fields)


def make_workshop(slot: Slot | None = None, **fields: Any) -> Workshop:
    fields.setdefault("held_on", TODAY)
    fields.setdefault("begins", dt.time(9))
    fields.setdefault("title", Text(en="Measure the yard"))
    if fields.get("state") == "held":
        counts = {"groups": 2, "learners": 40, "minutes": 60, "counted_at": NOW}
        fields = counts | fields
    solution = fields.pop("solution", None) or make_solution()
    return Workshop.objects.create(
        slot=slot or make_slot(), solution=solution, asked_at=NOW, **fields
    )


def make_profile_fields(**fields: Any) -> ProfileFields:
    fields.setdefault("label", "5B")
    fields.setdefault("grade", 5)
    fields.setdefault("pupils", 22)
    fields.setdefault("language", "language-fi")
    fields.setdefault("weeks", term_weeks(TODAY))
    fields.setdefault("devices", ["device-tablet"])
    fields.setdefault("codes", [])
    fields.setdefault("most_minutes", 45)
    fields.setdefault("not_this_term", False)
    fields.setdefault("valid_until", dt.date(2026, 12, 20))
    return ProfileFields(**fields)


def make_profile(teacher: User | None = None, school: Organisation | None = None, **fields: Any):
    """A group that would like to try something this autumn."""
    home = school or make_organisation()
    told = make_profile_fields(**fields)
    named = {name: getattr(told, name) for name in ProfileFields.__slots__}
    person = teacher or make_person(Role.TEACHER, home)
    return GroupProfile.objects.create(school=home, teacher=person, changed_at=NOW, **named)
