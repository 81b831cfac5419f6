"""Two teachers, one place left; a school on its way abroad: real threads on the real server."""

from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from eduhub.kit.errors import Invalid, NotNow
from eduhub.pilots import services
from eduhub.pilots.models import Group, PilotQuerySet, SchoolAbroad
from eduhub.pilots.services.schools import place_school
from tests.makers import NOW, make_actor, make_organisation, make_pilot
from tests.makers.abroad import make_market

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(deed, *told):
    """Run it in a thread with a connection of its own."""

    def run():
        try:
            deed(*told)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def join(pilot, teacher):
    services.join(pilot.pk, label="5B", grade=5, pupils=20, by=teacher, now=NOW)


def test_the_last_place_goes_to_exactly_one_of_many(jobs):
    pilot = make_pilot(places=1)
    teachers = [make_actor("teacher") for _ in range(6)]
    together, refused = Barrier(len(teachers)), []

    def try_it(teacher):
        together.wait()
        try:
            join(pilot, teacher)
        except NotNow as refusal:
            refused.append(refusal.code)

    for thread in [in_thread(try_it, teacher) for teacher in teachers]:
        thread.join()

    assert Group.objects.filter(pilot=pilot).count() == 1
    assert refused == ["join"] * 5


def second_comes_while_first_is_not_done(pilot):
    """The first has joined and not yet committed; whether the second must wait for that."""
    first, second = make_actor("teacher"), make_actor("teacher")
    tried, refused = Event(), []

    def try_it():
        try:
            join(pilot, second)
        except NotNow:
            refused.append(True)
        tried.set()

    with transaction.atomic():
        join(pilot, first)
        thread = in_thread(try_it)
        had_to_wait = not tried.wait(0.7)
    thread.join()
    return had_to_wait, len(refused)


def test_the_second_waits_for_the_first_and_is_refused(jobs):
    pilot = make_pilot(places=1)

    assert second_comes_while_first_is_not_done(pilot) == (True, 1)
    assert Group.objects.filter(pilot=pilot).count() == 1


def test_without_the_lock_both_would_have_the_one_place(jobs, monkeypatch):
    """The control: what the test above would see if the row were not held."""
    monkeypatch.setattr(PilotQuerySet, "select_for_update", lambda self, **rest: self)
    pilot = make_pilot(places=1)

    assert second_comes_while_first_is_not_done(pilot) == (False, 0)
    assert Group.objects.filter(pilot=pilot).count() == 2


def school_goes_abroad_while_its_group_joins():
    """The group has joined and not yet committed; did the hub have to wait, and was it refused?"""
    school, market, staff = make_organisation(), make_market(), make_actor("hub_staff")
    pilot, tried, refused = make_pilot(), Event(), []

    def try_it():
        try:
            place_school(school.pk, market.pk, seen=0, by=staff, now=NOW)
        except Invalid:
            refused.append(True)
        tried.set()

    with transaction.atomic():
        join(pilot, make_actor("teacher", school))
        thread = in_thread(try_it)
        had_to_wait = not tried.wait(0.7)
    thread.join()
    return had_to_wait, len(refused), SchoolAbroad.objects.count()


def test_a_school_does_not_go_abroad_behind_a_group_that_joins(jobs):
    assert school_goes_abroad_while_its_group_joins() == (True, 1, 0)


def test_unheld_it_would_be_abroad_with_a_group_at_home(jobs, monkeypatch):
    """The control: what the test above would see if joining did not hold the school."""
    monkeypatch.setattr("eduhub.pilots.services.groups.hold_schools", lambda school_ids: None)

    assert school_goes_abroad_while_its_group_joins() == (False, 0, 1)
