"""A withdrawal is followed through every page, file and table in which the class's sums stood."""

import io
import zipfile

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse

from eduhub.evidence import services
from tests.evidence.test_withdrawals import AFTER, WORKER, classes, give, plan, withdraw
from tests.makers import make_actor, make_person, signed_in
from tests.makers.evidence import LATER
from tests.pdf import words_in_pdf

__all__ = ["plan"]
pytestmark = pytest.mark.django_db
MEAN = 23.71  # of the class in which somebody withdraws; stands nowhere else
AS_NUMBER = r"(?<![\d:])23\.71(?!\d)"  # not as the seconds of a time
NUMBERS = {"pilot_id", "solution_id", "group_id"}


def doors(resolver=None, space=""):
    """(name, its arguments) of each address of the room that takes nothing but these."""
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry, URLPattern):
            yield from doors(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif space == "evidence:" and set(entry.pattern.converters) <= NUMBERS:
            yield f"{space}{entry.name}", entry.pattern.converters


def words_of(answer):
    """All that can be read in it, files opened."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as held:
            return "".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())
    return words_in_pdf(body) if body.startswith(b"%PDF") else body.decode("utf-8", "replace")


def tables_with_it():
    """Every table of the database, whatever its room: totals, results, ledger, letters, cache."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT 1 FROM "{name}" t WHERE t::text ~ %s', [AS_NUMBER])
            found |= {name} if cursor.fetchone() else set()
    return found


def answers_with_it(client, plan, one, people):
    things = {"pilot_id": plan.pilot_id, "solution_id": plan.pilot.solution_id}
    things["group_id"] = one.group_id
    found = set()
    for who, person in people.items():
        signed_in(client, person)
        for name, takes in doors():
            answer = client.get(reverse(name, kwargs={key: things[key] for key in takes}))
            found |= {(who, name)} if str(MEAN) in words_of(answer) else set()
    return found


def test_from_its_moment_on_the_sums_are_in_no_answer_and_soon_in_no_table(client, plan):
    one, *others = classes(plan)
    give(plan, one, mean=MEAN)
    for place, other in enumerate(others):
        give(plan, other, mean=20 + place)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=WORKER, now=LATER)
    people = {"teacher": one.group.teacher, "staff": make_person("hub_staff")}
    before = (tables_with_it(), answers_with_it(client, plan, one, people))

    withdraw(one)
    between = answers_with_it(client, plan, one, people)
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    assert before == ({"evidence_totals"}, {("staff", "evidence:bundle")})
    assert (between, tables_with_it()) == (set(), set())
