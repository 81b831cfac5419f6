"""The pages of cohorts and mentors: what each person sees, does and does not learn there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.programmes.models import HourLine, Milestone
from eduhub.programmes.services import mentor_matching
from tests.makers import NOW, make_person, make_solution, signed_in
from tests.makers.abroad import make_readiness
from tests.makers.cohorts import DAY, add_mentor, log, make_class, match, publish

pytestmark = pytest.mark.django_db


def url(name, *args):
    with override("en"):
        return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def made():
    """Two companies that the one mentor helps, and a stranger."""
    made = make_class(helpers="anna", ends=timezone.localdate() + 60 * DAY)
    match(made)
    publish(made)
    made.people["stranger"] = make_person("company_lead")
    for person in made.people.values():
        person.language = "en"
        person.save()
    return made


def browser(made, who):
    return signed_in(Client(), made.people[who]) if who else Client()


def status(made, who, name, *args):
    return browser(made, who).get(url(name, *args)).status_code


def test_the_page_of_a_company_is_for_its_people_its_mentor_and_the_hub(made):
    seat = made.seats["kielo"].pk
    people = ("kielo", "kielo.member", "anna", "staff", "lumi", "stranger", "")

    seen = [status(made, who, "seat", seat) for who in people]

    assert seen == [200, 200, 200, 200, 404, 404, 302]


def test_a_company_closes_a_milestone_and_loses_nothing_that_it_typed(made):
    client, milestone = browser(made, "kielo"), made.milestone("kielo")
    page = url("milestone", milestone.pk)
    typed = {"note": "We talked to ten teachers.", "evidence": "http://kielo.example/"}

    refused = client.post(page, typed)
    assert (refused.status_code, "We talked to ten" in refused.text) == (422, True)
    assert list(refused.context["form"].errors) == ["evidence"]
    done = client.post(page, typed | {"evidence": "https://kielo.example/"}, follow=True)

    assert "We talked to ten teachers." in done.text
    assert Milestone.objects.get(pk=milestone.pk).is_done


def test_a_mentor_logs_a_session_and_the_company_confirms_it(made):
    pair = made.pair("kielo")
    client = browser(made, "anna")
    form = client.get(url("log_hours", pair.pk)).context["form"]
    told = {"key": str(form["key"].value()), "held_on": str(timezone.localdate()), "minutes": 45}
    notes = {"note": "Prices next", "private": "Tired founder"}

    page = client.post(url("log_hours", pair.pk), told | notes, follow=True)
    assert ("Prices next" in page.text, "Tired founder" in page.text) == (True, True)
    page = browser(made, "kielo").get(url("seat", pair.seat_id))
    assert ("Prices next" in page.text, "Tired founder" in page.text) == (True, False)
    line = HourLine.objects.get()
    page = browser(made, "kielo.member").post(url("confirm_hours", line.pk), follow=True)

    assert "Confirmed by the company" in page.text


def test_wishes_are_kept_and_read_back_by_their_own_side_alone(made):
    seat, bench = made.seats["kielo"], made.bench["anna"]
    client = browser(made, "kielo")
    told = {"seen": 1, "needs": ["sales"], "languages": ["fi"], f"like_{bench.pk}": "veto"}

    client.post(url("company_wishes", seat.pk), told)

    form = client.get(url("company_wishes", seat.pk)).context["form"]
    assert form[f"like_{bench.pk}"].value() == "veto"
    other = browser(made, "anna").get(url("mentor_wishes", bench.pk)).context["form"]
    assert other[f"like_{seat.pk}"].value() == ""
    stale = client.post(url("company_wishes", seat.pk), told)
    assert stale.status_code == 409


def test_a_visitor_sees_only_companies_that_agree(made):
    page = url("cohort", made.cohort.pk)
    assert "Kielo Oy" not in Client().get(page).text

    browser(made, "kielo").post(url("name_seat", made.seats["kielo"].pk))

    text = Client().get(page).text
    assert ("Kielo Oy" in text, "Lumi Oy" in text) == (True, False)
    assert "Lumi Oy" in browser(made, "anna").get(page).text  # a member sees all


def test_the_hub_forms_a_cohort_and_is_told_beside_the_field_what_is_wrong(made):
    client = browser(made, "staff")
    form = client.get(url("new_cohort")).context["form"]
    told = {
        "key": str(form["key"].value()), "seen": 0, "programme": made.cohort.programme_id,
        "name_fi": "Uusi", "name_sv": "", "name_en": "", "starts": "2026-09-07",
        "ends": "2026-09-01", "hours_each": 10, "hours_all": 100,
    }  # fmt: skip

    refused = client.post(url("new_cohort"), told)
    assert list(refused.context["form"].errors) == ["ends"]
    page = client.post(url("new_cohort"), told | {"ends": "2026-12-18"}, follow=True)

    assert "No company has come in yet." in page.text


def cost(client, page, count):
    """Queries of the page, and how often the marker of a row stands in it."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        text = client.get(page).text
    return len(queries), text.count(count)


