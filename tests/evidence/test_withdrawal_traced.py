"""A withdrawal is followed through every page, file and table in which the class's sums stood."""

import io
import zipfile
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.queries.reports import fetched, told
from eduhub.evidence.services import CONFIDENCES, Other
from eduhub.kit.errors import Invalid
from tests.evidence.test_withdrawals import AFTER, WORKER, classes, give, plan, withdraw
from tests.makers import make_actor, make_person, signed_in
from tests.makers.evidence import LATER
from tests.makers.passports import make_passport
from tests.pdf import words_in_pdf

__all__ = ["plan"]
pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
MEAN = 23.71  # of the class in which somebody withdraws; stands nowhere else
AS_NUMBER = r"(?<![\d:])23\.71(?!\d)"  # not as the seconds of a time
OTHER = Other("confidence", confidence=CONFIDENCES[0])
A_KEPT_PDF = r"(report|sealed):(\w+:)?[0-9a-f]{64}"  # its place in the cache
REPORTS = ("report", "report_full", "report_pdf")
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
    words = words_in_pdf(body) if body.startswith(b"%PDF") else body.decode("utf-8", "replace")
    return " ".join(unescape(words).split())


def tables_with(figure):
    """Every table of the database, whatever its room: totals, results, ledger, letters, cache."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT 1 FROM "{name}" t WHERE t::text ~ %s', [figure])
            found |= {name} if cursor.fetchone() else set()
    return found


def answers_with(figures, client, plan, one, people):
    """(which of the figures, who, where) of all that somebody can read."""
    things = {"pilot_id": plan.pilot_id, "solution_id": plan.pilot.solution_id}
    things["group_id"] = one.group_id
    found = set()
    for who, person in people.items():
        signed_in(client, person)
        for name, takes in doors():
            answer = client.get(reverse(name, kwargs={key: things[key] for key in takes}))
            words = words_of(answer)
            found |= {(told, who, name) for told, figure in figures.items() if figure in words}
    return found


def places_of(plan):
    """Where the class's mean and the result that was made with it stand outside of the pages."""
    exact = {repr(getattr(plan.result, name)) for name in ("estimate", "low", "sd_high")}
    tables = tables_with(AS_NUMBER) | tables_with("|".join(exact)) | tables_with(A_KEPT_PDF)
    stored = [path for path in Path(settings.FILES).rglob("*") if path.is_file()]
    files = {path for path in stored if any(one.encode() in path.read_bytes() for one in exact)}
    return tables, files


def analysed(plan):
    one, *others = classes(plan)
    give(plan, one, mean=MEAN)
    for place, other in enumerate(others):
        give(plan, other, mean=20 + place)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    return one, services.analyse(plan.pk, by=WORKER, now=LATER)


def test_from_its_moment_on_the_sums_are_in_no_answer_and_soon_in_no_table(client, plan):
    one, result = analysed(plan)
    company = make_person("company_lead", plan.pilot.solution.company)
    people = {"teacher": one.group.teacher, "staff": make_person("hub_staff"), "company": company}
    with override("fi"):  # the language of the addresses
        said = " ".join(told(fetched(result.pk)).sentence.split())
    figures = {"mean": str(MEAN), "result": said}
    read = answers_with(figures, client, plan, one, people)
    before = places_of(plan)

    withdraw(one)
    between = answers_with(figures, client, plan, one, people)
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    reports = {("result", who, f"evidence:{name}") for who in people for name in REPORTS}
    assert before == ({"evidence_totals", "evidence_result"}, set())
    assert read == reports | {("mean", "staff", "evidence:bundle")}
    assert (between, places_of(plan)) == (set(), (set(), set()))


def test_the_company_never_learns_that_somebody_has_withdrawn(client, plan):
    one, _result = analysed(plan)
    withdraw(one)
    services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)
    signed_in(client, make_person("company_lead", plan.pilot.solution.company))

    told_there = client.get(f"/en/results/{plan.pilot_id}/").text
    pilot = client.get(f"/en/pilots/{plan.pilot_id}/").text

    assert "The results are being analysed" in told_there
    assert [words for words in ("withdrawn", one.code, "anew") if words in told_there] == []
    assert "withdrawn" not in pilot


def test_what_is_public_stands_and_says_so_and_nothing_new_is_made_of_the_sums(client, plan):
    one, result = analysed(plan)
    staff = make_actor("hub_staff")
    services.publish(plan.pilot_id, by=staff, now=LATER)
    pool, passport = services.write_pool(result.pk, by=WORKER, now=LATER), make_passport(plan)
    give_away = [f"/en/results/{plan.pilot_id}/bundle.zip", f"/en/passports/{passport.reference}/"]
    signed_in(client, make_person("hub_staff"))
    before = [client.get(address).status_code for address in give_away]

    withdraw(one)
    between = [client.get(address).status_code for address in give_away]
    asked_anew = services.leave_out(plan.pilot_id, by=WORKER, now=AFTER)

    assert (before, between, asked_anew) == ([200, 200], [404, 200], [])
    assert tables_with(AS_NUMBER) == set()
    assert services.check_text(passport.text).counts
    assert services.renew(result.pk, by=WORKER, now=AFTER) is None
    assert (len(pool), services.write_pool(result.pk, by=WORKER, now=AFTER)) == (1, [])
    with pytest.raises(Invalid) as refusal:
        services.explore(plan.pilot_id, OTHER, by=staff, now=AFTER)
    full = client.get(f"/en/results/{plan.pilot_id}/full/").text
    assert "sums of this result are gone" in refusal.value.fields["kind"]
    assert "What is public stays: whoever withdraws later is still in these sums." in full
    assert "The file is there no more: somebody has withdrawn since" in full
    assert "whoever withdrew later is still in these sums" in client.get(give_away[1]).text
