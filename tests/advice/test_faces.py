"""The pages and the API: what each person sees and does there, and what a page costs."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.advice import services
from eduhub.advice.models import Adviser, Case, Memo, Session, Signpost
from eduhub.bookings.models import Unit
from eduhub.kit.models import LedgerEntry
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import TODAY, make_company, make_person, signed_in
from tests.makers.advice import make_adviser, make_case, make_session, make_sign
from tests.makers.bookings import at

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def people():
    company = make_company()
    return {
        "lead": make_person(Role.COMPANY_LEAD, company, language="en"),
        "colleague": make_person(Role.COMPANY_MEMBER, company),
        "stranger": make_person(Role.TEACHER),
        "staff": make_person(Role.HUB_STAFF),
        "adviser": make_person(Role.HUB_STAFF),
    }


@pytest.fixture
def monday():
    """Of next week but one, by today's calendar: pages read the clock."""
    today = timezone.localdate()
    return today - today.weekday() * DAY + 14 * DAY


def url(name, *args):
    with override("en"):
        return reverse(f"advice:{name}", args=args)


def always(adviser):
    """Open at all hours, so that holidays and today's hour do not matter."""
    Unit.objects.filter(pk=adviser.unit_id).update(
        always_open=True, on_holidays=True, lead_hours=0
    )
    return adviser


def asked(people, **told):
    return make_case(actor_for(people["lead"], TODAY), now=timezone.now(), **told)


def given(people, monday, number=0):
    """A request with a session behind it and its memo."""
    case = asked(people)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    begins = now - (2 + number) * DAY
    session = make_session(
        case, begins=begins, by=actor_for(people["lead"], TODAY), now=begins - DAY
    )
    step = services.Agreed("Call them", "asker", monday)
    adviser = actor_for(people["adviser"], TODAY)
    services.write_memo(session.pk, "We talked.", [step], seen=0, by=adviser, now=now)
    return case


def form_of(client, address, **told):
    """What stands in the form of that page, with what is typed over it."""
    form = client.get(address).context["form"]
    stands = {n: form[n].value() for n in form.fields if form[n].value() not in (None, "")}
    return {name: value for name, value in (stands | told).items() if value is not False}


def test_from_a_need_to_a_booked_time_in_four_steps(client, people, monday):
    always(make_adviser(people["adviser"]))
    signed_in(client, people["lead"])
    told = {"topic": "funding", "also": ["privacy"], "stage": "sold", "words": "How?"}

    answer = client.post(url("new"), form_of(client, url("new"), **told))
    case = Case.objects.get()
    times = client.get(url("book", case.pk), {"from": monday.isoformat()})
    begins = at(9, monday)
    booked = client.post(
        url("book", case.pk), form_of(client, url("book", case.pk), begins=begins.isoformat())
    )

    assert answer.headers["Location"] == booked.headers["Location"] == url("case", case.pk)
    assert f'value="{timezone.localtime(begins).isoformat()}"' in times.text
    assert (case.topics, Session.objects.get().booking.begins) == (["funding", "privacy"], begins)
    assert "Move it" in client.get(url("case", case.pk)).text


def test_a_refused_form_says_why_beside_the_field_and_loses_nothing(client, people):
    signed_in(client, people["lead"])
    told = {"topic": "funding", "also": ["privacy", "sales", "abroad"], "words": "Keep me"}

    answer = client.post(url("new"), told | {"key": uuid.uuid4(), "language": "sv"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"also", "stage"}
    assert "Keep me" in answer.text


def test_who_sees_a_request_and_a_full_week_says_so(client, people, monday):
    always(make_adviser(people["adviser"], weekly_cap=1))
    case, other = asked(people), make_session(begins=at(9, monday), now=timezone.now())
    seen = {}
    for who in ("lead", "colleague", "stranger", "staff", "adviser"):
        signed_in(client, people[who])
        seen[who] = client.get(url("case", case.pk)).status_code
    client.logout()
    visitor = client.get(url("case", case.pk))
    signed_in(client, people["lead"])

    told = {"key": uuid.uuid4(), "begins": at(11, monday).isoformat()}
    answer = client.post(url("book", case.pk), told)

    assert seen == {"lead": 200, "colleague": 200, "stranger": 404, "staff": 200, "adviser": 200}
    assert (visitor.status_code, answer.status_code) == (302, 409)
    assert "as many sessions that week" in answer.text and other.pk


@pytest.mark.parametrize("count", [1, 3])
def test_a_request_costs_the_same_however_much_hangs_on_it(client, people, monday, count):
    always(make_adviser(people["adviser"], weekly_cap=40))
    case = given(people, monday)
    for number in range(1, count):
        other = given(people, monday, number)
        Session.objects.filter(case=other).update(case=case)
    for _ in range(count):
        agency = make_sign()
        by = actor_for(people["staff"], TODAY)
        services.refer(case.pk, agency.pk, "x", key=uuid.uuid4(), by=by, now=timezone.now())
    signed_in(client, people["lead"])

    with CaptureQueriesContext(connection) as queries:
        text = client.get(url("case", case.pk)).text

    assert (text.count("We talked."), text.count("Read and answer")) == (count, count)
    assert len(queries) == 10


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["cases", "desk"])
def test_the_lists_cost_the_same_however_long(client, people, monday, count, page):
    for _ in range(count):
        always(make_adviser(languages=["en"]))
        make_sign()
        asked(people)
    signed_in(client, people["lead" if page == "cases" else "staff"])

    with CaptureQueriesContext(connection) as queries:
        text = client.get(url(page)).text

    rows = 2 if page == "desk" else 1  # on the desk among those without a session too
    assert text.count("<h3><a") == rows * count
    assert len(queries) == (11 if page == "desk" else 6)


