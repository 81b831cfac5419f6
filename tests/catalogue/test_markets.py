"""Markets: what is known of them is kept in versions, by the hub's people alone."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import override

from eduhub.catalogue.models import MarketFacts
from eduhub.catalogue.services.markets import keep_market
from eduhub.kit.errors import Invalid, NotAllowed, Stale
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company, make_person, signed_in
from tests.makers.abroad import facts_of, make_market, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def url(name, *args):
    with override("en"):
        return reverse(f"catalogue:{name}", args=args)


def test_a_change_is_a_new_version_and_the_earlier_one_stays(staff):
    first = told(code="ee", pupil_age=13, pupil_age_source="An act")
    market = keep_market(first, None, seen=0, by=staff, now=NOW)

    keep_market(replace(first, pupil_age=14), market.pk, seen=1, by=staff, now=NOW)
    keep_market(replace(first, pupil_age=14), market.pk, seen=2, by=staff, now=NOW)

    ages = MarketFacts.objects.order_by("version").values_list("version", "pupil_age")
    assert list(ages) == [(1, 13), (2, 14)]  # the same again is no version


def test_what_was_written_stays_as_it_was():
    facts = facts_of(make_market())

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        MarketFacts.objects.filter(pk=facts.pk).update(pupil_age=12, pupil_age_source="x")


def test_who_is_too_late_overwrites_nothing(staff):
    first = told()
    market = keep_market(first, None, seen=0, by=staff, now=NOW)
    keep_market(replace(first, currency="SEK"), market.pk, seen=1, by=staff, now=NOW)

    with pytest.raises(Stale):
        keep_market(replace(first, currency="NOK"), market.pk, seen=1, by=staff, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"online_age": 16, "online_age_on": dt.date(2020, 6, 24)}, "online_age_source"),
        ({"online_age": 16, "online_age_source": "A table"}, "online_age_on"),
        ({"pupil_age": 16}, "pupil_age_source"),
        ({"currency": "eu"}, "currency"),
        ({"checked_on": dt.date(2026, 9, 2)}, "checked_on"),
    ],
)
def test_an_age_has_its_source_and_nothing_is_checked_tomorrow(staff, wrong, field):
    with pytest.raises(Invalid) as refused:
        keep_market(told(**wrong), None, seen=0, by=staff, now=NOW)

    assert list(refused.value.fields) == [field]


def test_guardians_answer_until_eighteen_where_nobody_has_looked_it_up():
    known = make_market(pupil_age=14, pupil_age_source="An act")

    ages = [facts_of(one).answers_alone_from for one in (known, make_market())]

    assert ages == [14, 18]


def test_a_check_is_old_after_a_year():
    facts = facts_of(make_market(checked_on=dt.date(2025, 9, 1)))

    assert [facts.is_old(dt.date(2026, 9, day)) for day in (1, 2)] == [False, True]


def test_only_the_hub_keeps_markets():
    with pytest.raises(NotAllowed):
        keep_market(told(), None, seen=0, by=make_actor(Role.COMPANY_LEAD), now=NOW)


def test_four_people_before_a_market_that_is_not_shown(client):
    market = make_market(is_shown=False)
    lead = make_person(Role.COMPANY_LEAD, make_company())
    got = {"visitor": client.get(url("market", market.pk)).status_code}

    for who, person in (("lead", lead), ("staff", make_person(Role.HUB_STAFF))):
        signed_in(client, person)
        pages = ("market", market.pk), ("market_edit", market.pk), ("market_new",)
        got[who] = [client.get(url(*one)).status_code for one in pages]

    assert got == {"visitor": 404, "lead": [404, 403, 403], "staff": [200, 200, 200]}


def test_the_form_makes_a_market_and_says_what_is_wrong_beside_the_field(client):
    signed_in(client, make_person(Role.HUB_STAFF, language="en"))
    typed = {"seen": 0, "code": "EE", "name_en": "Estonia", "currency": "eur", "pupil_age": 13}

    refused = client.post(url("market_new"), typed)
    made = client.post(url("market_new"), typed | {"pupil_age_source": "An act"})

    assert list(refused.context["form"].errors) == ["pupil_age_source"]
    facts = MarketFacts.objects.get()
    assert made["Location"].endswith(f"/markets/{facts.market_id}/")
    assert (facts.market.code, facts.currency, facts.is_checked) == ("ee", "EUR", False)


def test_the_list_costs_the_same_for_one_market_and_for_three(client, django_assert_num_queries):
    make_market(name=Text(fi="Viro", en="Estonia"))
    with django_assert_num_queries(1):
        one = client.get(url("markets"))
    make_market()
    make_market()

    with django_assert_num_queries(1):
        three = client.get(url("markets"))

    assert [len(got.context["markets"]) for got in (one, three)] == [1, 3]
