"""Results come in as sums, are looked at once more, and count."""

import pytest
from django.utils.translation import override

from eduhub.engines.evidence import from_json
from eduhub.evidence import services
from eduhub.evidence.models import Totals
from eduhub.evidence.services import ClassTotals, Columns
from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.sheets import read_sheet
from tests.makers import make_actor
from tests.makers.evidence import (
    LATER,
    give_all,
    make_agreed,
    make_draft,
    make_file_draft,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db


def first_class(plan):
    return plan.classes.select_related("group").order_by("code")[0]


def give(plan, *figures):
    one = first_class(plan)
    return services.give_totals(
        plan.pilot_id, one.group_id, ClassTotals(*figures), by=teacher_of(one.group), now=LATER
    )


def test_typed_totals_wait_for_a_second_look_and_then_count():
    plan = make_running()
    one = first_class(plan)

    given = give(plan, 20, 22.5, 4.0)
    assert given.state == "proposed"
    services.confirm(plan.pilot_id, given.pk, by=teacher_of(one.group), now=LATER)

    cell = from_json(Totals.objects.get(state="counted").cells[0])
    assert (cell.label, str(cell.arm), cell.pupils, cell.means) == (one.code, one.arm, 20, (22.5,))
    assert cell.cross_products == ((304.0,),)


def test_a_makers_classes_stand_as_those_that_went_the_whole_way():
    """One of them has: all rows are alike but for their class, its giver and its figures."""
    plan = make_running()
    give_all(plan, 24.0, 20.0)
    own = {"id", "of_class_id", "given_by_id", "cells"}

    rows = [
        {key: value for key, value in row.items() if key not in own}
        for row in Totals.objects.filter(plan=plan).values()
    ]
    cells = [one.cells[0].keys() for one in Totals.objects.filter(plan=plan)]

    assert len(rows) == 4 and rows == rows[-1:] * 4
    assert cells == cells[-1:] * 4


def test_an_earlier_measure_goes_with_them():
    plan = make_running(draft=make_draft(baseline=Text(en="Before")))

    cell = give(plan, 20, 22.5, 4.0, 18.0, None).moments[0]

    assert (cell.variables, cell.means) == (("outcome", "baseline"), (22.5, 18.0))


def test_newer_totals_take_the_place_of_older_and_those_are_emptied():
    plan = make_running()
    by = teacher_of(first_class(plan).group)
    for mean in (20.0, 21.0):
        services.confirm(plan.pilot_id, give(plan, 20, mean, 4.0).pk, by=by, now=LATER)

    told = Totals.objects.order_by("pk").values_list("state", "cells")

    assert [(state, len(cells)) for state, cells in told] == [("replaced", 0), ("counted", 1)]


def test_a_new_proposal_takes_the_place_of_the_old_one():
    plan = make_running()
    give(plan, 20, 20.0, 4.0)
    give(plan, 20, 21.0, 4.0)

    assert [t.moments[0].means for t in Totals.objects.all()] == [(21.0,)]


def test_confirming_twice_is_confirming_once():
    plan = make_running()
    by = teacher_of(first_class(plan).group)
    given = give(plan, 20, 20.0, 4.0)

    for _click in range(2):
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)

    assert list(Totals.objects.values_list("state", flat=True)) == ["counted"]


def test_what_is_dropped_is_gone():
    plan = make_running()
    by = teacher_of(first_class(plan).group)

    services.drop(plan.pilot_id, give(plan, 20, 20.0, 4.0).pk, by=by, now=LATER)

    assert not Totals.objects.exists()


def test_what_counts_cannot_be_dropped():
    plan = make_running()
    by = teacher_of(first_class(plan).group)
    given = give(plan, 20, 20.0, 4.0)
    services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)

    with pytest.raises(NotNow):
        services.drop(plan.pilot_id, given.pk, by=by, now=LATER)


SMALL = (
    "At least 5 pupils: fewer could be recognised from the figures. No other class of the school"
    " on the same side can take them in, so the class gives no results. The report counts it among"
    " those that gave none."
)


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (
            (4, 20.0, 4.0),
            {"pupils": SMALL},
        ),
        (
            (21, 20.0, 4.0),
            {"pupils": "The group joined with 20 pupils. More cannot have been measured."},
        ),
        ((20, 20.0, -0.1), {"sd": "A standard deviation is never below nought."}),
        ((20, 40.5, 0.1), {"mean": "The mean lies outside the measure's scale."}),
        ((20, -1.0, 0.1), {"mean": "The mean lies outside the measure's scale."}),
        (
            (20, 38.0, 12.0),
            {"sd": "On this scale a class with this mean cannot differ so much."},
        ),
        (
            (20, 20.0, 4.0, None, 3.0),
            {"baseline_mean": "Write the mean too, or leave both empty."},
        ),
    ],
)
def test_totals_that_cannot_be_are_refused(figures, told):
    plan = make_running(draft=make_draft(baseline=Text(en="Before")))

    with override("en"), pytest.raises(Invalid) as refused:
        give(plan, *figures)

    assert refused.value.fields == told
    assert not Totals.objects.exists()


@pytest.mark.parametrize("figures", [(5, 20.0, 0.0), (20, 20.0, 20.0), (20, 0.0, 0.0)])
def test_totals_at_the_edge_of_what_can_be_are_taken(figures):
    assert give(make_running(), *figures).state == "proposed"


def rows(*scores):
    return read_sheet(("posttest\n" + "\n".join(map(str, scores))).encode(), "f.csv")


def test_a_class_file_is_summed_under_the_classs_code_and_side():
    plan = make_running()
    one = first_class(plan)

    given = services.give_class(
        plan.pilot_id,
        one.group_id,
        rows(1, 2, 3, 4, 5, "NA"),
        Columns(),
        by=teacher_of(one.group),
        now=LATER,
    )

    cell = given.moments[0]
    assert (cell.label, str(cell.arm), cell.pupils, cell.means) == (one.code, one.arm, 5, (3.0,))
    assert (given.left_out, given.way) == (1, "class_file")


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ((1, 2, 3, 4), SMALL),
        (("NA", "NA"), "No pupil in the file has all values."),
        ((1,) * 21, "The group joined with 20 pupils. More cannot have been measured."),
    ],
)
def test_a_class_file_that_cannot_be_is_refused(scores, told):
    plan = make_running()
    one = first_class(plan)

    with override("en"), pytest.raises(Invalid) as refused:
        services.give_class(
            plan.pilot_id,
            one.group_id,
            rows(*scores),
            Columns(),
            by=teacher_of(one.group),
            now=LATER,
        )

    assert refused.value.fields == {"file": told}


def test_each_plan_takes_results_in_its_own_way_only():
    by_class, in_one_file = make_running(), make_running(make_agreed(1), make_file_draft())
    staff = make_actor("hub_staff")

    with override("en"), pytest.raises(NotNow) as refused:
        services.give_trial(by_class.pilot_id, rows(1), Columns(), by=staff, now=LATER)
    with pytest.raises(NotFound):
        group = in_one_file.pilot.groups.get()
        services.give_totals(
            in_one_file.pilot_id,
            group.pk,
            ClassTotals(20, 20.0, 4.0),
            by=teacher_of(group),
            now=LATER,
        )

    assert refused.value.message == (
        "In this plan each teacher gives the totals of their own class."
    )
