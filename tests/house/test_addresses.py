"""Every address × GET and POST × everybody × own, foreign and absent things: as decided.

In the same pass: GET writes nothing, and what is private is read by nobody but those who may.
"""

from dataclasses import replace
from itertools import chain

import pytest
from django.test import override_settings
from django.urls import path

from eduhub.site import urls, views
from tests.house import addresses as decided
from tests.house.deciding import EVERYBODY, all_of
from tests.house.private import LEDGERS, MAY_READ, NAMES, read_in
from tests.house.walking import HIDDEN, addresses, ask, path_of

pytestmark = [  # within the world's own transaction
    pytest.mark.django_db,
    pytest.mark.usefixtures("bare_refusals"),
]


def asked(client, method, row, world):
    filled = decided.FILLED.get(row.address) if method == "POST" else None
    return ask(client, method, path_of(row.address, row.things, world), filled)


def judge(who, client, method, rows, world):
    """(what is not as decided, whose secrets were read) of one person's walk."""
    faults, read = [], set()
    for row in rows:
        answer = asked(client, method, row, world)
        wanted = (row.get if method == "GET" else row.post)[who]
        place = f"{method} {row.address} [{row.things}] for {who}"
        if answer.outcome != wanted:
            faults.append(f"{place}: {answer.outcome} {answer.where}, decided: {wanted}")
        if method == "GET" and (written := answer.written - LEDGERS.get(row.address, set())):
            faults.append(f"{place} wrote into {sorted(written)}")
        found = read_in(answer.body)
        faults += [f"{place} tells {name}" for name in sorted(found - MAY_READ[who])]
        read |= found
    return faults, read


def test_every_address_has_a_decision_and_every_decision_an_address():
    told, there = {row.address for row in decided.TABLE}, addresses()

    assert (there - told, told - there) == (set(), set())  # (undecided, gone)


LIKE = {  # who is answered as whom but for some addresses; a whole walk of each by night only
    "hub_lead": "staff",
    **dict.fromkeys(("principal", "other_principal", "provider"), "newcomer"),
    **dict.fromkeys(("investor", "partner", "researcher"), "newcomer"),
}
ASKING = [
    pytest.param(who, marks=pytest.mark.nightly) if who in LIKE else who for who in EVERYBODY
]


@pytest.mark.parametrize("who", ASKING)
def test_get_is_answered_as_decided_writes_nothing_and_tells_only_what_one_may_know(
    who, world, client_of
):
    faults, read = judge(who, client_of(who), "GET", decided.TABLE, world)

    missed = MAY_READ[who] - read  # else the walk would pass on empty pages
    assert not faults + sorted(missed), "\n".join([*faults, f"not read: {missed}"])


@pytest.mark.parametrize("who", ASKING)
def test_post_is_answered_as_decided_and_tells_only_what_one_may_know(who, world, client_of):
    faults, _ = judge(who, client_of(who), "POST", decided.TABLE, world)

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_rest_are_answered_as_decided_where_they_are_peculiar_and_in_turn_elsewhere(
    method, world, client_of
):
    faults = []
    for place, (who, other) in enumerate(LIKE.items()):
        told = [row.get if method == "GET" else row.post for row in decided.TABLE]
        rows = [
            row
            for number, (row, wanted) in enumerate(zip(decided.TABLE, told, strict=True))
            if wanted[who] != wanted[other] or number % len(LIKE) == place
        ]
        faults += judge(who, client_of(who), method, rows, world)[0]

    assert not faults, "\n".join(faults)


NEEDS_NO_TOKEN = {  # by POST without a token, and why
    "catalogue:stand_opened": 204,  # changes a number only, and asks for no cookie
    "catalogue:exhibition_visited": 204,
    "workspaces:stop": 404,
    "pages:unsubscribe": 404,  # the mail program posts by itself; the signed address is the proof
    **dict.fromkeys(("api:solutions", "api:solution", "api:companies", "api:topics"), 405),
    **dict.fromkeys(("api:pilots", "api:pilot", "api:published", "api:result"), 405),
    **dict.fromkeys(("api:register", "api:left_out", "api:decisions"), 405),
    **dict.fromkeys(("api:units", "api:free_units", "api:seasons", "api:season"), 405),
    **dict.fromkeys(("api:visits", "api:workshop_totals", "api:free_times"), 405),
    **dict.fromkeys(("api:passports", "api:passport", "api:pooled", "api:evaluations"), 405),
    **dict.fromkeys(("api:calls", "api:call", "api:cohorts", "api:cohort"), 405),
    **dict.fromkeys(("api:measures", "api:measure"), 405),
    **dict.fromkeys(("api:key_figures", "api:key_figure_round"), 405),
}


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_post_without_the_forms_token_is_refused_everywhere(who, world, client_of):
    client = client_of(who, enforce_csrf_checks=True)
    first = {row.address: row for row in reversed(decided.TABLE)}

    got = {name: asked(client, "POST", row, world).status for name, row in first.items()}

    assert {n: status for n, status in got.items() if status != 403} == NEEDS_NO_TOKEN


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_do_nothing(method, world, client_of):
    client, told = client_of("hub_lead"), reversed(decided.TABLE)
    ours = {row.address: row for row in told if ":" in row.address}
    answers = [(name, asked(client, method, row, world)) for name, row in ours.items()]

    told_all = [name for name, told in answers if not 400 <= told.status < 500]
    assert told_all == ["api:openapi-json"]  # shown, whatever the method
    assert set(chain(*(told.written for _, told in answers))) == set()


class OneMore:
    """The house's addresses and a new one."""

    urlpatterns = [*urls.urlpatterns, path("new/", views.healthz, name="brand_new")]


def test_a_new_address_without_a_decision_is_found():
    with override_settings(ROOT_URLCONF=OneMore):
        assert addresses() - {row.address for row in decided.TABLE} == {"brand_new"}


def test_a_wrong_decision_a_write_and_a_secret_told_are_found(world, client_of, monkeypatch):
    rows = {(row.address, row.things): row for row in decided.TABLE}
    monkeypatch.setitem(LEDGERS, "people:person", set())
    monkeypatch.setitem(MAY_READ, "staff", set())
    wrong = replace(rows["healthz", ""], get=all_of(HIDDEN))
    person = rows["people:person", "person.company_lead"]

    faults, _ = judge("staff", client_of("staff"), "GET", [wrong, person], world)

    told = "GET people:person [person.company_lead] for staff"
    assert faults == [
        "GET healthz [] for staff: shown , decided: hidden",
        f"{told} wrote into ['people_sighting']",
        f"{told} tells email-company",
    ]
    assert len(NAMES) == len(set(NAMES.values()))
