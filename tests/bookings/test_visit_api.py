"""Programs read the visits, enrol groups and log workshops, by the same rules as people."""

import uuid

import pytest

from eduhub.bookings.models import SchoolGroup, WorkshopLine
from eduhub.people.states import Role
from tests.makers import NOW, make_company, make_person, make_solution, signed_in
from tests.makers.bookings import MONDAY, at
from tests.makers.visits import make_group, make_time, make_visit

pytestmark = pytest.mark.django_db
API = "/api/v1/visits"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The faces read the clock; here it stands still, until a test moves it."""

    def moved(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    moved(NOW)
    return moved


def post(client, address, **told):
    headers = {"Accept-Language": "en"}
    body = {"key": str(uuid.uuid4())} | told
    return client.post(f"{API}{address}", body, content_type="application/json", headers=headers)


def enrol(client, time, **told):
    body = {
        "pupils": 12, "adults": 1, "grade": "5", "language": "sv", "name": "The teacher",
        "email": "teacher@school.example", "school_name": "The village school",
    } | told  # fmt: skip
    return post(client, f"/times/{time.pk}/groups", **body)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_tells_times_and_room_in_as_many_queries(
    client, count, django_assert_num_queries
):
    for _ in range(count):
        make_group(make_time(make_visit(groups_at_once=2), places=30))
    make_visit(state="draft")

    with django_assert_num_queries(3):
        told = client.get(API, {"grade": "5"}).json()

    assert told["meta"]["count"] == count
    assert [time["free"] for time in told["data"][0]["times"]] == [18]
    assert told["data"][0]["title"] == {"fi": "Robotit", "sv": "Robotar", "en": "Robots"}
    assert client.get(API, {"grade": "9"}).json()["data"] == []


def test_a_group_gets_a_place_or_the_queue_and_never_its_link(client):
    time, key = make_time(), str(uuid.uuid4())

    first, again, second = (
        enrol(client, time, key=key),
        enrol(client, time, key=key),
        enrol(client, time),
    )

    told = {"state": "held", "answer_by": "2026-09-02T09:00:00Z"}
    assert first.json() == again.json() == told
    assert second.json()["state"] == "waiting"
    assert SchoolGroup.objects.count() == 2


def test_a_refusal_names_the_field(client):
    answer = enrol(client, make_time(), pupils=60, words="131052-308T")

    assert answer.status_code == 422
    assert sorted(answer.json()["fields"]) == ["pupils", "words"]


def test_the_host_logs_and_reads_its_own_totals(client, now):
    company = make_company()
    solution, time = make_solution(company), make_time(make_visit(host_id=company.pk))
    make_time(day=MONDAY)
    line = {"solution_id": solution.pk, "groups": 2, "learners": 30, "minutes": 45}
    host = signed_in(client, make_person(Role.COMPANY_MEMBER, company))
    assert post(host, f"/times/{time.pk}/log", **line).status_code == 409
    now(at(11))

    assert post(host, f"/times/{time.pk}/log", **line).json()["learners"] == 30
    span = {"first": "2026-09-01", "last": "2026-09-30"}
    (total,) = client.get(f"{API}/workshops", span).json()
    assert (total["product"], total["learner_minutes"]) == (solution.pk, 1350)
    signed_in(client, make_person(Role.COMPANY_LEAD))
    assert client.get(f"{API}/workshops", span).json() == []
    assert post(client, f"/times/{time.pk}/log", **line).status_code == 404
    assert WorkshopLine.objects.count() == 1
