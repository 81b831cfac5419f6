"""What a season says of a place, a refusal or a change, in the reader's language.

Nothing is put into words before it is read: a letter is written in its receiver's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.bookings.rules import length
from eduhub.bookings.states import Equipment
from eduhub.kit.formats import CLOCKS, reader
from eduhub.kit.lang import Text


@dataclass(frozen=True, slots=True)
class Where:
    """A place every week: from when until when, on which weekday."""

    unit: Text | str
    weekday: int
    begins: int  # minutes from midnight
    minutes: int

    def __str__(self) -> str:
        return f"{self.unit}, {self.when}"

    @property
    def when(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.hours}"

    @property
    def hours(self) -> str:
        return f"{CLOCKS[reader()]}{_clock(self.begins)}–{_clock(self.begins + self.minutes)}"


def _clock(minutes: int) -> str:
    hour, rest = divmod(minutes, 60)
    return f"{hour % 24}.{rest:02}"


@dataclass(frozen=True, slots=True)
class Told:
    """Why a wish is not met, and what would change it.

    Attributes:
        facts: the refusal as the answer's JSON has it; empty where there is no change to tell.
        words: of whoever decided it by hand.
    """

    code: str
    facts: Mapping[str, Any]
    units: Mapping[str, Text]
    words: str = ""

    @property
    def reason(self) -> str:
        said = reason_words(self.code, self.facts.get("rivals", 0))
        return f"{said} {self.words}" if self.words else said

    @property
    def change(self) -> Mapping[str, Any] | None:
        return self.facts.get("change")

    @property
    def where(self) -> Where | None:
        change = self.change
        if change is None:
            return None
        slot = change["slot"]
        named = self.units.get(slot["place"], Text())
        return Where(named, slot["weekday"], slot["begins"], slot["minutes"])

    @property
    def parts(self) -> list[str]:
        return [] if self.change is None else change_words(self.change)

    @property
    def proof(self) -> str:
        if self.facts.get("is_smallest"):
            return _(
                "Tried by working the season out again: nobody else loses by it, and no smaller"
                " change helps."
            )
        return _("Tried by working the season out again: nobody else loses by it.")


def reason_words(code: str, rivals: int) -> str:
    if code == "taken":
        said = ngettext(
            "%(n)s other wish was met there: more of the dearest wishes could be met so, or the"
            " lot decided between equals.",
            "%(n)s other wishes were met there: more of the dearest wishes could be met so, or"
            " the lot decided between equals.",
            rivals,
        )
        return said % {"n": rivals}
    return {
        "forbidden": _("The hub decided by hand that it is not met."),
        "not_for_kind": _("The places are not for this kind of organisation."),
        "no_room": _("None of the places has room for so many with that equipment."),
        "length": _("The places are not lent for so short or so long a time."),
        "closed": _("The places are closed at that time on most days of the season."),
        "occupied": _("The places are booked already at that time on most days of the season."),
        "enough": _("As many of the wishes are met as the applicant said it needs."),
        "limit": _("The applicant has as many hours a week as each may have."),
        "gone": _("Every day was taken between the proposal and the booking."),
    }[code]


def change_words(change: Mapping[str, Any]) -> list[str]:
    """Each thing that would have to be otherwise."""
    parts = []
    if change["other_place"]:
        parts.append(_("another place"))
    if change["other_weekday"]:
        parts.append(_("another weekday"))
    if by := change["begins_by"]:
        said = _("%(length)s later") if by > 0 else _("%(length)s earlier")
        parts.append(said % {"length": length(abs(by))})
    if by := change["minutes_by"]:
        said = _("%(length)s longer") if by > 0 else _("%(length)s shorter")
        parts.append(said % {"length": length(abs(by))})
    if fewer := change["fewer_people"]:
        said = ngettext("%(n)s person fewer", "%(n)s people fewer", fewer)
        parts.append(said % {"n": fewer})
    if without := change["without"]:
        named = ", ".join(str(Equipment(code).label) for code in without)
        parts.append(_("without: %(things)s") % {"things": named})
    if over := change["over"]:
        said = _("%(length)s a week more than each may have, which the hub can decide by hand")
        parts.append(said % {"length": length(over)})
    if change["is_beyond_need"]:
        parts.append(_("one wish more than the applicant said it needs"))
    return parts
