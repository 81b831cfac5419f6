"""Teachers evaluate a solution: who may, alone, a third where two differ, what is shown."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.evidence import services, tasks
from eduhub.evidence.models import Evaluation, Sheet
from eduhub.evidence.queries import evaluations as queries
from eduhub.evidence.services import evaluating
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import Letter
from tests.makers import NOW, make_actor, make_group, make_pilot, make_solution
from tests.makers.evaluated import (
    acting,
    all_scores,
    give,
    make_asked,
    make_evaluated,
    make_evaluator,
)
from tests.makers.evidence import LATER, make_published
from tests.makers.passports import make_key

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_two_who_agree_publish_with_the_mean_and_how_far_they_agreed():
    asked, (first, second) = make_asked()

    give(asked, first, 3)
    give(asked, second, 3, aims=4)

    asked.refresh_from_db()
    assert (asked.state, asked.facts["scores"]["aims"]) == ("published", "3.5")
    assert (asked.facts["same"], asked.facts["near"], asked.facts["teachers"]) == (4, 5, 2)


def test_where_two_differ_a_third_is_asked_and_the_middle_counts():
    asked, (first, second) = make_asked()
    give(asked, first, 3)
    give(asked, second, 3, aims=1)
    asked.refresh_from_db()
    assert asked.state == "third"

    third = make_evaluator()
    evaluating.ask_third(asked.pk, third.pk, by=make_actor("hub_staff"), now=NOW)
    give(asked, third, 2)

    asked.refresh_from_db()
    assert (asked.state, asked.facts["scores"]["aims"]) == ("published", "2.0")
    assert (asked.facts["near"], asked.facts["teachers"]) == (4, 3)


def test_the_second_sees_nothing_of_the_first_before_all_are_in(client):
    asked, (first, second) = make_asked()
    give(asked, first, 4)
    client.force_login(second)

    pages = [
        client.get(f"/en/evaluations/{asked.pk}/{tail}").content.decode()
        for tail in ("", "scores/")
    ]

    assert "1 of 2 teachers have given their scores" in pages[0]
    assert [page.count("Seen in class") for page in pages] == [0, 0]
    assert "checked" not in pages[1]
    give(asked, second, 3)
    assert "Seen in class, 4." in client.get(f"/en/evaluations/{asked.pk}/").content.decode()


def test_who_may_evaluate():
    solution, now = make_solution(), make_solution()
    free, tried, long_ago = (make_evaluator() for _ in range(3))
    make_evaluator(trained_on=TODAY - dt.timedelta(days=731))
    of_company = make_solution(solution.company)
    recent = make_pilot(
        of_company,
        starts=TODAY - dt.timedelta(days=200),
        ends=TODAY - dt.timedelta(days=100),
    )
    make_group(recent, teacher=tried)
    old = make_pilot(
        solution, starts=TODAY - dt.timedelta(days=500), ends=TODAY - dt.timedelta(days=366)
    )
    make_group(old, teacher=long_ago)

    assert set(queries.may_evaluate(solution, TODAY)) == {free, long_ago}
    assert set(queries.may_evaluate(now, TODAY)) == {free, tried, long_ago}
    with pytest.raises(Invalid):
        evaluating.ask_evaluators(
            solution.pk, [free.pk, tried.pk], by=make_actor("hub_staff"), now=NOW
        )


def test_an_incomplete_sheet_is_refused_field_by_field():
    asked, (first, _second) = make_asked()
    scores = all_scores(3)
    del scores["aims"]

    with pytest.raises(Invalid) as refused:
        evaluating.give_sheet(
            asked.pk, scores, " ", has_no_interest=False, by=acting(first), now=NOW
        )

    assert set(refused.value.fields) == {"aims", "grounds", "has_no_interest"}
    assert Sheet.objects.waiting().count() == 2


def test_four_people_before_a_sheet_and_an_evaluation(client):
    asked, (first, second) = make_asked()
    stranger = make_evaluator()

    give(asked, first, 3)
    with pytest.raises(NotNow):
        give(asked, first, 4)
    with pytest.raises(NotFound):
        give(asked, stranger, 3)
    with pytest.raises(NotAllowed):
        evaluating.ask_third(asked.pk, stranger.pk, by=acting(second), now=NOW)
    with pytest.raises(NotNow):
        evaluating.ask_third(asked.pk, stranger.pk, by=make_actor("hub_staff"), now=NOW)
    assert client.get(f"/en/evaluations/{asked.pk}/").status_code == 404
    client.force_login(stranger)
    assert client.get(f"/en/evaluations/{asked.pk}/scores/").status_code == 404


def test_the_company_comments_once_and_only_when_it_is_public():
    published = make_evaluated()
    company = published.solution.company
    lead = make_actor("company_lead", company)

    evaluating.comment(published.pk, "Thank you.", by=lead, now=NOW)

    with pytest.raises(NotNow):
        evaluating.comment(published.pk, "More.", by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        evaluating.comment(published.pk, "Us?", by=make_actor("company_lead"), now=NOW)
    assert Evaluation.objects.get().comment == "Thank you."


@pytest.mark.parametrize("change", [{"content": {"scores": {}}}, {"comment": "Other"}])
def test_the_database_itself_keeps_what_is_published(change):
    published = make_evaluated()
    evaluating.comment(
        published.pk, "Once.", by=make_actor("company_lead", published.solution.company), now=NOW
    )

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Evaluation.objects.update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Sheet.objects.update(grounds="Other")


def test_each_step_writes_to_whom_it_waits_for_and_once():
    asked, (first, second) = make_asked()
    sheet = asked.sheets.get(seat=1)
    names = ProcrastinateJob.objects.values_list("task_name", flat=True)
    assert list(names).count("eduhub.evidence.tasks.ask_evaluator") == 2

    tasks.ask_evaluator(sheet.pk)
    tasks.ask_evaluator(sheet.pk)
    assert list(Letter.objects.values_list("to", flat=True)) == [first.email]

    give(asked, first, 3)
    give(asked, second, 3)
    tasks.tell_of_evaluation(asked.pk)
    assert {first.email, second.email} == set(Letter.objects.values_list("to", flat=True))


def test_a_teacher_does_it_in_the_browser_and_loses_nothing(client):
    asked, (first, _second) = make_asked()
    client.force_login(first)
    address = f"/en/evaluations/{asked.pk}/scores/"
    half = {"aims": "3", "grounds": "They reason aloud."}

    refused = client.post(address, half)
    assert (refused.status_code, "They reason aloud." in refused.content.decode()) == (422, True)
    client.post(f"{address}draft/", half)
    assert "They reason aloud." in client.get(address).content.decode()
    scores = {code: str(score) for code, score in all_scores(3).items()}
    done = client.post(address, half | scores | {"has_no_interest": "on"})

    assert done.status_code == 302
    assert Sheet.objects.get(seat=1).scores == all_scores(3)


def test_the_list_and_the_cards_cost_the_same_however_many(client, django_assert_num_queries):
    make_evaluated()
    with django_assert_num_queries(1):
        client.get("/en/evaluations/")
    make_evaluated()
    make_evaluated()

    with django_assert_num_queries(1):
        page = client.get("/en/evaluations/").content.decode()

    assert page.count('<th scope="row">') == 3
    cards = client.get("/en/solutions/").content.decode()
    assert cards.count(f"Evaluated by teachers {NOW.year}") == 3
    assert len(client.get("/api/v1/results/evaluations").json()["data"]) == 3


def test_a_passport_tells_of_the_evaluation(client):
    plan = make_published(groups=8)
    make_evaluated(plan.pilot.solution)
    make_key()
    with override("sv"):
        passport = services.issue(
            plan.pilot.solution_id, "", by=make_actor("hub_staff"), now=LATER
        )

    (told,) = (
        one for one in passport.document["evidence"] if one["genre"] == "pedagogical evaluation"
    )

    lines = dict(line.split(": ", 1) for line in told["narrative"].split("\n"))
    assert (lines["score_aims"], lines["teachers"]) == ("3.5", "2")
    assert told["description"].startswith("The first two teachers gave the same score")
    page = client.get(f"/en/passports/{passport.reference}/").content.decode()
    assert "Seen by teachers" in page
