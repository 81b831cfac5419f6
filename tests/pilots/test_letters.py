"""Letters: to the right people, in their language, once."""

import pytest

from eduhub.kit.models import Letter
from eduhub.people.states import Role
from eduhub.pilots import services
from eduhub.pilots.services import letters
from eduhub.pilots.states import GroupState, PilotState
from tests.makers import NOW, make_group, make_person
from tests.makers.pilots import make_agreed, make_cast, make_definition

pytestmark = pytest.mark.django_db


def sent():
    return sorted(Letter.objects.values_list("kind", "to"))


def to(cast, kind, *people):
    return sorted((f"pilots/{kind}", cast.users[who].email) for who in people)


def test_the_principals_of_the_groups_school_are_asked_once():
    cast = make_cast(GroupState.JOINED)
    cast.users["principal"].language = "sv"
    cast.users["principal"].save()

    for _ in range(2):
        letters.ask_the_principals(cast.group.pk, now=NOW)

    assert sent() == to(cast, "group_joined", "principal")
    letter = Letter.objects.get()
    assert letter.subject.startswith("Gruppen 5B vill pröva: ")
    assert f"/sv/pilots/groups/{cast.group.pk}/decide/" in letter.text


def test_nobody_is_asked_about_a_group_that_has_been_taken_back():
    cast = make_cast(GroupState.WITHDRAWN)

    letters.ask_the_principals(cast.group.pk, now=NOW)

    assert sent() == []


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_the_teacher_hears_the_principals_answer(answer):
    cast = make_cast(GroupState.JOINED)
    by = cast.actor("principal")
    if answer == "accepted":
        services.accept_group(cast.group.pk, by=by, now=NOW)
    else:
        services.decline_group(cast.group.pk, "R & D day that week.", by=by, now=NOW)

    letters.tell_the_teacher(cast.group.pk, now=NOW)

    assert sent() == to(cast, f"group_{answer}", "teacher")
    assert ("R & D day that week." in Letter.objects.get().text) == (answer == "declined")


def test_whoever_has_not_agreed_yet_is_asked():
    cast = make_cast()
    make_group(cast.pilot, teacher=cast.users["other_teacher"])  # not accepted: not asked
    pk = cast.pilot.pk
    by_company = services.write_statement(
        pk, make_definition(), seen=0, by=cast.actor("member"), now=NOW
    )

    letters.ask_the_other_side(by_company.pk, now=NOW)

    assert sent() == to(cast, "statement_written", "lead", "member", "teacher")


def test_a_teachers_proposal_goes_to_the_company():
    cast = make_cast()
    statement = services.write_statement(
        cast.pilot.pk, make_definition(), seen=0, by=cast.actor("teacher"), now=NOW
    )

    letters.ask_the_other_side(statement.pk, now=NOW)

    assert sent() == to(cast, "statement_written", "lead", "member")


def test_all_hear_that_it_is_agreed_and_the_hub_too():
    cast = make_agreed()
    english = make_person(Role.HUB_LEAD, language="en")

    for _ in range(2):
        letters.tell_all_that_it_is_agreed(cast.pilot.pk, now=NOW)

    people = to(cast, "agreed", "lead", "member", "teacher", "principal", "staff")
    assert sent() == sorted([*people, ("pilots/agreed", english.email)])
    assert "Both sides agree" in Letter.objects.get(language="en").subject


def test_nobody_hears_of_an_agreement_that_was_opened_again():
    cast = make_agreed()
    services.leave(cast.group.pk, by=cast.actor("teacher"), now=NOW)

    letters.tell_all_that_it_is_agreed(cast.pilot.pk, now=NOW)

    assert sent() == []


def test_those_who_took_part_hear_why_it_ended():
    cast = make_agreed()
    for state in (PilotState.PREREGISTERED, PilotState.RUNNING):
        services.move(cast.pilot.pk, state, by=cast.actor("staff"), now=NOW, why="test")
    services.stop(cast.pilot.pk, "The devices broke.", by=cast.actor("lead"), now=NOW)

    letters.tell_all_that_it_has_ended(cast.pilot.pk, now=NOW)

    assert sent() == to(cast, "ended", "lead", "member", "teacher", "principal")
    assert all("The devices broke." in letter.text for letter in Letter.objects.all())
