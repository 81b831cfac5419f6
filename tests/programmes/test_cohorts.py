"""Cohorts: who comes in, what they have to reach, and who hears when it is late."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from eduhub.programmes.models import Cohort, Escalation, Milestone, Seat, Stay
from eduhub.programmes.queries.cohorts import late_in, named_in
from eduhub.programmes.services import cohorts, curriculum, milestones
from eduhub.programmes.services.cohort_spaces import close_over
from eduhub.workspaces.models import Workspace
from tests.makers import NOW, TODAY, make_company, make_person
from tests.makers.cohorts import DAY, MONDAY, fields_of, make_class, match, publish
from tests.makers.juries import make_application, make_call
from tests.makers.programmes import said

pytestmark = pytest.mark.django_db


def letters():
    return sorted(Letter.objects.values_list("to", "kind"))


def finish(made, name="kielo", who="kielo", **told):
    told.setdefault("note", "Three schools pay.")
    return milestones.finish(
        made.milestone(name).pk, told["note"], told.get("evidence", ""), by=made.actor(who),
        now=NOW, today=TODAY,
    )  # fmt: skip


def escalate(days):
    """As the task of the morning does, so many days after the first milestone's day."""
    due = MONDAY + 4 * DAY + days * DAY
    return milestones.escalate(now=dt.datetime.combine(due, dt.time(5), dt.UTC))


def test_those_who_were_chosen_come_in_with_their_milestones_once():
    call = make_call()
    chosen, _other, gone = (make_application(call) for _ in range(3))
    for one, selection, state in ((chosen, "chosen", "finalised"), (gone, "chosen", "withdrawn")):
        one.selection, one.state = selection, state
        if state == "withdrawn":
            one.withdrawn_at = one.ended_at = NOW
        one.save()
    staff = actor_for(make_person(Role.HUB_STAFF), TODAY)
    key, template = uuid.uuid4(), (2, said("A pilot"), said("A contract"))
    cohorts.keep_template(
        call.programme_id, None, template, key=uuid.uuid4(), seen=0, by=staff, now=NOW
    )
    fields = fields_of(programme_id=call.programme_id, call_id=call.pk)

    for _ in range(2):
        made = cohorts.make_cohort(fields, key=key, by=staff, now=NOW, today=TODAY)
        cohorts.take_in(made.pk, by=staff, now=NOW)

    assert list(Seat.objects.values_list("organisation", "application")) == [
        (chosen.organisation_id, chosen.pk)
    ]
    assert list(Milestone.objects.values_list("due", "title")) == [
        (MONDAY + 11 * DAY, said("A pilot"))
    ]
    assert sorted(Workspace.objects.values_list("kind", flat=True)) == ["cohort", "seat"]


def test_who_comes_into_a_cohort_is_in_the_programmes_record_once():
    made = make_class()

    rows = Stay.objects.order_by("organisation").values_list("organisation", "since", "until")
    seats = Seat.objects.order_by("organisation").values_list("organisation", flat=True)
    assert list(rows) == [(one, made.cohort.starts, made.cohort.ends) for one in seats]


def test_what_cannot_be_a_cohort_is_refused_beside_its_field():
    staff = actor_for(make_person(Role.HUB_STAFF), TODAY)
    call, foreign = make_call(), make_call()
    outsider = make_person(Role.PARTNER)
    fields = fields_of(
        programme_id=call.programme_id, call_id=foreign.pk, ends=MONDAY, hours_each=30,
        hours_all=20, manager_id=outsider.pk,
    )  # fmt: skip

    with pytest.raises(Invalid) as refusal:
        cohorts.make_cohort(fields, key=uuid.uuid4(), by=staff, now=NOW, today=TODAY)

    assert sorted(refusal.value.fields) == ["call", "ends", "hours_all", "manager"]


def test_new_milestones_of_the_programme_are_given_to_companies_that_lack_them():
    made = make_class()
    programme = made.cohort.programme_id
    cohorts.keep_template(
        programme, None, (5, said("A new one"), said("")), key=uuid.uuid4(), seen=0,
        by=made.staff, now=NOW,
    )  # fmt: skip

    given = [cohorts.give_templates(made.cohort.pk, by=made.staff, now=NOW) for _ in range(2)]

    assert (given, Milestone.objects.filter(title__en="A new one").count()) == ([2, 0], 2)


def test_a_milestone_is_reached_with_a_note_and_opened_again():
    made = make_class()
    with pytest.raises(Invalid) as refusal:
        finish(made, note=" ")
    assert list(refusal.value.fields) == ["note"]
    with pytest.raises(Invalid) as refusal:
        finish(made, evidence="http://kielo.example/")
    assert list(refusal.value.fields) == ["evidence"]

    reached = finish(made, who="kielo.member", evidence="https://kielo.example/")

    assert (reached.done_at, reached.done_by_id) == (NOW, made.people["kielo.member"].pk)
    with pytest.raises(NotNow):
        finish(made)
    again = milestones.reopen(reached.pk, by=made.actor("kielo"), now=NOW, today=TODAY)
    assert (again.done_at, again.note, again.evidence) == (None, "", "")


def test_only_the_company_and_the_hub_say_that_it_is_reached():
    made = make_class(helpers="anna bo")
    match(made)
    publish(made)
    mentor = made.pair("kielo").bench.mentor.person
    pk = made.milestone("kielo").pk
    told = {"now": NOW, "today": TODAY}

    with pytest.raises(NotAllowed):
        milestones.finish(pk, "Done", "", by=actor_for(mentor, TODAY), **told)
    with pytest.raises(NotFound):
        milestones.finish(pk, "Done", "", by=made.actor("lumi"), **told)
    assert milestones.finish(pk, "Done", "", by=made.staff, **told).is_done


