"""A frozen plan is changed in the open: by a version that is added, and only in what may change."""

import datetime as dt
import hashlib
import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Plan, PlanVersion, Result
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services import ClassTotals
from eduhub.kit.errors import Invalid, NotAllowed, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.models import Organisation
from eduhub.pilots.models import Pilot
from tests.makers import NOW, make_actor, make_organisation
from tests.makers.evidence import (
    LATER,
    NONCE,
    make_amended,
    make_closed,
    make_frozen,
    make_published,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db
STAFF = "hub_staff"
SOONER, LATEST = dt.date(2027, 1, 8), dt.date(2027, 3, 1)
CITY = {"paid_by": Text(en="The city.")}
MEASURE = {
    "success": Text(en="Another"),
    "measure": Text(en="Another"),
    "unit": Text(en="marks"),
    "smallest_that_matters": Decimal(3),
    "higher_is_better": False,
    "stop_rule": Text(en="Never"),
    "baseline": Text(en="Last year's test"),
    "scale_high": Decimal(60),
    "dose_minutes": 20,
}


def one_result(plan: Plan) -> None:
    """A first result comes in, and is thrown away again."""
    one = plan.classes.select_related("group").first()
    by = teacher_of(one.group)
    figures = ClassTotals(20, 24.0, 5.0)
    given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=LATER)
    services.drop(plan.pilot_id, given.pk, by=by, now=LATER)


def test_a_change_is_a_version_that_names_the_one_before_and_leaves_it_as_it_was():
    plan = make_frozen()

    second = make_amended(plan, **CITY)
    third = make_amended(plan, publish_on=SOONER)

    stands = Plan.objects.get(pk=plan.pk)
    assert (stands.content, stands.fingerprint) == (plan.content, plan.fingerprint)
    assert (second.previous, third.previous) == (plan.fingerprint, second.fingerprint)
    assert third.fingerprint == hashlib.sha256(third.content.encode()).hexdigest()
    assert (stands.number, stands.latest) == (3, third)
    lines = LedgerEntry.objects.filter(verb="plan.amended").order_by("pk")
    assert [line.facts for line in lines] == [
        {"version": 2, "fingerprint": second.fingerprint, "fields": ["paid_by"]},
        {"version": 3, "fingerprint": third.fingerprint, "fields": ["publish_on"]},
    ]


def test_the_plan_in_force_is_the_newest_and_differs_in_nothing_else():
    plan = make_frozen()

    make_amended(plan, publish_on=SOONER, **CITY)

    trial = trial_of(Pilot.objects.get(pk=plan.pilot_id))
    told, before = trial.plan.frozen, json.loads(plan.content)
    assert (trial.plan.paid_by.en, trial.plan.publish_on) == ("The city.", SOONER)
    assert {name for name in told if told[name] != before.get(name)} == {
        *("paid_by", "publish_on"),
        *("version", "first", "previous", "reason", "amended_at", "amended_as"),
    }


def test_without_a_change_the_file_says_nothing_of_versions():
    plan = make_frozen()

    told = json.loads(plan.content)

    assert {"version", "first", "previous", "reason"} & told.keys() == set()
    assert Plan.objects.get(pk=plan.pk).number == 1


@pytest.mark.parametrize("term", MEASURE)
def test_what_is_measured_stands_once_a_result_was_given_even_if_it_was_thrown_away(term):
    plan = make_running()
    one_result(plan)

    with override("en"), pytest.raises(Invalid) as refused:
        make_amended(plan, **{term: MEASURE[term]})

    assert refused.value.fields == {
        term: "A first result has come in. What is measured and what counts stays as it was."
    }


def test_before_the_first_result_what_is_measured_may_change_and_after_it_the_rest_still_may():
    plan = make_running()

    make_amended(plan, **MEASURE)
    one_result(plan)
    make_amended(plan, **CITY)

    trial = trial_of(Pilot.objects.get(pk=plan.pilot_id))
    stands = services.terms_of(trial)
    assert {name: getattr(stands, name) for name in MEASURE | CITY} == MEASURE | CITY
    assert trial.statement.smallest_that_matters == 3


def test_nothing_is_changed_once_the_data_are_closed():
    plan = make_closed(groups=4)

    with override("en"), pytest.raises(NotNow) as refused:
        make_amended(plan, **CITY)

    assert refused.value.message == (
        "A plan is changed until the data are closed. They are closed, or the pilot has ended."
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, {"": "Nothing is changed yet. Change what is to be another."}),
        ({"scale_high": None}, {"scale_high": "Write both ends of the scale, or neither."}),
        (
            {"scale_low": Decimal(50)},
            {"scale_high": "The highest value must be above the lowest."},
        ),
        (
            {"smallest_that_matters": Decimal(0)},
            {"smallest_that_matters": "It must be more than nought."},
        ),
        (
            {"publish_on": dt.date(2026, 12, 3)},
            {"publish_on": "Choose a day after the pilot's last day."},
        ),
    ],
)
def test_what_cannot_be_is_refused_with_how_to_mend_it(changes, told):
    with override("en"), pytest.raises(Invalid) as refused:
        make_amended(make_frozen(), **changes)

    assert refused.value.fields == told
    assert not PlanVersion.objects.exists()


