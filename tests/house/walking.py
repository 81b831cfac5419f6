"""Asks every address of the running house as everybody, and says in one word what came back."""

import json
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.makers.world import ABSENT, World

SHOWN, DONE, SIGN_IN = "shown", "done", "sign in"
REFUSED, HIDDEN, WRONG_METHOD = "refused", "hidden", "wrong method"
NOT_NOW, FORM, BROKEN = "not now", "form", "broken"
FORM_TYPE = "application/x-www-form-urlencoded"
OUTCOMES = {
    403: REFUSED,
    404: HIDDEN,
    405: WRONG_METHOD,
    409: NOT_NOW,
    422: FORM,
    400: BROKEN,
    401: SIGN_IN,
}

CHANGING = re.compile(  # tokens, keys of forms, numbers of requests
    rb'name="(?:csrfmiddlewaretoken|form_key|key|idempotency_key|token)" value="[^"]*"'
    rb'|"X-CSRFToken": "[^"]*"|\b[0-9a-f]{16}\b'
    rb"|/M \(D[^)]*\)|/Contents <[0-9a-fA-F]*>"  # a PDF's seal; all that it covers is compared
)
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)', re.IGNORECASE)


def addresses(resolver: URLResolver | None = None) -> set[str]:
    """The names of all addresses; of one without a name its route."""
    with override("en"):
        return {name for name, _ in _walk(resolver or get_resolver(), "", "")}


def _walk(resolver: URLResolver, route: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{space}{entry.name}" if entry.name else path
            yield name, path
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, path, inner)


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: str
    status: int
    body: bytes
    where: str
    written: frozenset[str]


def path_of(name: str, target: str, world: World) -> str:
    """The address, in English, of the things that the target names, in the route's order.

    "-" is a number that nothing has; a word that names no thing stands for itself.
    """
    if name.endswith("/"):
        return f"/{name}"
    things = [_thing(word, world) for word in target.split()]
    with override("en"):
        return reverse(name, args=things)


def _thing(word: str, world: World) -> object:
    return ABSENT if word == "-" else world.things.get(word, word)


def ask(client: Client, method: str, path: str, data: dict | None = None) -> Answer:
    """The answer, after which everything stands as it stood before, cookies too."""
    cookies = copy(client.cookies)
    pen = Pen()
    with transaction.atomic(), connection.execute_wrapper(pen):
        if method == "GET":
            response = client.get(path)
        elif data is None:
            response = client.generic(method, path, "sent=1", FORM_TYPE)
        else:
            response = client.generic(method, path, json.dumps(data), "application/json")
        body = _body(response)
        transaction.set_rollback(True)
    client.cookies = cookies
    where = response.get("Location", "")
    return Answer(outcome_of(response), response.status_code, body, where, frozenset(pen.tables))


class Pen:
    """Notes into which tables is written, also by what is undone at once."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def _body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def outcome_of(response: HttpResponse) -> str:
    """The answer's kind; a status that the house has no word for is told as its number."""
    where = response.get("Location", "")
    if response.status_code in (301, 302):
        return SIGN_IN if "/account/login/" in where else DONE
    if response.status_code in (200, 201, 204):
        return SHOWN
    return OUTCOMES.get(response.status_code, str(response.status_code))
