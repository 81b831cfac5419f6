"""Columns that would tell who a pupil is: such a file is refused as a whole.

Looked for in every column, used or not: names, e-mail addresses, telephone numbers, Finnish
personal identity codes, days of birth. One code or address is enough; names, which look like
much else, count when they fill most of a column. Names of schools and classes recur from row to
row, pupils' do not: that is how "Norra Haga" and "Aino Virtanen" are told apart.
"""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from eduhub.evidence.services.given_names import GIVEN_NAMES
from eduhub.kit.identifiers import holds_code, holds_email
from eduhub.kit.sheets import Sheet

MOST = 0.5  # of the filled cells: what more than these look like, the column is
RECURS = 0.5  # fewer different values than this, for each cell: labels of groups, not persons

NAME_ENDS = ("name", "names", "nimi", "nimet", "namn")
NAME_WORDS = frozenset({"surname", "forename", "nickname", "lempinimi"})
OF_THINGS = (  # "school name", "luokan nimi", "provets namn" name no person
    *("school", "class", "group", "test", "course", "site", "city", "municipality", "product"),
    *("district", "region", "unit", "program", "treat", "interv", "arm", "condition"),
    *(
        "koulu",
        "luok",
        "ryhm",
        "koke",
        "test",
        "kurss",
        "kunta",
        "kunna",
        "kaupun",
        "tuot",
        "alue",
        "yksik",
    ),
    *("skol", "klass", "grupp", "prov", "kurs", "kommun", "stad", "ort", "produkt", "enhet"),
)
EMAIL_WORDS = frozenset({"email", "mail", "epost", "sähköposti", "spostiosoite", "sposti"})
PHONE_WORDS = frozenset(
    {"phone", "telephone", "mobile", "tel", "gsm", "puhelin", "puhelinnumero", "matkapuhelin"}
    | {"puh", "kännykkä", "telefon", "telefonnummer", "mobil", "mobilnummer"}
)
CODE_WORDS = frozenset(
    {"hetu", "henkilötunnus", "sotu", "ssn", "personbeteckning", "personnummer", "hlötunnus"}
)
FILLERS = frozenset({"address", "osoite", "adress", "number", "numero", "nummer", "nro", "no"})
BIRTH_WORDS = frozenset(
    {"birthdate", "dateofbirth", "birthday", "dob", "syntymäaika", "syntymäpäivä"}
    | {"syntaika", "födelsedatum", "födelsetid", "födelsedag"}
)

PHONE = re.compile(
    r"\+\d[\d \-()]{6,16}\d"  # abroad, or with the country's number
    r"|0(?:4\d|50)[ -]?\d{3,4}[ -]?\d{2,4}(?:[ -]?\d{1,3})?"  # a mobile of Finland
    r"|0\d{1,2}[ -]\d{3}[ -]?\d{2,5}"  # a landline, which is written with a gap
)
BARE_MOBILE = re.compile(r"(?:4\d|50)\d{6,8}")  # a spreadsheet has taken the first 0 away
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")


def reasons() -> dict[str, str]:
    """Why a column is refused, in the reader's language."""
    return {
        "called_names": _("it is called like names of persons"),
        "called_email": _("it is called like e-mail addresses"),
        "called_phone": _("it is called like telephone numbers"),
        "called_code": _("it is called like personal identity codes"),
        "called_birth": _("it is called like days of birth"),
        "holds_names": _("it holds names of persons"),
        "holds_code": _("it holds a personal identity code"),
        "holds_email": _("it holds an e-mail address"),
        "holds_phone": _("it holds a telephone number"),
        "holds_phones": _("it holds telephone numbers"),
    }


def refused_column(sheet: Sheet) -> tuple[str, str] | None:
    """The first column that tells who a pupil is, and why; None if there is none."""
    for place, name in enumerate(sheet.columns):
        cells = [row[place] for row in sheet.rows if row[place]]
        reason = _by_header(name) or _by_cells([name, *cells]) or _by_names(cells)
        if reason:
            return name, reason
    return None


def _by_header(name: str) -> str:
    spaced = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", name).casefold()
    words = re.findall(r"[^\W\d_]+", spaced)
    while words and words[-1] in FILLERS:
        words.pop()
    asked = {"".join(words), "".join(words[-2:]), *words[-1:]}
    asked |= {whole.removesuffix(filler) for whole in asked for filler in FILLERS}
    for known, reason in (
        (EMAIL_WORDS, reasons()["called_email"]),
        (PHONE_WORDS, reasons()["called_phone"]),
        (CODE_WORDS, reasons()["called_code"]),
        (BIRTH_WORDS, reasons()["called_birth"]),
    ):
        if asked & known:
            return reason
    names = any(word in NAME_WORDS or word.endswith(NAME_ENDS) for word in words)
    of_things = any(word.startswith(OF_THINGS) for word in words)
    return reasons()["called_names"] if names and not of_things else ""


def _by_cells(cells: Sequence[str]) -> str:
    """What even one cell gives away; telephone numbers lost in figures need a full column."""
    for cell in cells:
        if holds_code(cell):
            return reasons()["holds_code"]
        if holds_email(cell):
            return reasons()["holds_email"]
        if PHONE.fullmatch(cell):
            return reasons()["holds_phone"]
    if _share(cells[1:], lambda cell: BARE_MOBILE.fullmatch(cell) is not None) > MOST:
        return reasons()["holds_phones"]
    return ""


def _by_names(cells: Sequence[str]) -> str:
    if not cells:
        return ""
    recurs = len(set(cells)) <= RECURS * len(cells)
    looks_so = _is_a_known_name if recurs else _looks_like_a_name
    return reasons()["holds_names"] if _share(cells, looks_so) > MOST else ""


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(holds(cell) for cell in cells) / len(cells) if cells else 0.0


def _words_of(cell: str) -> list[str]:
    """The words of a cell that holds two to four of them and nothing else; else none."""
    words = cell.replace(",", " ").split()
    whole = all(WORD.fullmatch(word) for word in words)
    return words if whole and 1 <= len(words) <= 4 else []


def _is_a_known_name(cell: str) -> bool:
    """A given name that is common here, with or without a family name."""
    words = _words_of(cell)
    return any(word.casefold().split("-")[0] in GIVEN_NAMES for word in words)


def _looks_like_a_name(cell: str) -> bool:
    words = _words_of(cell)
    capital = len(words) > 1 and all(word[0].isupper() for word in words)
    return capital or _is_a_known_name(cell)
