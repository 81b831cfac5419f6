"""Rounds of matching: proposals, decisions by hand, contradictions, publishing."""

import json
from uuid import uuid4

import pytest
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.engines import matching
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import Letter
from eduhub.pilots.models import (
    Group,
    GroupResult,
    OfferResult,
    Round,
    RoundDecision,
    RoundThought,
    Wish,
)
from eduhub.pilots.queries import rounds as queries
from eduhub.pilots.queries.round_costs import Decided, compared, cost_of
from eduhub.pilots.queries.round_problem import problem_of, sides_of
from eduhub.pilots.queries.round_words import held_words
from eduhub.pilots.services import groups as group_services
from eduhub.pilots.services import round_decisions, round_letters, rounds, wishes
from eduhub.pilots.states import GroupState
from tests.makers import NOW, TODAY, make_group, make_organisation
from tests.makers.rounds import SEED, decide, make_limits, make_town, open_round, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def matched(town, one=None):
    """{label: offer's number} of the latest proposal."""
    told = json.loads(rounds.latest(one or town.round).outcome)
    return {town.group_of(m["group"]): m["offer"] for m in told["matches"]}


def seen(town):
    version = rounds.latest(town.round)
    return queries.proposal_seen(version, queries.names_in(version))


def test_a_round_keeps_its_problem_answer_seed_and_fingerprints():
    town = make_town()

    version = rounds.latest(town.round)

    problem = matching.problem_from_text(version.problem)
    assert (problem.seed, len(problem.groups), len(problem.offers)) == (SEED, 3, 2)
    assert matching.fingerprint_of(problem) == version.problem_sha256
    assert matching.outcome_from_text(version.outcome).proposal == matching.match(problem)
    assert (version.number, version.served, version.contradicts) == (1, 1, False)
    assert "scipy" in version.engine


def test_the_same_form_twice_opens_one_round_and_asking_again_makes_no_second_proposal():
    town, key = make_town(""), uuid4()
    town.add("1A")
    told = {"by": town.actor("staff"), "now": NOW, "key": key}

    first, again = (rounds.open_round(town.call.pk, make_limits(), **told) for _ in range(2))
    anew = rounds.work_out_anew(first.pk, by=town.actor("staff"), now=NOW)
    rounds.work_out(anew.pk, now=NOW)

    assert (first, Round.objects.count()) == (again, 1)
    assert (anew.number, first.versions.count()) == (1, 1)
    assert len(first.seed) == 32


def test_a_large_round_is_left_to_the_worker(monkeypatch):
    monkeypatch.setattr(rounds, "SMALL", 0)
    town = make_town()
    version = rounds.latest(town.round)
    assert not version.is_solved

    rounds.work_out(version.pk, now=NOW)

    assert rounds.latest(town.round).served == 1


def test_a_round_whose_job_got_lost_is_asked_again_without_another_proposal(monkeypatch):
    monkeypatch.setattr(rounds, "SMALL", 0)
    town = make_town("1A")
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="work_out_the_round")
    before = jobs.count()

    again = rounds.work_out_anew(town.round.pk, by=town.actor("staff"), now=NOW)

    assert (again.number, before, jobs.count()) == (1, 1, 2)


def test_everybody_unmatched_is_told_why_and_the_smallest_change():
    town = make_town("1A 2B")

    left = seen(town).left

    (one,) = left
    assert one.told.reason == "The offers that fit are full, with groups that do more good there."
    assert one.told.lead == "Fraction Dash en would be possible with:"
    assert one.told.parts == ["1 place more"]
    assert "no smaller change helps" in one.told.proof


def test_wishes_count_and_never_means_never():
    town = make_town("")
    for label in ("1A", "2B"):
        town.add(label)
    dash = town.offers["dash"].pk
    wishes.wish(town.groups["2B"].pk, [dash], [], by=town.actor("2B"), now=NOW)
    assert set(matched(town, open_round(town))) == {"2B"}

    wishes.wish(town.groups["2B"].pk, [], [dash], by=town.actor("2B"), now=NOW)

    assert set(matched(town, open_round(town))) == {"1A"}
    assert list(Wish.objects.values_list("rank", flat=True)) == [None]


