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
DROP TABLE IF EXISTS race_unit, race_guarded, race_open;
CREATE TABLE race_unit (id bigint PRIMARY KEY);
CREATE TABLE race_open (id bigserial PRIMARY KEY, unit_id bigint NOT NULL, during tstzrange NOT NULL);
CREATE INDEX ON race_open (unit_id, lower(during));
CREATE TABLE race_guarded (LIKE race_open INCLUDING ALL, EXCLUDE USING gist
    (int8range(unit_id, unit_id, '[]') WITH &&, during WITH &&));
"""
INSERT = """INSERT INTO {} (unit_id, during) VALUES (%s, tstzrange(%s, %s))
ON CONFLICT DO NOTHING RETURNING id"""
OPEN, GUARDED = INSERT.format("race_open"), INSERT.format("race_guarded")
LOOK = """SELECT 1 FROM race_open WHERE unit_id = %s AND lower(during) < %s
AND upper(during) > %s AND id <> %s LIMIT 1"""
BOOKING = """INSERT INTO bookings_booking (unit_id, during, state, title, people, subject_kind,
accepted_terms, booked_at, changed_at, grounds, sequence, version, reference, key)
VALUES (%s, tstzrange(%s, %s), 'booked', '', 1, '', false, now(), now(), '', 0, 1, %s, %s)
RETURNING id"""

type Time = tuple[int, dt.datetime, dt.datetime]


def raw(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        return conn.execute(GUARDED, time).fetchone() is not None


def row_lock(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        conn.execute("SELECT id FROM race_unit WHERE id = %s FOR UPDATE", time[:1])
        return not _seen(conn, time, 0) and conn.execute(OPEN, time).fetchone() is not None


def recheck(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        if _seen(conn, time, 0):
            return False
        (own,) = conn.execute(OPEN, time).fetchone() or (0,)
    with conn.transaction():
        if not _seen(conn, time, own):
            return True
        conn.execute("DELETE FROM race_open WHERE id = %s", [own])
    return False


def naive(conn: psycopg.Connection, time: Time) -> bool:
    with conn.transaction():
        return not _seen(conn, time, 0) and conn.execute(OPEN, time).fetchone() is not None


def ours(conn: psycopg.Connection, time: Time) -> bool:
    unit, begins, ends = time
    with conn.transaction(force_rollback=False):
        conn.execute("SELECT pg_advisory_xact_lock_shared(%s)", [PARTS])
        if conn.execute(TAKEN, {"units": [unit], "begins": begins, "ends": ends}).fetchone():
            return False
        keys = (uuid.uuid4(), uuid.uuid4())
        (booking,) = conn.execute(BOOKING, (*time, *keys)).fetchone() or (0,)
        if conn.execute(TAKE, ([unit], [booking], [begins], [ends])).fetchone():
            return True
        raise psycopg.Rollback
    return False


def _seen(conn: psycopg.Connection, time: Time, own: int) -> bool:
    unit, begins, ends = time
    return conn.execute(LOOK, (unit, ends, begins, own)).fetchone() is not None
