"""The pages and the API: what each person sees and does there, and what a page costs."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.programmes import services
from eduhub.programmes.models import Application, Submission, Writer
from tests.makers import TODAY, make_company, make_person, signed_in
from tests.makers.programmes import (
    fill,
    make_application,
    make_call,
    make_finalised,
    questions_of,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nA plan\n%%EOF\n"


def url(name, *args):
    with override("en"):
        return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def people():
    company = make_company()
    return {
        "lead": make_person(Role.COMPANY_LEAD, company, language="en"),
        "colleague": make_person(Role.COMPANY_MEMBER, company),
        "stranger": make_person(Role.COMPANY_LEAD, make_company()),
        "staff": make_person(Role.HUB_STAFF),
    }


@pytest.fixture
def lead(people):
    return actor_for(people["lead"], TODAY)


def now():
    return timezone.now().replace(microsecond=0)


def test_one_applies_from_the_first_question_to_the_copy(client, people):
    call = make_call(now=now())
    asked = {words: f"q{one.pk}" for words, one in questions_of(call).items()}
    signed_in(client, people["lead"])
    begun = client.get(url("begin", call.pk)).context["form"]
    who = {asked["Are you a company in Finland?"]: "yes", "key": str(begun["key"].value())}

    client.post(url("begin", call.pk), who)
    application = Application.objects.get()
    half = client.post(
        url("write", application.pk),
        {"seen": 1, asked["What do you make?"]: "A game", "finalise": "1"},
    )
    assert (half.status_code, list(half.context["form"].errors)) == (
        422, [asked["How will you grow?"]],
    )  # fmt: skip
    whole = client.post(
        url("write", application.pk),
        {
            "seen": half.context["form"]["seen"].value(),
            asked["What do you make?"]: "A game",
            asked["How will you grow?"]: "By and by.",
            "finalise": "1",
        },
    )

    assert whole.status_code == 302
    copy = client.get(url("copy_pdf", application.pk, Submission.objects.get().number))
    assert copy.content.startswith(b"%PDF")


def test_who_may_not_apply_reads_it_beside_what_was_said(client, people):
    call = make_call(now=now())
    decides = questions_of(call)["Are you a company in Finland?"].pk
    signed_in(client, people["lead"])
    key = client.get(url("begin", call.pk)).context["form"]["key"].value()

    answer = client.post(url("begin", call.pk), {f"q{decides}": "no", "key": str(key)})

    assert answer.status_code == 409
    assert "This call is for companies in Finland." in answer.text
    assert answer.context["form"][f"q{decides}"].value() == "no"


def test_two_who_write_at_once_are_shown_both(client, people, lead):
    call = make_call(now=now())
    application = fill(make_application(call, lead, now=now()), lead, now())
    make = questions_of(call)["What do you make?"].pk

    answer = signed_in(client, people["lead"]).post(
        url("write", application.pk), {"seen": 1, f"q{make}": "Something else"}
    )

    assert answer.status_code == 409
    assert answer.context["form"][f"q{make}"].value() == "Something else"
    assert ("Something else", "A maths game") in [
        (one.typed, one.standing) for one in answer.context["differences"]
    ]


def test_a_file_is_kept_for_those_who_may_read_it(client, people, lead):
    call = make_call(now=now(), asks=[{"words": "Plan?", "kind": "file", "is_required": False}])
    plan = questions_of(call)["Plan?"].pk
    application = make_application(call, lead, now=now())
    upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")

    signed_in(client, people["lead"]).post(
        url("write", application.pk), {"seen": 1, f"q{plan}": upload}
    )

    there = url("file", application.pk, plan)
    answers = {}
    for who, person in people.items():
        answer = signed_in(client, person).get(there)
        if answer.streaming:
            assert answer.getvalue() == PDF
        answers[who] = answer.status_code
    assert answers == {"lead": 200, "colleague": 200, "stranger": 404, "staff": 404}
    client.logout()
    assert client.get(there).status_code == 302


def test_the_hub_reads_nothing_before_it_is_finalised(client, people, lead):
    application = fill(make_application(make_call(now=now()), lead, now=now()), lead, now())
    page = url("application", application.pk)
    signed_in(client, people["staff"])
    assert "A maths game" not in client.get(page).text

    services.finalise(application.pk, seen=application.version, by=lead, now=now())

    assert "A maths game" in client.get(page).text


def test_what_is_not_a_pdf_is_told_beside_its_question(client, people, lead):
    call = make_call(now=now(), asks=[{"words": "Plan?", "kind": "file", "is_required": False}])
    plan = questions_of(call)["Plan?"].pk
    application = make_application(call, lead, now=now())

    answer = signed_in(client, people["lead"]).post(
        url("write", application.pk),
        {"seen": 1, f"q{plan}": SimpleUploadedFile("plan.pdf", b"MZ", "application/pdf")},
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [f"q{plan}"])


def test_a_budget_is_summed_and_half_a_line_is_refused(client, people, lead):
    call = make_call(
        now=now(), asks=[{"words": "Costs?", "kind": "budget", "most": 100, "is_required": False}]
    )
    costs = f"q{questions_of(call)['Costs?'].pk}"
    application = make_application(call, lead, now=now())
    signed_in(client, people["lead"])

    half = client.post(url("write", application.pk), {"seen": 1, f"{costs}_0": "Travel"})
    kept = client.post(
        url("write", application.pk), {"seen": 1, f"{costs}_0": "Travel", f"{costs}_1": "120"}
    )

    assert (half.status_code, list(half.context["form"].errors)) == (422, [costs])
    assert kept.status_code == 302  # a draft may be too dear; finalising says so
    page = client.get(url("application", application.pk))
    assert "Travel: 120 €" in page.text
    lines = str(client.get(url("write", application.pk)).context["form"][costs])
    assert re.findall(r'value="([^"]*)"', lines) == ["Travel", "120"]


def test_an_invited_writer_joins_by_the_letter(client, people, lead):
    application = make_application(make_call(now=now()), lead, now=now())
    client = signed_in(client, people["stranger"])
    assert client.get(url("write", application.pk)).status_code == 404

    services.invite(application.pk, people["stranger"].email, by=lead, now=now())
    Writer.objects.update(token_digest="a" * 64)
    writer = Writer.objects.get()
    writer.person, writer.joined_at = people["stranger"], now()
    writer.save()

    assert client.get(url("write", application.pk)).status_code == 200
    services.remove(application.pk, writer.pk, by=lead, now=now())
    assert client.get(url("write", application.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_long(client, people, count):
    calls = [make_call(now=now()) for _n in range(count)]
    lead = actor_for(people["lead"], TODAY)
    for call in calls:
        make_finalised(call, lead, now())
    for _n in range(count):
        make_finalised(
            calls[0], actor_for(make_person(Role.COMPANY_LEAD, make_company()), TODAY), now()
        )
    costs = {}
    for who, name, args in (
        ("lead", "calls", ()), ("staff", "desk", ()), ("staff", "build", (calls[0].pk,)),
    ):  # fmt: skip
        signed_in(client, people[who])
        with CaptureQueriesContext(
            connection,
        ) as told:
            answer = client.get(url(name, *args))
        costs[name] = len(told)
        assert answer.text.count('href="/en/programmes/') > 2 * count
    assert costs == COSTS


COSTS = {"calls": 5, "desk": 5, "build": 9}


def test_the_api_lists_open_calls_and_their_questions(client):
    call = make_call(now=now())
    make_call(now=now() - dt.timedelta(days=90))

    listed = client.get("/api/v1/calls?only_open=true").json()
    one = client.get(f"/api/v1/calls/{call.pk}").json()

    assert [row["id"] for row in listed["data"]] == [call.pk]
    assert [row["openness"] for row in one["questions"]] == [
        "public", "public", "confidential", "secret",
    ]  # fmt: skip


def test_home_tells_of_a_draft(client, people, lead):
    call = make_call(now=now())
    make_application(call, lead, now=now())

    page = signed_in(client, people["lead"]).get("/en/home/")

    assert str(call.title.en) in page.text
