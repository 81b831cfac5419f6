"""What both benchmarks of the directory stand on: a database with many solutions, two sites.

BENCH_SOLUTIONS says how many (10,000). The other side is the bare framework: one view without
middleware that asks the same rows and the same counts in SQL and lists them in a template.
Times are CPU time of this process and of its database connection, so that a busy machine does
not blur them.
"""

import datetime as dt
import html
import io
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings

from benchmarks._database import own_database
from benchmarks.harness import Ask
from eduhub.catalogue.models import Claim, Company, Solution, Topic
from eduhub.catalogue.views.directory import answers
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation

HOW_MANY = int(os.environ.get("BENCH_SOLUTIONS", "10000"))
NOW = dt.datetime(2026, 9, 1, 9, 0, tzinfo=dt.UTC)
WORDS = {
    "fi": "peli luku kirja metsä laskeminen ryhmä kartta ääni robotti tarina koe sana kuva laulu",
    "sv": "spel tal bok skog räkna grupp karta ljud robot saga prov ord bild sång",
    "en": "game number book forest counting group map sound robot story test word picture song",
}


@contextmanager
def two_sites(address: str, *, anew: bool) -> Iterator[tuple[Ask, Ask]]:
    """The hub and the bare view, both asked for the same address, on a database of their own.

    anew: the hub draws its answer each time, as after a change, and never shows one again.
    """
    with own_database():
        _fill()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # their CPU is not seen
        hub = WSGIHandler()
        with override_settings(MIDDLEWARE=["benchmarks._bare.OwnAddresses"]):
            bare = WSGIHandler()
        yield _asks(hub, address, answers.forget if anew else None), _asks(bare, address)


def cpu_seconds() -> float:
    """CPU time spent so far by this process and by the server's process behind its connection."""
    pid = connection.connection.info.backend_pid if connection.connection else 0
    behind = Path(f"/proc/{pid}/schedstat")
    nanoseconds = int(behind.read_text().split()[0]) if pid and behind.exists() else 0
    return time.process_time() + nanoseconds / 1e9


def same_answer(ours: object, other: object) -> bool:
    """The same solutions in the same order, of as many, with the same number at every choice."""
    return _said(str(ours)) == _said(str(other))


def _said(page: str) -> tuple[list[str], dict[str, int]]:
    shown = re.findall(r'<h3><a href="/en/solutions/(\d+)/"', page)
    counts = re.findall(r'id="n-([\w-]+)"[^>]*>([\d,]+)<', page)
    total = re.findall(r"<h2[^>]*>\s*([\d,]+) solution", page)
    numbers = {code: int(n.replace(",", "")) for code, n in [*counts, *(("", n) for n in total)]}
    if not shown or len(numbers) < 60:
        raise ValueError("the page shows no answer: " + html.escape(page[:500]))
    return shown, {code: n for code, n in numbers.items() if n}


def _asks(site: Callable[..., Any], address: str, before: Callable[[], None] | None = None) -> Ask:
    url = urlsplit(address)

    def ask() -> object:
        if before:
            before()
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": url.path,
            "QUERY_STRING": url.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
        answer = site(environ, lambda status, headers: None)
        body = b"".join(answer).decode()
        answer.close()
        return body

    return ask


def _fill() -> None:
    luck = random.Random(20)
    words = {language: told.split() for language, told in WORDS.items()}
    kinds: dict[str, list[str]] = {}
    for code, kind in Topic.objects.order_by("code").values_list("code", "kind"):
        kinds.setdefault(kind, []).append(code)

    def text(length: int) -> Text:
        spoken = luck.sample(("fi", "sv", "en"), luck.randint(1, 3))
        return Text(**{one: " ".join(luck.choices(words[one], k=length)) for one in spoken})

    companies = Organisation.objects.bulk_create(
        Organisation(
            kind="company",
            name=Text(fi=f"Yritys {n}"),
            state="approved",
            founded_at=NOW,
            decided_at=NOW,
        )
        for n in range(max(300, HOW_MANY // 30))
    )
    Company.objects.bulk_create(Company(organisation=company) for company in companies)
    for start in range(0, HOW_MANY, 2000):
        made = Solution.objects.bulk_create(
            Solution(
                company=luck.choice(companies),
                name=Text(fi=f"{luck.choice(words['fi'])} {n}", en=f"Tool {n}"),
                pitch=text(8),
                description=text(60),
                codes=[
                    code
                    for kind, codes in kinds.items()
                    for code in luck.sample(codes, luck.randint(1, 2))
                ],
                state="published",
                created_at=NOW,
                changed_at=NOW,
                published_at=NOW - dt.timedelta(minutes=n),
            )
            for n in range(start, min(start + 2000, HOW_MANY))
        )
        Claim.objects.bulk_create(
            Claim(solution=s, words=text(6), source="A study", dated=NOW.date(), written_at=NOW)
            for s in made[::5]
        )
