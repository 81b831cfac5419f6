"""Finland's public holidays, computed."""

import datetime as dt
from functools import cache

DAY = dt.timedelta(days=1)
SATURDAY = 5


@cache
def public_holidays(year: int) -> dict[dt.date, str]:
    """Each day on which a Finnish public office is closed though it is not a weekend.

    The names are codes; the eves of Midsummer and Christmas are among them, since offices and
    schools keep them. Easter after Meeus, Astronomical Algorithms, ch. 8.
    """
    easter = easter_sunday(year)
    return {
        dt.date(year, 1, 1): "new_year",
        dt.date(year, 1, 6): "epiphany",
        easter - 2 * DAY: "good_friday",
        easter: "easter",
        easter + DAY: "easter_monday",
        easter + 39 * DAY: "ascension",
        easter + 49 * DAY: "pentecost",
        dt.date(year, 5, 1): "may_day",
        _saturday_from(dt.date(year, 6, 20)) - DAY: "midsummer_eve",
        _saturday_from(dt.date(year, 6, 20)): "midsummer",
        _saturday_from(dt.date(year, 10, 31)): "all_saints",
        dt.date(year, 12, 6): "independence",
        dt.date(year, 12, 24): "christmas_eve",
        dt.date(year, 12, 25): "christmas",
        dt.date(year, 12, 26): "boxing_day",
    }


def easter_sunday(year: int) -> dt.date:
    """Western Easter, for any year of the Gregorian calendar."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century + 8) // 25
    epact = (19 * golden + century - leaps - (century - moon + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _saturday_from(day: dt.date) -> dt.date:
    """That day or the first Saturday after it."""
    return day + ((SATURDAY - day.weekday()) % 7) * DAY
