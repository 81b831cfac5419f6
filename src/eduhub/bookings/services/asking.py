"""What somebody asks for, put in order, and the words of a no; for bookings and the waiting list."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from eduhub.bookings.models import LONGEST, Unit, lent
from eduhub.bookings.rules import Refusal
from eduhub.bookings.states import LED, Why
from eduhub.kit.access import Actor
from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotNow
from eduhub.kit.identifiers import holds_code

LONGEST_TITLE, LONGEST_GROUNDS = 120, 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to book.

    subject: kind and key of the thing that it is for, such as ("pilot", 12).
    """

    begins: dt.datetime
    ends: dt.datetime
    title: str
    people: int = 1
    accepts_terms: bool = False
    subject: tuple[str, int] | None = None


def tidied(unit: Unit, asked: Asked, by: Actor, *, accepted: bool = False) -> Asked:
    """What was typed, put in order; Invalid where it cannot be taken."""
    wrong: dict[str, str] = {}
    title = " ".join(asked.title.split())
    if not title:
        wrong["title"] = _("Write in a few words what it is for.")
    elif len(title) > LONGEST_TITLE:
        wrong["title"] = _("Write it shorter, in at most %(most)s characters.") % {
            "most": LONGEST_TITLE
        }
    elif holds_code(title):
        wrong["title"] = _("Leave out the personal identity code.")
    if asked.ends <= asked.begins:
        wrong["ends"] = _("It ends before it begins.")
    elif asked.ends - asked.begins > LONGEST:
        wrong["ends"] = _("It is too long for one booking.")
    if asked.people < 1:
        wrong["people"] = _("Write how many come.")
    if unit.terms.spoken and not (asked.accepts_terms or accepted):
        wrong["accepts_terms"] = _("Accept the terms, or choose something else.")
    if asked.subject and unit.kind not in LED and not _may_tie(asked.subject, by):
        wrong["subject"] = _("Choose what it is for from the list.")
    if wrong:
        raise Invalid(wrong)
    return replace(asked, title=title)


def _may_tie(subject: tuple[str, int], by: Actor) -> bool:
    kind, key = subject
    rules = lent().get(kind)
    return rules is not None and key in rules.choices(by)


def plain(words: str) -> str:
    said = " ".join(words.split())
    if len(said) > LONGEST_GROUNDS:
        shorter = _("Write it shorter, in at most %(most)s characters.")
        raise Invalid({"grounds": shorter % {"most": LONGEST_GROUNDS}})
    if holds_code(said):
        raise Invalid({"grounds": _("Leave out the personal identity code.")})
    return said


def refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refused(refusal)


def refused(refusal: Refusal) -> HubError:
    kind = NotAllowed if refusal.why == Why.NOT_FOR_YOU else NotNow
    return kind(refusal.why, refusal.words, **refusal.facts)
