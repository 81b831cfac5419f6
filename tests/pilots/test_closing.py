"""How pilots end, and the public register: decided with reasons, answered once, nobody named."""

import csv
import io

import pytest
from django.test import Client

from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.pilots.models import ClosingDecision, Pilot
from eduhub.pilots.queries.public import RegisterAsked, left_out_counts, public_register
from eduhub.pilots.queries.register import of_solution, open_offers
from eduhub.pilots.services import running_letters
from eduhub.pilots.services.closing import answer_closing, choose_listing, leave_out, put_back
from tests.makers import NOW, signed_in
from tests.makers.pilots import make_agreed, make_cast, make_pilot_in
from tests.makers.running import make_decision

pytestmark = pytest.mark.django_db


def outcome(deed):
    try:
        deed()
    except HubError as refusal:
        return type(refusal)
    return None


def answer(cast, row, who="lead", words="We make it cheaper.", seen=1):
    return answer_closing(row.pk, words, seen=seen, by=cast.actor(who), now=NOW)


def test_schools_and_providers_decide_each_for_themselves():
    cast = make_pilot_in("published")

    rows = [make_decision(cast), make_decision(cast, "official", decision="stop")]

    assert [(row.organisation_id, row.decision) for row in rows] == [
        (cast.school.pk, "buy"),
        (cast.users["official"].memberships.get().organisation_id, "stop"),
    ]


def test_only_heads_and_officials_of_those_who_took_part_decide():
    cast = make_pilot_in("published")

    found = {who: outcome(lambda w=who: make_decision(cast, w)) for who in cast.users}

    wanted = dict.fromkeys(cast.users, NotAllowed)
    assert found == wanted | {"principal": None, "official": None}


@pytest.mark.parametrize("state", ["agreement_signed", "running", "paused", "aborted"])
def test_nobody_decides_before_the_data_are_closed(state):
    assert outcome(lambda: make_decision(make_pilot_in(state))) is NotNow


