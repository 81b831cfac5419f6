"""The pages of visits: what each person sees and does there, and what a page costs."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.bookings import services
from eduhub.bookings.models import SchoolGroup, Visit, VisitTime, WorkshopLine
from eduhub.bookings.queries import token_of
from eduhub.bookings.services import Counts
from eduhub.kit.lang import Text
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import (
    TODAY,
    make_company,
    make_organisation,
    make_person,
    make_solution,
    signed_in,
)
from tests.makers.bookings import make_unit
from tests.makers.visits import HOUR, make_group, make_time, make_visit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def people(company):
    return {
        "staff": make_person(Role.HUB_STAFF, language="en"),
        "host": make_person(Role.COMPANY_MEMBER, company, language="en"),
        "stranger": make_person(Role.COMPANY_LEAD),
        "teacher": make_person(Role.TEACHER),
    }


def url(name, *args):
    with override("en"):
        return reverse(f"bookings:{name}", args=args)


def room(**told):
    return make_unit(always_open=True, on_holidays=True, is_open=False, size=80, **told)


def held(now, days=5, **told):
    """A visit with one time, so many days from now."""
    visit = make_visit(unit=room(), closes_days=0, now=now, **told)
    start = now + days * DAY
    return make_time(visit, start=start, now=min(now, start - DAY))


def form_of(client, time, **told):
    typed = {
        "key": str(uuid.uuid4()), "school_name": "The village school", "grade": "5",
        "language": "sv", "pupils": "12", "adults": "1", "name": "The teacher",
        "email": "teacher@school.example", "reads": "sv",
    } | told  # fmt: skip
    return client.post(url("enrol", time.pk), typed, follow=True)


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return response, len(asked)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_visits(client, now, count):
    for _ in range(count):
        time = held(now)
        make_time(time.visit, start=now + 7 * DAY, now=now)

    response, queries = cost(client, url("visits"))

    assert response.text.count("#time-") == 2 * count
    assert queries == 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_times_page_costs_the_same_however_many_groups(client, people, now, count):
    time = held(now, groups_at_once=3)
    for _ in range(count):
        make_group(time, now=now)
        make_group(time, pupils=20, now=now)
    signed_in(client, people["staff"])

    response, queries = cost(client, url("visit_time", time.pk))

    assert response.text.count("mailto:") == 2 * count
    assert queries <= 8


def test_a_visitor_enrols_and_the_next_one_queues(client, now):
    time = held(now)

    first = form_of(client, time)
    second = form_of(client, time, email="other@school.example")

    assert "A place is kept for your group." in first.text
    assert "your group stands in the queue" in second.text
    states = list(SchoolGroup.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["held", "waiting"]
    assert "Full: you can queue" in client.get(url("visit", time.visit_id)).text


def test_a_refusal_stands_beside_its_field_and_loses_nothing(client, now):
    time = held(now)

    answer = form_of(client, time, pupils="50", words="131052-308T", name="Kept Name")

    assert answer.status_code == 422
    assert "A group has from 5 to 20 pupils here." in answer.text
    assert "Leave out the personal identity code." in answer.text
    assert 'value="Kept Name"' in answer.text and 'value="50"' in answer.text
    assert not SchoolGroup.objects.exists()


def test_a_known_school_is_chosen_from_the_list(client, now):
    time, school = held(now), make_organisation(name=Text(en="Known school"))

    form_of(client, time, school=str(school.pk), school_name="")

    assert SchoolGroup.objects.get().school == school


def test_too_many_from_one_network_are_refused_with_all_that_was_typed(client, now):
    time = held(now)
    for number in range(20):
        assert form_of(client, time, email=f"{number}@school.example").status_code == 200

    answer = form_of(client, time, email="one-more@school.example")

    assert answer.status_code == 429
    assert "one-more@school.example" in answer.text


def test_reading_the_link_changes_nothing_and_no_other_site_is_told_it(client, now):
    time = held(now)
    form_of(client, time)
    address = url("group", token_of(SchoolGroup.objects.get()))

    answer = client.get(address)

    assert SchoolGroup.objects.get().state == "held"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.text
    for wrong in (address.replace("/group/", "/group/x"), url("group", "x"), url("group", "1")):
        assert client.get(wrong).status_code == 404
        assert client.post(f"{wrong}confirm/").status_code == 404


def test_by_the_link_a_group_is_confirmed_changed_cancelled_and_forgotten(client, now):
    time = held(now)
    form_of(client, time)
    address = url("group", token_of(SchoolGroup.objects.get()))

    client.post(f"{address}confirm/")
    form = client.get(f"{address}change/").text
    (seen,) = re.findall(r'name="seen" value="(\d+)"', form)
    told = {"seen": seen, "pupils": "9", "adults": "2", "needs": ["calm"], "words": "By tram"}
    assert client.post(f"{address}change/", told).status_code == 302
    stale = client.post(f"{address}change/", told | {"pupils": "8"})
    assert (stale.status_code, 'value="8"' in stale.text) == (409, True)
    shown = client.get(address).text
    assert "By tram" in shown and "A calm place to withdraw to" in shown
    client.post(f"{address}cancel/")
    assert SchoolGroup.objects.get().state == "cancelled"
    client.post(f"{address}forget/")

    assert client.get(address).status_code == 404
    assert SchoolGroup.objects.get().pupils == 9


def test_who_is_in_the_queue_reads_their_place(client, now):
    time = held(now)
    groups = [make_group(time, now=now) for _ in range(3)]

    text = client.get(url("group", token_of(groups[2]))).text

    assert re.search(r"Place in the queue</dt><dd>2</dd>", text)


def test_the_groups_of_a_time_are_for_the_host_and_the_hub(client, people, company, now):
    time = held(now, host_id=company.pk)
    group = make_group(time, name="Contact Name", now=now)
    told = {}

    for who in ("visitor", *people):
        if who != "visitor":
            signed_in(client, people[who])
        answer = client.get(url("visit_time", time.pk))
        told[who] = answer.status_code, "Contact Name" in answer.text

    assert told == {
        "visitor": (302, False), "staff": (200, True), "host": (200, True),
        "stranger": (404, False), "teacher": (404, False),
    }  # fmt: skip
    assert client.post(url("group_came", group.pk), {}).status_code == 404


def test_staff_publish_a_visit_and_add_times(client, people, now):
    unit, solution = room(), make_solution()
    signed_in(client, people["staff"])
    typed = {
        "key": str(uuid.uuid4()), "unit": unit.pk, "state": "shown", "title_fi": "Robotit",
        "grades": ["4", "5"], "languages": ["fi"], "least_pupils": "5", "most_pupils": "20",
        "adults": "1", "groups_at_once": "1", "closes_days": "2", "product": solution.pk,
    }  # fmt: skip

    assert client.post(url("new_visit"), typed | {"grades": []}).status_code == 422
    assert client.post(url("new_visit"), typed).status_code == 302
    visit = Visit.objects.get()
    begins = timezone.localtime(now + 9 * DAY).replace(tzinfo=None)
    when = {"key": str(uuid.uuid4()), "begins": begins, "ends": begins + HOUR}
    assert client.post(url("visit_times", visit.pk), when).status_code == 302
    again = client.post(url("visit_times", visit.pk), when | {"key": str(uuid.uuid4())})

    assert again.status_code == 409 and "It is taken" in again.text
    assert VisitTime.objects.get().places == 20
    assert str(solution.name) in client.get(url("visit", visit.pk)).text


def test_the_host_counts_who_came_and_logs_the_workshop(client, people, company, now):
    solution = make_solution(company)
    time = held(now, days=-1, host_id=company.pk, product=solution.pk)
    group = make_group(time, now=now - 2 * DAY)
    signed_in(client, people["host"])
    came = {f"came-{group.pk}-pupils": "300", f"came-{group.pk}-adults": "1"}
    assert client.post(url("group_came", group.pk), came).status_code == 422
    client.post(url("group_came", group.pk), came | {f"came-{group.pk}-pupils": "11"})

    form = client.get(url("log", time.pk)).text
    assert all(f'value="{told}"' in form for told in (1, 11, 60, solution.pk))
    line = {
        "key": str(uuid.uuid4()),
        "product": solution.pk,
        "groups": 1,
        "learners": 11,
        "minutes": 50,
    }
    client.post(url("log", time.pk), line)
    twice = client.post(url("log", time.pk), line | {"key": str(uuid.uuid4())})
    assert (twice.status_code, WorkshopLine.objects.count()) == (409, 1)
    fixed = line | {"key": str(uuid.uuid4()), "learners": 10, "reason": "One left early"}
    client.post(url("correct_line", WorkshopLine.objects.get().pk), fixed)

    text = client.get(url("workshops")).text
    assert (
        f'<th scope="row">{solution.name}</th>' in text and '<td data-l="Learners">10</td>' in text
    )
    assert "One left early" in client.get(url("workshops_file")).content.decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_the_totals_cost_the_same_however_many_solutions(client, people, now, count):
    time = held(now, days=-1)
    for _ in range(count):
        services.log_workshop(
            time.pk, make_solution().pk, Counts(groups=1, learners=5, minutes=9),
            key=uuid.uuid4(), by=actor_for(people["staff"], TODAY), now=now,
        )  # fmt: skip
    signed_in(client, people["staff"])

    response, queries = cost(client, url("workshops"))

    assert response.text.count('<th scope="row">') == count
    assert queries <= 7


def test_the_hub_takes_a_group_off_and_calls_a_time_off(client, people, now):
    time = held(now)
    group, other = make_group(time, now=now), make_group(time, now=now)
    signed_in(client, people["staff"])

    assert client.post(url("call_off_group", group.pk), {"grounds": ""}).status_code == 422
    client.post(url("call_off_group", group.pk), {"grounds": "Twice"})
    other.refresh_from_db()
    assert other.state == "offered"
    client.post(url("call_off", time.pk), {"grounds": "Water damage"})

    other.refresh_from_db()
    assert (other.state, other.grounds) == ("cancelled", "Water damage")
    assert "Water damage" in client.get(url("visit_time", time.pk)).text


def test_the_search_finds_by_grade_and_language(client, now):
    held(now, title=Text(en="Robots"))
    held(now, title=Text(en="Voices"), grades=["8"], languages=["en"])

    def found(**told):
        text = client.get(url("visits"), told).text
        return [name for name in ("Robots", "Voices") if f">{name}</a>" in text]

    assert found() == ["Robots", "Voices"]
    assert found(grade="8") == found(language="en") == ["Voices"]
    assert found(grade="1") == []
    assert client.get(url("visits"), {"grade": "gold"}).status_code == 422


def test_who_holds_no_visit_finds_no_desk(client):
    signed_in(client, make_person(Role.TEACHER))

    answers = {name: client.get(url(name)).status_code for name in ("received", "workshops")}

    assert answers == {"received": 404, "workshops": 404}
    assert client.get(url("new_visit")).status_code == 403
