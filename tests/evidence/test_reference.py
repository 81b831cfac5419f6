"""A trial in 22 schools, published with R: from its file to the result that is shown."""

import json

import pytest

from eduhub.evidence import services
from eduhub.evidence.models import Result
from eduhub.evidence.services import Columns
from eduhub.kit.access import machine
from eduhub.kit.sheets import read_sheet
from tests.makers import make_actor
from tests.makers.evidence import LATER, make_agreed, make_file_draft, make_running
from tests.shared_data import evidence_file


def case(name):
    cases = json.loads(evidence_file("cases.json").read_text())["cases"]
    return next(one for one in cases if one["id"] == name)


def result_of_the_trial():
    """The file of 22 schools as the hub takes it in, closes and analyses it."""
    content = evidence_file("data/crtData.csv").read_bytes()
    plan = make_running(make_agreed(1), make_file_draft())
    staff = make_actor("hub_staff")
    given = services.give_trial(
        plan.pilot_id, read_sheet(content, "crtData.csv"), Columns(), by=staff, now=LATER
    )
    services.confirm(plan.pilot_id, given.pk, by=staff, now=LATER)
    services.close_data(plan.pilot_id, by=staff, now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    return Result.objects.get(plan=plan)


def test_the_trial_in_22_schools_comes_out_as_published():
    expected = case("C02")["expected"]["two_arm"]["Intervention"]

    result = result_of_the_trial()

    told = (result.estimate, result.standard_error, result.degrees_of_freedom, result.p_value)
    published = (expected["beta"], expected["SE"], expected["df"], expected["p"])
    assert told == pytest.approx(published, rel=1e-8)
    assert (result.low, result.high) == pytest.approx(
        (expected["ci_low"], expected["ci_high"]), rel=1e-8
    )
    assert (result.answer, result.facts["classes"]) == ("cannot_tell", 22)


def test_what_stands_beside_it_is_what_other_programs_found():
    """REML by R's eefAnalytics, the interval of two one-sided tests by clubSandwich."""
    reml, tost = case("C07")["expected"], case("C19")["expected"]["CR2"]

    parts = result_of_the_trial().facts["parts"]

    mixed, same = parts["mixed"], parts["equivalence"]
    effect, icc = reml["Beta"]["Intervention1"]["estimate"], reml["covParm_conditional"]["ICC"]
    found = (float(mixed["estimate"]), float(mixed["icc"]))
    assert found == pytest.approx((effect, icc), rel=1e-4)
    ends = (tost["ci90_low"], tost["ci90_high"])
    assert (float(same["low"]), float(same["high"])) == pytest.approx(ends, rel=1e-8)
    assert parts["not_done"] == {
        "chance": "no_lot",
        "bounds": "assigned_not_known",
    }


pytestmark = pytest.mark.django_db
