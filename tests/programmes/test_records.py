"""The one record of a company: who reads it, what it tells once, what it fills in."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.kit.errors import Invalid
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.pilots.states import PilotState
from eduhub.programmes.models import Ask, FigureAnswer, Verdict
from eduhub.programmes.queries import figures as figure_queries
from eduhub.programmes.services import figure_letters, records, stays
from eduhub.programmes.services.records import EventFields
from tests.makers import (
    NOW,
    TODAY,
    make_company,
    make_person,
    make_pilot,
    make_solution,
    signed_in,
)
from tests.makers.figures import YEAR, lead_of, make_key_figure, make_round, make_stay, tell
from tests.makers.programmes import make_call, make_finalised, make_programme

pytestmark = pytest.mark.django_db


def url(name, *args):
    with override("en"):
        return reverse(f"programmes:{name}", args=args)


def now():
    return timezone.now().replace(microsecond=0)


def told(home, lead, kind="funding", on=dt.date(2025, 6, 1), **rest):
    fields = EventFields(kind, on, rest.pop("euros", None), **rest)
    return records.tell_event(home.pk, fields, key=uuid.uuid4(), by=lead, now=NOW)


@pytest.fixture
def town():
    home = make_company()
    people = {
        "lead": make_person(Role.COMPANY_LEAD, home, language="en"),
        "colleague": make_person(Role.COMPANY_MEMBER, home),
        "stranger": make_person(Role.COMPANY_LEAD, make_company()),
        "staff": make_person(Role.HUB_STAFF),
    }
    programme = make_programme(now=now())
    return home, people, programme


def test_who_reads_a_record(client, town):
    home, people, programme = town
    make_stay(programme, home)

    answers = {
        who: [
            signed_in(client, person).get(url(page, home.pk)).status_code
            for page in ("record", "record_json", "new_event")
        ]
        for who, person in people.items()
    }
    client.logout()

    assert answers == {
        "lead": [200, 200, 200],
        "colleague": [200, 200, 403],
        "stranger": [404, 404, 404],
        "staff": [200, 200, 200],
    }
    assert client.get(url("record", home.pk)).status_code == 302


def test_one_record_tells_of_all_rooms_once(client, town):
    home, people, programme = town
    lead = actor_for(people["lead"], TODAY)
    make_finalised(make_call(now=now()), lead, now())
    make_stay(programme, home)
    make_pilot(make_solution(home), state=PilotState.AGREED)
    tell(Ask.objects.get(round=make_round(programme, now=now())), lead, now(), jobs=2)
    told(home, lead, euros=Decimal(70_000))

    page = signed_in(client, people["lead"]).get(url("record", home.pk))
    whole = client.get(url("record_json", home.pk)).json()

    kinds = sorted(line.kind for line, _event in page.context["timeline"])
    assert kinds == [
        "alumni", "application", "event:funding", "figures", "pilot", "solution", "taken_in",
    ]  # fmt: skip
    assert sorted(line["kind"] for line in whole["lines"]) == kinds
    assert [(one["code"], one["value"]) for one in whole["figures"]] == [("jobs", 2)]
    assert [one["euros"] for one in whole["events"]] == [70_000]


def test_funding_that_was_told_once_fills_the_figure_and_what_was_wrong_does_not(town):
    home, people, programme = town
    lead = actor_for(people["lead"], TODAY)
    make_stay(programme, home)
    told(home, lead, euros=Decimal(50_000))
    told(home, lead, "grant", euros=Decimal(20_000))
    told(home, lead, on=dt.date(2024, 12, 31), euros=Decimal(9))
    wrong = told(home, lead, euros=Decimal(1_000_000))
    records.withdraw_event(wrong.pk, by=lead, now=NOW)
    ask = Ask.objects.get(round=make_round(programme, period=YEAR))

    asked = figure_queries.figures_asked(ask)
    known = figure_queries.known_of(ask, asked)

    assert {one.code: known[one.pk].value for one in asked}["funding"] == 70_000


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (EventFields("funding", dt.date(2025, 1, 1)), "euros"),
        (EventFields("export", dt.date(2025, 1, 1), country="Sweden"), "country"),
        (EventFields("award", dt.date(2036, 1, 1)), "on"),
        (EventFields("award", dt.date(2025, 1, 1), words="Of 131052-308T"), "words"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(town, fields, field):
    home, people, programme = town
    make_stay(programme, home)
    lead = actor_for(people["lead"], TODAY)

    with pytest.raises(Invalid) as refusal:
        records.tell_event(home.pk, fields, key=uuid.uuid4(), by=lead, now=NOW)

    assert list(refusal.value.fields) == [field]


def test_a_founder_answers_by_the_link_and_corrects_it_signed_in(client, town):
    home, people, programme = town
    make_stay(programme, home)
    ask = Ask.objects.get(round=make_round(programme, now=now()))
    figure_letters.ask_company(ask.pk, now=now())
    token = Letter.objects.get(to=people["lead"].email).text.partition("/link/")[2].split("/")[0]
    fields = {one.code: f"f{one.pk}" for one in figure_queries.figures_asked(ask)}
    assert client.get(url("figure_answer")).status_code == 404
    client.post(url("figure_link", token))
    page = client.get(url("figure_answer"))

    both = {fields["turnover"]: "5", f"{fields['turnover']}_why": "wont_say", "seen": "1"}
    refused = client.post(url("figure_answer"), both | {fields["jobs"]: "2.5"})
    sent = {fields["operating"]: "1", fields["jobs"]: "2.5", "seen": "1"}
    answered = client.post(url("figure_answer"), sent)
    signed_in(client, people["lead"])
    again = client.get(url("figure_ask", ask.pk))

    assert str(home.name) in page.text
    assert (refused.status_code, answered.status_code) == (422, 302)
    assert refused.context["form"][fields["jobs"]].value() == "2.5"
    said = set(FigureAnswer.objects.values_list("figure__code", "value", "by_link"))
    assert said == {("operating", 1, True), ("jobs", Decimal("2.50"), True)}
    assert again.context["form"].initial[fields["jobs"]] == Decimal("2.5")


def test_pages_cost_the_same_with_one_company_and_with_three(client, town):
    home, people, programme = town
    make_stay(programme, home)
    make_key_figure(programme)
    round_ = make_round(programme, now=now())
    costs = []
    for more in (0, 2):
        for _number in range(more):
            make_stay(programme)
        if more:
            period = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
            round_ = make_round(programme, now=now(), period=period)
        for ask in Ask.objects.filter(round=round_):
            tell(ask, lead_of(ask), now(), turnover=7, jobs="dont_know")
        told(home, actor_for(people["lead"], TODAY), "award")
        signed_in(client, people["staff"])
        pages = ("figures_desk", programme.pk), ("figure_round", round_.pk), ("record", home.pk)
        seen = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url(*page))
            seen.append((len(queries), answer.status_code))
        costs.append(seen)

    assert costs[0] == costs[1]
    assert sum(event is not None for _line, event in answer.context["timeline"]) == 2
    rows = client.get(url("figure_round", round_.pk)).context["whole"].rows
    assert len(rows) == 3
    csv = client.get(url("figure_round_csv", round_.pk)).content.decode("utf-8-sig")
    assert csv.count('"dont_know"') == 3


def test_whoever_is_chosen_is_in_the_programme_once_it_is_told(town):
    home, people, _programme = town
    application = make_finalised(make_call(), actor_for(people["lead"], TODAY))
    verdict = Verdict.objects.create(
        application=application, outcome="waiting", place=1, grounds="Good", decided_at=NOW
    )

    def begin():
        return stays.begin_stay(verdict.pk, now=NOW)

    waiting = begin()
    verdict.outcome, verdict.place = "chosen", None
    verdict.published_at, verdict.appeal_until = NOW, NOW + dt.timedelta(days=14)
    verdict.save()
    first, again = begin(), begin()

    assert (waiting, first) == (None, again)
    assert (first.organisation, first.since) == (home, timezone.localdate(NOW))
    assert first.until - first.since == dt.timedelta(weeks=16)
