"""How many pupils there are where, as the hub's own people bring it from a source."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import PupilCount, SchoolPupils
from eduhub.bookings.rules import UNIT_RULES
from eduhub.bookings.services.asking import plain
from eduhub.bookings.states import TeachingLanguage
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.sheets import Sheet, number_in

MOST_LINES, LONGEST_DISTRICT, LONGEST_SOURCE, MOST_PUPILS = 5000, 60, 200, 1_000_000
DIGITS = 5  # of a school's number
COLUMNS = {  # as the hub's own file and the national registers call them
    "number": ("school number", "school_number", "oppilaitosnumero", "läroanstaltsnummer"),
    "district": ("district", "kaupunginosa", "alue", "stadsdel", "område"),
    "language": ("language", "opetuskieli", "kieli", "undervisningsspråk", "språk"),
    "pupils": ("pupils", "oppilaita", "oppilaat", "elever", "antal elever"),
}
SPOKEN = {
    "suomi": "fi",
    "finska": "fi",
    "finnish": "fi",
    "ruotsi": "sv",
    "svenska": "sv",
    "swedish": "sv",
    "saame": "se",
    "samiska": "se",
    "sámi": "se",
    "englanti": "en",
    "engelska": "en",
    "english": "en",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A school's pupils, or without a number those of several schools of one district."""

    number: str
    district: str
    language: str
    pupils: int


@transaction.atomic
def count_pupils(
    sheet: Sheet,
    source: str,
    counted_on: dt.date,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> PupilCount:
    """A new table of pupils, which the report then goes by; the same key again is the same one.

    Raises:
        Invalid: of the table with the first row that cannot be taken, and why.
    """
    require(by, "manage", None, UNIT_RULES)
    if there := PupilCount.objects.filter(key=key).first():
        return there
    source = plain(source)
    lines, wrong = _read(sheet)
    if not source or len(source) > LONGEST_SOURCE:
        wrong["source"] = _("Say in at most %(most)s characters where the numbers come from.") % {
            "most": LONGEST_SOURCE
        }
    if counted_on > timezone.localdate(now):
        wrong["counted_on"] = _("The day lies ahead.")
    if wrong:
        raise Invalid(wrong)

    count = PupilCount.objects.create(
        source=source, counted_on=counted_on, brought_at=now, brought_by_id=by.user_id, key=key
    )
    SchoolPupils.objects.bulk_create(
        SchoolPupils(
            count=count,
            school_number=line.number,
            district=line.district,
            language=line.language,
            pupils=line.pupils,
        )
        for line in lines
    )
    record(by, "pupils.counted", count, now=now, lines=len(lines))
    return count


def _read(sheet: Sheet) -> tuple[list[Line], dict[str, str]]:
    """The lines, or what is wrong with the table, at its field."""
    places = {name: _place(sheet.columns, known) for name, known in COLUMNS.items()}
    for name in ("district", "language", "pupils"):
        if places[name] is None:
            words = _("The first line lacks a column called %(name)s.")
            return [], {"table": words % {"name": name}}
    if len(sheet.rows) > MOST_LINES:
        return [], {"table": _("There are more than %(most)s rows.") % {"most": MOST_LINES}}
    lines: list[Line] = []
    numbers: set[str] = set()
    for at, row in zip(sheet.numbers, sheet.rows, strict=True):
        cells = {n: "" if place is None else row[place] for n, place in places.items()}
        line = Line(cells["number"], cells["district"], _language(cells["language"]), 0)
        pupils = _pupils(cells["pupils"])
        if trouble := _trouble(line, pupils, numbers):
            return [], {
                "table": _("Row %(number)s: %(trouble)s") % {"number": at, "trouble": trouble}
            }
        numbers |= {line.number} - {""}
        lines.append(Line(line.number, line.district, line.language, pupils or 0))
    return lines, {}


def _place(columns: Sequence[str], known: Sequence[str]) -> int | None:
    said = [name.strip().lower() for name in columns]
    return next((said.index(name) for name in known if name in said), None)


def _language(cell: str) -> str:
    said = cell.strip().lower()
    return SPOKEN.get(said, said if said in TeachingLanguage.values else "other" if said else "")


def _pupils(cell: str) -> int | None:
    try:
        found = number_in(cell)
    except ValueError:
        return None
    if found is None or found != int(found) or not 0 <= found <= MOST_PUPILS:
        return None
    return int(found)


def _trouble(line: Line, pupils: int | None, numbers: set[str]) -> str:
    if line.number and not (line.number.isdecimal() and len(line.number) == DIGITS):
        return _("a school's number has five digits.")
    if line.number in numbers:
        return _("the school stands there twice.")
    if not line.district or len(line.district) > LONGEST_DISTRICT:
        return _("the district is missing or too long.")
    if not line.language:
        return _("the language of teaching is missing.")
    if pupils is None:
        return _("the number of pupils is not a whole number.")
    return ""
