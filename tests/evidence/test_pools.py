"""What all pilots of a solution say together, and all solutions beside each other."""

import math

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob
from scipy import stats

from eduhub.evidence import services, tasks
from eduhub.evidence.models import Plan, Pool, Result
from eduhub.evidence.queries import pools
from eduhub.evidence.services.pooling import measured
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import NotFound
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from tests.makers import make_actor, make_solution
from tests.makers.evidence import LATER
from tests.makers.passports import make_key
from tests.makers.pooled import WORKER, make_pooled, publish_one

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def test_one_pilot_is_told_as_it_is_and_nothing_is_pooled():
    (pool,) = make_pooled(22.0)

    result = Result.objects.get()
    assert (pool.studies, pool.answer) == (1, result.answer)
    assert (pool.estimate, pool.low, pool.high) == (
        result.sd_estimate,
        result.sd_low,
        result.sd_high,
    )
    assert (pool.tau2, pool.expected_low) == (None, None)
    with override("en"):
        assert pools.sentence_of(pool).startswith("One pilot only, so nothing is pooled.")


def test_two_that_differ_by_chance_only_give_their_weighted_mean_by_hand():
    found = make_pooled(22.0, 22.5)

    results = list(Result.objects.order_by("pk"))
    effects = [one.sd_estimate for one in results]
    weights = [(float(one.facts["pooled_sd"]) / one.standard_error) ** 2 for one in results]
    mean = sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)
    usual = stats.norm.ppf(0.975) * sum(weights) ** -0.5
    scatter = sum(w * (y - mean) ** 2 for w, y in zip(weights, effects, strict=True))
    knapp_hartung = stats.t.ppf(0.975, 1) * math.sqrt(scatter / sum(weights))
    newest = found[-1]
    assert ([pool.version for pool in found], newest.tau2) == ([1, 2], 0)
    assert newest.estimate == pytest.approx(mean, rel=1e-12)
    assert newest.high - newest.estimate == pytest.approx(max(usual, knapp_hartung), rel=1e-9)
    assert newest.expected_low is None


def test_every_result_is_in_whatever_it_says():
    found = make_pooled(24.0, 20.0, 16.0)

    newest = found[-1]
    told = newest.facts["results"]
    assert [one["answer"] for one in told] == ["better", "no_difference_that_matters", "worse"]
    assert [one["result_sha256"] for one in told] == list(
        Result.objects.order_by("pk").values_list("fingerprint", flat=True)
    )
    assert (newest.studies, newest.answer) == (3, "cannot_tell")
    assert newest.expected_low < newest.low < 0 < newest.high < newest.expected_high


def test_where_less_is_better_the_sign_is_turned():
    (pool,) = make_pooled(14.0, higher_is_better=False)

    assert (pool.answer, 0 < pool.low < pool.estimate < pool.high) == ("better", True)


def test_what_was_measured_otherwise_is_pooled_apart():
    solution = make_solution()
    make_pooled(24.0, solution=solution)

    found = make_pooled(22.0, solution=solution, measure=Text(en="Joy in reading"))

    assert [(pool.version, pool.studies) for pool in found] == [(1, 1), (1, 1)]
    assert len({pool.series for pool in found}) == 2


def test_a_pilot_without_a_number_is_counted_and_named():
    solution = make_solution()
    plan = publish_one(solution, 24.0)
    result = Result.objects.select_related("plan__pilot").get(pk=plan.pk)
    result.estimate = result.sd_estimate = None

    one = measured(result)
    pool = services.pooling._pool([one])

    assert (pool.results, pool.studies, pool.answer) == (1, 0, "cannot_tell")
    assert pool.content["results"][0]["left_out"] == "no_numbers"


def test_a_result_is_pooled_once_however_often_it_is_told_of():
    solution = make_solution()
    make_pooled(24.0, 20.0, solution=solution)

    again = services.write_every_pool(by=WORKER, now=LATER)

    assert again == 0
    assert LedgerEntry.objects.filter(verb="pool.written").count() == 2


def test_results_published_before_pools_are_made_up_for():
    solution = make_solution()
    publish_one(solution, 24.0)
    publish_one(solution, 20.0)

    assert services.write_every_pool(by=WORKER, now=LATER) == 1
    assert Pool.objects.get().studies == 2


@pytest.mark.parametrize("change", [{"answer": "better"}, {"estimate": 3.0}, {"version": 9}])
def test_the_database_itself_keeps_a_pool(change):
    make_pooled(20.0)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Pool.objects.update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Pool.objects.all()._raw_delete("default")


