"""Numbers, days and times as each of the three languages writes them.

en 2,386 · 0.24 · 8 Oct 2026 · 13.00
fi 2 386 · 0,24 · 8.10.2026 · klo 13.00
sv 2 386 · 0,24 · 8 oktober 2026 · kl. 13.00
"""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NOTHING = "–"  # what stands where there is no value
MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"
MARKS = {"fi": (NO_BREAK, ","), "sv": (NO_BREAK, ","), "en": (",", ".")}  # thousands, decimal
CLOCKS = {"fi": "klo ", "sv": "kl. ", "en": ""}
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_SV = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)

type Number = int | float | Decimal


def reader() -> str:
    """The reader's language, as one of fi, sv and en."""
    code = (get_language() or "fi")[:2]
    return code if code in MARKS else "en"


def number(value: Number | None, decimals: int | None = None) -> str:
    """A number with a real minus; decimals=None keeps at most two, without trailing zeros."""
    if value is None:
        return NOTHING
    thousands, decimal = MARKS[reader()]
    plain = f"{value:,.{2 if decimals is None else decimals}f}"
    if decimals is None:
        plain = plain.rstrip("0").rstrip(".")
    if not plain.strip("-0.,"):  # minus nothing is nothing
        plain = plain.lstrip("-")
    return "".join({",": thousands, ".": decimal, "-": MINUS}.get(c, c) for c in plain)


def signed(value: Number | None, decimals: int | None = None) -> str:
    """The number with its sign, as differences are written: +0.24, 0.00."""
    words = number(value, decimals)
    rises = value is not None and value > 0 and words.strip("0.,") != ""
    return f"+{words}" if rises else words


def percent(share: Number | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent, with a space before the sign in all languages."""
    if share is None:
        return NOTHING
    return f"{number(share * 100, decimals)}{NO_BREAK}%"


def interval(
    estimate: Number | None, low: Number | None, high: Number | None, decimals: int = 2
) -> str:
    """+0.24 (0.03 to 0.45), as the language writes it."""
    if estimate is None:
        return NOTHING
    return _("%(estimate)s (%(low)s to %(high)s)") % {
        "estimate": signed(estimate, decimals),
        "low": number(low, decimals),
        "high": number(high, decimals),
    }


def day(value: dt.date | None) -> str:
    """A day; a moment counts as its day in Helsinki."""
    if value is None:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = _local(value).date()
    match reader():
        case "fi":
            return f"{value.day}.{value.month}.{value.year}"
        case "sv":
            return f"{value.day} {MONTHS_SV[value.month - 1]} {value.year}"
        case _:
            return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def clock(value: dt.datetime | dt.time | None) -> str:
    """A time of day, with the word that the language puts before it."""
    if value is None:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = _local(value).time()
    return f"{CLOCKS[reader()]}{value.hour}.{value.minute:02}"


def moment(value: dt.datetime | None) -> str:
    """A day and a time of day in Helsinki."""
    if value is None:
        return NOTHING
    between = ", " if reader() == "en" else " "
    return f"{day(value)}{between}{clock(value)}"


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
