"""A pilot's workspace: when there is one, for whom, and what may not stand in it."""

import uuid

import pytest

from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.people.states import Role
from eduhub.pilots import services
from eduhub.pilots.models import Group
from eduhub.pilots.services.workspace import KIND, close_with, members, open_for_group
from eduhub.pilots.states import GroupState, PilotState
from eduhub.workspaces.models import Workspace
from eduhub.workspaces.services import write_message
from tests.makers import NOW, TODAY, make_group, make_person, signed_in
from tests.makers.pilots import make_cast, make_pilot_in

pytestmark = pytest.mark.django_db


def write(cast, who, text="Hello"):
    space = Workspace.objects.get(kind=KIND, key=cast.pilot.pk)
    told = {"key": uuid.uuid4(), "by": cast.actor(who), "now": NOW}
    return write_message(space.pk, text, **told)


@pytest.fixture
def cast():
    """A pilot with an accepted group and its workspace."""
    cast = make_cast()
    open_for_group(cast.group.pk, now=NOW)
    return cast


def test_it_opens_with_the_first_accepted_group_and_once():
    cast = make_cast(GroupState.JOINED)
    open_for_group(cast.group.pk, now=NOW)
    assert not Workspace.objects.exists()

    services.accept_group(cast.group.pk, by=cast.actor("principal"), now=NOW)
    other = make_group(cast.pilot, state=GroupState.ACCEPTED)
    for group in (cast.group, cast.group, other):
        open_for_group(group.pk, now=NOW)

    assert list(Workspace.objects.values_list("kind", "key")) == [(KIND, cast.pilot.pk)]


@pytest.mark.parametrize("state", [PilotState.PUBLISHED, PilotState.ABORTED, PilotState.WITHDRAWN])
def test_it_closes_when_the_pilot_ends_and_does_not_open_after(cast, state):
    close_with(cast.pilot.pk, PilotState.RUNNING, now=NOW)
    write(cast, "teacher")

    close_with(cast.pilot.pk, state, now=NOW)

    with pytest.raises(NotNow):
        write(cast, "teacher")
    ended = make_pilot_in(state)
    open_for_group(ended.group.pk, now=NOW)
    assert not Workspace.objects.filter(key=ended.pilot.pk).exists()


INSIDE = ("lead", "member", "teacher", "principal", "staff")
OUTSIDE = ("colleague", "other_lead", "other_teacher", "other_principal")


def test_the_company_the_groups_teacher_and_principal_and_the_hub_write(cast):
    for who in INSIDE:
        write(cast, who)


@pytest.mark.parametrize("who", OUTSIDE)
def test_for_others_it_is_not_there(cast, client, who):
    with pytest.raises(NotFound):
        write(cast, who)

    signed_in(client, cast.users[who])
    assert 'id="workspace"' not in client.get(f"/en/pilots/{cast.pilot.pk}/").text


def test_its_members_are_those_who_may_write_in_it(cast):
    make_person(Role.TEACHER, cast.school)
    make_group(cast.pilot, school=cast.school, teacher=cast.users["colleague"])

    found = {member.user_id for member in members([cast.pilot.pk], TODAY)[cast.pilot.pk]}

    assert found == {cast.users[who].pk for who in INSIDE}


def test_whoever_leaves_the_pilot_leaves_the_workspace(cast):
    write(cast, "teacher")

    services.leave(cast.group.pk, by=cast.actor("teacher"), now=NOW)

    for who in ("teacher", "principal"):
        with pytest.raises(NotFound):
            write(cast, who)


def test_any_teacher_of_the_school_speaks_for_a_group_whose_own_is_erased(cast):
    Group.objects.filter(pk=cast.group.pk).update(teacher=None)

    write(cast, "colleague")

    found = {member.user_id for member in members([cast.pilot.pk], TODAY)[cast.pilot.pk]}
    assert cast.users["colleague"].pk in found


@pytest.mark.parametrize("words", ["Ask 131052-308T", "Write to a.b@school.example"])
def test_in_co_development_nobody_is_named(cast, words):
    with pytest.raises(Invalid):
        write(cast, "teacher", words)


@pytest.mark.parametrize("who", INSIDE)
def test_the_pilots_page_shows_it_to_its_members(cast, client, who):
    write(cast, "lead", "The slips are printed")
    signed_in(client, cast.users[who])

    page = client.get(f"/en/pilots/{cast.pilot.pk}/")

    assert 'id="workspace"' in page.text
    assert "The slips are printed" in page.text and "1 message" in page.text
