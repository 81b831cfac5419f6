"""Analyses beside the plan: who asks, when, what may be asked, and what can be subtracted."""

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from eduhub.engines.evidence import Typed, compare_arms, moments_of_totals
from eduhub.evidence import services
from eduhub.evidence.models import Exploration, Result, Totals
from eduhub.evidence.queries.explorations import explored_of
from eduhub.evidence.queries.left_out import InSchool, may_be_left_out
from eduhub.evidence.queries.reports import fetched
from eduhub.evidence.services import Other
from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid, NotAllowed, NotNow
from tests.makers import make_actor, make_organisation, make_person, signed_in
from tests.makers.evidence import (
    LATER,
    give_all,
    make_agreed,
    make_analysed,
    make_closed,
    make_draft,
    make_published,
    make_running,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
WIDER = Other("confidence", confidence=Decimal("0.99"))


def asked(plan, other=WIDER):
    by = make_actor("hub_staff")
    made = services.explore(plan.pilot_id, other, by=by, now=LATER)
    return services.work_out(made.pk, by=machine("worker"), now=LATER)


def at(plan):
    return f"/en/results/{plan.pilot_id}/explore/"


def test_another_confidence_changes_the_interval_and_nothing_else():
    plan = make_published()
    result = Result.objects.get()

    found = asked(plan)

    cells = [totals.moments[0] for totals in Totals.objects.filter(plan=plan)]
    wider = compare_arms(cells, outcome="outcome", confidence=0.99)
    numbers = {name: float(value) for name, value in found.facts["numbers"].items()}
    assert (found.state, found.number, numbers["estimate"]) == ("ready", 1, result.estimate)
    assert (numbers["low"], numbers["high"]) == pytest.approx((wider.low, wider.high), rel=1e-12)
    assert Result.objects.get().fingerprint == result.fingerprint
    again = services.work_out(found.pk, by=machine("worker"), now=LATER)
    assert again.fingerprint == found.fingerprint


def test_a_school_of_many_classes_may_be_left_out():
    schools = [make_organisation() for _ in range(3)]
    pilot = make_agreed(30, schools=[schools[n % 3] for n in range(30)])
    plan = make_running(pilot, make_draft(within_schools=True))
    give_all(plan, 24.0, 20.0)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)

    found = asked(plan, Other("without_school", school_id=schools[0].pk))

    kept = Totals.objects.filter(plan=plan).exclude(of_class__group__school=schools[0])
    rest = compare_arms([one.moments[0] for one in kept], outcome="outcome")
    assert (found.facts["classes"], len(kept)) == (20, 20)
    assert float(found.facts["numbers"]["estimate"]) == pytest.approx(rest.estimate, rel=1e-12)


def test_a_school_of_one_class_is_not_left_out_and_the_form_says_why(client):
    plan = make_published()
    school = plan.classes.select_related("group")[0].group.school_id
    staff = signed_in(client, make_person("hub_staff"))

    page = staff.post(at(plan), {"kind": "without_school", "school": school})

    assert page.status_code == 422
    assert "by taking the analysis from the whole" in page.text
    assert f'<option value="{school}" selected>' in page.text
    assert not Exploration.objects.exists()


SIZES = {"large": 5, "other": 5, "small": 1}  # classes on each side


def in_schools(sizes=SIZES):
    """The sums of all classes, 20 pupils each, with their schools."""
    found = []
    for school, classes in sizes.items():
        for arm, n in ((arm, n) for arm in (0, 1) for n in range(classes)):
            told = {"outcome": Typed(20.0 + arm + 0.3 * n, 4.0)}
            label = f"{school}{arm}{n}"
            cell = moments_of_totals(label, arm=arm, pupils=20, variables=told)
            found.append(InSchool(school, cell))
    return found


def can_be_solved(known, hidden):
    """Whether the hidden school follows from the known sums by adding and subtracting."""
    rows = np.array(known, dtype=float)
    both = np.vstack([rows, hidden])
    return np.linalg.matrix_rank(both) == np.linalg.matrix_rank(rows)


