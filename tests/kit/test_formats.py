"""Numbers, days and times as each language writes them (the Voice table of the look)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override

from eduhub.kit import formats

EVENING = dt.datetime(2026, 12, 31, 22, 5, tzinfo=dt.UTC)  # 0.05 on New Year's Day in Helsinki


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["2,386", "0.24", "−1,234.5", "5", "1,000,000", "–"]),
        ("fi", ["2\xa0386", "0,24", "−1\xa0234,5", "5", "1\xa0000\xa0000", "–"]),
        ("sv", ["2\xa0386", "0,24", "−1\xa0234,5", "5", "1\xa0000\xa0000", "–"]),
    ],
)
def test_numbers_are_grouped_and_have_a_real_minus(language, written):
    values = [2386, 0.24, -1234.5, Decimal("5.00"), 1_000_000, None]

    with override(language):
        assert [formats.number(value) for value in values] == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0.24, 2, "0.24"),
        (4.9, 2, "4.90"),
        (-0.001, 2, "0.00"),
        (0.0, None, "0"),
        (100, None, "100"),
    ],
)
def test_decimals_are_kept_when_asked_for_and_minus_nothing_is_nothing(value, decimals, written):
    with override("en"):
        assert formats.number(value, decimals) == written


def test_a_difference_carries_its_sign():
    with override("fi"):
        written = [formats.signed(value, 2) for value in (0.24, -0.15, 0.0, 0.001, None)]

    assert written == ["+0,24", "−0,15", "0,00", "0,00", "–"]


def test_a_share_is_per_cent_with_a_space_that_does_not_break():
    with override("sv"):
        assert [formats.percent(0.583), formats.percent(0.049, 1)] == ["58\xa0%", "4,9\xa0%"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["8 Oct 2026", "13.00", "1 Jan 2027, 0.05", "1 Jan 2027"]),
        ("fi", ["8.10.2026", "klo 13.00", "1.1.2027 klo 0.05", "1.1.2027"]),
        ("sv", ["8 oktober 2026", "kl. 13.00", "1 januari 2027 kl. 0.05", "1 januari 2027"]),
    ],
)
def test_days_and_times_are_helsinkis_in_the_readers_words(language, written):
    with override(language):
        assert [
            formats.day(dt.date(2026, 10, 8)),
            formats.clock(dt.time(13)),
            formats.moment(EVENING),
            formats.day(EVENING),
        ] == written


def test_nothing_is_a_dash():
    assert [formats.day(None), formats.clock(None), formats.moment(None)] == ["–"] * 3