@pytest.mark.parametrize(("ranked", "never"), [([1, 1], []), ([1], [1]), ([0], [])])
def test_wishes_that_cannot_be_are_refused(ranked, never):
    town = make_town("1A")
    ids = {0: 987654, 1: town.offers["dash"].pk}
    told = ([ids[n] for n in ranked], [ids[n] for n in never])

    with pytest.raises(Invalid):
        wishes.wish(town.groups["1A"].pk, *told, by=town.actor("1A"), now=NOW)


def test_what_the_company_prefers_counts():
    town = make_town("")
    town.add("1A")
    town.add("8C", grade=8)
    pilot = town.offers["dash"].pk
    for age, label in (("age-13-15", "8C"), ("age-10-12", "1A")):
        wishes.prefer(pilot, [age], [], by=town.actor("company"), now=NOW)
        assert set(matched(town, open_round(town))) == {label}


def test_an_override_waives_what_stands_between_and_a_forbid_keeps_apart():
    town = make_town("1A 2B")

    row = decide(town, "lock", "1A", "story")
    decide(town, "forbid", "2B", "dash")

    assert row.waived == ["language"]
    assert matched(town) == {"1A": town.offer("story")}
    assert rounds.latest(town.round).number == 3


def test_working_out_anew_keeps_locks_and_tells_what_is_different():
    town = make_town("1A 2B")
    (kept,) = matched(town)
    decide(town, "lock", kept, "dash")
    for label in ("3C", "4D"):
        town.add(label, language="language-sv")

    rounds.work_out_anew(town.round.pk, by=town.actor("staff"), now=NOW)

    assert matched(town)[kept] == town.offer("dash")
    old, new = (town.round.versions.get(number=n) for n in (2, 3))
    told = queries.seen_comparison(compared(old, new), queries.names_in(new))
    assert (told.served, [m.effect for m in told.moved]) == (1, ["matched"])


def test_the_cost_is_shown_to_whom_before_anything_is_decided():
    town = make_town("1A 2B")
    (winner,) = matched(town)
    (other,) = set(town.groups) - {winner}
    sides = sides_of(town.round, TODAY)
    thought = Decided("lock", town.groups[other].pk, town.offers["dash"].pk, "Why not")

    cost = cost_of(town.round, sides, thought, TODAY)

    effects = {town.group_of(m.group): m.effect.value for m in cost.comparison.moved}
    assert effects == {other: "matched", winner: "left_out"}
    assert (RoundDecision.objects.count(), cost.conflict, cost.reliefs) == (0, (), ())


def thought_of(town, label, monkeypatch):
    """A lock in a round that counts as large, once its cost was asked for."""
    monkeypatch.setattr(rounds, "SMALL", 0)
    pair = town.groups[label].pk, town.offers["dash"].pk
    fields = Decided("lock", *pair, "Why not")
    told = {"by": town.actor("staff"), "now": NOW}

    def ask():
        return round_decisions.cost(town.round.pk, fields, **told)

    assert ask() is ask() is None
    (job,) = ProcrastinateJob.objects.filter(task_name__endswith="work_out_the_cost")
    return ask, RoundThought.objects.get(pk=job.args["thought_id"])


def test_in_a_large_round_the_worker_works_the_cost_out_and_nobody_decides_before(monkeypatch):
    town = make_town("1A 2B")
    (winner,) = matched(town)
    (other,) = set(town.groups) - {winner}
    ask, thought = thought_of(town, other, monkeypatch)
    with pytest.raises(NotNow, match="cost"):
        decide(town, "lock", other, "dash")

    round_decisions.work_out_cost(thought.pk, now=NOW)

    found = ask()
    moved = {town.group_of(one["group"]): one["effect"] for one in found["comparison"]["groups"]}
    assert moved == {other: "matched", winner: "left_out"}
    monkeypatch.setattr(rounds, "SMALL", 400)
    assert found == ask()
    monkeypatch.setattr(rounds, "SMALL", 0)
    decide(town, "lock", other, "dash")
    assert (RoundDecision.objects.count(), RoundThought.objects.count()) == (1, 0)


