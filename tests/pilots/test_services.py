"""What people do with a pilot, from the offer to the agreement."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.pilots import services
from eduhub.pilots.models import Group, Pilot, SuccessStatement
from eduhub.pilots.states import GroupState, PilotState
from tests.makers import NOW, make_actor, make_group, make_solution
from tests.makers.pilots import make_agreed, make_cast, make_definition, make_terms

pytestmark = pytest.mark.django_db


def verbs():
    return list(LedgerEntry.objects.order_by("pk").values_list("verb", flat=True))


def jobs():
    names = ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True)
    return [name.rpartition(".")[2] for name in names if ".pilots." in name]


def join(cast, who="other_teacher", **fields):
    told = {"label": "6A", "grade": 6, "pupils": 21} | fields
    return services.join(cast.pilot.pk, **told, by=cast.actor(who), now=NOW)


def test_an_offer_stands_on_the_register_with_its_terms():
    solution = make_solution()
    member = make_actor("company_member", solution.company)

    pilot = services.post_pilot(solution.pk, make_terms(places=3), by=member, now=NOW)

    assert Pilot.objects.get() == pilot
    assert (pilot.state, pilot.lane, pilot.places) == ("posted", "", 3)
    assert (pilot.posted_by_id, pilot.state_since) == (member.user_id, NOW)
    assert verbs() == ["pilot.posted"]


def test_the_same_form_sent_twice_makes_one_pilot():
    solution, key = make_solution(), uuid4()
    lead = make_actor("company_lead", solution.company)

    first = services.post_pilot(solution.pk, make_terms(), by=lead, now=NOW, key=key)
    again = services.post_pilot(solution.pk, make_terms(), by=lead, now=NOW, key=key)

    assert first == again == Pilot.objects.get()


def test_a_draft_cannot_be_offered():
    solution = make_solution(state="draft")
    lead = make_actor("company_lead", solution.company)

    with pytest.raises(NotNow, match="post"):
        services.post_pilot(solution.pk, make_terms(), by=lead, now=NOW)

    assert Pilot.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"purpose": Text()}, "purpose"),
        ({"minutes_a_week": 4}, "minutes_a_week"),
        ({"minutes_a_week": 601}, "minutes_a_week"),
        ({"places": 0}, "places"),
        ({"starts": dt.date(2026, 8, 31)}, "starts"),
        ({"ends": dt.date(2026, 10, 5)}, "ends"),
        ({"ends": dt.date(2027, 10, 7)}, "ends"),
    ],
)
def test_terms_that_cannot_be_are_named_by_their_field(fields, named):
    solution = make_solution()
    lead = make_actor("company_lead", solution.company)

    with pytest.raises(Invalid) as refusal:
        services.post_pilot(solution.pk, make_terms(**fields), by=lead, now=NOW)

    assert list(refusal.value.fields) == [named]
    assert Pilot.objects.count() == 0


def test_the_offer_changes_while_no_group_is_accepted():
    cast = make_cast(GroupState.JOINED)

    edited = services.edit_pilot(
        cast.pilot.pk, make_terms(minutes_a_week=55), seen=1, by=cast.actor("member"), now=NOW
    )

    assert (edited.minutes_a_week, edited.version) == (55, 2)
    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.facts) == ("pilot.edited", {"fields": ["minutes_a_week"]})


def test_an_accepted_group_fixes_the_terms():
    cast = make_cast()

    with pytest.raises(NotNow, match="edit"):
        services.edit_pilot(cast.pilot.pk, make_terms(), seen=1, by=cast.actor("lead"), now=NOW)


def test_who_edits_an_older_version_overwrites_nothing():
    cast = make_cast(GroupState.JOINED)
    lead, pk = cast.actor("lead"), cast.pilot.pk
    services.edit_pilot(pk, make_terms(places=5), seen=1, by=lead, now=NOW)

    with pytest.raises(Stale):
        services.edit_pilot(pk, make_terms(places=9), seen=1, by=lead, now=NOW)

    assert Pilot.objects.get().places == 5


def test_places_cannot_fall_below_the_groups_that_hold_one():
    cast = make_cast(GroupState.JOINED)
    make_group(cast.pilot)

    with pytest.raises(Invalid) as refusal:
        services.edit_pilot(
            cast.pilot.pk, make_terms(places=1), seen=1, by=cast.actor("lead"), now=NOW
        )

    assert list(refusal.value.fields) == ["places"]


def test_a_group_joins_and_its_principal_is_asked():
    cast = make_cast()

    group = join(cast, "colleague", label="  6  A ")

    assert (group.label, group.grade, group.pupils) == ("6 A", 6, 21)
    assert (group.state, group.school) == (GroupState.JOINED, cast.school)
    assert (verbs(), jobs()) == (["pilot.joined"], ["ask_the_principals"])


def test_the_same_group_sent_twice_is_one_group():
    cast = make_cast()

    assert join(cast) == join(cast)
    assert Group.objects.count() == 2 and jobs() == ["ask_the_principals"]


def test_a_label_is_taken_once_in_a_school_whatever_its_capitals():
    cast = make_cast()

    with pytest.raises(Invalid) as refusal:
        join(cast, "colleague", label="5b")

    assert list(refusal.value.fields) == ["label"]
    assert join(cast, "other_teacher", label="5b").label == "5b"  # in another school


def test_a_label_is_free_again_once_its_group_has_left():
    cast = make_cast()
    services.leave(cast.group.pk, by=cast.actor("teacher"), now=NOW)

    again = join(cast, "teacher", label="5B")

    assert again.state == GroupState.JOINED and again.pk != cast.group.pk


@pytest.mark.parametrize(
    ("fields", "named"),
    [({"label": " "}, "label"), ({"label": "x" * 21}, "label"), ({"grade": 14}, "grade")]
    + [({"pupils": n}, "pupils") for n in (0, 61)],
)
def test_a_group_that_cannot_be_is_named_by_its_field(fields, named):
    cast = make_cast()

    with pytest.raises(Invalid) as refusal:
        join(cast, **fields)

    assert list(refusal.value.fields) == [named]


def test_accepted_and_waiting_groups_hold_places_and_others_do_not():
    cast = make_cast(places=3)
    make_group(cast.pilot)
    make_group(cast.pilot, state=GroupState.DECLINED)
    make_group(cast.pilot, state=GroupState.WITHDRAWN)

    assert join(cast).state == GroupState.JOINED
    with pytest.raises(NotNow, match="join"):
        join(cast, label="6B")


def test_the_principal_accepts_and_the_teacher_is_told():
    cast = make_cast(GroupState.JOINED)
    principal = cast.actor("principal")

    group = services.accept_group(cast.group.pk, by=principal, now=NOW)

    assert (group.state, group.decided_at) == (GroupState.ACCEPTED, NOW)
    assert group.decided_by_id == principal.user_id
    assert verbs() == ["pilot.group_accepted"]
    assert jobs() == ["tell_the_teacher", "open_workspace"]


def test_a_no_has_its_grounds_and_frees_the_place():
    cast = make_cast(GroupState.JOINED, places=1)
    principal = cast.actor("principal")
    with pytest.raises(Invalid):
        services.decline_group(cast.group.pk, "  ", by=principal, now=NOW)

    group = services.decline_group(cast.group.pk, " Too much this term. ", by=principal, now=NOW)

    assert (group.state, group.grounds) == (GroupState.DECLINED, "Too much this term.")
    assert "Too much" not in str(list(LedgerEntry.objects.values_list("facts", flat=True)))
    assert join(cast).state == GroupState.JOINED


def test_a_principal_decides_once():
    cast = make_cast()

    with pytest.raises(NotNow, match="accept"):
        services.accept_group(cast.group.pk, by=cast.actor("principal"), now=NOW)


def test_a_withdrawn_offer_has_a_reason_and_leaves_the_register():
    cast = make_cast()

    pilot = services.withdraw_pilot(
        cast.pilot.pk, "Our release is late.", by=cast.actor("member"), now=NOW
    )

    assert (pilot.state, pilot.grounds) == ("withdrawn", "Our release is late.")
    assert list(Pilot.objects.visible_to(cast.actor("other_lead"))) == []
    assert list(Pilot.objects.visible_to(cast.actor("teacher"))) == [pilot]
    told = ["tell_all_that_it_has_ended", "close_workspace", "tell_all_that_it_is_paused"]
    assert jobs() == told


@pytest.mark.parametrize("who", ["lead", "principal", "staff"])
def test_either_side_stops_a_pilot_that_has_begun(who):
    cast = make_agreed()
    for state in (PilotState.PREREGISTERED, PilotState.RUNNING):
        services.move(cast.pilot.pk, state, by=cast.actor("staff"), now=NOW, why="test")

    pilot = services.stop(cast.pilot.pk, "The devices broke.", by=cast.actor(who), now=NOW)

    assert (pilot.state, pilot.grounds) == ("aborted", "The devices broke.")


def test_a_visitor_sees_no_withdrawn_pilot_even_one_without_groups():
    cast = make_cast(state=PilotState.WITHDRAWN)
    cast.group.delete()
    nobody = make_actor()

    assert nobody.organisation_id is None
    assert list(Pilot.objects.visible_to(nobody)) == []


def test_two_versions_of_a_statement_stay_and_the_latest_counts():
    cast = make_cast()
    lead, pk = cast.actor("lead"), cast.pilot.pk
    first = services.write_statement(pk, make_definition(), seen=0, by=lead, now=NOW)
    second = replace(make_definition(), unit=Text(en="tasks"))

    services.write_statement(pk, second, seen=1, by=cast.actor("teacher"), now=NOW)

    told = SuccessStatement.objects.order_by("version").values_list("version", "side")
    assert list(told) == [(1, "company"), (2, "school")]
    assert first.company_agreed_at == NOW
    assert SuccessStatement.objects.get(version=2).company_agreed_at is None
    assert jobs() == ["ask_the_other_side", "ask_the_other_side"]