def test_publishing_leaves_the_pooling_to_the_worker_and_the_passport_comes_after():
    plan = publish_one(make_solution(), 24.0)
    asked = ProcrastinateJob.objects.filter(task_name="eduhub.evidence.tasks.write_pool")
    after = ProcrastinateJob.objects.filter(task_name="eduhub.evidence.tasks.renew_passport")
    assert ([job.args for job in asked], after.count()) == ([{"result_id": plan.pk}], 0)

    tasks.write_pool(plan.pk)
    tasks.write_pool(plan.pk)

    assert list(Pool.objects.values_list("because", flat=True)) == [plan.pk]
    assert [job.args for job in after] == [{"result_id": plan.pk}]


def test_the_portfolio_draws_the_unsure_towards_the_mean_of_all():
    make_pooled(26.0)
    make_pooled(20.0)
    make_pooled(15.0)

    shown = pools.portfolio()

    raw = [row.estimate for row in shown.rows]
    assert raw == sorted(raw, reverse=True)
    assert [row.said for row in shown.rows] == ["shown", "same", "worse"]
    best, _middle, worst = shown.rows
    assert worst.estimate < worst.shrunken < shown.mean[0] < best.shrunken < best.estimate


def test_one_alone_has_nobody_to_be_drawn_to():
    make_pooled(26.0)

    (row,) = pools.portfolio().rows

    assert (row.shrunken, row.trust) == (row.estimate, 1.0)


def test_what_is_not_public_is_not_found_and_what_is_empty_says_so(client):
    shown, hidden = make_solution(), make_solution(state="draft")

    page = client.get(f"/en/results/solutions/{shown.pk}/")

    assert "No pilot of this solution is published yet" in page.content.decode()
    assert client.get(f"/en/results/solutions/{hidden.pk}/").status_code == 404
    with pytest.raises(NotFound):
        pools.solution_with_pools(hidden.pk, VISITOR)
    assert pools.solution_with_pools(hidden.pk, make_actor("hub_staff"))[1] == []


def _cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_cost_the_same_with_one_and_with_three(client):
    solution = make_solution()
    addresses = f"/en/results/solutions/{solution.pk}/", "/en/results/portfolio/"
    make_pooled(24.0, solution=solution)
    costs = [_cost(client, one) for one in addresses]
    make_pooled(22.0, 19.0, solution=solution)
    make_pooled(21.0)

    again = [_cost(client, one) for one in addresses]

    assert again == costs
    rows = client.get(addresses[0]).content.decode()
    assert all(plan.pilot.number in rows for plan in Plan.objects.filter(pilot__solution=solution))


def test_cards_say_in_how_many_pilots_and_what_at_the_same_cost(client):
    measured_one, plain = make_solution(), make_solution()
    with override("en"):
        make_pooled(24.0, solution=measured_one)
        cost = _cost(client, "/en/solutions/")
        make_pooled(24.0, 16.0, solution=plain)
        make_solution()

        again = _cost(client, "/en/solutions/?order=name")

    rows = client.get("/en/solutions/?order=name").content.decode()
    assert again == cost
    assert [rows.count(f"Measured in {told}<") for told in ("1 pilot", "2 pilots")] == [1, 1]
    assert [rows.count(said) for said in ("Difference shown", "Cannot tell yet")] == [1, 1]
    assert rows.count('<li class="card">') == 3


def test_a_passport_tells_what_all_pilots_say_together_in_three_languages(client):
    solution = make_solution()
    make_pooled(24.0, 22.0, solution=solution)
    make_key()
    with override("fi"):
        passport = services.issue(solution.pk, "", by=make_actor("hub_staff"), now=LATER)

    (told,) = (one for one in passport.document["evidence"] if one["genre"] == "pooled result")

    lines = dict(line.split(": ", 1) for line in told["narrative"].split("\n"))
    newest = Pool.objects.get(version=2)
    assert (lines["pooled_pilots"], lines["pool_sha256"]) == ("2", newest.fingerprint)
    assert float(lines["sd_estimate"]) == newest.estimate
    assert lines["sentence.en"].startswith("2 pilots together: ")
    page = client.get(f"/en/passports/{passport.reference}/").content.decode()
    assert "All pilots together" in page


def test_programs_read_the_newest_version_of_each(client):
    make_pooled(24.0, 20.0)

    (told,) = client.get("/api/v1/results/pooled").json()["data"]

    newest = Pool.objects.get(version=2)
    assert (told["version"], told["in_sd"]["estimate"]) == (2, newest.estimate)
    assert next(one["answer"] for one in told["results"]) == "better"
    assert told["fingerprint"] == newest.fingerprint
