"""One's own details, contacts by topic, and the hub's first lead."""

import pytest

from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid, NotAllowed, NotFound
from eduhub.people.models import Duty, Organisation, User
from eduhub.people.queries import actor_for, duties_shown
from eduhub.people.services import persons
from eduhub.people.states import DutyTopic, Role
from tests.makers import NOW, TODAY, make_membership, make_organisation, make_person

pytestmark = pytest.mark.django_db


def give(membership, by, **told):
    told = {"topic": "pilots", "languages": ["sv", "fi"], "address": "pilots@example.org"} | told
    return persons.give_duty(membership.pk, **told, by=actor_for(by, TODAY), now=NOW)


def make_lead(name="Hub"):
    command = machine("command")
    return persons.make_hub_lead(
        "Lead@example.org", hub_name=name, by=command, now=NOW, today=TODAY
    )


def test_a_person_changes_their_own_details_only():
    person, other = make_person(), make_person(Role.HUB_LEAD)
    told = {"name": " Rehtori ", "language": "sv", "wants_news": True}
    persons.change_details(person.pk, **told, by=actor_for(person, TODAY), now=NOW)
    person.refresh_from_db()
    assert (person.name, person.language, person.wants_news) == ("Rehtori", "sv", True)
    with pytest.raises(NotAllowed):
        persons.change_details(person.pk, **told, by=actor_for(other, TODAY), now=NOW)
    with pytest.raises(Invalid):
        persons.change_details(
            person.pk, **told | {"language": "de"}, by=actor_for(person, TODAY), now=NOW
        )


def test_contacts_are_shown_by_topic_as_a_role():
    staff = make_person(Role.HUB_STAFF, name="Nobody")
    here = staff.memberships.get()
    give(here, staff, topic="research", languages=["en"])
    give(here, staff, phone="09 310 0000")

    shown = duties_shown(TODAY)

    assert [duty.topic for duty in shown] == [DutyTopic.PILOTS, DutyTopic.RESEARCH]
    assert shown[0].languages == ("fi", "sv")
    assert (shown[0].address, shown[0].phone) == ("pilots@example.org", "09 310 0000")
    assert (shown[0].role, shown[0].organisation) == (Role.HUB_STAFF, here.organisation.name)


def test_a_contact_vanishes_with_the_role_the_account_or_the_approval():
    staff = make_person(Role.HUB_STAFF)
    lapsed = make_membership(make_person(), Role.TEACHER, until=TODAY.replace(day=1, month=8))
    closed = make_membership(make_person(is_active=False), Role.TEACHER)
    waiting = make_organisation("school", state="claimed")
    claimed = make_membership(make_person(), Role.TEACHER, waiting)
    for membership in (lapsed, closed, claimed):
        give(membership, staff)
    assert Duty.objects.count() == 3
    assert duties_shown(TODAY) == []


@pytest.mark.parametrize("members", [1, 3])
def test_contacts_cost_one_query(django_assert_num_queries, members):
    staff = make_person(Role.HUB_STAFF)
    for _ in range(members):
        give(make_membership(make_person(), Role.TEACHER), staff)
    with django_assert_num_queries(1):
        assert len(duties_shown(TODAY)) == members


def test_only_the_hub_gives_and_takes_duties():
    staff, lead = make_person(Role.HUB_STAFF), make_person(Role.PRINCIPAL)
    own = lead.memberships.get()
    with pytest.raises(NotAllowed):
        give(own, lead)
    with pytest.raises(NotFound):
        give(staff.memberships.get(), lead)
    duty = give(own, staff)
    with pytest.raises(NotAllowed):
        persons.take_duty(duty.pk, by=actor_for(lead, TODAY), now=NOW)
    persons.take_duty(duty.pk, by=actor_for(staff, TODAY), now=NOW)
    assert not Duty.objects.exists()


def test_a_duty_given_again_is_replaced():
    staff = make_person(Role.HUB_STAFF)
    give(staff.memberships.get(), staff)
    give(staff.memberships.get(), staff, address="new@example.org")
    assert [duty.address for duty in Duty.objects.all()] == ["new@example.org"]


def test_the_first_hub_lead_comes_from_nothing_and_twice_is_as_once():
    make_lead()
    membership = make_lead("Another name")

    person = User.objects.get()
    assert (membership.user, person.email) == (person, "lead@example.org")
    assert list(Organisation.objects.values_list("kind", "state")) == [("hub", "approved")]
    assert person.emailaddress_set.get().verified
    assert actor_for(person, TODAY).roles == {Role.HUB_LEAD}