def test_the_database_keeps_what_must_hold():
    made = make_class()
    milestone = made.milestone("kielo")

    for change in ({"done_at": NOW, "note": ""}, {"note": "Words of nobody"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Milestone.objects.filter(pk=milestone.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.update(ends=made.cohort.starts)


def test_the_owner_hears_first_then_the_mentor_then_the_manager_each_once():
    made = make_class("kielo", helpers="anna")
    match(made)
    publish(made)
    owner = made.people["kielo.member"]
    milestones.give_owner(
        made.milestone("kielo").pk, owner.pk, by=made.actor("kielo"), now=NOW, today=TODAY
    )

    told = [escalate(days) for days in (0, 1, 2, 6, 7, 8, 13, 14, 40)]

    # The second milestone is due two weeks later, without an owner: its lead is told.
    assert told == [0, 1, 0, 0, 1, 0, 0, 1, 3]
    assert letters() == sorted(
        [
            (owner.email, "programmes/late_owner"),
            (made.people["kielo"].email, "programmes/late_owner"),
            *[(made.people["anna"].email, "programmes/late_mentor")] * 2,
            *[(made.people["staff"].email, "programmes/late_manager")] * 2,
        ]
    )
    assert Escalation.objects.count() == 6


def test_without_a_mentor_that_step_is_noted_and_nobody_is_written_to():
    make_class("kielo")

    escalate(7)

    assert sorted(Escalation.objects.values_list("level", "letters")) == [
        ("mentor", 0),
        ("owner", 1),
    ]


def test_what_is_reached_left_or_over_is_late_for_nobody():
    made = make_class("kielo lumi niitty")
    finish(made)
    cohorts.leave(made.seats["lumi"].pk, by=made.staff, now=NOW)

    told = escalate(2)
    Cohort.objects.update(ends=MONDAY + 7 * DAY)

    assert (told, escalate(300)) == (1, 0)


def test_another_day_begins_anew_and_a_change_upon_a_change_is_refused():
    made = make_class("kielo")
    escalate(3)
    milestone = made.milestone("kielo")
    fields = milestones.MilestoneFields(
        milestone.title, milestone.words, milestone.due + DAY, None
    )
    told = {"seen": 1, "by": made.staff, "now": NOW, "today": TODAY}
    milestones.change_milestone(milestone.pk, fields, **told)

    with pytest.raises(Stale):
        milestones.change_milestone(milestone.pk, fields, **told)

    assert (escalate(1), escalate(2), escalate(3)) == (0, 1, 0)


def test_late_ones_are_listed_the_longest_first_with_who_has_heard():
    made = make_class("kielo")
    escalate(7)

    late = late_in(made.cohort, MONDAY + 20 * DAY)

    assert [(one.days, [step.level for step in one.told]) for one in late] == [
        (16, ["owner", "mentor"]),
        (2, []),
    ]


def test_a_company_is_named_in_public_only_by_its_lead():
    made = make_class()
    told = {"now": NOW, "today": TODAY}
    with pytest.raises(NotAllowed):
        cohorts.set_named(made.seats["kielo"].pk, True, by=made.actor("kielo.member"), **told)

    cohorts.set_named(made.seats["kielo"].pk, True, by=made.actor("kielo"), **told)

    assert [str(one.name) for one in named_in(made.cohort)] == ["Kielo Oy"]


def test_attendance_is_of_companies_and_a_session_that_was_held_stays():
    made = make_class()
    fields = curriculum.SessionFields(said("Pricing"), NOW, NOW + DAY / 12, "Room 1", "")
    session = curriculum.add_session(
        made.cohort.pk, fields, key=uuid.uuid4(), by=made.staff, now=NOW
    )
    foreign = make_class("other").seats["other"]

    for chosen in ([made.seats["kielo"].pk, foreign.pk], [made.seats["lumi"].pk]):
        curriculum.note_attendance(session.pk, chosen, by=made.staff, now=NOW)

    assert list(session.attendances.values_list("seat", flat=True)) == [made.seats["lumi"].pk]
    with pytest.raises(NotNow):
        curriculum.call_off(session.pk, by=made.staff, now=NOW)


def test_a_session_is_somewhere_and_ends_after_it_begins():
    made = make_class()
    fields = curriculum.SessionFields(said("Pricing"), NOW, NOW, "", "ftp://x")

    with pytest.raises(Invalid) as refusal:
        curriculum.add_session(made.cohort.pk, fields, key=uuid.uuid4(), by=made.staff, now=NOW)

    assert sorted(refusal.value.fields) == ["ends", "link"]


def test_members_share_a_workspace_with_their_mentor_and_it_closes_with_the_cohort():
    made = make_class(helpers="anna")
    seat = Workspace.objects.get(kind="seat", key=made.seats["kielo"].pk)
    seen = {
        name: Workspace.objects.visible_to(made.actor(name)).filter(pk=seat.pk).exists()
        for name in ("kielo", "kielo.member", "lumi", "anna")
    }
    assert seen == {"kielo": True, "kielo.member": True, "lumi": False, "anna": False}
    match(made)
    publish(made)
    assert Workspace.objects.visible_to(made.actor("anna")).filter(pk=seat.pk).exists()

    close_over(now=NOW, today=made.cohort.ends + DAY)

    assert not Workspace.objects.open().exists()


def test_a_company_by_hand_must_be_an_approved_company():
    made = make_class("")
    school = make_person(Role.PRINCIPAL).memberships.get().organisation_id

    with pytest.raises(Invalid):
        cohorts.add_company(made.cohort.pk, school, by=made.staff, now=NOW)
    seat = cohorts.add_company(made.cohort.pk, make_company().pk, by=made.staff, now=NOW)

    assert seat.milestones.count() == 3
