"""What no form of a report tells, however many of them one has."""

import io
import pathlib
import re
import zipfile

import pytest
from django.db import connection
from django.utils.translation import override

import eduhub.evidence
from eduhub.engines.evidence import Typed, compare_arms, moments_of_totals
from eduhub.evidence import services
from eduhub.evidence.models import Pool, Result
from eduhub.evidence.queries.gate import Gate, Why
from eduhub.evidence.queries.passport_facts import item_of
from eduhub.evidence.queries.reports import fetched
from eduhub.evidence.services import Columns
from eduhub.kit.access import machine
from eduhub.kit.sheets import read_sheet
from tests.evidence.test_reduction import csv
from tests.evidence.test_reports import at, words_of
from tests.makers import make_actor, make_person
from tests.makers.evidence import LATER, make_agreed, make_analysed, make_file_draft, make_running
from tests.makers.needs import make_topics
from tests.pdf import words_in_pdf

pytestmark = pytest.mark.django_db
ALL_PUPILS, MEANS = 41, ("31.37", "31,37", "20.13", "20,13")


def make_small():
    """Two classes of two pupils try it; two with 20 and 17 do not. In one file, published."""
    plan = make_running(make_agreed(1), make_file_draft())
    sizes = {"A": (2, 1, 31.37), "B": (2, 1, 31.37), "C": (20, 0, 20.13), "D": (17, 0, 20.13)}
    rows = [
        (name, 10 + n % 3, mean + (1 if n % 2 else -1) * (n < many - many % 2), arm)
        for name, (many, arm, mean) in sizes.items()
        for n in range(many)
    ]
    staff, sheet = make_actor("hub_staff"), read_sheet(csv(rows), "trial.csv")
    given = services.give_trial(plan.pilot_id, sheet, Columns(), by=staff, now=LATER)
    services.confirm(plan.pilot_id, given.pk, by=staff, now=LATER)
    services.close_data(plan.pilot_id, by=staff, now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    services.publish(plan.pilot_id, by=staff, now=LATER)
    services.write_pool(plan.pk, by=machine("worker"), now=LATER)
    return plan


def every_form(client, plan):
    """The words of each form of the report, by its name."""
    forms = {}
    for language in ("en", "fi", "sv"):
        for door in ("published", "feed"):
            forms[language, door] = words_of(client.get(at(door, language=language)))
        for door in ("report", "report_full"):
            page = client.get(at(door, plan.pilot_id, language=language))
            forms[language, door] = words_of(page) + " ".join(
                re.findall(r'content="([^"]*)"', page.text)
            )
        for length in ("page", "full"):
            address = at("report_pdf", plan.pilot_id, language=language)
            forms[language, length] = words_in_pdf(
                client.get(f"{address}?length={length}").content
            )
        forms[language, "living"] = words_of(client.get(at("living", plan.pilot.solution_id)))
    forms["api", ""] = client.get(f"/api/v1/results/{plan.pilot_id}").text
    packed = client.get(at("public_bundle", plan.pilot_id)).getvalue()
    forms["bundle", ""] = zipfile.ZipFile(io.BytesIO(packed)).read("published.json").decode()
    forms["passport", ""] = item_of(fetched(plan.pk)).narrative
    return forms


def test_a_small_side_is_in_no_form_of_a_report(client):
    make_topics()
    with connection.cursor() as cursor:  # so that no key of a row looks like a number of pupils
        for table in ("pilots_pilot", "catalogue_solution", "evidence_plan"):
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 100000)", [table])
    plan = make_small()
    assert Result.objects.get().facts["arms"][1]["pupils"] == 4

    forms = every_form(client, plan)

    numbers = (str(ALL_PUPILS), *MEANS)
    told = {name: [n for n in numbers if stands_in(words, n)] for name, words in forms.items()}
    assert told == {name: [] for name in forms}
    result, pool = Result.objects.get(), Pool.objects.get()
    assert (result.facts["obstacle"], result.degrees_of_freedom) == ("too_few_pupils", None)
    assert (pool.results, pool.studies) == (1, 0)  # so that it can be taken from no other
    assert stands_in("Of 41 pupils.", "41") and not stands_in("1e41a10b 41.5", "41")


def stands_in(words, number):
    """As a number by itself, neither in a fingerprint nor in a longer one."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(number)}(?!\w|[.,]\d)", words)


def test_degrees_of_freedom_would_tell_how_many_a_small_side_has():
    """The reason for the refusal: of all sides that could be, one alone has these."""

    def of(tries, compares):
        sizes = [(1, 1), (1, tries - 1), (0, compares // 2), (0, compares - compares // 2)]
        cells = [
            moments_of_totals(f"c{n}", arm=arm, pupils=many, variables={"y": Typed(n**2 / 2, 0.0)})
            for n, (arm, many) in enumerate(sizes)
        ]
        found = compare_arms(cells, outcome="y")
        return f"{found.degrees_of_freedom:.9g}"

    fitting = [(a, b) for a in (2, 3, 4) for b in range(30, 45) if of(a, b) == of(4, 37)]

    assert fitting == [(4, 37)]


def gate(pupils, classes=6, *, public):
    arm = {"pupils": 120, "classes": 6, "mean": "20.25", "sd": "5.0"}
    return Gate(arm, arm | {"pupils": pupils, "classes": classes}, is_final=public)


def test_two_versions_cannot_be_subtracted_before_a_result_is_public():
    before, after = gate(120, public=False), gate(119, public=False)

    with override("en"):
        shown = [(str(g.total), str(g.side(g.tries, 1).pupils)) for g in (before, after)]
        means = {g.side(g.tries, 1).mean.why for g in (before, after)}
        public = [str(gate(n, public=True).total) for n in (120, 119)]

    assert shown == [("about 240", "about 120")] * 2
    assert means == {Why.NOT_YET}
    assert public == ["240", "239"]  # which would tell of one pupil, were both ever shown


@pytest.mark.parametrize(
    ("pupils", "classes", "words", "total"),
    [
        (4, 2, "fewer than 5", "–"),
        (23, 1, "–", "–"),  # one class alone
        (23, 2, "23", "143"),
    ],
)
def test_a_side_of_few_pupils_or_of_one_class_is_not_counted(pupils, classes, words, total):
    of_side = gate(pupils, classes, public=True)

    with override("en"):
        side = of_side.side(of_side.tries, 1)
        assert (side.pupils.words, of_side.total.words) == (words, total)
        assert (side.pupils.value is None) == (words != "23")


def test_before_it_is_public_no_full_digits_and_no_means_are_told(client):
    plan = make_analysed()
    result = Result.objects.get()
    client.force_login(_company(plan))

    words = words_of(client.get(at("report_full", plan.pilot_id)))

    assert repr(result.estimate) not in words and "about 240 pupils" in words
    assert f"{float(result.facts['arms'][1]['mean']):.2f}" not in words


def _company(plan):
    return make_person("company_lead", plan.pilot.solution.company)


def test_only_the_gate_reads_what_a_side_is():
    folder = pathlib.Path(eduhub.evidence.__path__[0])
    found = {
        file.name
        for shelf in ("queries", "views", "templates")
        for file in (folder / shelf).rglob("*.*")
        if file.suffix in (".py", ".html") and 'facts["arms"]' in file.read_text()
    }

    assert found == {"gate.py"}
