"""Those who serve the clients of a race: connections, threads of the hub, a real server."""

import datetime as dt
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from eduhub.bookings import services
from eduhub.bookings.models import Quota
from eduhub.bookings.services import Asked
from eduhub.kit.access import Actor
from eduhub.kit.errors import NotNow
from eduhub.kit.lang import Text
from eduhub.people.models import Membership, Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, OrganisationState, Role

SCHOOLS, SHARE, PROCESSES = 20, 1, 2  # SHARE: hours a month for each school

type Hours = tuple[int, dt.datetime, dt.datetime]
type Wish = tuple["Guest", Hours]


@dataclass(frozen=True)
class Guest:
    """A teacher, signed in."""

    actor: Actor
    session: str


@contextmanager
def plain_desk() -> Iterator[psycopg.Connection]:
    with psycopg.connect(_address(), autocommit=True) as conn:
        yield conn


@contextmanager
def hub_desk() -> Iterator[None]:
    """A thread of the hub: its connection is its own."""
    try:
        yield None
    finally:
        connections.close_all()


def people(many: int) -> list[Guest]:
    """Teachers of SCHOOLS schools, each of which may have SHARE hours a month."""
    now = timezone.now()
    schools = [
        Organisation.objects.create(kind=Kind.SCHOOL, name=Text(en=f"School {n}"), founded_at=now,
                                    state=OrganisationState.APPROVED, decided_at=now)
        for n in range(SCHOOLS)
    ]  # fmt: skip
    Quota.objects.create(words=Text(en="For all"), period="month", most_minutes=60 * SHARE)
    return [_guest(f"t{n}@example.org", schools[n % SCHOOLS], now) for n in range(many)]


def _guest(email: str, school: Organisation, now: dt.datetime) -> Guest:
    user = User.objects.create_user(email, joined_at=now)
    since = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.create(user=user, organisation=school, role=Role.TEACHER, since=since)
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Guest(actor_for(user, timezone.localdate()), session)


def service(_desk: None, wish: Wish) -> bool:
    guest, (unit, begins, ends) = wish
    asked = Asked(begins=begins, ends=ends, title="Robots")
    try:
        services.book(unit, asked, key=uuid.uuid4(), by=guest.actor, now=timezone.now())
    except NotNow:
        return False
    return True


def over_http(desk: http.client.HTTPConnection, wish: Wish) -> bool:
    guest, (unit, begins, ends) = wish
    told = {"key": str(uuid.uuid4()), "begins": begins.isoformat(), "ends": ends.isoformat()}
    token = secrets.token_hex(16)
    cookies = {settings.SESSION_COOKIE_NAME: guest.session, settings.CSRF_COOKIE_NAME: token}
    headers = {
        "Content-Type": "application/json",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
    }
    body = json.dumps(told | {"title": "Robots"})
    desk.request("POST", f"/api/v1/units/{unit}/bookings", body, headers)
    answer = desk.getresponse()
    said = answer.read()
    if answer.status not in (200, 409):
        raise http.client.HTTPException(f"{answer.status} {said[:200]!r}")
    return answer.status == 200


@contextmanager
def served() -> Iterator[Callable[[], AbstractContextManager[http.client.HTTPConnection]]]:
    """`eduhub web` on the benchmark's own database; gives the way to open a connection to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = [sys.executable, "-m", "eduhub.site", "web", "--port", str(port)]
    told += ["--processes", str(PROCESSES)]
    surroundings = {**os.environ, "DATABASE_URL": _address(), "EDUHUB_CHILD": "1"}
    server = subprocess.Popen(told, env=surroundings, stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    def door() -> AbstractContextManager[http.client.HTTPConnection]:
        return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60))

    try:
        _wait_for(port)
        yield door
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("The server did not start.")


def _address() -> str:
    where = connection.settings_dict
    host = urlencode({"host": where["HOST"], "port": where["PORT"] or 5432})
    word = f":{where['PASSWORD']}" if where["PASSWORD"] else ""
    return f"postgresql://{where['USER']}{word}@/{where['NAME']}?{host}"