def test_an_officials_decision_takes_an_analysed_pilot_on():
    cast = make_pilot_in("analysed")
    make_decision(cast)
    assert Pilot.objects.get().state == "analysed"

    make_decision(cast, "official")

    assert Pilot.objects.get().state == "decided"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"grounds": []}, "grounds"),
        ({"grounds": ["weather"]}, "grounds"),
        ({"reasons": Text()}, "reasons"),
        ({"reasons": Text(en="Ask anna@example.org")}, "reasons"),
        ({"decision": "lease"}, "decision"),
        ({"next_procurement": NOW.date().replace(year=2020)}, "next_procurement"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(told, field):
    with pytest.raises(Invalid) as refusal:
        make_decision(make_pilot_in("published"), **told)

    assert list(refusal.value.fields) == [field]


def test_two_who_decide_for_one_school_lose_nothing():
    cast = make_pilot_in("published")
    make_decision(cast)

    assert outcome(lambda: make_decision(cast, decision="stop")) is Stale

    assert make_decision(cast) == make_decision(cast, seen=1)  # the same again is the same
    assert make_decision(cast, decision="stop", seen=1).version == 2


def test_the_company_answers_once_and_what_it_read():
    cast = make_pilot_in("published")
    row = make_decision(cast)
    make_decision(cast, decision="continue", seen=1)

    assert outcome(lambda: answer(cast, row)) is Stale
    assert answer(cast, row, seen=2).answered_to == 2
    assert answer(cast, row, seen=2).answer == "We make it cheaper."  # a double click
    assert outcome(lambda: answer(cast, row, words="And better.", seen=2)) is NotNow
    assert outcome(lambda: answer(cast, row, "member", seen=2)) is NotNow
    assert outcome(lambda: answer(cast, row, "other_lead", seen=2)) is NotAllowed


def test_a_decision_is_public_with_the_result_and_not_before(client: Client):
    cast = make_pilot_in("analysed")
    row = make_decision(cast)
    address = f"/en/pilots/decisions/{row.pk}/"

    early = {w: signed_in(Client(), u).get(address).status_code for w, u in cast.users.items()}

    out = {"other_lead", "other_teacher", "other_principal", "other_official"}
    assert early == {who: 404 if who in out else 200 for who in cast.users}
    assert client.get(address).status_code == 404
    assert outcome(lambda: answer(cast, row, "other_lead")) is NotFound
    Pilot.objects.update(state="published")
    assert client.get(address).status_code == 200


def test_the_school_is_named_only_if_it_wants_to_be(client: Client):
    cast = make_pilot_in("published")
    cast.school.district = "Kallio"
    cast.school.save()
    make_decision(cast)
    for address in ("/en/pilots/decisions/", "/en/pilots/register/", "/api/v1/pilots/register"):
        shown = client.get(address).content.decode()
        assert "A school in Kallio" in shown or "Kallio" in shown
        assert str(cast.school.name) not in shown

    choose_listing("school", by=cast.actor("principal"), now=NOW)

    assert (
        outcome(lambda: choose_listing("school", by=cast.actor("teacher"), now=NOW)) is NotAllowed
    )
    for address in ("/fi/pilots/decisions/", "/fi/pilots/register/", "/api/v1/pilots/register"):
        assert cast.school.name.fi in client.get(address).content.decode()


def test_decisions_are_filtered_listed_fed_and_taken_home(client: Client):
    bought, stopped = make_pilot_in("published"), make_pilot_in("published", lane="B")
    make_decision(bought)
    make_decision(stopped, decision="stop", next_procurement=None)

    def count(query):
        return client.get(f"/en/pilots/decisions/{query}").content.decode().count("<h3><a")

    wanted = {"": 2, "?decision=stop": 1, "?lane=B": 1, "?lane=C": 0, "?decision=nonsense": 2}
    assert {query: count(query) for query in wanted} == wanted
    assert client.get("/en/pilots/decisions.atom").content.count(b"<entry>") == 2
    rows = list(
        csv.reader(io.StringIO(client.get("/en/pilots/decisions.csv").content.decode("utf-8-sig")))
    )
    assert [row[5] for row in rows] == ["Decision", "Stop", "Buy"]
    told = client.get("/api/v1/pilots/decisions?decision=buy").json()
    assert [row["grounds"] for row in told["data"]] == [["result"]]


def test_all_in_the_pilot_hear_and_no_school_is_named_to_others():
    cast = make_pilot_in("published")
    row = make_decision(cast)
    for _ in range(2):
        running_letters.tell_of_the_decision(row.pk, 1, now=NOW)

    letters = Letter.objects.filter(kind="pilots/closing_decided")
    wanted = sorted(cast.users[w].email for w in ("lead", "member", "teacher", "principal"))
    assert sorted(letters.values_list("to", flat=True)) == wanted
    assert not any(cast.school.name.fi in letter.text for letter in letters)


def only(**asked):
    (row,) = public_register(RegisterAsked(**asked))[:10]
    return row


def test_the_register_tells_who_what_where_on_which_data_and_who_pays():
    cast = make_pilot_in("published", lane="B")
    make_decision(cast)

    row = only(lane="B")

    assert (row.state, row.funding, row.data_codes) == ("published", "bought", ["answers"])
    assert (row.where, row.decisions) == (["Koulu"], {"buy": 1})
    assert [only(phase="published").id] == [cast.pilot.pk]
    assert public_register(RegisterAsked(district="Kallio")).count() == 0


@pytest.mark.parametrize(("lane", "funding"), [("A", "free"), ("B", "bought"), ("C", "own_study")])
def test_funding_follows_from_what_was_answered(lane, funding):
    make_agreed(lane)

    assert only().funding == funding


def test_an_offer_that_is_left_out_is_offered_nowhere_either():
    cast = make_cast()
    solution, pk = cast.pilot.solution_id, cast.pilot.pk
    before = (list(open_offers(5)), of_solution(solution)[0])

    leave_out(pk, "secret", "A launch in spring.", by=cast.actor("staff"), now=NOW)

    assert before == ([cast.pilot], [cast.pilot])
    assert (list(open_offers(5)), of_solution(solution)) == ([], ([], 0))


def test_a_pilot_is_left_out_with_its_reason_counted_and_its_result_never(client: Client):
    cast = make_pilot_in("running")
    staff, pk = cast.actor("staff"), cast.pilot.pk
    leave_out(pk, "secret", "A launch in spring.", by=staff, now=NOW)

    seen = {
        w: signed_in(Client(), u).get(f"/en/pilots/{pk}/").status_code
        for w, u in cast.users.items()
    }

    out = {"other_lead", "other_teacher", "other_principal", "other_official"}
    assert seen == {who: 404 if who in out else 200 for who in cast.users}
    assert client.get("/api/v1/pilots/register").json()["meta"]["count"] == 0
    assert client.get("/api/v1/pilots/register/left-out").json() == [
        {"reason": "secret", "pilots": 1}
    ]
    assert "launch" not in client.get("/en/pilots/register/").content.decode()
    Pilot.objects.update(state="published")
    assert public_register(RegisterAsked()).count() == 1
    assert left_out_counts() == []


def test_only_the_hub_leaves_out_and_only_before_the_data_are_closed():
    cast = make_pilot_in("running")

    def leave(who):
        return leave_out(cast.pilot.pk, "security", "A threat.", by=cast.actor(who), now=NOW)

    assert {w: outcome(lambda x=w: leave(x)) for w in cast.users} == dict.fromkeys(
        (w for w in cast.users if w != "staff"), NotAllowed
    ) | {"staff": None} or outcome(lambda: leave("staff")) is None
    put_back(cast.pilot.pk, by=cast.actor("staff"), now=NOW)
    assert left_out_counts() == []
    Pilot.objects.update(state="data_closed")
    assert outcome(lambda: leave("staff")) is NotNow


@pytest.mark.parametrize("count", [1, 3])
def test_register_page_file_and_api_cost_the_same_for_one_and_three(
    client: Client, count, django_assert_num_queries
):
    for _ in range(count):
        make_decision(make_pilot_in("published"))
    wanted = {
        "/en/pilots/register/": 8,
        "/en/pilots/register.csv": 5,
        "/api/v1/pilots/register": 6,
    }

    for address, queries in wanted.items():
        with django_assert_num_queries(queries):
            shown = client.get(address).content.decode()
        assert shown.count("P-2026-") == count, address


def test_files_and_feeds_may_be_kept_on_the_way(client: Client):
    make_decision(make_pilot_in("published"))

    for address in (
        "/en/pilots/register.csv",
        "/en/pilots/decisions.csv",
        "/en/pilots/decisions.atom",
    ):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first["Cache-Control"], again.status_code) == ("public, max-age=300", 304), address
    kept = client.get("/api/v1/pilots/register")["Cache-Control"]
    assert kept == "public, max-age=300"


def test_the_principal_decides_on_a_page_and_mistakes_keep_what_was_typed(client: Client):
    cast = make_pilot_in("published")
    signed_in(client, cast.users["principal"])
    address, told = f"/en/pilots/{cast.pilot.pk}/close/", {"seen": "0", "decision": "buy"}

    wrong = client.post(address, told | {"reasons_en": "Good."})
    right = client.post(address, told | {"reasons_en": "Good.", "grounds": ["price", "time"]})
    stale = client.post(address, told | {"reasons_en": "Bad.", "grounds": ["price"]})

    assert (wrong.status_code, right.status_code, stale.status_code) == (422, 302, 409)
    assert "Good." in wrong.content.decode()
    shown = stale.content.decode()
    assert "Good." in shown and "Bad." in shown
    assert ClosingDecision.objects.get().grounds == ["price", "time"]


def test_an_undecided_offer_says_that_nobody_knows_yet():
    make_cast()

    row = only()

    assert (row.data, row.funding, row.where) == (None, "open", ["Koulu"])
