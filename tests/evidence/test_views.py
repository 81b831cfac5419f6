"""What the pages show and do, to whom, and at what cost."""

import datetime as dt
import hashlib
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Plan, Result, Totals
from eduhub.kit.access import machine
from eduhub.kit.lang import Text
from tests.evidence.test_reduction import csv
from tests.evidence.test_reference import case
from tests.makers import make_actor, make_person, make_solution, signed_in
from tests.makers.evidence import (
    LATER,
    NONCE,
    give_all,
    make_agreed,
    make_analysed,
    make_closed,
    make_draft,
    make_file_draft,
    make_frozen,
    make_plan,
    make_published,
    make_running,
)
from tests.shared_data import evidence_file
from tests.sitemap import sitemap_of

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def words_of(response):
    """The page's words without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def at(door, *args, language="en"):
    with override(language):
        return reverse(f"evidence:{door}", args=args)


def staff(client):
    return signed_in(client, make_person("hub_staff"))


@pytest.mark.parametrize("results", [1, 3])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, results):
    for _ in range(results):
        make_published(groups=4)

    with django_assert_num_queries(2):  # the table, the forest
        page = client.get(at("published"))

    assert page.text.count('<td class="plot">') == results
    assert page.text.count('class="trunk"') == results


@pytest.mark.parametrize("results", [1, 3])
def test_a_report_costs_the_same_however_many_others(client, results):
    solution = make_solution()
    plans = [_published_of(solution) for _ in range(results)]

    with CaptureQueriesContext(connection) as queries:
        page = client.get(at("report", plans[0].pilot_id))

    assert len(queries) == 15  # the context card, districts, review and feedback among them
    assert page.text.count('<td class="plot">') == (1 if results == 1 else 1 + results)


def _published_of(solution):
    plan = make_running(make_agreed(4, solution=solution))
    give_all(plan, 24.0, 20.0)
    by = make_actor("hub_staff")
    services.close_data(plan.pilot_id, by=by, now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    services.publish(plan.pilot_id, by=by, now=LATER)
    return plan


def test_a_report_shows_answer_sides_grounds_and_the_exact_numbers(client):
    plan = make_published()
    result = Result.objects.get()

    words = words_of(client.get(at("report_full", plan.pilot_id)))

    assert "did better than the comparison classes" in words
    compares, tries = (f"{float(arm['mean']):.2f}" for arm in result.facts["arms"])
    assert f"Tried the solution 6 120 {tries}" in words
    assert f"Comparison classes 6 120 {compares}" in words
    assert plan.fingerprint in words and "Drawn by lot here in the hub" in words
    for exact in (result.estimate, result.standard_error, result.degrees_of_freedom):
        assert repr(exact) in words


def test_a_report_without_a_lot_says_that_it_cannot_show_the_cause(client):
    pilot = make_agreed(8)
    sides = {str(g.pk): str(n % 2) for n, g in enumerate(pilot.groups.order_by("pk"))}
    draft = make_draft(design="no_lot", arms_told=Text(en="By wish."), arms_chosen=sides)
    plan = make_running(pilot, draft)
    give_all(plan, 24.0, 20.0)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)

    words = words_of(staff(client).get(at("report", plan.pilot_id)))

    assert "So this cannot show that the solution caused the difference." in words


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (make_closed, "The results are being analysed"),
        (make_analysed, "Not public yet"),
    ],
)
def test_an_unpublished_report_is_nothing_to_a_visitor(client, made, told):
    plan = made(groups=4)

    assert client.get(at("report", plan.pilot_id)).status_code == 404
    assert told in words_of(staff(client).get(at("report", plan.pilot_id)))


def test_an_analysis_that_stopped_can_be_asked_for_again_from_the_page(client):
    plan = make_closed(groups=4)
    Result.objects.update(state="failed", trouble="ValueError")
    staff(client)

    page = client.get(at("report", plan.pilot_id))
    client.post(at("analyse", plan.pilot_id))

    assert "The analysis stopped" in words_of(page) and "Ask once more" in page.text
    assert Result.objects.get().state == "waiting"


def test_a_report_whose_day_has_come_is_overdue(client):
    plan = make_analysed(groups=4, publish_on=LATER.date().replace(day=5, month=12))

    words = words_of(staff(client).get(at("report", plan.pilot_id)))

    assert ("Overdue" in words) == (plan.publish_on <= dt.date.today())


def test_the_file_of_a_plan_is_what_its_fingerprint_is_of(client):
    plan = make_frozen()

    file = client.get(at("plan_file", plan.pilot_id))

    assert hashlib.sha256(file.content).hexdigest() == plan.fingerprint
    assert file["Content-Disposition"] == f'attachment; filename="plan-{plan.pilot.number}.json"'


def test_a_draft_is_nothing_to_a_visitor(client):
    plan = make_plan()

    for door in ("plan", "plan_file", "lot", "report"):
        assert client.get(at(door, plan.pilot_id)).status_code == 404


def test_the_lot_shows_the_nonce_only_once_it_is_drawn(client):
    plan = make_frozen()
    before = client.get(at("lot", plan.pilot_id)).text
    staff(client).post(at("draw", plan.pilot_id))
    after = client.get(at("lot", plan.pilot_id)).text

    assert plan.commitment in before and NONCE.hex() not in before
    assert NONCE.hex() in after


def plan_form(**changed):
    return {
        "seen": "0",
        "comparison_en": "As usual",
        "design": "lot_here",
        "source": "classes",
        "collected_by_fi": "Opettajat",
        "paid_by_sv": "Staden",
        "publish_on": "2027-01-15",
        "scale_low": "0",
        "scale_high": "40,5",
        **changed,
    }


def test_a_plan_is_written_through_the_form_and_frozen(client):
    pilot = make_agreed()
    staff(client)

    saved = client.post(at("plan_write", pilot.pk), plan_form())
    client.post(at("freeze", pilot.pk), {"seen": "1"})

    plan = Plan.objects.get()
    assert saved.url == at("plan", pilot.pk)
    assert (str(plan.scale_high), plan.comparison, plan.is_frozen) == (
        "40.5000",
        Text(en="As usual"),
        True,
    )


def test_the_form_keeps_what_was_typed_when_it_is_refused(client):
    pilot = make_agreed()

    page = staff(client).post(
        at("plan_write", pilot.pk), plan_form(publish_on="2026-10-10", scale_low="low")
    )

    assert page.status_code == 422 and not Plan.objects.exists()
    assert 'value="low"' in page.text and "As usual" in page.text


def test_two_who_write_at_once_see_each_others_words(client):
    pilot = make_agreed()
    make_plan(pilot)

    page = staff(client).post(at("plan_write", pilot.pk), plan_form())

    assert page.status_code == 409
    assert "Fractions as usual, from the textbook." in words_of(page)
    assert 'name="seen" value="1"' in page.text
    assert page.text.count("<tr><th") == 5  # comparison, highest value, who measures, who pays


def test_freezing_too_early_says_why_on_the_page(client):
    plan = make_plan(make_agreed(3))

    page = staff(client).post(at("freeze", plan.pilot_id), {"seen": "1"})

    assert page.status_code == 422
    assert "A lot needs four classes, two for each side. 3 take part." in words_of(page)


def test_a_teacher_gives_the_totals_and_lets_them_count(client):
    plan = make_running()
    one = plan.classes.select_related("group__teacher")[0]
    signed_in(client, one.group.teacher)
    address = at("class_totals", plan.pilot_id, one.group_id)

    wrong = client.post(address, {"pupils": "4", "mean": "21,5", "sd": "x"})
    sent = client.post(address, {"pupils": "18", "mean": "21,5", "sd": "4.2"})
    shown = words_of(client.get(sent.url))
    client.post(f"{sent.url}confirm/")

    assert wrong.status_code == 422 and 'value="21,5"' in wrong.text
    assert f"{one.group.label} {one.get_arm_display()} 18 21.50 4.20" in shown
    assert list(Totals.objects.values_list("state", flat=True)) == ["counted"]


def upload(client, plan, content, **columns):
    file = SimpleUploadedFile("trial.csv", content, "text/csv")
    return client.post(at("trial_file", plan.pilot_id), {"file": file, **columns})


def test_what_was_typed_stays_when_a_file_is_refused(client):
    plan = make_running(make_agreed(1), make_file_draft())

    page = upload(staff(client), plan, csv(), outcome="nothing", cluster="School")

    assert page.status_code == 422
    assert 'value="nothing"' in page.text and 'value="School"' in page.text
    assert "The file has no column nothing. It has: school, pretest, posttest" in words_of(page)


def test_the_published_trial_goes_through_the_pages_digit_by_digit(client, rf):
    expected = case("C02")["expected"]["two_arm"]["Intervention"]
    content = evidence_file("data/crtData.csv").read_bytes()
    plan = make_running(make_agreed(1), make_file_draft())
    staff(client)

    sent = upload(client, plan, content)
    sums = words_of(client.get(sent.url))
    client.post(f"{sent.url}confirm/")
    client.post(at("close", plan.pilot_id))
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    client.post(at("publish", plan.pilot_id))

    assert sums.count("fewer than 5") == 6 + 1  # six small classes, and the note on them
    told = json.loads(client.get(f"/api/v1/results/{plan.pilot_id}").content)["numbers"]
    found = [told[name] for name in ("estimate", "standard_error", "degrees_of_freedom")]
    assert found == pytest.approx([expected[name] for name in ("beta", "SE", "df")], rel=1e-8)


def test_the_api_tells_every_published_result_and_no_other(client):
    shown = make_published(groups=8)
    make_analysed(groups=8)
    result = Result.objects.get(plan=shown)

    told = client.get("/api/v1/results").json()

    assert told["meta"]["count"] == 1
    [one] = told["data"]
    assert (one["pilot_id"], one["answer"]) == (shown.pilot_id, result.answer)
    assert one["numbers"]["standard_error"] == result.standard_error
    assert one["plan_fingerprint"] == shown.fingerprint


def test_the_api_knows_no_unpublished_result(client):
    plan = make_analysed(groups=4)

    refused = client.get(f"/api/v1/results/{plan.pilot_id}")

    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_feed_tells_the_results_in_its_language(client, language):
    plan = make_published(groups=8)

    atom = client.get(at("feed", language=language))

    assert atom["Content-Type"] == "application/atom+xml"
    assert atom.text.count("<entry>") == 1 and f'xml:lang="{language}"' in atom.text
    assert f"/{language}/results/{plan.pilot_id}/" in atom.text


def test_published_reports_are_in_the_sitemap_and_others_not(client):
    shown, hidden = make_published(groups=4), make_analysed(groups=4)

    words = sitemap_of(client)

    assert f"/en/results/{shown.pilot_id}/<" in words
    assert f"/results/{hidden.pilot_id}/" not in words


def test_the_front_page_shows_the_wood(client):
    make_published(groups=8)

    assert client.get("/en/").text.count('class="trunk"') == 1


@pytest.mark.parametrize("classes", [4, 8])
def test_the_results_page_costs_the_same_however_many_classes(client, classes):
    plan = make_running(make_agreed(classes))
    give_all(plan, 24.0, 20.0)
    staff(client)
    at_first = client.get(at("data", plan.pilot_id))  # the session's own queries are over now

    with CaptureQueriesContext(connection) as queries:
        page = client.get(at("data", plan.pilot_id))

    assert (at_first.status_code, len(queries)) == (200, 11)
    assert page.text.count('data-l="Side"') == classes