def test_a_cost_of_a_round_that_is_another_one_by_now_is_not_kept(monkeypatch):
    town = make_town("1A 2B")
    ask, thought = thought_of(town, "1A", monkeypatch)
    town.add("3C")

    round_decisions.work_out_cost(thought.pk, now=NOW)

    assert not RoundThought.objects.exists()
    assert (ask(), RoundThought.objects.count()) == (None, 1)  # and is asked for anew


def test_a_cost_whose_job_got_lost_is_asked_for_again(monkeypatch):
    town = make_town("1A 2B")
    ask, thought = thought_of(town, "1A", monkeypatch)
    RoundThought.objects.update(asked_at=NOW - round_decisions.LOST)

    assert ask() is None
    assert RoundThought.objects.get().pk == thought.pk
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="work_out_the_cost")
    assert [job.args["thought_id"] for job in jobs] == [thought.pk] * 2


def test_a_large_round_refuses_a_decision_whose_cost_was_a_contradiction(monkeypatch):
    town = make_town("1A", floor=100)
    monkeypatch.setattr(rounds, "SMALL", 0)
    pair = town.groups["1A"].pk, town.offers["dash"].pk
    fields = Decided("forbid", *pair, "Why not")
    round_decisions.cost(town.round.pk, fields, by=town.actor("staff"), now=NOW)
    round_decisions.work_out_cost(RoundThought.objects.get().pk, now=NOW)

    with pytest.raises(NotNow, match="contradiction"):
        decide(town, "forbid", "1A", "dash")


def test_a_second_decision_on_the_pair_takes_the_place_of_the_first():
    town = make_town("1A 2B")
    decide(town, "forbid", "1A", "dash")
    decide(town, "lock", "1A", "dash")
    lock = decide(town, "lock", "1A", "story")

    standing = RoundDecision.objects.filter(undone_at=None)
    assert list(standing) == [lock]

    round_decisions.undo(lock.pk, by=town.actor("staff"), now=NOW)
    assert not standing.all().exists()


def test_two_people_at_once_the_second_is_told():
    town = make_town("1A 2B")
    decide(town, "lock", "1A", "dash")

    with pytest.raises(Stale):
        decide(town, "lock", "2B", "dash", seen=1)


def test_limits_that_contradict_each_other_are_named():
    town = make_town("1A 2B", floor=100)

    version = rounds.latest(town.round)

    names = queries.names_in(version)
    told = [held_words(one, names) for one in queries.conflict_in(version)]
    assert version.contradicts
    assert told == [
        "Fraction Dash en takes no more groups than it has places",
        "The share of each class that must be served",
    ]
    with pytest.raises(NotNow, match="contradiction"):
        publish(town)


def test_a_decision_that_would_contradict_is_refused_and_nothing_changes():
    town = make_town("1A", floor=100)

    with pytest.raises(NotNow, match="contradiction"):
        decide(town, "forbid", "1A", "dash")

    assert not RoundDecision.objects.exists()


def test_publishing_invites_the_matched_and_keeps_everybodys_result():
    town = make_town("1A 2B")
    (winner,) = matched(town)
    (other,) = set(town.groups) - {winner}

    one = publish(town)

    group = Group.objects.get()
    assert (group.label, group.state, one.state) == (winner, GroupState.INVITED, "published")
    results = {r.profile.label: r for r in GroupResult.objects.all()}
    assert (results[winner].group, results[other].reason) == (group, "offers_full")
    told = {r.pilot_id: (r.groups, r.reason) for r in OfferResult.objects.all()}
    assert told == {town.offers["story"].pk: (0, "too_few_fit"), town.offers["dash"].pk: (1, "")}


def test_the_teacher_accepts_and_the_principal_is_asked_next():
    town = make_town("1A")
    publish(town)
    group = Group.objects.get()

    group_services.accept_invitation(group.pk, by=town.actor("1A"), now=NOW)

    group.refresh_from_db()
    assert group.state == GroupState.JOINED
    with pytest.raises(NotNow):
        group_services.accept_invitation(group.pk, by=town.actor("1A"), now=NOW)


def test_a_teacher_who_says_no_frees_the_place():
    town = make_town("1A")
    publish(town)
    assert queries.offers_to_wish(town.actor("1A")) == [town.offers["story"]]

    group_services.leave(Group.objects.get().pk, by=town.actor("1A"), now=NOW)

    assert len(queries.offers_to_wish(town.actor("1A"))) == 2


