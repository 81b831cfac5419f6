"""What the pages of rounds show, to whom, and at what cost."""

import json

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from eduhub.pilots.models import Group, Preferred, Round, RoundDecision, RoundThought, Wish
from eduhub.pilots.queries.rounds import told_group
from eduhub.pilots.services import round_decisions, rounds
from eduhub.pilots.states import GroupState
from tests.makers import signed_in
from tests.makers.rounds import decide, make_town, open_round, publish

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def town_now(groups="1A", **limits):
    """The pages read the clock."""
    return make_town(groups, now=timezone.now(), **limits)


def read(client, town, who, path="", **told):
    user = town.users.get(who)
    return (signed_in(client, user) if user else client).get(f"/en/{path}", **told)


def send(client, town, who, path, headers=None, **told):
    return signed_in(client, town.users[who]).post(f"/en/pilots/{path}", told, headers=headers)


def costs_of(client, town, path, more, rows):
    """Queries of the page with one row and with three, after the rows are seen."""
    counted = []
    read(client, town, "staff", path)  # whoever comes first signs in
    for number in (1, 3):
        more(number)
        with CaptureQueriesContext(connection) as queries:
            page = read(client, town, "staff", path)
        counted.append(len(queries))
        assert page.text.count(rows) == number
    return counted


def test_the_list_costs_the_same_however_long(client):
    town = town_now("1A")

    def more(number):
        for _ in range(number - Round.objects.count()):
            open_round(town)

    one, three = costs_of(client, town, "pilots/rounds/", more, '<h2><a href="/en/pilots/rounds/')

    assert one == three


def test_the_proposal_costs_the_same_however_many_are_left(client):
    town = town_now("1A 2B")

    def more(number):
        for label in ("3C", "4D")[: number - len(town.groups) + 1]:
            town.add(label)
        rounds.work_out_anew(town.round.pk, by=town.actor("staff"), now=timezone.now())

    path = f"pilots/rounds/{town.round.pk}/"
    one, three = costs_of(client, town, path, more, "Give it an offer by hand")

    assert one == three


def test_the_round_page_tells_offers_the_unmatched_fairness_and_records(client):
    town = town_now("1A 2B")
    version = rounds.latest(town.round)

    page = read(client, town, "staff", f"pilots/rounds/{town.round.pk}/").text

    for told in (
        "Fraction Dash en",
        "Proven: no proposal",
        "The offers that fit are full",
        "1 place more",
        "The worst served class",
        version.problem_sha256,
        version.outcome_sha256,
        town.round.seed,
    ):
        assert told in page
    assert page.count('<th scope="row">') == len(json.loads(version.outcome)["shares"])


def test_a_round_that_is_worked_out_by_the_worker_says_so(client, monkeypatch):
    monkeypatch.setattr(rounds, "SMALL", 0)
    town = town_now("1A")

    page = read(client, town, "staff", f"pilots/rounds/{town.round.pk}/").text

    assert ("Being worked out" in page, "Look again" in page) == (True, True)
    assert "Publish the proposal" not in page


def test_a_contradiction_is_named_on_the_page(client):
    town = town_now("1A 2B", floor=100)

    page = read(client, town, "staff", f"pilots/rounds/{town.round.pk}/").text

    assert "The limits contradict each other" in page
    assert "Fraction Dash en takes no more groups than it has places" in page


PAGES = ("", "limits/", "decide/", "publish/", "cancel/", "problem/1/", "compare/")


@pytest.mark.parametrize("path", PAGES)
def test_only_the_hubs_people_learn_that_there_is_a_round(client, path):
    town = town_now("1A")
    decide(town, "lock", "1A", "dash")
    where = f"pilots/rounds/{town.round.pk}/{path}"

    told = [read(client, town, who, where).status_code for who in ("", "1A", "company", "staff")]

    assert told == [302, 404, 404, 200]


def test_a_round_is_opened_with_limits(client):
    town = town_now("")
    town.add("1A")
    typed = {"call": town.call.pk, "per_school": "2", "rule": "maximin", "floor": "0"}
    typed |= {"classes": ["district"], "key": "6f1f4b1f-5d6f-4f6a-9d53-2c070c1b2a1e"}

    answer = send(client, town, "staff", "rounds/new/", **typed)

    one = Round.objects.get()
    assert answer.headers["Location"].endswith(f"/pilots/rounds/{one.pk}/")
    assert (one.per_school, one.rule, one.classes) == (2, "maximin", ["district"])