def test_pages_cost_the_same_however_long():
    costs, rows = {}, {}
    for number, companies in ((1, "a"), (3, "a b c")):
        made = make_class(companies)
        add_mentor(made, "anna", most_companies=5, hours_a_month=80)
        match(made)
        publish(made)
        for _ in range(number):
            log(made, "a", 30)
        Milestone.objects.filter(seat__cohort=made.cohort).update(due=timezone.localdate() - DAY)
        staff, cohort = browser(made, "staff"), made.cohort.pk
        pages = {
            "cohort_desk": (url("cohort_desk", cohort), 'action="/en/programmes/seats/'),
            "matching": (url("matching", cohort), 'action="/en/programmes/pairs/'),
            "seat": (url("seat", made.seats["a"].pk), ": 30 minutes"),
            "mentoring": (url("mentoring"), "Log a session"),
        }
        for name, (page, marker) in pages.items():
            who = browser(made, "anna") if name == "mentoring" else staff
            costs.setdefault(name, set())
            found, seen = cost(who, page, marker)
            costs[name].add(found)
            rows.setdefault(name, []).append(seen)
    assert {name: len(found) for name, found in costs.items()} == dict.fromkeys(costs, 1)
    assert rows == {name: [1, 3] for name in costs}


def test_the_list_costs_the_same_however_long(client):
    make_class("a")
    one = cost(client, url("cohorts"), "Autumn cohort")
    for _ in range(2):
        make_class("a b")

    three = cost(client, url("cohorts"), "Autumn cohort")

    assert (one[1], three) == (1, (one[0], 3))


def test_a_mentor_reads_the_lists_of_markets_while_they_pair_and_the_company_says_so(made):
    seat = made.seats["kielo"]
    begun = make_readiness(make_solution(seat.organisation), by=made.actor("kielo"))
    page = begun.solution_id, begun.market_id

    def statuses():
        return [
            status(made, who, "readiness", *page) for who in ("anna", "lumi", "stranger", None)
        ]

    assert statuses() == [403, 404, 404, 302]
    browser(made, "kielo.member").post(url("show_readiness", seat.pk))  # no lead
    assert statuses() == [403, 404, 404, 302]
    browser(made, "kielo").post(url("show_readiness", seat.pk))
    assert statuses() == [200, 404, 404, 302]
    mentor = browser(made, "anna")
    assert url("readiness", *page) in mentor.get(url("seat", seat.pk)).text
    text, item = mentor.get(url("readiness", *page)).text, begun.items.first()
    assert (str(item) in text, url("edit_item", item.pk) in text) == (True, False)
    assert status(made, "anna", "edit_item", item.pk) == 403
    mentor_matching.end_pair(made.pair("kielo").pk, by=made.staff, now=NOW)
    assert statuses() == [403, 404, 404, 302]


def test_everybody_learns_of_a_cohort_only_whom_it_names(made):
    cohort = made.cohort.pk
    addresses = (
        "/api/v1/cohorts",
        f"/api/v1/cohorts/{cohort}",
        url("cohorts"),
        url("cohort", cohort),
    )
    before = [Client().get(one).content for one in addresses]
    made.seats["lumi"].delete()  # of whom nobody was told
    assert [Client().get(one).content for one in addresses] == before

    browser(made, "kielo").post(url("name_seat", made.seats["kielo"].pk))

    told = Client().get(f"/api/v1/cohorts/{cohort}").json()
    assert [one["name"]["en"] for one in told["companies"]] == ["Kielo Oy"]
    assert "1 company is named" in Client().get(url("cohorts")).text
    made.cohort.is_shown = False
    made.cohort.save()
    mine = browser(made, "kielo")  # an insider too: the API tells everybody the same
    assert [mine.get(one).status_code for one in addresses] == [200, 404, 200, 200]
    assert mine.get("/api/v1/cohorts").json()["data"] == []
