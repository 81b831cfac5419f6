"""Who hears of what, once."""

import pytest
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.evidence import services, tasks
from eduhub.evidence.models import Result
from eduhub.evidence.services import letters
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.models import User
from eduhub.people.queries import staff_to_tell
from eduhub.people.states import Role
from tests.makers import make_actor, make_person
from tests.makers.evidence import (
    LATER,
    make_agreed,
    make_amended,
    make_analysed,
    make_closed,
    make_file_draft,
    make_published,
    make_running,
)

pytestmark = pytest.mark.django_db


def test_each_teacher_hears_once_what_the_own_class_does():
    plan = make_running()

    for _run in range(2):
        letters.tell_of_start(plan.pk, now=LATER)

    told = dict(Letter.objects.values_list("to", "text"))
    assert len(told) == Letter.objects.count() == 4
    for one in plan.classes.select_related("group__teacher"):
        words = told[one.group.teacher.email]
        assert ("vertailuluokka" in words) == (one.arm == "0")
        assert f"/fi/results/{plan.pilot_id}/data/{one.group_id}/" in words


def test_teachers_of_a_trial_in_one_file_are_asked_for_nothing():
    plan = make_running(make_agreed(1), make_file_draft())

    letters.tell_of_start(plan.pk, now=LATER)

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fi", "Kokeilu {}: raportti on valmis"),
        ("sv", "Försök {}: rapporten är klar"),
        ("en", "Pilot {}: the report is ready"),
    ],
)
def test_the_hub_hears_in_its_own_languages_that_a_report_is_ready(language, subject):
    plan = make_analysed(groups=4)
    User.objects.update(is_active=False)
    make_person("hub_staff", language=language)

    letters.tell_of_result(Result.objects.get().pk, now=LATER)

    assert [letter.subject for letter in Letter.objects.all()] == [
        subject.format(plan.pilot.number)
    ]


def test_all_who_took_part_hear_of_the_publication_and_nobody_else():
    plan = make_published(groups=4)
    lead = make_person(Role.COMPANY_LEAD, plan.pilot.solution.company)
    make_person(Role.COMPANY_LEAD)
    group = plan.pilot.groups.select_related("school").order_by("pk")[0]
    principal = make_person(Role.PRINCIPAL, group.school)

    letters.tell_of_publication(Result.objects.get().pk, now=LATER)

    teachers = {g.teacher.email for g in plan.pilot.groups.select_related("teacher")}
    assert set(Letter.objects.values_list("to", flat=True)) == {
        lead.email,
        principal.email,
        *teachers,
    }


def test_everybody_in_the_pilot_hears_once_that_the_plan_was_changed_and_why():
    plan = make_running()
    version = make_amended(plan, paid_by=Text(en="The city."))
    person = make_person("company_lead", plan.pilot.solution.company, language="en")
    make_person("company_lead")

    for _run in range(2):
        letters.tell_of_amendment(version.pk, now=LATER)

    teachers = {one.group.teacher.email for one in plan.classes.select_related("group__teacher")}
    staff = {email for email, _language in staff_to_tell(LATER.date())}
    told = dict(Letter.objects.values_list("to", "text"))
    assert told.keys() == teachers | staff | {person.email}
    assert Letter.objects.count() == len(told)
    assert "Reason: The school year ends a week later." in told[person.email]
    assert f"/en/results/{plan.pilot_id}/plan/" in told[person.email]


def test_closing_asks_the_worker_for_the_analysis_and_the_worker_makes_it():
    plan = make_closed(groups=8)
    asked = ProcrastinateJob.objects.filter(task_name="eduhub.evidence.tasks.analyse")
    assert [job.args for job in asked] == [{"plan_id": plan.pk}]

    with override("fi"):
        tasks.analyse(plan_id=plan.pk)

    assert Result.objects.get().state == "ready"
    later = ProcrastinateJob.objects.filter(task_name="eduhub.evidence.tasks.tell_of_result")
    assert later.count() == 1


def test_publishing_asks_for_letters():
    plan = make_analysed(groups=4)

    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)

    asked = ProcrastinateJob.objects.filter(task_name="eduhub.evidence.tasks.tell_of_publication")
    assert asked.count() == 1
