"""How far the worker is, for whoever waits for a report."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Result
from eduhub.evidence.queries.progress import steps_of
from eduhub.kit.access import machine
from tests.makers import make_person, signed_in
from tests.makers.evidence import LATER, make_closed

pytestmark = pytest.mark.django_db


def set_job(plan, **columns):
    """Only the worker moves jobs, by functions of the database; a test does it by hand."""
    changes = ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE procrastinate_jobs SET {changes} WHERE task_name LIKE '%%tasks.analyse'"
            " AND args = jsonb_build_object('plan_id', %s::bigint)",
            [*columns.values(), plan.pk],
        )
        assert cursor.rowcount == 1


def told():
    with override("en"):
        return [(step.state, step.note) for step in steps_of(Result.objects.get())][1:]


def test_it_is_in_the_queue_then_begun_then_tried_again_then_gone():
    plan = make_closed()
    queued = told()

    set_job(plan, status="doing")
    begun = told()
    again = timezone.now() + dt.timedelta(minutes=3)
    set_job(plan, status="todo", attempts=2, scheduled_at=again)
    failed_twice = told()[0]
    set_job(plan, status="failed", scheduled_at=None)
    gone = told()[0]

    assert [state for state, _note in queued] == ["now", "coming", "coming"]
    assert begun == [("done", ""), ("now", ""), ("coming", "")]
    assert failed_twice[1].startswith("Tried 2 times; again ")
    assert gone == ("now", "No job of it is in the queue. It can be asked for once more.")
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    assert steps_of(Result.objects.get()) == ()


def test_the_waiting_page_shows_it_without_javascript(client):
    plan = make_closed()
    staff = signed_in(client, make_person("hub_staff"))

    page = staff.get(f"/en/results/{plan.pilot_id}/").text
    asks = {"HX-Request": "true", "HX-Target": "now"}
    part = staff.get(f"/en/results/{plan.pilot_id}/", headers=asks).text
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    then = staff.get(f"/en/results/{plan.pilot_id}/", headers=asks)

    assert 'aria-current="step"' in page and "It waits for the worker" in page
    assert f'<a href="/en/results/{plan.pilot_id}/">Look again</a>' in page
    assert "It waits for the worker" in part and "<html" not in part
    assert (then.headers["HX-Refresh"], then.text) == ("true", "")
