"""Who may do what: for each deed the one who may, a colleague, a stranger and a visitor."""

import pytest
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Plan, Result
from eduhub.evidence.queries.trials import find_trial
from eduhub.evidence.rules import CLASS_RULES, TRIAL_RULES, ClassOfTrial
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import VISITOR, may
from eduhub.kit.errors import NotAllowed, NotFound
from eduhub.people.states import Kind
from tests.makers import NOW, make_actor, make_organisation, make_person
from tests.makers.evidence import (
    LATER,
    make_agreed,
    make_analysed,
    make_closed,
    make_draft,
    make_file_draft,
    make_frozen,
    make_plan,
    make_published,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db
ONLY_RUNS = "Only the hub, the schools' education provider or the named researchers can do this."


def people_of(pilot):
    """Everybody who might try, by what they are to the pilot."""
    group = pilot.groups.order_by("pk")[0]
    provider = make_organisation(Kind.EDUCATION_PROVIDER)
    group.school.provider = provider
    group.school.save(update_fields=["provider"])
    return {
        "staff": make_actor("hub_staff"),
        "official": make_actor("provider_official", provider),
        "other official": make_actor("provider_official"),
        "researcher": make_actor("researcher"),
        "company": make_actor("company_lead", pilot.solution.company),
        "other company": make_actor("company_lead"),
        "teacher": teacher_of(group),
        "principal": make_actor("principal", group.school),
        "visitor": VISITOR,
    }


def who_may(deed, plan_or_pilot):
    pilot = getattr(plan_or_pilot, "pilot", plan_or_pilot)
    return {
        name
        for name, actor in people_of(pilot).items()
        if may(actor, deed, find_trial(pilot.pk, actor), TRIAL_RULES)
    }


@pytest.mark.parametrize(
    ("deed", "made", "those"),
    [
        ("write", make_agreed, {"staff", "official"}),
        ("freeze", make_plan, {"staff", "official"}),
        ("amend", make_frozen, {"staff", "official"}),
        ("draw", make_frozen, {"staff", "official"}),
        (
            "start",
            lambda: make_frozen(make_agreed(1), make_file_draft()),
            {"staff", "official"},
        ),
        (
            "give_trial",
            lambda: make_running(make_agreed(1), make_file_draft()),
            {"staff", "official"},
        ),
        ("analyse", make_closed, {"staff"}),
        ("publish", make_analysed, {"staff"}),
    ],
)
def test_who_may_do_it(deed, made, those):
    assert who_may(deed, made()) == those


def test_researchers_that_the_hub_has_named_run_the_trial():
    university = make_organisation(Kind.UNIVERSITY)
    plan = make_plan(draft=make_draft(researchers_id=university.pk))

    for actor, verdict in (
        (make_actor("researcher", university), True),
        (make_actor("researcher"), False),
    ):
        trial = find_trial(plan.pilot_id, actor)
        assert bool(may(actor, "freeze", trial, TRIAL_RULES)) is verdict


def test_only_the_hub_names_the_researchers():
    pilot = make_agreed()
    university = make_organisation(Kind.UNIVERSITY)
    official = people_of(pilot)["official"]

    plan = services.write_plan(
        pilot.pk, make_draft(researchers_id=university.pk), seen=0, by=official, now=NOW
    )

    assert plan.researchers is None


def test_a_refusal_says_who_may():
    plan = make_plan()
    company = make_actor("company_lead", plan.pilot.solution.company)

    with override("en"), pytest.raises(NotAllowed) as refused:
        services.freeze(plan.pilot_id, seen=1, by=company, now=NOW)

    assert refused.value.message == ONLY_RUNS
    assert not Plan.objects.get().is_frozen


def test_the_results_of_a_class_come_from_its_teacher_or_principal():
    plan = make_running()
    one = plan.classes.select_related("group__school")[0]
    school = one.group.school
    trial = find_trial(plan.pilot_id, VISITOR)

    those = {
        "teacher": teacher_of(one.group),
        "principal": make_actor("principal", school),
        "colleague": make_actor("teacher", school),
        "stranger": make_actor("teacher"),
        "staff": make_actor("hub_staff"),
        "visitor": VISITOR,
    }
    may_give = {
        name
        for name, actor in those.items()
        if may(actor, "give", ClassOfTrial(trial, one), CLASS_RULES)
    }
    assert may_give == {"teacher", "principal"}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("colleague", NotAllowed),
        ("stranger", NotFound),
        ("company", NotFound),
        ("staff", NotFound),
    ],
)
def test_others_cannot_give_them_and_strangers_do_not_see_the_class(who, refusal):
    plan = make_running()
    one = plan.classes.select_related("group__school")[0]
    by = {
        "colleague": make_actor("teacher", one.group.school),
        "stranger": make_actor("teacher"),
        "company": make_actor("company_lead", plan.pilot.solution.company),
        "staff": make_actor("hub_staff"),
    }[who]

    with pytest.raises(refusal):
        services.give_totals(
            plan.pilot_id, one.group_id, ClassTotals(20, 20.0, 4.0), by=by, now=LATER
        )


def test_proposed_sums_are_the_givers_alone():
    plan = make_running()
    one = plan.classes.select_related("group__school")[0]
    given = services.give_totals(
        plan.pilot_id,
        one.group_id,
        ClassTotals(20, 20.0, 4.0),
        by=teacher_of(one.group),
        now=LATER,
    )

    for by in (make_actor("principal", one.group.school), make_actor("hub_staff"), VISITOR):
        with pytest.raises(NotFound):
            services.confirm(plan.pilot_id, given.pk, by=by, now=LATER)


def test_a_draft_is_for_those_who_have_a_part_and_a_frozen_plan_for_all():
    draft, frozen = make_plan(), make_frozen()
    inside = people_of(draft.pilot)

    seen = {n for n, a in inside.items() if draft in Plan.objects.visible_to(a)}

    assert seen == {"staff", "official", "company", "teacher", "principal"}
    assert all(frozen in Plan.objects.visible_to(actor) for actor in inside.values())


def test_a_result_is_for_those_who_have_a_part_until_it_is_published():
    waiting, shown = make_analysed(groups=4), make_published(groups=4)
    inside = people_of(waiting.pilot)

    seen = {n for n, a in inside.items() if waiting.result in Result.objects.visible_to(a)}

    assert seen == {"staff", "official", "company", "teacher", "principal"}
    assert all(shown.result in Result.objects.visible_to(a) for a in inside.values())


def test_a_person_without_a_hat_sees_no_more_than_a_visitor():
    make_plan()
    make_person()

    assert not Plan.objects.visible_to(VISITOR).exists()
