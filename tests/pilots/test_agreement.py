"""Agreed exactly while the company and all accepted groups agree to the latest statement.

Lane and signatures have tests of their own; here the lane is decided first, so that what stands
before the agreement is "no permit needed".
"""

from decimal import Decimal

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.pilots import queries, services
from eduhub.pilots.models import Pilot, SuccessStatement
from eduhub.pilots.rules import NOT_FROZEN
from eduhub.pilots.states import GroupState, PilotState
from tests.makers import NOW, make_group
from tests.makers import pilots as makers
from tests.makers.pilots import make_agreed, make_definition, sign_all

pytestmark = pytest.mark.django_db


WAY = ("lane_decided", "privacy_cleared", "permit_not_needed", "agreement_signed")


def make_cast(group_state=GroupState.ACCEPTED):
    """In lane A, which is decided already."""
    cast = makers.make_cast(group_state)
    makers.decide_lane(cast)
    return cast


def state():
    return Pilot.objects.get().state


def write(cast, who="lead", seen=0, **fields):
    definition = make_definition(**fields)
    return services.write_statement(
        cast.pilot.pk, definition, seen=seen, by=cast.actor(who), now=NOW
    )


def agree(cast, who, version=1):
    return services.agree_to_statement(cast.pilot.pk, version=version, by=cast.actor(who), now=NOW)


def everybody_agrees():
    return queries.standing_of(Pilot.objects.get()).everybody_agrees


def moves():
    told = LedgerEntry.objects.filter(verb="pilot.moved").order_by("pk")
    return [(line.facts["before"], line.facts["to"], line.facts["why"]) for line in told]


def posted(task):
    return ProcrastinateJob.objects.filter(task_name__endswith=task).count()


def test_the_last_signature_makes_the_pilot_agreed():
    cast = make_cast()
    write(cast)
    agree(cast, "teacher")
    assert state() == PilotState.PERMIT_NOT_NEEDED

    sign_all(cast)

    assert state() == PilotState.AGREED
    assert [to for _before, to, _why in moves()] == list(WAY)
    assert posted("tell_all_that_it_is_agreed") == 1


def test_without_an_accepted_group_nothing_is_agreed():
    cast = make_cast(GroupState.JOINED)

    write(cast)

    assert SuccessStatement.objects.get().company_agreed_at == NOW
    assert not everybody_agrees()


def test_one_group_that_has_not_agreed_holds_it_open():
    cast = make_cast()
    make_group(cast.pilot, state=GroupState.ACCEPTED)
    write(cast)

    agree(cast, "teacher")

    assert not everybody_agrees()


def test_a_teacher_agrees_for_all_own_groups_at_once():
    cast = make_cast()
    fields = {"school": cast.school, "teacher": cast.users["teacher"]}
    make_group(cast.pilot, state=GroupState.ACCEPTED, **fields)
    write(cast)

    agree(cast, "teacher")

    assert everybody_agrees()


def test_agreeing_twice_is_agreeing_once():
    cast = make_agreed()

    agree(cast, "teacher")
    agree(cast, "lead")

    assert LedgerEntry.objects.filter(verb="pilot.statement_agreed").count() == 2
    assert len(moves()) == len(WAY)


def test_whoever_writes_it_agrees_to_it_if_that_is_theirs():
    cast = make_cast()
    write(cast, "member")
    assert SuccessStatement.objects.get().company_agreed_at is None

    write(cast, "teacher", seen=1, unit=Text(en="tasks"))

    cast.group.refresh_from_db()
    assert cast.group.agreed_to.version == 2
    agree(cast, "lead", version=2)
    assert everybody_agrees()


def test_a_new_version_voids_what_was_agreed_to():
    cast = make_agreed()

    write(cast, "lead", seen=1, smallest_that_matters=Decimal(3))

    assert state() == PilotState.PERMIT_NOT_NEEDED
    assert moves()[-1] == ("agreement_signed", "permit_not_needed", "new_statement")
    agree(cast, "teacher", version=2)
    assert state() == PilotState.PERMIT_NOT_NEEDED  # signed was the version before
    sign_all(cast)
    assert state() == PilotState.AGREED
    assert posted("tell_all_that_it_is_agreed") == 2


