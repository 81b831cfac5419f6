"""From closed data to a published result."""

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from eduhub.engines.evidence import compare_arms
from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.queries import reports
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import machine
from eduhub.kit.errors import NotNow
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from tests.makers import make_actor
from tests.makers.evidence import (
    LATER,
    give_all,
    make_agreed,
    make_analysed,
    make_closed,
    make_draft,
    make_published,
    make_running,
    teacher_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
WORKER = machine("worker")


@pytest.mark.parametrize(
    ("tries", "compares", "groups", "answer"),
    [
        (26.0, 20.0, 12, "better"),
        (17.0, 20.0, 12, "worse"),
        (20.1, 20.0, 24, "no_difference_that_matters"),
        (22.0, 20.0, 6, "cannot_tell"),
    ],
)
def test_the_four_answers(tries, compares, groups, answer):
    plan = make_analysed(tries, compares, groups)

    result = Result.objects.get()
    cells = [totals.moments[0] for totals in Totals.objects.filter(plan=plan)]
    found = compare_arms(cells, outcome="outcome")
    assert (result.answer, result.state) == (answer, "ready")
    assert (result.estimate, result.low, result.high) == pytest.approx(
        (found.estimate, found.low, found.high), rel=1e-12
    )
    plan.pilot.refresh_from_db()
    assert plan.pilot.state == "analysed"


def test_fewer_errors_are_better_where_less_is_better():
    pilot = make_agreed(12)
    pilot.statements.update(higher_is_better=False)
    plan = make_running(pilot)
    give_all(plan, 14.0, 20.0)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    result = services.analyse(plan.pk, by=WORKER, now=LATER)
    told = reports.told(reports.fetched(result.pk))

    assert (result.answer, result.estimate < 0) == ("better", True)
    assert (told.said, 0 < told.low < told.estimate < told.high) == ("shown", True)


def test_the_data_close_only_with_two_classes_on_each_side():
    plan = make_running(make_agreed(4))
    one = plan.classes.select_related("group")[0]
    by = teacher_of(one.group)
    given = services.give_totals(
        plan.pilot_id, one.group_id, ClassTotals(20, 20.0, 4.0), by=by, now=LATER
    )
    services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)

    with override("en"), pytest.raises(NotNow) as refused:
        services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    assert refused.value.message == (
        "Two classes on each side must have given results before the data can be closed."
    )


def test_what_was_never_confirmed_does_not_count():
    plan = make_running(make_agreed(8))
    give_all(plan, 24.0, 20.0)
    one = plan.classes.select_related("group")[0]
    services.give_totals(
        plan.pilot_id,
        one.group_id,
        ClassTotals(20, 40.0, 0.0),
        by=teacher_of(one.group),
        now=LATER,
    )

    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    assert list(Totals.objects.values_list("state", flat=True)) == ["counted"] * 8


def test_an_analysis_asked_for_twice_is_done_once():
    plan = make_analysed()
    first = Result.objects.get()

    services.analyse(plan.pk, by=WORKER, now=LATER)

    assert Result.objects.get().fingerprint == first.fingerprint
    assert LedgerEntry.objects.filter(verb="trial.analysed").count() == 1


def test_the_same_totals_give_the_same_fingerprint():
    plan = make_closed()
    services.analyse(plan.pk, by=WORKER, now=LATER)
    first = Result.objects.get().fingerprint
    with transaction.atomic():
        twin = Result(plan=plan, asked_at=LATER)
        services.analysis._write(twin, services.analysis.trial_of(plan.pilot))

    assert twin.fingerprint == first


def test_data_that_permit_no_comparison_give_an_answer_all_the_same():
    plan = make_running(make_agreed(8))
    for one in plan.classes.select_related("group"):
        by = teacher_of(one.group)
        given = services.give_totals(
            plan.pilot_id, one.group_id, ClassTotals(20, 20.0, 0.0), by=by, now=LATER
        )
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    result = services.analyse(plan.pk, by=WORKER, now=LATER)

    assert (result.answer, result.estimate) == ("cannot_tell", None)
    assert result.facts["obstacle"] == "no_variation"


def test_an_analysis_that_stumbles_says_so_and_can_be_asked_for_again(monkeypatch):
    plan = make_closed()
    with monkeypatch.context() as broken:
        broken.setattr(services.working_out, "OUTCOME", "nothing")  # which no class gave
        assert services.analyse(plan.pk, by=WORKER, now=LATER).state == "failed"
    assert Result.objects.get().trouble == "ValueError"

    services.ask_again(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    result = services.analyse(plan.pk, by=WORKER, now=LATER)

    assert (result.state, result.answer, result.trouble) == ("ready", "better", "")


@pytest.mark.parametrize(
    ("first", "rest", "used"),
    [
        ((18.0, 4.0), (18.0, 4.0), "class"),
        ((None, None), (18.0, 4.0), "missing"),
        ((None, None), (None, None), "missing"),
    ],
)
def test_the_earlier_measure_is_used_for_all_classes_or_for_none(first, rest, used):
    plan = make_running(make_agreed(8), make_draft(baseline=Text(en="Before")))
    for number, one in enumerate(plan.classes.select_related("group").order_by("code")):
        by = teacher_of(one.group)
        before, spread = rest if number else first
        moved = None if before is None else before + number % 3
        figures = ClassTotals(20, 20.0 + number % 4, 4.0, moved, spread)
        given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=LATER)
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    assert services.analyse(plan.pk, by=WORKER, now=LATER).facts["baseline"] == used


def test_a_class_that_gave_nothing_is_counted():
    plan = make_running(make_agreed(9))
    give_all(plan, 24.0, 20.0)
    lost = plan.classes.order_by("code")[0]
    Totals.objects.filter(of_class=lost).delete()
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    facts = services.analyse(plan.pk, by=WORKER, now=LATER).facts

    assert (facts["classes"], sum(facts["classes_silent"])) == (8, 1)


@pytest.mark.parametrize(
    "change", [{"estimate": 9.0}, {"answer": "worse"}, {"content": {}}, {"state": "waiting"}]
)
def test_the_database_itself_keeps_a_result(change):
    make_analysed()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Result.objects.update(**change)


def test_nobody_can_unpublish():
    plan = make_published()

    for change in ({"published_at": None}, {"published_at": LATER.replace(year=2030)}):
        with pytest.raises(DatabaseError, match="never taken back"), transaction.atomic():
            Result.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.filter(pk=plan.pk)._raw_delete("default")


def test_a_report_hides_what_would_give_a_few_pupils_away():
    make_analysed(groups=5)  # two and three classes
    result = Result.objects.select_related("plan__pilot__solution").get()

    with override("en"):
        told = reports.report_of(result).arms

    assert [(arm.mean, arm.sd) for arm in told] == [("–", "–")] * 2


def test_counts_under_five_are_not_shown_nor_to_be_worked_out():
    make_published()
    result = Result.objects.select_related("plan__pilot__solution").get()
    compares, tries = result.content["arms"]
    result.content["arms"] = [compares, tries | {"pupils": 4}]
    result.content["left_out"] = [3, 0]

    with override("en"):
        report = reports.report_of(result)

    assert [arm.pupils for arm in report.arms] == ["fewer than 5", "120"]
    assert (report.size, report.left_out) == ("12 classes, – pupils", "fewer than 5")
