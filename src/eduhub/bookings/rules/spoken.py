"""Spans of time and refusals in the reader's words."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eduhub.bookings.states import Period, Why
from eduhub.engines.timetable import comes_twice
from eduhub.kit.formats import CLOCKS, day, number, reader
from eduhub.kit.lang import Text

HOLIDAYS: dict[str, str | Promise] = {
    "new_year": gettext_lazy("New Year's Day"),
    "epiphany": gettext_lazy("Epiphany"),
    "good_friday": gettext_lazy("Good Friday"),
    "easter": gettext_lazy("Easter Sunday"),
    "easter_monday": gettext_lazy("Easter Monday"),
    "ascension": gettext_lazy("Ascension Day"),
    "pentecost": gettext_lazy("Whit Sunday"),
    "may_day": gettext_lazy("May Day"),
    "midsummer_eve": gettext_lazy("Midsummer Eve"),
    "midsummer": gettext_lazy("Midsummer Day"),
    "all_saints": gettext_lazy("All Saints' Day"),
    "independence": gettext_lazy("Independence Day"),
    "christmas_eve": gettext_lazy("Christmas Eve"),
    "christmas": gettext_lazy("Christmas Day"),
    "boxing_day": gettext_lazy("Boxing Day"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a time is not given: a code, and the values that its words speak of (for JSON)."""

    why: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The reason, and what would change it."""
        why = Why(self.why)
        said = _SAYS.get(why)
        return said(self.facts) if said else str(why.label)


def bare_clock(moment: dt.datetime) -> str:
    """13.00, with the time it is where the same hour comes twice."""
    local = timezone.localtime(moment)
    shown = f"{local.hour}.{local.minute:02}"
    if not comes_twice(moment, timezone.get_current_timezone()):
        return shown
    return f"{shown} ({_('summer time') if local.dst() else _('winter time')})"


def span(begins: dt.datetime, ends: dt.datetime) -> str:
    """The day, from when until when; both days where they differ."""
    if timezone.localdate(begins) == timezone.localdate(ends):
        return f"{day(begins)}, {clocks(begins, ends)}"
    return f"{day(begins)}, {_at(begins)} – {day(ends)}, {_at(ends)}"


def clocks(begins: dt.datetime, ends: dt.datetime) -> str:
    """From when until when, with the language's word for the clock."""
    return f"{_at(begins)}–{bare_clock(ends)}"


def _at(moment: dt.datetime) -> str:
    return CLOCKS[reader()] + bare_clock(moment)


def length(minutes: int) -> str:
    """2 h 30 min, 45 min, 3 days."""
    if minutes and minutes % 1440 == 0:
        days = minutes // 1440
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    hours, rest = divmod(minutes, 60)
    said = [_("%(n)s h") % {"n": number(hours)}] if hours else []
    said += [_("%(n)s min") % {"n": rest}] if rest or not hours else []
    return " ".join(said)


def _moment(told: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(told)


def _taken(facts: Mapping[str, Any]) -> str:
    if "begins" not in facts:
        return _("Somebody was faster. Choose another time, or join the waiting list.")
    return _("It is taken %(span)s. Choose another time, or join the waiting list.") % {
        "span": span(_moment(facts["begins"]), _moment(facts["ends"]))
    }


def _closed(facts: Mapping[str, Any]) -> str:
    if facts.get("holiday"):
        named = HOLIDAYS[facts["holiday"]]
        return _("It is closed: %(holiday)s. Choose another day.") % {"holiday": named}
    if why := str(Text.of(facts.get("words"))):
        return _("It is closed: %(why)s. Choose another day.") % {"why": why}
    spans = [clocks(_moment(begins), _moment(ends)) for begins, ends in facts.get("open", [])]
    if not spans:
        return _("It is closed that day. Choose another day.")
    return _("That day it is open %(hours)s. Choose a time within that.") % {
        "hours": ", ".join(spans)
    }


def _away(facts: Mapping[str, Any]) -> str:
    if host := facts.get("host"):
        named = Text.of(host)
        return _("It stands there for %(host)s alone. Choose another day.") % {"host": named}
    return _("It is on the move that day. Look where it stands when.")


def _quota(facts: Mapping[str, Any]) -> str:
    told = {
        "taken": length(facts["taken"]),
        "most": length(facts["most"]),
        "asked": length(facts["asked"]),
        "period": Period(facts["period"]).label,
        "why": Text.of(facts.get("words")),
        "day": day(dt.date.fromisoformat(facts["next"])),
    }
    said = _(
        "%(taken)s of %(most)s %(period)s are booked, and this is %(asked)s more. "
        "Book less, cancel something, or choose a day from %(day)s on."
    )
    return f"{told['why']}: {said % told}" if str(told["why"]) else said % told


def _too_many(facts: Mapping[str, Any]) -> str:
    said = ngettext(
        "It has %(size)s place. Choose a larger one, or come with fewer.",
        "It has %(size)s places. Choose a larger one, or come with fewer.",
        facts["size"],
    )
    return said % {"size": facts["size"]}


_SAYS: dict[Why, Callable[[Mapping[str, Any]], str]] = {
    Why.TAKEN: _taken,
    Why.CLOSED: _closed,
    Why.AWAY: _away,
    Why.QUOTA: _quota,
    Why.TOO_MANY: _too_many,
    Why.NO_SUCH_HOUR: lambda facts: _("The clock jumps over this hour that day."),
    Why.TOO_SOON: lambda facts: (
        _("The hub needs time to prepare it. It can be had from %(moment)s on.")
        % {"moment": f"{day(_moment(facts['from']))}, {_at(_moment(facts['from']))}"}
    ),
    Why.TOO_FAR: lambda facts: (
        _("It can be booked until %(day)s. Try again nearer to the time.")
        % {"day": day(dt.date.fromisoformat(facts["until"]))}
    ),
    Why.TOO_SHORT: lambda facts: (
        _("It is booked for at least %(least)s.") % {"least": length(facts["least"])}
    ),
    Why.TOO_LONG: lambda facts: (
        _("It is booked for at most %(most)s.") % {"most": length(facts["most"])}
    ),
}
