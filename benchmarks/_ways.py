"""Ways to keep two from having the same hour, each as small as it can be told in SQL.

`raw`: an exclusion constraint and nothing else. `row_lock`: the unit's row is locked, then it is
looked at what is taken (as pretix does). `recheck`: look, insert, commit, look again, and take it
back if somebody else is there too (as Varaamo does). `naive`: look, then insert: the control,
which must overlap. `ours`: the statements with which our service looks, books and claims.
"""

import datetime as dt
import uuid

import psycopg

from eduhub.bookings.queries.times import TAKEN
from eduhub.bookings.services.holding import PARTS, TAKE

TABLES = """
CREATE TABLE race_unit (id bigint PRIMARY KEY);
CREATE TABLE race_naive (id bigserial PRIMARY KEY, unit_id bigint NOT NULL, during tstzrange NOT NULL);
CREATE INDEX ON race_naive (unit_id, lower(during));
CREATE TABLE race_row_lock (LIKE race_naive INCLUDING ALL);
CREATE TABLE race_recheck (LIKE race_naive INCLUDING ALL);
CREATE TABLE race_raw (LIKE race_naive INCLUDING ALL, EXCLUDE USING gist
    (int8range(unit_id, unit_id, '[]') WITH &&, during WITH &&));
"""
INSERT = """INSERT INTO {} (unit_id, during) VALUES (%s, tstzrange(%s, %s))
ON CONFLICT DO NOTHING RETURNING id"""
LOOK = """SELECT 1 FROM {} WHERE unit_id = %s AND lower(during) < %s
AND upper(during) > %s AND id <> %s LIMIT 1"""
BOOKING = """INSERT INTO bookings_booking (unit_id, during, state, title, people, subject_kind,
accepted_terms, booked_at, changed_at, grounds, sequence, version, reference, key)
VALUES (%s, tstzrange(%s, %s), 'booked', '', 1, '', false, now(), now(), '', 0, 1, %s, %s)
RETURNING id"""

type Time = tuple[int, dt.datetime, dt.datetime]


def raw(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        return _inserted(conn, "raw", time) > 0


def row_lock(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        conn.execute("SELECT id FROM race_unit WHERE id = %s FOR UPDATE", time[:1])
        return not _seen(conn, "row_lock", time) and _inserted(conn, "row_lock", time) > 0


def recheck(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        if _seen(conn, "recheck", time):
            return False
        own = _inserted(conn, "recheck", time)
    with conn.transaction():
        if not _seen(conn, "recheck", time, own):
            return True
        conn.execute("DELETE FROM race_recheck WHERE id = %s", [own])
    return False


def naive(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        return not _seen(conn, "naive", time) and _inserted(conn, "naive", time) > 0


def ours(conn: psycopg.Connection, time: Time) -> bool:
    unit, begins, ends = time
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock_shared(%s)", [PARTS])
        if conn.execute(TAKEN, {"units": [unit], "begins": begins, "ends": ends}).fetchone():
            return False
        keys = (uuid.uuid4(), uuid.uuid4())
        (booking,) = conn.execute(BOOKING, (*time, *keys)).fetchone() or (0,)
        if conn.execute(TAKE, ([unit], [booking], [begins], [ends])).fetchone():
            return True
        raise psycopg.Rollback
    return False


def _seen(conn: psycopg.Connection, way: str, time: Time, own: int = 0) -> bool:
    unit, begins, ends = time
    look = LOOK.format(f"race_{way}")
    return conn.execute(look, (unit, ends, begins, own)).fetchone() is not None


def _inserted(conn: psycopg.Connection, way: str, time: Time) -> int:
    """The key of the new row; 0 where there is none."""
    (own,) = conn.execute(INSERT.format(f"race_{way}"), time).fetchone() or (0,)
    return int(own)