def test_no_school_that_is_too_small_follows_from_all_that_may_be_asked_together():
    names = sorted(SIZES)
    unit = {name: [int(one == name) for one in names] for name in names}
    whole = [1] * len(names)

    may = may_be_left_out(in_schools(), scale=(0.0, 40.0))

    def told(left_out):
        return [
            whole,
            *([w - u for w, u in zip(whole, unit[one], strict=True)] for one in left_out),
        ]

    assert not can_be_solved(told(may), unit["small"])
    assert can_be_solved(told({"large", "other"}), unit["small"])  # each alone would do no harm
    assert not any(can_be_solved(told({one}), unit["small"]) for one in ("large", "other"))


@pytest.mark.parametrize(
    ("sizes", "may"),
    [
        ({"a": 4, "b": 4}, {"a", "b"}),
        ({"a": 4, "b": 3}, {"b"}),  # too few classes would be left without a
        ({"a": 6, "b": 2}, set()),
        ({"a": 9}, set()),
    ],
)
def test_what_is_left_out_and_what_is_left_are_both_enough(sizes, may):
    assert may_be_left_out(in_schools(sizes), scale=None) == may


@pytest.mark.parametrize(
    ("other", "field"),
    [
        (Other("without_baseline"), "kind"),  # the plan has none
        (Other("confidence", confidence=Decimal("0.95")), "confidence"),
        (Other("without_school", school_id=0), "school"),
    ],
)
def test_what_is_no_other_analysis_is_refused(other, field):
    plan = make_analysed()

    with pytest.raises(Invalid) as refused:
        asked(plan, other)

    assert set(refused.value.fields) == {field}


def test_the_same_is_asked_once_and_few_classes_are_not_asked():
    plan, small = make_analysed(), make_analysed(groups=6)
    asked(plan)

    for one, words in ((plan, "asked already"), (small, "single classes")):
        with override("en"), pytest.raises(Invalid) as refused:
            asked(one)
        assert words in str(refused.value.fields["kind"])


def test_who_asks_and_when(client):
    plan, closed = make_analysed(), make_closed()
    company = make_person("company_lead", plan.pilot.solution.company)
    users = (make_person("hub_staff"), company, make_person("company_lead"))

    found = [signed_in(client, user).get(at(plan)).status_code for user in users]
    client.logout()

    assert found == [200, 403, 404]
    assert client.get(at(plan)).status_code == 302  # to sign in
    with pytest.raises(NotNow):
        services.explore(closed.pilot_id, WIDER, by=make_actor("hub_staff"), now=LATER)
    with pytest.raises(NotAllowed):
        by = make_actor("company_lead", plan.pilot.solution.company)
        services.explore(plan.pilot_id, WIDER, by=by, now=LATER)


def test_the_report_marks_it_and_tells_numbers_once_it_is_public(client):
    plan = make_analysed()
    asked(plan)
    company = signed_in(client, make_person("company_lead", plan.pilot.solution.company))
    before = company.get(f"/en/results/{plan.pilot_id}/full/").text
    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    client.logout()

    after = client.get(f"/en/results/{plan.pilot_id}/full/").text

    (one,) = explored_of(fetched(plan.pk))
    assert "An interval of 99 %: is shown once the result is public." in before.replace(
        "\xa0", " "
    )
    assert "Not in the plan, not rated" in after and one.shown[1] in after
    assert one.shown[1] not in before


def test_the_pages_cost_is_the_same_with_one_and_with_three(client, django_assert_num_queries):
    plan = make_published()
    staff = signed_in(client, make_person("hub_staff"))
    shares, counts = ("0.80", "0.90", "0.99"), []
    for share in shares:
        asked(plan, Other("confidence", confidence=Decimal(share)))
        with django_assert_num_queries(12):
            counts.append(staff.get(at(plan)).text.count("Not in the plan, not rated"))

    assert counts == [1, 2, 3]
    assert all(later > earlier for earlier, later in pairwise(counts))


def test_the_database_keeps_it_and_a_withdrawal_empties_it():
    plan = make_analysed()
    found = asked(plan)

    for change in ({"kind": "without_baseline", "confidence": None}, {"content": {"a": 1}}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Exploration.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Exploration.objects.all()._raw_delete("default")

    services.exploring.drop_explorations(plan, by=machine("worker"), now=LATER)
    found.refresh_from_db()
    assert (found.state, found.content, found.fingerprint) == ("dropped", {}, "")
    assert asked(plan).number == 2
