"""What four schemes would make of a result, from what the hub knows and a reader adds."""

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Result, Review
from eduhub.evidence.queries import reports
from eduhub.evidence.queries.passport_facts import items_of, results_of_release
from eduhub.evidence.queries.ratings import latest_review, rated, ratings_of
from eduhub.evidence.services import Reading
from eduhub.evidence.states import Design
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, Stale
from eduhub.kit.lang import Text
from tests.makers import NOW, make_actor, make_organisation, make_person
from tests.makers.evidence import (
    LATER,
    give_all,
    make_agreed,
    make_analysed,
    make_draft,
    make_published,
    make_running,
)
from tests.makers.reasoned import make_logic, make_read

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
ALL_WELL = {
    "face_validity": True,
    "overaligned": False,
    "same_collection": True,
    "free_of_joiners": True,
    "logic_model": True,
}
STAFF = "hub_staff"


def reading(**fields):
    usual = {
        "answers": ALL_WELL,
        "reliability_kind": "alpha",
        "reliability": 0.8,
        "threats": {},
        "grounds": "Read the plan, the test and the teachers' notes.",
    }
    return Reading(**usual | fields)


def levels(plan):
    result = Result.objects.get(plan=plan)
    found = rated(result, latest_review(plan))
    return {scheme: (str(one.level), str(one.ceiling)) for scheme, one in found.items()}


def review(plan, seen=0, by=STAFF, **fields):
    return services.review(
        plan.pilot_id, reading(**fields), seen=seen, by=make_actor(by), now=LATER
    )


def test_the_hub_notes_what_it_knows_with_the_result():
    plan = make_analysed(26.0, 20.0, 12)

    study = Result.objects.get(plan=plan).facts["study"]

    schools = len({one.group.school_id for one in plan.classes.select_related("group")})
    assert (study["design"], study["lot_kept"], study["adjustment"]) == ("lot", True, "none")
    assert (study["units_treated"], study["units_control"]) == (6, 6)
    assert (study["pupils"], study["groups_of_ten"], study["sites"]) == (240, 12, schools)
    assert study["unit_attrition"] == {"treated": [6, 6], "control": [6, 6]}
    assert float(study["effect_size"]) == Result.objects.get(plan=plan).sd_estimate


def test_what_is_not_known_does_not_count_and_a_review_raises_it():
    plan = make_published(26.0, 20.0, 12)
    before = levels(plan)

    review(plan)

    assert before["wwc"] == ("does_not_meet", "without_reservations")
    assert levels(plan)["wwc"] == ("without_reservations", "without_reservations")
    assert (before["nesta"][0], levels(plan)["nesta"][0]) == ("none", "level_3")