def test_a_new_accepted_group_opens_the_agreement_again():
    cast = make_agreed()
    late = make_group(cast.pilot, school=cast.school, teacher=cast.users["colleague"])

    services.accept_group(late.pk, by=cast.actor("principal"), now=NOW)

    assert state() == PilotState.PERMIT_NOT_NEEDED
    assert moves()[-1] == ("agreement_signed", "permit_not_needed", "new_group")
    agree(cast, "colleague")
    assert state() == PilotState.AGREED


def test_the_last_group_that_had_not_agreed_leaves_and_so_all_agree():
    cast = make_cast()
    slow = make_group(
        cast.pilot, school=cast.school, teacher=cast.users["colleague"], state=GroupState.ACCEPTED
    )
    write(cast)
    agree(cast, "teacher")

    services.leave(slow.pk, by=cast.actor("colleague"), now=NOW)

    assert everybody_agrees()


def test_when_the_only_group_leaves_the_pilot_is_open_again():
    cast = make_agreed()

    services.leave(cast.group.pk, by=cast.actor("principal"), now=NOW)

    assert state() == PilotState.PERMIT_NOT_NEEDED
    assert moves()[-1] == ("agreement_signed", "permit_not_needed", "group_left")


def test_one_agrees_to_the_version_that_one_has_read():
    cast = make_cast()
    write(cast)
    write(cast, "lead", seen=1, unit=Text(en="tasks"))

    with pytest.raises(Stale):
        agree(cast, "teacher", version=1)


def test_two_who_write_at_once_overwrite_nothing():
    cast = make_cast()
    write(cast, "lead", unit=Text(en="tasks"))

    with pytest.raises(Stale):
        write(cast, "teacher", seen=0)

    assert str(SuccessStatement.objects.get().unit) == "tasks"


def test_the_same_statement_sent_twice_is_one_version():
    cast = make_cast()

    assert write(cast) == write(cast)
    assert SuccessStatement.objects.count() == 1


def test_a_difference_that_matters_is_above_nought():
    cast = make_cast()

    with pytest.raises(Invalid) as refusal:
        write(cast, smallest_that_matters=Decimal(0))

    assert list(refusal.value.fields) == ["smallest_that_matters"]


def test_a_frozen_plan_locks_statement_and_groups():
    cast = make_agreed()
    waiting = make_group(cast.pilot, school=cast.school)
    services.move(
        cast.pilot.pk, PilotState.PREREGISTERED, by=cast.actor("staff"), now=NOW, why="frozen"
    )

    deeds = [
        lambda: write(cast, "lead", seen=1, unit=Text(en="tasks")),
        lambda: agree(cast, "teacher"),
        lambda: services.leave(cast.group.pk, by=cast.actor("teacher"), now=NOW),
        lambda: services.accept_group(waiting.pk, by=cast.actor("principal"), now=NOW),
    ]
    for deed in deeds:
        with pytest.raises(NotNow) as refusal:
            deed()
        assert refusal.value.message == str(NOT_FROZEN.reason)


def test_the_room_above_reads_what_was_agreed_and_moves_on():
    cast = make_agreed()
    staff, pk = cast.actor("staff"), cast.pilot.pk

    agreed = queries.pilot_for_plan(pk, staff)
    pilot = services.move(pk, "preregistered", by=staff, now=NOW, why="plan_frozen")

    assert (agreed.statement.version, agreed.groups) == (1, (cast.group,))
    assert list(queries.groups_taking_part(pilot)) == [cast.group]
    assert moves()[-1] == ("agreement_signed", "preregistered", "plan_frozen")


def test_no_plan_rests_on_a_pilot_that_is_not_agreed():
    cast = make_cast()

    with pytest.raises(NotNow):
        queries.pilot_for_plan(cast.pilot.pk, cast.actor("staff"))
    with pytest.raises(NotNow):
        services.move(cast.pilot.pk, "preregistered", by=cast.actor("staff"), now=NOW, why="")
    with pytest.raises(ValueError):
        services.move(cast.pilot.pk, "agreement_signed", by=cast.actor("staff"), now=NOW, why="")


def test_an_erased_teachers_group_is_spoken_for_by_a_colleague():
    cast = make_cast()
    write(cast)
    cast.users["teacher"].delete()

    agree(cast, "colleague")

    assert everybody_agrees()
