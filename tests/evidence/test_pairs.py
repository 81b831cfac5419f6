"""Two states of one trial that differ in a pupil or a class, and all that is told of both."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from eduhub.engines.evidence import Use, use_as_json
from eduhub.evidence.models import Result, Totals, TrialClass
from eduhub.evidence.queries.gate import Gate
from eduhub.evidence.queries.ratings import ratings_of
from eduhub.evidence.queries.reports import report_of
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.queries.usage import usage_shown
from eduhub.evidence.services.study import study_of
from eduhub.evidence.services.usage import usage_of
from eduhub.evidence.services.working_out import IN_SD, NUMBERS, in_order, worked_out
from tests.makers.evidence import LATER, make_analysed, numbered_in_arms


def without_one(plan, score, *, published_at=None):
    """The result as it would be, had a pupil with this score left the first class that tried."""
    result = Result.objects.select_related("plan__pilot__solution").get(plan=plan)
    trial = trial_of(plan.pilot)
    cells = in_order([cell for one in trial.counted for cell in one.moments])
    at = next(n for n, cell in enumerate(cells) if cell.arm == 1)
    n, mean, squares = cells[at].pupils, cells[at].means[0], cells[at].cross_products[0][0]
    rest = (n * mean - score) / (n - 1)
    left = squares - (score - mean) ** 2 * n / (n - 1)
    cells[at] = replace(cells[at], pupils=n - 1, means=(rest,), cross_products=((left,),))
    found = worked_out(plan.frozen, cells)
    for name in (*NUMBERS, *IN_SD):
        setattr(result, name, found.numbers.get(name))
    result.content |= found.facts
    result.content["study"] = study_of(trial, plan, cells, result, baseline="none")
    result.published_at = published_at
    return result


def all_told(result):
    """Words and numbers, also those that only a drawing has; standard errors are not told."""
    report = report_of(result)
    told = report.result
    numbers = [getattr(told, name) for name in (*NUMBERS, *IN_SD) if name != "standard_error"]
    rows = [one for rating in ratings_of(told).rows for one in rating.criteria]
    words = (report.sentence, report.remarks, report.size, report.arms, report.exact)
    return repr((words, report.scale, numbers, rows, usage_shown(told)))


@pytest.mark.django_db
def test_before_it_is_public_nothing_told_tells_what_the_pupil_who_left_had():
    plan = make_analysed(groups=8)
    scores = (10.0, 20.0, 26.0, 34.0)

    with override("en"):
        told = {all_told(without_one(plan, score)) for score in scores}
        public = {all_told(without_one(plan, score, published_at=LATER)) for score in scores}

    assert (len(told), len(public)) == (1, len(scores))


def used_by(code, bins):
    """The use of a class, as its file told it."""
    use = Use(code, 1, sum(bins), bins, minutes=10.0 * (bins[1] + 2 * bins[3]) / sum(bins))
    return Totals(of_class=TrialClass(code=code, arm="1"), uses=[use_as_json(use)])


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "has_strip"), [(0, True), (1, False), (2, False), (3, True)])
def test_bins_of_most_classes_and_the_share_of_all_do_not_give_away_the_few_others(
    typed, has_strip
):
    plan = make_analysed(groups=14, dose_minutes=20)
    ours = [one for _n, one in numbered_in_arms(plan) if one.arm == "1"]
    counted = [used_by(one.code, (5, 5, 0, 10, 0)) for one in ours[typed:]]
    counted += [Totals(of_class=one, reached=15) for one in ours[:typed]]
    cells = in_order([c for one in trial_of(plan.pilot).counted for c in one.moments])

    told = usage_of(plan, counted, cells)

    assert told["shares"][1] is not None
    assert (told["strips"][1] is not None) == has_strip


@pytest.mark.parametrize(
    ("sides", "lost", "with_a_gap", "words"),
    [
        ((127, 124), 9, 0, ("5 or more, on one side fewer than 5", "0")),
        ((124, 124), 8, 0, ("5 or more, on one side fewer than 5", "0")),
        ((127, 126), 13, 13, ("13", "13")),
        ((127, 120), 7, 7, ("7", "7")),
        ((127, 126), 13, 11, ("13", "–")),  # two are in no file
        ((127, 126), 13, 6, ("13", "6")),
        ((124, 120), 3, 3, ("fewer than 5", "fewer than 5")),
        (None, 9, 7, ("9", "–")),
    ],
)
def test_the_few_missing_of_a_side_are_not_what_is_left_of_a_sum(sides, lost, with_a_gap, words):
    """The bounds tell of each side how many are missing, if five or more, and 4 for fewer."""
    arm = {"pupils": 120, "classes": 6, "mean": "20.25", "sd": "5.0"}
    gate = Gate(arm, arm, is_final=True)

    with override("en"):
        told = str(gate.lost(lost, sides)), str(gate.part(with_a_gap, lost, sides))

    assert told == words
