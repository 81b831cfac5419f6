"""How much was used stands beside what was compared, and tells nobody's use."""

import pytest
from django.test import Client
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid
from tests.makers import make_actor
from tests.makers.evidence import (
    LATER,
    make_agreed,
    make_draft,
    make_running,
    numbered_in_arms,
    teacher_of,
)

pytestmark = pytest.mark.django_db


def analysed(tries, compares=(0,), groups=12, **fields):
    """A trial whose classes of 20 tell in turn how many reached 20 minutes a week."""
    plan = make_running(make_agreed(groups), make_draft(dose_minutes=20, **fields))
    for number, one in numbered_in_arms(plan):
        told = tries if one.arm == "1" else compares
        mean = (24 if one.arm == "1" else 20) + 0.5 * (number % 5)
        figures = ClassTotals(20, mean, 5.0, reached=told[number % len(told)])
        by = teacher_of(one.group)
        given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=LATER)
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    return Result.objects.get()


def test_the_effect_of_use_is_the_difference_over_the_share_that_the_lot_moved():
    """Wald's estimate; each class has as many pupils, so a side's share is the mean of shares."""
    result = analysed((15, 15))

    usage = result.content["usage"]
    assert usage["shares"] == [{"percent": 5, "bound": "at_most"}, {"percent": 75, "bound": ""}]
    assert usage["effect"][0] == f"{result.estimate / 0.75:.2g}"
    assert (usage["obstacle"], usage["classes_unknown"]) == (None, 0)


@pytest.mark.parametrize(
    ("tries", "compares", "groups", "obstacle"),
    [
        ((15,), (None,), 12, "too_few"),
        ((15, None), (0,), 12, "unknown"),
        ((0,), (0,), 12, "not_identified"),
        ((15,), (0,), 4, "too_few"),
    ],
)
def test_where_it_cannot_be_told_it_says_so(tries, compares, groups, obstacle):
    usage = analysed(tries, compares, groups).content["usage"]

    assert (usage["effect"], usage["obstacle"]) == (None, obstacle)


def test_a_share_never_tells_of_fewer_than_five_pupils():
    """118 of 120 is said as at least so many that five may be missing."""
    usage = analysed((20, 20, 19), (0, 0, 1)).content["usage"]

    assert [share["bound"] for share in usage["shares"]] == ["at_most", "at_least"]


def test_the_report_shows_both_side_by_side_and_the_plan_its_dose():
    result = analysed((15,))
    services.publish(result.plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    page = Client().get(f"/en/results/{result.plan.pilot_id}/").content.decode()

    assert "This is the answer of the trial." in page and "75 %" in page
    assert "at most 5 %" in page and "at least 20 minutes a week" in page
    assert result.plan.frozen["dose"] == {"minutes_a_week": 20}


def test_more_than_were_measured_cannot_have_reached_it_and_what_is_replaced_tells_no_use():
    plan = make_running(draft=make_draft(dose_minutes=20))
    one = plan.classes.select_related("group").order_by("code")[0]
    by = teacher_of(one.group)

    def give(reached):
        figures = ClassTotals(20, 20.0, 4.0, reached=reached)
        given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=LATER)
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)

    with override("en"), pytest.raises(Invalid) as refusal:
        give(21)
    give(7)
    give(8)

    assert list(refusal.value.fields) == ["reached"]
    assert list(Totals.objects.order_by("pk").values_list("reached", flat=True)) == [None, 8]
