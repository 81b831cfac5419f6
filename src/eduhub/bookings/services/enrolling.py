"""What a teacher fills in for a group, put in order; nothing in it may tell who a pupil is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from eduhub.bookings.models import Visit
from eduhub.bookings.queries import schools
from eduhub.bookings.states import Need
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code, why_refused

LONGEST_WORDS = 500  # characters
MOST_ADULTS = 50
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many come, and what they need: what may be changed later."""

    pupils: int
    adults: int
    needs: Sequence[str] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A group as its teacher enrols it.

    Attributes:
        school_id, school_name: one of them, a school of the hub or its name.
        language: in which the visit is held; reads: in which letters are written.
        caller: a fingerprint of where the request came from.
        key: of the form as it was shown, so that a double click enrols once.
    """

    size: Size
    grade: str
    language: str
    name: str
    email: str
    reads: str
    caller: str
    key: uuid.UUID
    school_id: int | None = None
    school_name: str = ""


def put_in_order(asked: Enrolment, visit: Visit) -> Enrolment:
    """What was typed, tidied; Invalid, field by field, where it cannot be taken."""
    wrong = _wrong_size(asked.size, visit)
    name, school = (" ".join(words.split()) for words in (asked.name, asked.school_name))
    email = asked.email.strip().lower()
    if asked.grade not in visit.grades:
        wrong["grade"] = _("The visit is not for this grade level. Choose one from the list.")
    if asked.language not in visit.languages:
        wrong["language"] = _("Choose one of the languages in which it is held.")
    if asked.reads not in LANGUAGES:
        wrong["reads"] = _("Choose one of these.")
    wrong |= _wrong_school(asked.school_id, school)
    if not name or len(name) > 120:
        wrong["name"] = _("Write your name, in at most %(most)s characters.") % {"most": 120}
    elif holds_code(name):
        wrong["name"] = _("Leave out the personal identity code.")
    try:
        validate_email(email)
    except ValidationError:
        wrong["email"] = _("Write an e-mail address, such as name@school.fi.")
    if wrong:
        raise Invalid(wrong)
    return replace(
        asked,
        size=_tidied(asked.size),
        name=name,
        email=email,
        school_name="" if asked.school_id is not None else school,
    )


def refuse_size(size: Size, visit: Visit) -> Size:
    """The same for what is changed later."""
    if wrong := _wrong_size(size, visit):
        raise Invalid(wrong)
    return _tidied(size)


def _tidied(size: Size) -> Size:
    return replace(size, words=" ".join(size.words.split()))


def _wrong_school(school_id: int | None, typed: str) -> dict[str, str]:
    if school_id is not None:
        known = schools().filter(pk=school_id).exists()
        return {} if known else {"school": _("Choose a school from the list, or write its name.")}
    if not typed:
        return {"school": _("Choose a school from the list, or write its name.")}
    if len(typed) > 120:
        return {
            "school_name": _("Write it shorter, in at most %(most)s characters.") % {"most": 120}
        }
    refused = why_refused(typed)
    return {"school_name": refused} if refused else {}


def _wrong_size(size: Size, visit: Visit) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not visit.least_pupils <= size.pupils <= visit.most_pupils:
        told = {"least": visit.least_pupils, "most": visit.most_pupils}
        wrong["pupils"] = _("A group has from %(least)s to %(most)s pupils here.") % told
    if not visit.adults <= size.adults <= MOST_ADULTS:
        told = {"least": visit.adults, "most": MOST_ADULTS}
        wrong["adults"] = _("From %(least)s to %(most)s adults come with the group.") % told
    if not set(size.needs) <= set(Need.values):
        wrong["needs"] = _("Choose from these.")
    if len(size.words) > LONGEST_WORDS:
        said = _("Write it shorter, in at most %(most)s characters.")
        wrong["words"] = said % {"most": LONGEST_WORDS}
    elif refused := why_refused(size.words):
        wrong["words"] = refused
    return wrong
