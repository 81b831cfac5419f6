"""A class of which too few pupils were measured is counted with another; nobody's lot changes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Joint, Result, Totals
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.pilots.models import Group
from eduhub.pilots.states import GroupState
from tests.makers import NOW, make_actor, make_group, make_person
from tests.makers.evidence import (
    LATER,
    make_agreed,
    make_draft,
    make_plan,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """Six classes of five schools, two of one school on the same side."""
    pilot = make_agreed(5)
    first = Group.objects.filter(pilot=pilot).order_by("pk")[0]
    make_group(
        pilot,
        school=first.school,
        teacher=make_person("teacher", first.school),
        state=GroupState.ACCEPTED,
        decided_at=NOW,
        agreed_to=first.agreed_to,
        agreed_at=NOW,
    )
    groups = list(Group.objects.filter(pilot=pilot).order_by("pk"))
    arms = {str(group.pk): arm for group, arm in zip(groups, "110001", strict=True)}
    draft = make_draft(design="no_lot", arms_told=make_draft().comparison, arms_chosen=arms)
    return make_running(pilot, draft)


def two_of_one_school(plan):
    classes = list(plan.classes.select_related("group__school").order_by("group"))
    return classes[-1], classes[0]


def join(plan, one, host, by=None, pupils=3):
    return services.join_classes(
        plan.pilot_id,
        one.group_id,
        host.group_id,
        pupils=pupils,
        by=by or make_actor("hub_staff"),
        now=LATER,
    )


def give(plan, one, pupils, later=0):
    by, now = teacher_of(one.group), LATER + dt.timedelta(minutes=later)
    figures = ClassTotals(pupils, 20.0, 4.0)
    given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=now)
    return services.confirm(plan.pilot_id, given.pk, by=by, now=now)


def test_both_are_one_class_in_the_sums_and_keep_their_sides(plan):
    one, host = two_of_one_school(plan)
    before = list(plan.classes.order_by("pk").values("code", "block", "arm"))
    Totals.objects.all().delete()
    join(plan, one, host)
    for number, other in enumerate(plan.classes.exclude(pk__in=[one.pk, host.pk])):
        give(plan, other, 20, number)
    with override("en"), pytest.raises(NotNow):
        give(plan, one, 20)
    give(plan, host, 23)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)

    result = Result.objects.get()
    sides = [(arm["classes"], arm["pupils"]) for arm in result.facts["arms"]]
    assert sides == [(3, 60), (2, 43)]
    assert (result.facts["classes_together"], result.facts["classes_silent"]) == (1, [0, 0])
    assert result.facts["study"]["unit_attrition"] == {"treated": [3, 3], "control": [3, 3]}
    assert list(plan.classes.order_by("pk").values("code", "block", "arm")) == before


def test_what_the_other_gave_before_stands_until_both_are_given(plan):
    one, host = two_of_one_school(plan)
    give(plan, host, 20, later=-1)
    with override("en"):
        join(plan, one, host)
        teacher = Client()
        teacher.force_login(host.group.teacher)
        page = teacher.get(f"/en/pilots/{plan.pilot_id}/").content.decode()

    assert "Totals asked for" in page  # anew, with those of the other
    assert Totals.objects.get().state == "counted"
    give(plan, host, 22, later=1)
    with pytest.raises(NotNow):
        services.part_classes(plan.pilot_id, one.group_id, by=make_actor("hub_staff"), now=LATER)


def test_who_may_join_two_classes(plan):
    one, host = two_of_one_school(plan)
    principal = make_person("principal", one.group.school)
    elsewhere = plan.classes.exclude(group__school=one.group.school)[0]

    for by in (teacher_of(one.group), make_actor("teacher", one.group.school)):
        with pytest.raises(NotAllowed):
            join(plan, one, host, by=by)
    for by in (
        teacher_of(elsewhere.group),
        make_actor("company_lead", plan.pilot.solution.company),
    ):
        with pytest.raises(NotFound):
            join(plan, one, host, by=by)
    client = Client()
    client.force_login(principal)
    address = f"/en/results/{plan.pilot_id}/data/{one.group_id}/together/"
    assert client.post(address, {"host": host.group_id, "pupils": 5}).status_code == 422
    client.post(address, {"host": host.group_id, "pupils": 4})
    assert (Joint.objects.get().one, Joint.objects.get().host) == (one, host)
    client.post(address.replace("together", "apart"))
    assert not Joint.objects.exists()


def test_classes_of_other_schools_or_sides_are_never_joined(plan):
    one, host = two_of_one_school(plan)
    other = plan.classes.filter(arm=one.arm).exclude(group__school=one.group.school)[0]

    with override("en"), pytest.raises(Invalid) as refusal:
        join(plan, one, other)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Joint.objects.create(one=one, host=other, joined_at=NOW)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        Joint.objects.create(one=one, host=one, joined_at=NOW)

    assert refusal.value.fields == {"host": "Choose a class of the same school on the same side."}
    assert join(plan, one, host).host == host


def test_a_small_class_is_told_what_to_do(plan):
    one, _host = two_of_one_school(plan)
    alone = plan.classes.exclude(group__school=one.group.school)[0]
    told = []
    for each in (one, alone):
        with override("en"), pytest.raises(Invalid) as refusal:
            give(plan, each, 4)
        told.append(refusal.value.fields["pupils"])

    assert "counted together with another class" in told[0]
    assert "gives no results" in told[1]


def test_a_group_that_can_never_give_results_is_not_drawn():
    pilot = make_agreed(4)
    Group.objects.filter(pilot=pilot).update(pupils=4)
    plan = make_plan(pilot)

    with override("en"), pytest.raises(Invalid) as refusal:
        services.freeze(pilot.pk, seen=plan.version, by=make_actor("hub_staff"), now=NOW)

    assert "before the lot they are one class of the plan" in refusal.value.fields["classes"]