@pytest.mark.parametrize("count", [1, 3])
def test_free_times_cost_the_same_however_many_fit(client, people, monday, count):
    for _ in range(count):
        always(make_adviser())
    case = asked(people)
    signed_in(client, people["lead"])

    with CaptureQueriesContext(connection) as queries:
        text = client.get(url("book", case.pk), {"from": monday.isoformat()}).text

    assert 'name="begins"' in text
    assert len(queries) == 11


def test_the_adviser_writes_the_memo_and_the_company_ticks_its_step(client, people, monday):
    always(make_adviser(people["adviser"]))
    case = given(people, monday)
    session = Session.objects.get()
    signed_in(client, people["adviser"])
    address = url("memo", session.pk)
    told = form_of(client, address, words="Better words", what_1="Ask", owner_1="asker")

    without_day = client.post(address, told)
    with_day = client.post(address, told | {"due_1": monday.isoformat()})
    late = client.post(address, told | {"due_1": monday.isoformat()})

    assert (without_day.status_code, with_day.status_code, late.status_code) == (422, 302, 409)
    assert Memo.objects.get().words == "Better words"
    signed_in(client, people["lead"])
    step = Memo.objects.get().steps.get(what="Ask")
    assert client.post(url("tick", step.pk)).headers["Location"] == url("case", case.pk)
    assert "Not done after all" in client.get(url("case", case.pk)).text


def test_reading_private_notes_is_written_down_once_for_each(client, people, monday):
    always(make_adviser(people["adviser"]))
    case = given(people, monday)
    address = url("notes", case.pk)
    signed_in(client, people["adviser"])
    for words in ("One", "Two"):
        client.post(address, {"words": words, "key": uuid.uuid4()})
    client.post(url("name_reader", case.pk), {"person": people["staff"].pk})

    signed_in(client, people["staff"])
    text = client.get(address).text

    assert ("One" in text, "Two" in text, "Keep the note" in text) == (True, True, False)
    lines = LedgerEntry.objects.filter(verb="advice.note_read")
    assert lines.filter(actor=f"person:{people['staff'].pk}").count() == 2
    signed_in(client, people["lead"])
    assert client.get(address).status_code == 404


def test_the_desk_adds_an_adviser_and_an_agency_and_leads_anew(client, people):
    signed_in(client, people["staff"])
    told = {
        "email": people["adviser"].email,
        "topics": ["funding"],
        "stages": ["tried"],
        "languages": ["en"],
    }

    added = client.post(url("new_adviser"), form_of(client, url("new_adviser"), **told))
    nobody = client.post(
        url("new_adviser"),
        form_of(client, url("new_adviser"), **told | {"email": "x@example.org"}),
    )
    sign = {"kind": "agency", "name_en": "Fund", "website": "https://x.example/"}
    client.post(url("new_sign"), form_of(client, url("new_sign"), **told | sign))

    adviser, agency = Adviser.objects.get(), Signpost.objects.get()
    assert added.headers["Location"] == f"/en/spaces/{adviser.unit_id}/arrange/"
    assert (nobody.status_code, str(agency)) == (422, "Fund")
    case = asked(people)
    led = {"to": f"sign:{agency.pk}", "reason": "They fund it."}
    client.post(url("lead", case.pk), form_of(client, url("lead", case.pk), **led))
    case.refresh_from_db()
    assert (case.route, case.signpost) == ("agency", agency)


# The API


def post(client, address, **body):
    told = {"key": str(uuid.uuid4())} | body
    return client.post(f"/api/v1/advice{address}", told, content_type="application/json")


def test_a_program_asks_sees_free_times_and_books(client, people, monday):
    always(make_adviser(people["adviser"]))
    signed_in(client, people["lead"])
    need = {"topics": ["funding"], "stage": "tried", "language": "en", "words": "How?"}

    case = post(client, "", **need).json()
    times = client.get(f"/api/v1/advice/{case['id']}/times", {"first": monday.isoformat()}).json()
    booked = post(client, f"/{case['id']}/sessions", begins=times["begins"][0])
    again = post(client, f"/{case['id']}/sessions", begins=times["begins"][9])

    assert (case["route"], case["field"]) == ("adviser", "funding")
    assert (booked.status_code, again.status_code) == (200, 409)
    assert dt.datetime.fromisoformat(booked.json()["begins"]) == dt.datetime.fromisoformat(
        times["begins"][0]
    )
    assert again.json()["code"] == "one_at_a_time"


def test_a_program_of_somebody_else_finds_nothing(client, people):
    case = asked(people)
    for who, status in (("colleague", 403), ("stranger", 404)):
        signed_in(client, people[who])
        assert client.get(f"/api/v1/advice/{case.pk}/times").status_code == status
    client.logout()
    assert client.get(f"/api/v1/advice/{case.pk}/times").status_code == 404
    assert post(client, "", topics=["magic"]).status_code == 422