def test_no_review_lifts_a_pilot_without_a_lot_above_its_design():
    pilot = make_agreed(12)
    groups = [group.pk for group in pilot.groups.order_by("pk")]
    chosen = {str(pk): str(place % 2) for place, pk in enumerate(groups)}
    told = Text(en="The head teachers chose in May.")
    draft = make_draft(design=Design.NO_LOT, arms_chosen=chosen, arms_told=told)
    plan = make_running(pilot, draft)
    give_all(plan, 26.0, 20.0)
    services.close_data(plan.pilot_id, by=make_actor(STAFF), now=LATER)
    services.analyse(plan.pk, by=make_actor(STAFF), now=LATER)

    review(plan, lot_kept=True, observables="some")

    assert latest_review(plan).said.get("lot_kept") is None
    assert levels(plan)["wwc"] == ("does_not_meet", "with_reservations")
    assert levels(plan)["eef"][1] == "padlocks_2"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"grounds": "  "}, "grounds"),
        ({"grounds": "x" * 1001}, "grounds"),
        ({"reliability": 1.2}, "reliability"),
        ({"reliability_kind": ""}, "reliability_kind"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(wrong, field):
    plan = make_analysed()

    with pytest.raises(Invalid) as refused:
        review(plan, **wrong)

    assert set(refused.value.fields) == {field}
    assert Review.objects.count() == 0


def test_a_review_stays_as_written_and_a_later_one_counts():
    plan = make_analysed()
    first = review(plan)

    with pytest.raises(Stale):
        review(plan)
    second = review(plan, seen=1, answers={"face_validity": False})

    assert latest_review(plan) == second
    for break_it in (lambda: Review.objects.filter(pk=first.pk).update(facts={}), first.delete):
        with pytest.raises(DatabaseError, match="review is never"), transaction.atomic():
            break_it()


def test_who_reviews():
    plan = make_analysed()
    company = plan.pilot.solution.company

    with pytest.raises(NotAllowed):
        services.review(
            plan.pilot_id, reading(), seen=0, by=make_actor("company_lead", company), now=NOW
        )
    with pytest.raises((NotAllowed, NotFound)):
        stranger = make_actor("company_lead", make_organisation(kind="company"))
        services.review(plan.pilot_id, reading(), seen=0, by=stranger, now=NOW)
    assert review(plan).version == 1


def test_the_page_shows_every_scheme_with_its_limits(client):
    plan = make_published(26.0, 20.0, 12)
    review(plan)

    page = client.get(f"/en/results/{plan.pilot_id}/").content.decode()

    assert page.count("The questions of ") == 4
    assert "What Works Clearinghouse: meets the standards without reservations" in page
    assert "teachers&#x27; notes" in page


def test_who_comes_too_late_reads_the_other_review_and_loses_nothing(client):
    address = f"/en/results/{make_analysed().pilot_id}/review/"
    first = {"seen": "0", "grounds": "Read the plan.", "face_validity": "yes"}

    client.force_login(make_person("hub_staff"))
    kept = client.post(address, first)
    late = client.post(address, first | {"grounds": "Read the test.", "face_validity": "no"})
    again = client.post(address, first | {"grounds": "Read the test.", "seen": "1"})

    assert [one.status_code for one in (kept, late, again)] == [302, 409, 302]
    assert "Read the plan." in late.text
    assert "Read the test." in late.text
    assert [one.grounds for one in Review.objects.all()] == ["Read the test.", "Read the plan."]


def test_the_passport_tells_the_levels_whatever_language_it_is_issued_in():
    plan = make_published(26.0, 20.0, 12)
    release = plan.frozen["solution"]["release"]
    told = []
    for language in ("fi", "en"):
        with override(language):
            found = results_of_release(plan.pilot.solution_id, release)
            items = items_of(plan.pilot.solution, release, found)
            told.append([line for item in items for line in item.lines if "correspond" in line[0]])

    assert told[0] == told[1]
    assert ("would_correspond_to.wwc", "does_not_meet") in told[0]


def test_a_result_older_than_the_ratings_has_none():
    plan = make_published()
    result = reports.fetched(plan.pk)
    result.content = {k: v for k, v in result.content.items() if k != "study"}

    assert ratings_of(result).rows == ()


@pytest.mark.parametrize(("criteria", "answer"), [({}, "yes"), ({"research": False}, "no")])
def test_a_review_begins_with_what_a_reader_found_of_the_logic_model(client, criteria, answer):
    plan = make_analysed(groups=4)
    make_read(make_logic(plan.pilot.solution), **criteria)
    client.force_login(make_person("hub_staff"))

    page = client.get(f"/en/results/{plan.pilot_id}/review/").text

    field = page[page.index('name="logic_model"') :].partition("</select>")[0]
    assert f'value="{answer}" selected' in field


def test_no_p_of_a_rating_is_nought():
    plan = make_published(36.0, 4.0, 12)

    with override("en"):
        rows = ratings_of(reports.fetched(plan.pk)).rows
    found = [one.found for row in rows for one in row.criteria if one.asked == "0.05"]

    assert "< 0.001" in found and "0" not in found


def test_a_rating_tells_no_number_that_the_report_tells_in_steps():
    plan = make_published(26.0, 20.0, 12)

    with override("en"):
        rows = ratings_of(reports.fetched(plan.pk)).rows

    found = {one.name: one.found for row in rows for one in row.criteria}
    assert (found["More than one site"], found["350 pupils or more"]) == ("", "")
    assert found["Two classes or more on each side"] == "6"
