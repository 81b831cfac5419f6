"""What pupils and teachers said stands beside a result, in counts of five or more, and apart."""

import pytest
from django.test import Client
from django.utils import timezone

from eduhub.evidence import services
from eduhub.kit.access import machine
from eduhub.pilots.models import Group
from eduhub.pilots.services import feedback
from eduhub.pilots.services.workspace import KIND
from eduhub.workspaces.models import Workspace
from tests.makers import NOW, make_actor
from tests.makers.evidence import LATER, give_all, make_agreed, make_running, teacher_of
from tests.makers.running import give

pytestmark = pytest.mark.django_db


def heard(*answers, groups=8):
    """A published trial in which one group gave feedback while it ran."""
    plan = make_running(make_agreed(groups))
    group = Group.objects.filter(pilot=plan.pilot_id).order_by("pk")[0]
    session = feedback.open_feedback(group.pk, "pupils", 1, by=teacher_of(group), now=NOW)
    for answer in answers:
        give(session, answer)
    give_all(plan, 24.0, 20.0)
    staff = make_actor("hub_staff")
    services.close_data(plan.pilot_id, by=staff, now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    services.publish(plan.pilot_id, by=staff, now=LATER)
    return plan


def pages_of(plan):
    return [
        Client().get(f"/en/results/{plan.pilot_id}/{path}").content.decode()
        for path in ("", "full/")
    ]


def test_counts_stand_on_both_pages_apart_from_the_result():
    for page in pages_of(heard(*[5] * 7, *[1] * 6)):
        assert page.count("What pupils and teachers said") >= 1
        assert "They are no part of the result" in page
        assert "7 (54\xa0%)" in page


def test_nothing_stands_there_where_too_few_have_answered():
    for page in pages_of(heard(5, 5, 5, 1)):
        assert "What pupils and teachers said" not in page


def test_the_pilots_room_shows_where_the_trial_stands():
    plan = heard(5)
    group = Group.objects.filter(pilot=plan.pilot_id).order_by("pk")[0]
    room, _new = Workspace.objects.get_or_create(
        kind=KIND, key=plan.pilot_id, defaults={"opened_at": timezone.now()}
    )
    teacher = Client()
    teacher.force_login(group.teacher)

    page = teacher.get(f"/en/workspaces/{room.pk}/").content.decode()

    assert "Plan and result" in page and f"/en/results/{plan.pilot_id}/" in page
