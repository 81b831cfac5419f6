"""Two people of one organisation begin to apply at the same moment: real threads."""

import uuid
from threading import Barrier

import pytest
from django.db import IntegrityError

from eduhub.people.states import Role
from eduhub.programmes import services
from eduhub.programmes.models import Application
from tests.makers import NOW, make_actor, make_company
from tests.makers.programmes import make_draft
from tests.pilots.test_race import in_thread

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deeds):
    """What each deed gave back, or the IntegrityError that it ended with."""
    together, found = Barrier(len(deeds)), []

    def run(deed):
        together.wait()
        try:
            found.append(deed())
        except IntegrityError as trouble:
            found.append(trouble)

    for thread in [in_thread(run, deed) for deed in deeds]:
        thread.join()
    return found


def open_call():
    staff = make_actor(Role.HUB_STAFF)
    call = make_draft(staff)
    type(call).objects.filter(pk=call.pk).update(state="open", published_at=NOW)
    return call


def test_two_who_begin_at_once_write_one_application(jobs):
    call, home = open_call(), make_company()
    actors = [make_actor(role, home) for role in (Role.COMPANY_LEAD, Role.COMPANY_MEMBER)]

    found = at_once(
        [
            lambda by=by: services.begin(call.pk, {}, key=uuid.uuid4(), by=by, now=NOW).pk
            for by in actors
        ]
    )

    assert found == [Application.objects.get().pk] * 2


def test_without_the_service_two_write_at_once_and_the_constraint_lets_one_in(jobs):
    """The control: two rows are tried at once, and the database refuses one of them."""
    call, home = open_call(), make_company()

    found = at_once(
        [
            lambda number=number: (
                Application.objects.create(
                    call=call,
                    organisation=home,
                    number=number,
                    language="fi",
                    started_at=NOW,
                    key=uuid.uuid4(),
                ).pk
            )
            for number in (1, 2)
        ]
    )

    assert sorted(map(type, found), key=str) == [IntegrityError, int]
    assert Application.objects.count() == 1
