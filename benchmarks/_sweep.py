"""The same questions in SQL, as one would write them by hand."""

import datetime as dt

from django.db import connection

from benchmarks._spaces import MONDAY
from eduhub.engines.timetable import public_holidays

# What is taken and what is closed, together, in order of time for each unit: a gap lies between
# the latest end so far and the next begin.
SWEEP = """
WITH days AS (
    SELECT day::date FROM generate_series(%(first)s::date, %(last)s::date, '1 day') AS day
    WHERE day::date <> ALL(%(holidays)s)
), opened AS (
    SELECT h.unit_id, (day + h.opens) AT TIME ZONE 'Europe/Helsinki' AS begins,
           (day + h.closes) AT TIME ZONE 'Europe/Helsinki' AS ends
    FROM days JOIN bookings_weeklyhours h ON h.weekday = extract(isodow FROM day) - 1
), busy AS (
    SELECT unit_id, lag(ends, 1, '-infinity') OVER w AS begins, begins AS ends FROM opened
    WINDOW w AS (PARTITION BY unit_id ORDER BY begins)
    UNION ALL
    SELECT unit_id, max(ends), 'infinity' FROM opened GROUP BY unit_id
    UNION ALL
    SELECT unit_id, lower(during), upper(during) FROM bookings_claim
    WHERE lower(during) < %(until)s AND upper(during) > %(since)s
), swept AS (
    SELECT unit_id, begins, max(ends) OVER (
        PARTITION BY unit_id ORDER BY begins ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS reached FROM busy
)
SELECT min(reached) FROM swept WHERE begins - reached >= '1 hour' AND isfinite(reached)
"""
WEEK = """
SELECT lower(during), upper(during), booking_id FROM bookings_claim
WHERE unit_id = %(unit)s AND lower(during) < %(until)s
  AND lower(during) >= coalesce((SELECT max(lower(during)) FROM bookings_claim
      WHERE unit_id = %(unit)s AND lower(during) <= %(since)s), %(since)s)
  AND upper(during) > %(since)s
ORDER BY lower(during)
"""
GIST = """
SELECT lower(during), upper(during), booking_id FROM bookings_claim
WHERE int8range(unit_id, unit_id, '[]') && int8range(%(unit)s, %(unit)s, '[]')
  AND during && tstzrange(%(since)s, %(until)s)
ORDER BY lower(during)
"""


def swept(days: int, since: dt.datetime, until: dt.datetime) -> dt.datetime | None:
    """From when the first hour of all is free; None if none is."""
    asked = {
        "first": MONDAY,
        "last": MONDAY + dt.timedelta(days=days - 1),
        "holidays": list(public_holidays(MONDAY.year)),
        "since": since,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(SWEEP, asked)
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


def week(sql: str, unit: int, since: dt.datetime, until: dt.datetime) -> list[tuple[object, ...]]:
    """What is taken of one unit in that time, parts apart."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"unit": unit, "since": since, "until": until})
        return cursor.fetchall()
