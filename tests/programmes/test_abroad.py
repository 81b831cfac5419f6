"""How ready a solution is for a market: the rules, the pages, the matrix, who sees it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from eduhub.catalogue.services.markets import keep_market
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import StoredFile
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.programmes.models import Readiness, ReadyItem
from eduhub.programmes.queries.abroad import matrix_of, solutions_abroad
from eduhub.programmes.services.abroad import (
    ItemFields,
    add_item,
    begin_readiness,
    keep_item,
    remove_item,
)
from eduhub.programmes.states.abroad import HEADING_OF, Template
from tests.makers import NOW, TODAY, make_actor, make_company, make_person, make_solution
from tests.makers import signed_in as sign_in
from tests.makers.abroad import item_of, make_market, make_readiness, told

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nA certificate\n%%EOF\n"


def url(name, *args):
    with override("en"):
        return reverse(f"programmes:{name}", args=args)


def count_queries():
    return CaptureQueriesContext(connection)


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def lead(company):
    return make_person(Role.COMPANY_LEAD, company, language="en", name="Lead")


@pytest.fixture
def by(lead):
    return actor_for(lead, TODAY)


@pytest.fixture
def solution(company):
    return make_solution(company, name=Text(en="Fractions"))


@pytest.fixture
def begun(solution, by):
    return make_readiness(solution, by=by)


def test_a_list_begins_with_ten_things_by_five_headings_and_only_once(solution, by):
    market = make_market(currency="SEK")

    first = begin_readiness(solution.pk, market.pk, by=by, now=NOW)
    again = begin_readiness(solution.pk, market.pk, by=by, now=NOW)

    assert (first, first.currency) == (again, "SEK")
    assert dict(first.items.values_list("template", "heading")) == HEADING_OF
    assert len(HEADING_OF) == len(Template) == 10


def test_the_currency_of_a_list_stays_when_the_markets_changes(solution, by):
    first, staff = told(), make_actor(Role.HUB_STAFF)
    market = keep_market(first, None, seen=0, by=staff, now=NOW)
    begin_readiness(solution.pk, market.pk, by=by, now=NOW)

    keep_market(replace(first, currency="USD"), market.pk, seen=1, by=staff, now=NOW)

    assert begin_readiness(solution.pk, market.pk, by=by, now=NOW).currency == "EUR"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"state": "done"}, "shown_by"),
        ({"state": "not_needed"}, "ground"),
        ({"state": "done", "shown_by": "Passport 12", "cost": 100}, "cost"),
        ({"ground": "010170-1234 131052-308T"}, "ground"),
    ],
)
def test_what_is_done_is_shown_and_what_is_not_needed_has_its_ground(begun, by, fields, refused):
    with pytest.raises(Invalid) as why:
        keep_item(item_of(begun).pk, ItemFields(**fields), seen=1, by=by, now=NOW)

    assert list(why.value.fields) == [refused]


def test_only_somebody_of_the_company_sees_to_an_item(begun, by, lead):
    stranger = make_person(Role.COMPANY_LEAD, make_company())

    with pytest.raises(Invalid) as why:
        keep_item(item_of(begun).pk, ItemFields(owner_id=stranger.pk), seen=1, by=by, now=NOW)
    kept = keep_item(item_of(begun).pk, ItemFields(owner_id=lead.pk), seen=1, by=by, now=NOW)

    assert (list(why.value.fields), kept.owner) == (["owner"], lead)


def test_the_database_holds_what_always_holds(begun):
    item = ReadyItem.objects.filter(pk=item_of(begun).pk)

    for wrong in ({"state": "done"}, {"state": "not_needed"}, {"title": "Both"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            item.update(**wrong)


def test_who_is_too_late_loses_nothing_and_overwrites_nothing(begun, by):
    item = item_of(begun)
    keep_item(item.pk, ItemFields(cost=5), seen=1, by=by, now=NOW)

    with pytest.raises(Stale):
        keep_item(item.pk, ItemFields(cost=9), seen=1, by=by, now=NOW)


def test_ones_own_items_go_and_those_of_the_template_stay(begun, by):
    own = add_item(begun.pk, ItemFields(heading="other", title="A fair"), by=by, now=NOW)
    again = add_item(begun.pk, ItemFields(heading="other", title="A fair"), by=by, now=NOW)

    remove_item(own.pk, by=by, now=NOW)
    with pytest.raises(NotNow):
        remove_item(item_of(begun).pk, by=by, now=NOW)

    assert (own, begun.items.count()) == (again, 10)


def test_a_cell_counts_gaps_and_adds_what_they_cost(begun, by):
    keep_item(item_of(begun).pk, ItemFields(cost=1500), seen=1, by=by, now=NOW)
    keep_item(item_of(begun, "terms").pk, ItemFields(state="under_way", cost=500),
              seen=1, by=by, now=NOW)  # fmt: skip
    keep_item(item_of(begun, "route").pk, ItemFields(state="done", shown_by="A memo"),
              seen=1, by=by, now=NOW)  # fmt: skip

    matrix = matrix_of(by, solutions_abroad(by))

    [(_solution, [cell])] = matrix.rows
    assert (cell.gaps, cell.cost, cell.untold, cell.is_ready) == (9, 2000, 7, False)
    assert matrix.sums == [("EUR", 2000)]


def test_nothing_left_is_ready(begun, by):
    for item in begun.items.all():
        keep_item(item.pk, ItemFields(state="not_needed", ground="Sold elsewhere"),
                  seen=1, by=by, now=NOW)  # fmt: skip

    [(_solution, [cell])] = matrix_of(by, solutions_abroad(by)).rows

    assert cell.is_ready


def test_four_people_before_a_list(client, begun, lead):
    item, place = item_of(begun), (begun.solution_id, begun.market_id)
    pages = [("abroad",), ("readiness", *place), ("new_item", begun.pk), ("edit_item", item.pk)]
    people = {
        "lead": lead,
        "staff": make_person(Role.HUB_STAFF),  # reads, and does not write
        "stranger": make_person(Role.COMPANY_LEAD, make_company()),
        "teacher": make_person(Role.TEACHER),
    }

    got = {"visitor": [client.get(url(*one)).status_code for one in pages]}
    for who, person in people.items():
        sign_in(client, person)
        got[who] = [client.get(url(*one)).status_code for one in pages]

    assert got == {
        "visitor": [302, 302, 302, 302],
        "lead": [200, 200, 200, 200],
        "staff": [200, 200, 403, 403],
        "stranger": [200, 404, 404, 404],
        "teacher": [403, 403, 404, 404],
    }


def test_a_stranger_can_neither_begin_nor_write_nor_take_away(begun):
    stranger, staff = make_actor(Role.COMPANY_LEAD), make_actor(Role.HUB_STAFF)
    item, market = item_of(begun), make_market()

    with pytest.raises(NotFound):
        keep_item(item.pk, ItemFields(), seen=1, by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        begin_readiness(begun.solution_id, market.pk, by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        keep_item(item.pk, ItemFields(), seen=1, by=staff, now=NOW)

    assert Readiness.objects.count() == 1


def test_a_file_shows_it_to_those_who_see_the_list(client, begun, lead):
    item = item_of(begun, "reference")
    typed = {"seen": 1, "state": "done", "owner": lead.pk}
    file = SimpleUploadedFile("certificate.pdf", PDF, "application/pdf")
    sign_in(client, lead)

    refused = client.post(url("edit_item", item.pk), typed | {"cost": ""})
    kept = client.post(url("edit_item", item.pk), typed | {"file": file})
    shown = client.get(url("item_file", item.pk))

    assert list(refused.context["form"].errors) == ["shown_by"]
    assert (kept.status_code, b"".join(shown.streaming_content)) == (302, PDF)
    sign_in(client, make_person(Role.COMPANY_LEAD, make_company()))
    assert client.get(url("item_file", item.pk)).status_code == 404


def test_a_new_file_takes_the_place_of_the_earlier_one(begun, by):
    item = item_of(begun)
    for number in (1, 2):
        file = SimpleUploadedFile(f"{number}.pdf", PDF + bytes([48 + number]) + b"\n%%EOF")
        keep_item(item.pk, ItemFields(state="done"), file, seen=number, by=by, now=NOW)

    assert [one.name for one in StoredFile.objects.all()] == ["2.pdf"]


def test_the_matrix_as_csv_and_on_the_page(client, begun, by, lead):
    keep_item(item_of(begun).pk, ItemFields(cost=1500), seen=1, by=by, now=NOW)
    sign_in(client, lead)

    page, lines = client.get(url("abroad")), client.get(url("matrix_csv")).content

    assert "at least 1,500 EUR" in page.content.decode()
    assert lines.decode("utf-8-sig").splitlines()[1].endswith('10,1500,"EUR",9')


def test_the_matrix_costs_the_same_for_one_solution_and_for_three(client, company, begun, lead):
    sign_in(client, lead)
    client.get(url("abroad"))
    costs = []
    for more in (0, 2):
        for _number in range(more):
            make_readiness(make_solution(company), make_market(), by=actor_for(lead, TODAY))
        with count_queries() as counted:
            got = client.get(url("abroad"))
        costs.append(len(counted))
        assert len(got.context["matrix"].rows) == 1 + more

    assert costs[0] == costs[1]


def test_a_list_costs_the_same_for_one_owner_and_for_three(client, begun, by, lead):
    sign_in(client, lead)
    place, costs = (begun.solution_id, begun.market_id), []
    for templates in (("priced",), ("route", "terms")):
        for template in templates:
            fields = ItemFields(owner_id=lead.pk, due_on=dt.date(2026, 12, 1))
            keep_item(item_of(begun, template).pk, fields, seen=1, by=by, now=NOW)
        with count_queries() as counted:
            got = client.get(url("readiness", *place))
        costs.append(len(counted))
        assert sum(len(items) for _heading, items in got.context["groups"]) == 10

    assert costs[0] == costs[1]