def test_the_same_group_in_two_rounds_is_refused_by_name_and_the_round_stays():
    town = make_town("1A")
    second = open_round(town)
    town.round, first = second, town.round
    publish(town, first)

    with pytest.raises(NotNow) as refused:
        publish(town, second)

    second.refresh_from_db()
    assert f"1A, {town.groups['1A'].school.name}" in refused.value.message
    assert (second.state, Group.objects.count()) == ("open", 1)


def test_a_group_that_is_in_a_pilot_of_these_weeks_gets_no_other():
    town = make_town("")
    profile = town.add("1A")
    make_group(school=profile.school, label="1a", teacher=profile.teacher)

    town.round = open_round(town)

    (one,) = seen(town).left
    assert one.told.reason.startswith("No offer fits")
    assert "without another pilot" in one.told.parts[0]


def test_what_has_changed_since_is_not_published_over():
    town = make_town("1A")
    town.add("2B")

    with pytest.raises(NotNow, match="changed"):
        publish(town)
    with pytest.raises(NotNow, match="newer"):
        publish(town, seen=7)


def test_a_published_round_is_closed_and_a_cancelled_one_too():
    town = make_town("1A")
    other, by = open_round(town), town.actor("staff")
    publish(town)
    rounds.cancel_round(other.pk, "Another way.", by=by, now=NOW)

    for one in (town.round, other):
        with pytest.raises(NotNow):
            rounds.work_out_anew(one.pk, by=by, now=NOW)
        with pytest.raises(NotNow):
            publish(town, one)


def test_each_hears_of_their_own_in_their_language_and_once():
    town = make_town("1A 2B")
    (winner,) = matched(town)
    (other,) = set(town.groups) - {winner}
    publish(town)

    for _ in range(2):
        round_letters.tell_what_it_brought(town.round.pk, now=NOW)

    by_reader = {}
    for letter in Letter.objects.all():
        by_reader.setdefault(letter.to, []).append(letter.subject)
    assert by_reader[town.users[winner].email] == [
        f"An offer was found for {winner}: Fraction Dash en"
    ]
    assert by_reader[town.users[other].email] == [f"No offer was found for {other} this time"]
    assert len(by_reader[town.users["company"].email]) == 2
    texts = "".join(
        Letter.objects.filter(to=town.users["company"].email).values_list("text", flat=True)
    )
    assert not any(str(one.school.name) in texts for one in town.groups.values())


@pytest.mark.parametrize(
    ("who", "refusal"), [("1A", NotFound), ("company", NotFound), ("staff", None)]
)
def test_only_the_hubs_people_may_do_anything_to_a_round(who, refusal):
    town = make_town("1A")
    by = town.actor(who)

    if refusal is None:
        assert publish(town, by=by).state == "published"
        return
    with pytest.raises(refusal):
        publish(town, by=by)
    with pytest.raises(refusal):
        rounds.work_out_anew(town.round.pk, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        told = {"by": by, "now": NOW, "key": uuid4()}
        rounds.open_round(town.call.pk, make_limits(), **told)


def test_nothing_to_match_is_said_and_no_round_is_opened():
    town = make_town("")

    with pytest.raises(Invalid):
        open_round(town)

    assert not Round.objects.exists()


def test_the_problem_knows_breaks_devices_and_ages_between_bands():
    town = make_town("")
    town.offers["dash"].__class__.objects.update(
        ages=["age-7-9", "age-13-15"], devices=["device-phone", "device-tablet"], languages=[]
    )
    town.add("5B")
    town.add("2A", grade=2, devices=[])
    town.round = open_round(town)

    problem = problem_of(town.round, sides_of(town.round, TODAY), TODAY)

    offer = problem.offers[0]
    assert (offer.ages, offer.vetoes) == ((7, 15), {town.key("5B")})
    assert offer.devices == {"any:device-phone|device-tablet"}
    devices = {one.id: one.devices for one in problem.groups}
    assert devices == {town.key("5B"): offer.devices, town.key("2A"): frozenset()}
    assert {g.need_group for g in problem.groups} == {""}
    assert make_organisation().district == ""
