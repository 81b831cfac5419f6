"""Tables in and out: CSV and XLSX as they come from schools, and cells that harm no program."""

import csv
import datetime as dt
import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from eduhub.kit.errors import Invalid, TooLarge

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_CELLS = 2_000_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came: names of the columns, and rows of words, "" where a cell is empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


def read_sheet(content: bytes, name: str) -> Sheet:
    """Read CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or the first sheet of an XLSX.

    Raises:
        TooLarge: more bytes, unpacked bytes or cells than the hub takes.
        Invalid: no header, a header twice, or rows of another length than the header.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge("file_too_large", _("The file is larger than 8 MB."))
    table = _from_xlsx(content) if content[:4] == b"PK\x03\x04" else _from_csv(content)
    table = [row for row in table if any(cell.strip() for cell in row)]
    if len(table) < 2:
        raise Invalid({"file": _("The file has no rows under its first line.")})
    columns = tuple(cell.strip() for cell in table[0])
    if len(set(columns)) < len(columns) or "" in columns:
        raise Invalid({"file": _("Each column needs a name of its own on the first line.")})
    for number, row in enumerate(table[1:], start=2):
        if len(row) != len(columns):
            told = {"number": number, "cells": len(row), "columns": len(columns)}
            message = _("Row %(number)s has %(cells)s cells, the first line has %(columns)s.")
            raise Invalid({"file": message % told})
    return Sheet(columns, tuple(tuple(cell.strip() for cell in row) for row in table[1:]))


def number_in(cell: str) -> float | None:
    """The number that a cell holds, with a decimal point or comma; None when it is empty.

    Raises:
        ValueError: the cell holds something else.
    """
    words = cell.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    words = words.replace("\u2212", "-")
    if words in ("", "NA", "."):
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
    first = words.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    table = []
    for row in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter):
        table.append(row)
        if len(table) * len(table[0]) > MOST_CELLS:
            raise TooLarge("too_many_cells", _("The file has more cells than the hub takes."))
    return table


def _from_xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise TooLarge("too_much_inside", _("The file holds more than the hub takes."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as trouble:
        raise Invalid({"file": _("This is not a CSV or XLSX file.")}) from trouble
    sheet = book.worksheets[0]
    table: list[list[str]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        cells += len(row)
        if cells > MOST_CELLS:
            raise TooLarge("too_many_cells", _("The file has more cells than the hub takes."))
        table.append(["" if value is None else _as_words(value) for value in row])
    return table


def _as_words(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)
