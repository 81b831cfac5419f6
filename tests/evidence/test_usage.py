"""How much was used stands beside what was compared, and tells nobody's use."""

import pytest
from django.test import Client
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.queries.usage import usage_shown
from eduhub.evidence.services import ClassTotals, Columns
from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid
from eduhub.kit.sheets import read_sheet
from tests.makers import make_actor
from tests.makers.evidence import (
    LATER,
    make_agreed,
    make_draft,
    make_running,
    numbered_in_arms,
    teacher_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


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


def analysed_files(minutes):
    """Twelve classes of 20 send files; `minutes` are those of five pupils in turn, of each side."""
    plan = make_running(make_agreed(12), make_draft(dose_minutes=20))
    for number, one in enumerate(plan.classes.select_related("group").order_by("code")):
        mean = (26 if one.arm == "1" else 20) + 0.5 * (number % 5)
        rows = [(mean + n % 5, minutes[int(one.arm)][n % 5]) for n in range(20)]
        lines = ["posttest;minutes", *(f"{score};{use}" for score, use in rows)]
        sheet, by = read_sheet("\n".join(lines).encode(), "class.csv"), teacher_of(one.group)
        given = services.give_class(
            plan.pilot_id, one.group_id, sheet, Columns(), by=by, now=LATER
        )
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    return Result.objects.get()


def test_files_tell_how_much_it_was_used_by_sides_and_only_with_the_public_result():
    result = analysed_files([(0, 0, 0, 0, 0), (0, 12, 24, 24, 50)])
    usage = result.content["usage"]
    with override("en"):
        before = usage_shown(result)
        services.publish(result.plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
        after = usage_shown(Result.objects.get())

    assert usage["strips"] == [None, [[0, 0, 20], [1, 2, 20], [3, 3, 40], [4, 4, 20]]]
    assert (usage["minutes"], usage["days"], usage["classes_by_pupil"]) == (
        *([0, 22], [None, None]),
        [6, 6],
    )
    assert [one["percent"] for one in usage["shares"]] == [5, 60]
    assert (before.means, before.figure) == ((), None)
    assert [words for _name, words in after.means] == ["22", "less than 1"]
    assert after.figure.rows[1] == ("Tried the solution", "some, under 20", "20\xa0%")


def test_the_full_report_and_the_page_tell_of_use_in_the_same_words():
    result = analysed_files([(0, 5, 5, 30, 30), (0, 12, 24, 24, 50)])
    services.publish(result.plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    pages = [
        Client().get(f"/en/results/{result.plan.pilot_id}/{path}").content.decode()
        for path in ("", "full/")
    ]

    says = "used it for at least 20 minutes a week; in comparison classes: 40 %."
    for page in pages:
        assert page.count(says) == 2 and "40 or more" in page
        assert page.count("This is the answer of the trial.") == 1


def test_what_is_replaced_tells_no_use_by_pupil_either():
    plan = make_running(draft=make_draft(dose_minutes=20))
    one = plan.classes.select_related("group").order_by("code")[0]
    by, sheet = teacher_of(one.group), read_sheet(b"post;minutes\n" + b"20;30\n" * 9, "a.csv")
    for _time in range(2):
        given = services.give_class(
            plan.pilot_id, one.group_id, sheet, Columns(), by=by, now=LATER
        )
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)

    told = Totals.objects.order_by("pk").values_list("reached", "uses__0__bins")
    assert list(told) == [(None, None), (9, [0, 0, 0, 9, 0])]