def test_the_day_of_publication_moves_to_a_later_one_by_the_hub_alone():
    plan, city = make_frozen(), make_organisation("education_provider")
    Organisation.objects.filter(pk=plan.classes.first().group.school_id).update(provider=city)
    provider = make_actor("provider_official", city)

    with override("en"), pytest.raises(Invalid) as refused:
        make_amended(plan, by=provider, publish_on=LATEST)

    assert refused.value.fields == {
        "publish_on": "Only the hub moves the day of publication to a later one."
    }
    assert make_amended(plan, by=provider, publish_on=SOONER).amended_as == "provider_official"
    assert make_amended(plan, publish_on=LATEST).number == 3


def test_the_company_changes_no_plan_and_unpublishes_nothing():
    plan = make_published(groups=4)
    company = make_actor("company_lead", plan.pilot.solution.company)

    with pytest.raises(NotAllowed):
        make_amended(plan, by=company, publish_on=LATEST)
    with pytest.raises(NotAllowed):
        services.publish(plan.pilot_id, by=company, now=LATER)
    for undone in ({"published_at": None}, {"state": "reopened"}, {"answer": "better"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Result.objects.filter(pk=plan.pk).update(**undone)
    assert Result.objects.published().get().pk == plan.pk


def test_who_changes_from_an_older_version_is_told_and_nothing_is_added():
    plan = make_frozen()
    terms = services.terms_of(trial_of(Pilot.objects.get(pk=plan.pilot_id)))
    make_amended(plan, **CITY)

    with pytest.raises(Stale):
        services.amend(plan.pilot_id, terms, Text(en="Why"), seen=1, by=make_actor(STAFF), now=NOW)

    assert PlanVersion.objects.count() == 1


def test_the_lot_rests_on_the_plan_as_it_was_frozen():
    plan = make_frozen()
    first = services.drawn_again(json.loads(plan.content), NONCE)
    second = make_amended(plan, **CITY)

    services.draw_lot(plan.pilot_id, by=make_actor(STAFF), now=NOW)

    drawn = {one.code: int(one.arm) for one in plan.classes.all()}
    assert drawn == first.arms == services.redraw(second.content.encode(), NONCE.hex()).arms


def third_after(version: PlanVersion) -> dict[str, object]:
    """The fields of a third version that says the same as the second."""
    told = version.frozen | {"version": 3, "previous": version.fingerprint}
    content = services.amending.canonical_json(told)
    return {
        "plan": version.plan,
        "number": 3,
        "previous": version.fingerprint,
        "reason": version.reason,
        "content": content,
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "amended_at": NOW,
        "amended_as": STAFF,
    }


@pytest.mark.parametrize("lie", [{"previous": "0" * 64}, {"number": 4}, {"fingerprint": "0" * 64}])
def test_the_database_takes_no_version_that_breaks_the_chain(lie):
    told = third_after(make_amended(make_frozen(), **CITY))

    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.create(**told | lie)

    assert PlanVersion.objects.create(**told).number == 3  # and the truth is taken


@pytest.mark.parametrize("term", ["classes", "design", "statement", "scale", "frozen_at"])
def test_the_database_takes_no_version_with_another_lot_or_after_a_result_another_measure(term):
    plan = make_running()
    version = make_amended(plan, **CITY)
    one_result(plan)
    told = third_after(version)
    content = services.amending.canonical_json(json.loads(told["content"]) | {term: "another"})
    lie = {"content": content, "fingerprint": hashlib.sha256(content.encode()).hexdigest()}

    with pytest.raises(DatabaseError, match=f": {term}"), transaction.atomic():
        PlanVersion.objects.create(**told | lie)

    assert PlanVersion.objects.create(**told).number == 3


def test_the_database_keeps_a_version_and_does_not_go_back_to_an_older_one():
    plan = make_frozen()
    second = make_amended(plan, **CITY)
    make_amended(plan, publish_on=SOONER)

    for deed in (
        lambda: PlanVersion.objects.filter(pk=second.pk).update(content="{}"),
        lambda: PlanVersion.objects.filter(pk=second.pk).delete(),
        lambda: Plan.objects.filter(pk=plan.pk).update(latest=second),
        lambda: Plan.objects.filter(pk=plan.pk).update(latest=None),
        lambda: Plan.objects.filter(pk=plan.pk).update(publish_on=SOONER),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert Plan.objects.get(pk=plan.pk).number == 3
