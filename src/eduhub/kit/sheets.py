"""Tables in and out: CSV and XLSX as they come from schools, and cells that harm no program."""

import csv
import datetime as dt
import io
import math
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from eduhub.kit.errors import Invalid, TooLarge

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_CELLS = 2_000_000
NOT_XLSX = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ElementTree.ParseError,
    LookupError,
    TypeError,
    ValueError,
)
MISSING = ("", "NA", "NAN", "#N/A", ".")  # as spreadsheets, R and others write it
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: names of the columns, and rows of words, "" where a cell is empty.

    A column without a name is called by its place: "(1)" is the first. `numbers` are the places
    of the rows in the file as a person counts them, the first line being 1.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    def column(self, name: str) -> list[str]:
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


def read_sheet(content: bytes, name: str) -> Sheet:
    """Read CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or the first sheet of an XLSX.

    Rows that are empty are passed over, and so are empty columns at the right edge. Where the
    first line lacks one name, the first column is the row numbers that R writes.

    Raises:
        TooLarge: more bytes, unpacked bytes or cells than the hub takes.
        Invalid: no header, a name twice, or a row with more cells than the header.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge("file_too_large", _("The file is larger than 8 MB."))
    table = _from_xlsx(content) if content[:4] == b"PK\x03\x04" else _from_csv(content)
    found = [
        (number, _trimmed(row))
        for number, row in enumerate(table, start=1)
        if any(cell.strip() for cell in row)
    ]
    if len(found) < 2:
        raise Invalid({"file": _("The file has no rows under its first line.")})
    columns = _named(found[0][1], [len(row) for _number, row in found[1:]])
    return Sheet(
        columns=columns,
        rows=tuple(_filled(row, number, len(columns)) for number, row in found[1:]),
        numbers=tuple(number for number, _row in found[1:]),
    )


def _trimmed(row: Sequence[str]) -> list[str]:
    """The row's cells without spaces around them and without empty cells at its end."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _named(header: Sequence[str], lengths: Sequence[int]) -> tuple[str, ...]:
    names = list(header)
    if set(lengths) == {len(names) + 1}:
        names.insert(0, "")
    columns = tuple(name or f"({place})" for place, name in enumerate(names, start=1))
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        message = _("Two columns have the name %(name)s. Give each a name of its own.")
        raise Invalid({"file": message % {"name": twice[0]}})
    return columns


def _filled(row: list[str], number: int, width: int) -> tuple[str, ...]:
    if len(row) > width:
        told = {"number": number, "cells": len(row), "columns": width}
        message = _("Row %(number)s has %(cells)s cells, the first line has %(columns)s.")
        raise Invalid({"file": message % told})
    return (*row, *[""] * (width - len(row)))


def number_in(cell: str) -> float | None:
    """The number that a cell holds, with a decimal point or comma; None when it is empty.

    Raises:
        ValueError: the cell holds something else.
    """
    words = cell.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    words = words.replace("\u2212", "-")
    if words.upper() in MISSING:
        return None
    if "," in words and "." not in words:
        words = words.replace(",", ".")
    value = float(words)
    if not math.isfinite(value):
        raise ValueError(f"not a number: {cell}")
    return value


def safe_cell(value: Any) -> Any:
    """Words that a spreadsheet would take for a formula get an apostrophe before them."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV in UTF-8 with a mark that Excel knows, commas, every word quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([safe_cell(_plain(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """XLSX with a frozen first line; words stay words, dates stay dates."""
    book = Workbook(write_only=False)
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    for row in (columns, *rows):
        sheet.append([safe_cell(_naive(value)) for value in row])
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, float)) or value is None else str(value)


def _naive(value: Any) -> Any:
    """XLSX knows no time zones."""
    if isinstance(value, dt.datetime) and value.tzinfo:
        return value.astimezone().replace(tzinfo=None)
    return value if isinstance(value, (int, float, dt.date)) or value is None else str(value)


def _from_csv(content: bytes) -> list[list[str]]:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    if "\x00" in words:
        raise Invalid({"file": _("This is not a CSV or XLSX file.")})
    first = words.lstrip().partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    lines = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    try:
        return _counted(lines)
    except csv.Error as trouble:
        raise Invalid({"file": _("This is not a CSV or XLSX file.")}) from trouble


def _from_xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise TooLarge("too_much_inside", _("The file holds more than the hub takes."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write them wrong
        rows = sheet.iter_rows(values_only=True)
        return _counted(["" if cell is None else _as_words(cell) for cell in row] for row in rows)
    except NOT_XLSX as trouble:
        raise Invalid({"file": _("This is not a CSV or XLSX file.")}) from trouble


def _counted(rows: Iterable[list[str]]) -> list[list[str]]:
    table: list[list[str]] = []
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > MOST_CELLS:
            raise TooLarge("too_many_cells", _("The file has more cells than the hub takes."))
        table.append(row)
    return table


def _as_words(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)
