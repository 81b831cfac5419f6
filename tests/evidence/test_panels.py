"""What the room hangs on the pages of others."""

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from eduhub.evidence.models import Plan
from eduhub.evidence.views import panels
from eduhub.kit.access import VISITOR
from tests.evidence.test_views import words_of
from tests.makers import make_actor, make_person, make_solution, signed_in
from tests.makers.evidence import (
    give_all,
    make_agreed,
    make_analysed,
    make_frozen,
    make_plan,
    make_published,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db


def drawn(panel, thing, actor=VISITOR):
    request = RequestFactory().get("/en/")
    request.actor, request.hats = actor, []
    with override("en"):
        return panel(request, thing)


def test_a_solutions_page_shows_each_published_sentence_to_everybody(client):
    plan = make_published(groups=8)

    html = drawn(panels.results_of_solution, plan.pilot.solution)

    assert html.count('class="answer"') == 1 and html.count('class="mark') == 1
    assert "Classes that tried" in html and f"/en/results/{plan.pilot_id}/" in html


def test_nothing_hangs_where_nothing_is_published():
    plan = make_analysed(groups=4)

    assert drawn(panels.results_of_solution, plan.pilot.solution) == ""
    assert drawn(panels.results_of_solution, make_solution()) == ""


def test_a_companys_page_shows_its_results():
    plan = make_published(groups=8)
    company = plan.pilot.solution.company

    assert drawn(panels.results_of_company, company).count('class="answer"') == 1


@pytest.mark.parametrize(
    ("made", "role", "title"),
    [
        (make_agreed, "hub_staff", "Write the plan"),
        (lambda: make_plan().pilot, "hub_staff", "Freeze the plan"),
        (lambda: make_frozen().pilot, "hub_staff", "Draw the lot"),
        (lambda: make_frozen().pilot, "company_lead", "The pilot is about to start"),
        (lambda: make_running().pilot, "teacher", "are asked for"),
        (lambda: make_analysed(groups=4).pilot, "hub_staff", "Publish the result"),
        (lambda: make_analysed(groups=4).pilot, "company_lead", "The result is there"),
    ],
)
def test_a_pilots_page_says_what_comes_next_for_whom(made, role, title):
    pilot = made()
    pilot.refresh_from_db()
    group = pilot.groups.order_by("pk")[0]
    actor = {
        "hub_staff": lambda: make_actor("hub_staff"),
        "company_lead": lambda: make_actor("company_lead", pilot.solution.company),
        "teacher": lambda: teacher_of(group),
    }[role]()

    assert title in drawn(panels.next_of_pilot, pilot, actor)
    assert drawn(panels.next_of_pilot, pilot, VISITOR) == ""


def test_once_all_results_are_in_the_hub_is_asked_to_close_the_data():
    plan = make_running()
    give_all(plan, 24.0, 20.0)
    plan.pilot.refresh_from_db()

    assert "Close the data" in drawn(panels.next_of_pilot, plan.pilot, make_actor("hub_staff"))


def test_a_teachers_home_asks_for_the_totals_of_the_own_class_only(client):
    plan = make_running()
    one = plan.classes.select_related("group__teacher").order_by("code")[0]
    signed_in(client, one.group.teacher)

    words = words_of(client.get("/en/home/"))

    assert words.count("Class totals are asked for") == 1
    others = plan.classes.exclude(pk=one.pk).select_related("group")
    assert [o.group.label for o in others if f"{o.group.label}:" in words] == []


def test_the_hubs_home_lists_what_waits_and_marks_what_is_overdue(client):
    make_agreed()
    make_plan()
    make_analysed(groups=4, publish_on=dt.date(2026, 12, 31))
    Plan.objects.filter(frozen_at=None).update(version=2)
    signed_in(client, make_person("hub_staff"))

    words = words_of(client.get("/en/home/"))

    assert [w for w in ("Plan to write", "Plan to freeze", "Report to publish") if w in words] == [
        "Plan to write",
        "Plan to freeze",
        "Report to publish",
    ]


def test_a_companys_home_lists_its_results(client):
    plan = make_analysed(groups=4)
    signed_in(client, make_person("company_lead", plan.pilot.solution.company))

    assert "Results of your pilots" in words_of(client.get("/en/home/"))