def test_a_decision_is_shown_with_its_cost_and_made_by_a_second_press(client):
    town = town_now("1A 2B")
    (winner,) = (m["group"] for m in json.loads(rounds.latest(town.round).outcome)["matches"])
    other = ({"1A", "2B"} - {town.group_of(winner)}).pop()
    typed = {"kind": "lock", "group": town.key(other), "offer": town.offer("dash")}
    typed |= {"reason": "Asked first.", "seen": town.round.version}
    path = f"rounds/{town.round.pk}/decide/"

    shown = send(client, town, "staff", path, **typed)

    assert "What this decision would do" in shown.text
    assert "loses Fraction Dash en, gets nothing" in shown.text
    assert not RoundDecision.objects.exists()
    assert (
        send(
            client, town, "staff", path, confirm=" ".join(list(typed.values())[:3]), **typed
        ).status_code
        == 302
    )
    assert RoundDecision.objects.get().profile == town.groups[other]


def test_two_proposals_are_compared(client):
    town = town_now("1A 2B")
    (winner,) = (m["group"] for m in json.loads(rounds.latest(town.round).outcome)["matches"])
    decide(town, "forbid", town.group_of(winner), "dash")

    page = read(client, town, "staff", f"pilots/rounds/{town.round.pk}/compare/").text

    assert "Proposal 1 and proposal 2" in page
    assert (page.count(">gains</span>"), page.count(">loses</span>")) == (1, 1)


def test_publishing_by_the_page_and_the_refusal_when_it_has_changed(client):
    town = town_now("1A")
    town.add("2B")
    path, typed = f"rounds/{town.round.pk}/publish/", {"seen": 1, "reason": "Fair."}

    refused = send(client, town, "staff", path, **typed)
    send(client, town, "staff", f"rounds/{town.round.pk}/anew/")

    assert (refused.status_code, "have changed since" in refused.text) == (409, True)
    assert send(client, town, "staff", path, **typed | {"seen": 2}).status_code == 302
    assert Group.objects.get().state == GroupState.INVITED


def thought(town, label, offer="dash"):
    """A lock as the form sends it, and the press that makes it after its cost was seen."""
    typed = {"kind": "lock", "group": town.key(label), "offer": town.offer(offer)}
    press = {"confirm": " ".join(typed.values())}
    return typed | {"reason": "Asked first.", "seen": town.round.version}, press


def test_who_was_overtaken_sees_the_cost_again_and_can_decide_then(client):
    town = town_now("1A 2B")
    path, (typed, press) = f"rounds/{town.round.pk}/decide/", thought(town, "2B")
    decide(town, "forbid", "1A", "story")

    overtaken = send(client, town, "staff", path, **typed | press)

    assert (overtaken.status_code, "Somebody else has changed" in overtaken.text) == (422, True)
    assert "Asked first." in overtaken.text and "Decide so" not in overtaken.text
    typed["seen"] = overtaken.context["form"]["seen"].value()
    assert "Decide so" in send(client, town, "staff", path, **typed).text
    assert send(client, town, "staff", path, **typed | press).status_code == 302


def test_the_cost_in_a_large_round_is_waited_for_and_nothing_typed_is_lost(client, monkeypatch):
    town = town_now("1A 2B")
    path, (typed, press) = f"rounds/{town.round.pk}/decide/", thought(town, "2B")
    monkeypatch.setattr(rounds, "SMALL", 0)

    waits = send(client, town, "staff", path, **typed)
    assert ("Being worked out" in waits.text, "Decide so" in waits.text) == (True, False)
    assert "Asked first." in waits.text
    asked = send(client, town, "staff", path, headers={"HX-Request": "true"}, **typed)
    assert (asked.status_code, asked.content) == (204, b"")
    unseen = send(client, town, "staff", path, **typed | press)
    assert (unseen.status_code, "Look at what it costs first." in unseen.text) == (422, True)

    round_decisions.work_out_cost(RoundThought.objects.get().pk, now=timezone.now())
    assert "Decide so" in send(client, town, "staff", path, **typed).text
    assert send(client, town, "staff", path, **typed | press).status_code == 302


def test_what_was_chosen_anew_after_the_cost_was_shown_is_not_decided_unseen(client):
    town = town_now("1A 2B")
    path, (_typed, press) = f"rounds/{town.round.pk}/decide/", thought(town, "2B")

    answer = send(client, town, "staff", path, **thought(town, "1A")[0] | press)

    assert "What this decision would do" in answer.text
    assert not RoundDecision.objects.exists()


