"""Columns that tell who a pupil is: what is refused, and what only looks like it."""

import pytest
from django.utils.translation import override

from eduhub.evidence.services.identifiers import refused_column
from eduhub.kit.sheets import Sheet

PEOPLE = ("Aino Virtanen", "Eino Korhonen", "Noah Sjöberg", "Li Wei Chen")


def sheet(name, *cells):
    rows = tuple((cell, str(place)) for place, cell in enumerate(cells))
    return Sheet((name, "posttest"), rows, tuple(range(2, len(rows) + 2)))


def reason(name, *cells):
    with override("en"):
        found = refused_column(sheet(name, *cells))
    return found and found[1]


@pytest.mark.parametrize(
    "header",
    [
        *("Name", "name", "Nimi", "namn", "First name", "LastName", "surname", "full_name"),
        *("etunimi", "Sukunimi", "Förnamn", "efternamn", "oppilaan nimi", "oppilasnimi"),
        *("student_name", "PupilName", "Elevens namn", "käyttäjänimi", "username"),
    ],
)
def test_a_header_that_speaks_of_persons_names_is_enough(header):
    assert reason(header, "1", "2", "3") == "it is called like names of persons"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("E-mail", "it is called like e-mail addresses"),
        ("sähköposti", "it is called like e-mail addresses"),
        ("e-postadress", "it is called like e-mail addresses"),
        ("Puhelinnumero", "it is called like telephone numbers"),
        ("parent phone", "it is called like telephone numbers"),
        ("telefon", "it is called like telephone numbers"),
        ("HETU", "it is called like personal identity codes"),
        ("personbeteckning", "it is called like personal identity codes"),
        ("syntymäaika", "it is called like days of birth"),
        ("Date of birth", "it is called like days of birth"),
    ],
)
def test_a_header_that_speaks_of_other_identifiers_is_enough(header, told):
    assert reason(header, "1", "2", "3") == told


@pytest.mark.parametrize(
    "code",
    ["131052-308T", "131052W308T", "131052A308T", "010199-9001", "131052-308t"],
)
def test_one_personal_identity_code_in_any_cell_is_enough(code):
    assert reason("q7", "1", "2", f"see {code}", "4") == "it holds a personal identity code"


@pytest.mark.parametrize("code", ["131052-308U", "310252-308Y", "131052-308", "131052=308T"])
def test_what_is_no_code_by_its_check_character_passes(code):
    assert reason("q7", "1", "2", code, "4") is None


def test_one_address_is_enough():
    assert reason("q7", "1", "parent@example.org", "3") == "it holds an e-mail address"


@pytest.mark.parametrize(
    "number", ["040 123 4567", "0401234567", "+358 40 123 4567", "09-1234567", "050-123 4567"]
)
def test_one_telephone_number_is_enough(number):
    assert reason("q7", "1", number, "3") == "it holds a telephone number"


def test_mobile_numbers_whose_nought_a_spreadsheet_took_away_are_seen():
    told = reason("q7", "401234567", "407654321", "501112223")

    assert told == "it holds telephone numbers"


@pytest.mark.parametrize(
    "cells",
    [
        PEOPLE,
        ("Virtanen, Aino", "Korhonen, Eino", "Sjöberg, Noah"),
        ("AINO VIRTANEN", "EINO KORHONEN", "NOAH SJÖBERG"),
        ("aino virtanen", "eino korhonen", "noah sjöberg"),
        ("Aino", "Eino", "Noah", "Aada"),
        ("Anna-Liisa", "Karl-Johan", "Eeva-Maria", "Matti"),
        ("Aino V.", "Eino K.", "Noah S."),
        (*PEOPLE, "", "12"),
    ],
)
def test_cells_that_are_mostly_persons_names_are_refused_whatever_the_header(cells):
    assert reason("id", *cells) == "it holds names of persons"


def test_a_teachers_name_that_recurs_for_each_pupil_is_refused_too():
    told = reason("class", *["Maija Virtanen"] * 5, *["Pekka Korhonen"] * 5)

    assert told == "it holds names of persons"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("school", ["Norra Haga"] * 6 + ["Etelä Koulu"] * 6),
        ("School name", ["Arabian Peruskoulu"] * 4 + ["Zacharias Topeliusskolan"] * 4),
        ("koulun nimi", ["Mäkelänrinne"] * 3 + ["Vuosaari"] * 3),
        ("luokan_nimi", ["5B"] * 3 + ["5C"] * 3),
        ("klassens namn", ["Klass A"] * 3 + ["Klass B"] * 3),
        ("group", ["Very Good"] * 3 + ["Not Good"] * 3),
        ("ryhmä", ["Meri", "Tuuli", "Kielo"] * 4),
        ("month", ["May", "August", "April"] * 4),
        ("answer", ["Very Good", "Quite Good", "Very Bad"] * 4),
        ("gender", ["girl", "boy"] * 4),
        ("arm", ["Treatment", "Control"] * 4),
        ("pupil", [str(n) for n in range(1, 13)]),
        ("code", [f"P{n:03d}" for n in range(12)]),
        ("Percentage_Attendance", ["38.9352227165364", "44.4509227480739", "43.19"]),
        ("score", ["40,5", "41,25", "50,75"]),
        ("big", ["401234567.5", "407654321.25", "501112223.125"]),
        ("date", ["2026-09-01", "2026-09-02", "01.02.2026"]),
        ("mobile minutes", ["12", "30", "41"]),
        ("emails opened", ["1", "0", "3"]),
        ("", ["1", "2", "3"]),
    ],
)
def test_what_only_looks_like_it_passes(header, cells):
    assert reason(header, *cells) is None


def test_the_refusal_names_the_column_wherever_it_stands():
    table = Sheet(
        ("class", "posttest", "remark"), (("5B", "1", ""), ("5B", "2", "a@b.fi")), (2, 3)
    )

    assert refused_column(table)[0] == "remark"


def test_a_file_without_a_header_is_seen_through_its_first_line():
    table = Sheet(("a@example.org", "12"), (("x", "1"),), (2,))

    assert refused_column(table)[0] == "a@example.org"
