import io

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from eduhub.kit.errors import Invalid
from eduhub.kit.sheets import Sheet, read_sheet

SHEET = Sheet(columns=("class", "score"), rows=(("5B", "1.5"), ("5C", "2")), numbers=(2, 3))


@pytest.mark.parametrize(
    "content",
    [
        b"class,score\n5B,1.5\n5C,2\n",
        b"class;score\r\n5B;1.5\r\n5C;2\r\n",
        b"class\tscore\n5B\t1.5\n5C\t2",
        "\N{ZERO WIDTH NO-BREAK SPACE}class,score,\n5B,1.5,\n5C,2,\n".encode(),
    ],
    ids=["comma", "semicolon", "tab", "mark and empty last column"],
)
def test_the_same_table_however_it_is_written(content):
    assert read_sheet(content, "file.csv") == SHEET


def test_a_book_of_excel_is_the_same_table():
    book = Workbook()
    for row in (["class", "score", None], ["5B", 1.5, None], ["5C", 2.0, None]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    assert read_sheet(out.getvalue(), "file.xlsx") == SHEET


def test_windows_letters_are_read():
    sheet = read_sheet("koulu;tulos\nMäntylä;1".encode("cp1252"), "file.csv")

    assert sheet.rows == (("Mäntylä", "1"),)


@pytest.mark.parametrize(
    "header", ['"",class,score', "class,score"], ids=["write.csv", "write.table"]
)
def test_the_row_numbers_that_r_writes_are_a_column_without_a_name(header):
    sheet = read_sheet(f"{header}\n1,5B,1.5\n2,5C,2\n".encode(), "file.csv")

    assert sheet.columns == ("(1)", "class", "score")
    assert sheet.rows == (("1", "5B", "1.5"), ("2", "5C", "2"))


def test_rows_keep_the_numbers_that_a_person_counts():
    sheet = read_sheet(b"class,score\n\n5B,1\n,\n5C,2\n", "file.csv")

    assert sheet.numbers == (3, 5)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"class,score\n", "The file has no rows under its first line."),
        (b"a,a\n1,2\n", "Two columns have the name a. Give each a name of its own."),
        (b"a,b\n1,2\n1,2,3\n", "Row 3 has 3 cells, the first line has 2."),
        (b"PK\x03\x04 but no book", "This is not a CSV or XLSX file."),
        (b"a,b\n1,\x00\n", "This is not a CSV or XLSX file."),
        (b'a,b\n1,"' + b"x" * 200_000, "This is not a CSV or XLSX file."),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content, reason):
    with override("en"), pytest.raises(Invalid) as refused:
        read_sheet(content, "file")

    assert refused.value.fields == {"file": reason}