def test_the_reason_that_was_typed_is_kept_when_publishing_is_refused(client):
    town = town_now("1A")
    town.add("2B")
    path = f"rounds/{town.round.pk}/publish/"

    refused = send(client, town, "staff", path, seen=1, reason="Fair to the north.")

    assert (refused.status_code, "Fair to the north." in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("floor", "small", "told"),
    [(100, 400, "names what stands against what"), (0, 0, "still being worked out")],
)
def test_what_cannot_be_published_says_so_before_anybody_types(
    client, monkeypatch, floor, small, told
):
    monkeypatch.setattr(rounds, "SMALL", small)
    town = town_now("1A 2B", floor=floor)

    page = read(client, town, "staff", f"pilots/rounds/{town.round.pk}/publish/").text

    assert told in page and "Why is this proposal right?" not in page


def test_a_page_that_waits_is_left_alone_until_there_is_a_proposal(client, monkeypatch):
    monkeypatch.setattr(rounds, "SMALL", 0)
    town = town_now("1A")
    path, asks = f"pilots/rounds/{town.round.pk}/", {"headers": {"HX-Request": "true"}}

    waiting = read(client, town, "staff", path, **asks)
    rounds.work_out(rounds.latest(town.round).pk, now=timezone.now())
    part = read(client, town, "staff", path, **asks).text

    assert (waiting.status_code, waiting.content) == (204, b"")
    assert ("<html" in part, "Publish the proposal" in part) == (False, True)


def published():
    town = town_now("1A 2B")
    publish(town)
    group = Group.objects.get()
    return town, group, ({"1A", "2B"} - {group.label}).pop()


def test_each_sees_their_own_outcome_on_the_home_and_nothing_of_others(client):
    town, group, other = published()

    matched, left, company = (
        read(client, town, who, "home/").text for who in (group.label, other, "company")
    )

    assert f"/en/pilots/groups/{group.pk}/invitation/" in matched
    assert "The offers that fit are full" in left and "invitation" not in left
    assert "1 group was invited." in company and "0 groups were invited." in company
    names = {label: str(one.school.name) for label, one in town.groups.items()}
    with override("en"):
        assert names[other] not in matched + company and names[group.label] not in left + company


def test_the_homes_cost_the_same_however_many_results(client):
    town, _group, _other = published()
    counted = []
    read(client, town, "company", "home/")  # whoever comes first signs in
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = read(client, town, "company", "home/")
        counted.append(len(queries))
        assert page.text.count("invited.") == len(counted) + 1
        result = town.offers["dash"].results.get()
        result.pk = None
        result.pilot = town.offers["dash"].__class__.objects.create(
            **{
                f.name: getattr(town.offers["dash"], f.name)
                for f in town.offers["dash"]._meta.concrete_fields
                if f.name != "id"
            }
        )
        result.save()
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("press", "state"), [("", "accepted_by_teacher"), ("decline", "withdrawn")]
)
def test_the_teacher_answers_the_invitation(client, press, state):
    town, group, other = published()
    path = f"groups/{group.pk}/invitation/"
    assert [
        read(client, town, who, f"pilots/{path}").status_code for who in (other, "company")
    ] == [
        404,
        403,
    ]

    assert (
        send(client, town, group.label, path, **({press: "1"} if press else {})).status_code == 302
    )

    group.refresh_from_db()
    assert group.state == state


def test_wishes_and_preferences_are_kept_and_shown_again(client):
    town = town_now("1A")
    profile, dash, story = town.groups["1A"], town.offers["dash"], town.offers["story"]
    path = f"my-groups/{profile.pk}/wishes/"

    send(client, town, "1A", path, wish_2=dash.pk, never=[story.pk])
    send(client, town, "company", f"{dash.pk}/preferred/", ages=["age-10-12"])

    assert set(Wish.objects.values_list("pilot", "rank")) == {(dash.pk, 1), (story.pk, None)}
    assert Preferred.objects.get().ages == ["age-10-12"]
    page = read(client, town, "1A", f"pilots/{path}").text
    assert f'<option value="{dash.pk}" selected>' in page
    assert send(client, town, "1A", path, wish_1=dash.pk, never=[dash.pk]).status_code == 422


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_letters_speak_their_language(language):
    town, _group, other = published()
    result = town.groups[other].results.get()

    with override(language):
        context = {"result": result, "told": told_group(result), "site": "https://hub.example"}
        text = render_to_string("pilots/mail/round_left_out.txt", context)

    more = {"fi": "1 paikka lisää", "sv": "1 plats till", "en": "1 place more"}
    assert more[language] in text and f"Fraction Dash {language}" in text
