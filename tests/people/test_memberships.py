"""Roles are offered by letter, taken up by the address, and end at once."""

import datetime as dt

import pytest

from eduhub.kit.access import VISITOR, machine
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, TooMany
from eduhub.people.models import Invitation, Membership
from eduhub.people.queries import actor_for
from eduhub.people.services import memberships
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_membership, make_organisation, make_person
from tests.makers.people import kinds_to, letter_to, make_invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    return make_organisation("school")


@pytest.fixture
def principal(school):
    return make_person(Role.PRINCIPAL, school)


def accept(token, person, today=TODAY, now=NOW):
    return memberships.accept(token, by=actor_for(person, today), now=now, today=today)


def end(membership, person, today=TODAY):
    by = actor_for(person, today, membership.organisation_id)
    return memberships.end_membership(membership.pk, by=by, now=NOW, today=today)


def test_whoever_holds_the_address_takes_up_the_role(school, principal):
    person = make_person(email="teacher@example.org")
    end_of_term = dt.date(2027, 5, 31)
    _made, token = make_invitation(
        school, principal, "Teacher@example.org", Role.TEACHER, until=end_of_term
    )

    joined = accept(token, person)

    assert (joined.user, joined.role, joined.until) == (person, Role.TEACHER, end_of_term)
    assert actor_for(person, TODAY).roles == {Role.TEACHER}


def test_another_address_cannot_take_the_invitation(school, principal):
    thief = make_person()
    _made, token = make_invitation(school, principal, "teacher@example.org", Role.TEACHER)

    with pytest.raises(NotAllowed) as refusal:
        accept(token, thief)

    assert "another address" in str(refusal.value.message)
    assert not Membership.objects.filter(user=thief).exists()


def test_an_address_that_is_not_confirmed_takes_nothing(school, principal):
    person = make_person(email="teacher@example.org")
    person.emailaddress_set.update(verified=False)
    _made, token = make_invitation(school, principal, person.email, Role.TEACHER)

    with pytest.raises(NotAllowed):
        accept(token, person)


def test_the_token_is_kept_as_a_fingerprint_only(school, principal):
    made, token = make_invitation(school, principal, "teacher@example.org", Role.TEACHER)
    assert token not in "".join(str(value) for value in vars(made).values())
    with pytest.raises(NotFound):
        accept(made.token_digest, make_person())


def test_a_visitor_accepts_nothing(school, principal):
    _made, token = make_invitation(school, principal, "teacher@example.org", Role.TEACHER)
    with pytest.raises(NotAllowed):
        memberships.accept(token, by=VISITOR, now=NOW, today=TODAY)


@pytest.mark.parametrize("how", ["used", "withdrawn", "old"])
def test_an_invitation_that_is_over_opens_nothing(school, principal, how):
    person = make_person(email="teacher@example.org")
    made, token = make_invitation(school, principal, person.email, Role.TEACHER)
    now = NOW
    if how == "used":
        accept(token, person)
    elif how == "withdrawn":
        by = actor_for(principal, TODAY)
        memberships.withdraw(made.pk, by=by, now=NOW)
        memberships.withdraw(made.pk, by=by, now=NOW)
    else:
        now = NOW + dt.timedelta(days=14)

    with pytest.raises(NotNow):
        accept(token, person, now=now)


def test_a_second_invitation_replaces_the_first(school, principal):
    person = make_person(email="teacher@example.org")
    _first, old = make_invitation(school, principal, person.email, Role.TEACHER)
    _second, new = make_invitation(school, principal, person.email, Role.TEACHER)

    with pytest.raises(NotNow):
        accept(old, person)
    accept(new, person)

    assert Membership.objects.filter(user=person).count() == 1


def test_a_role_that_has_lapsed_can_be_taken_up_again(school, principal):
    person = make_person(email="teacher@example.org")
    make_membership(person, Role.TEACHER, school, until=dt.date(2026, 5, 31))
    _made, token = make_invitation(school, principal, person.email, Role.TEACHER)

    accept(token, person)

    assert actor_for(person, TODAY).roles == {Role.TEACHER}


def test_a_role_lapses_after_its_last_day(school):
    person = make_person()
    make_membership(person, Role.TEACHER, school, until=TODAY)
    assert actor_for(person, TODAY).roles == {Role.TEACHER}
    assert actor_for(person, TODAY + dt.timedelta(days=1)).roles == frozenset()


def test_the_lead_invites_and_a_colleague_does_not(school, principal):
    colleague, stranger = make_person(Role.TEACHER, school), make_person(Role.PRINCIPAL)
    make_invitation(school, principal, "a@example.org", Role.TEACHER)
    with pytest.raises(NotAllowed):
        make_invitation(school, colleague, "b@example.org", Role.TEACHER)
    for by in (actor_for(stranger, TODAY), VISITOR):
        with pytest.raises(NotFound):
            memberships.invite(
                school.pk,
                memberships.Offered(email="c@example.org", role=Role.TEACHER),
                by=by,
                now=NOW,
            )


def test_a_lead_under_another_hat_is_a_stranger(school, principal):
    make_membership(principal, Role.COMPANY_MEMBER)
    elsewhere = principal.memberships.get(role=Role.COMPANY_MEMBER).organisation_id
    with pytest.raises(NotFound):
        memberships.invite(
            school.pk,
            memberships.Offered(email="c@example.org", role=Role.TEACHER),
            by=actor_for(principal, TODAY, elsewhere),
            now=NOW,
        )


def test_only_the_hub_lead_invites_into_the_hub():
    hub = make_organisation("hub")
    staff, lead = make_person(Role.HUB_STAFF, hub), make_person(Role.HUB_LEAD, hub)
    with pytest.raises(NotAllowed):
        make_invitation(hub, staff, "friend@example.org", Role.HUB_LEAD)
    make_invitation(hub, lead, "friend@example.org", Role.HUB_STAFF)


def test_staff_invite_into_every_other_organisation(school):
    staff = make_person(Role.HUB_STAFF)
    offered = memberships.Offered(email="head@example.org", role=Role.PRINCIPAL)
    memberships.invite(school.pk, offered, by=actor_for(staff, TODAY), now=NOW)
    assert kinds_to("head@example.org") == ["people/invitation"]


@pytest.mark.parametrize(
    ("field", "offered"),
    [
        ("role", {"email": "a@example.org", "role": Role.HUB_LEAD}),
        ("email", {"email": "a@example", "role": Role.TEACHER}),
        ("email", {"email": "a@example.org\nBcc: b@example.org", "role": Role.TEACHER}),
        ("until", {"email": "a@example.org", "role": Role.TEACHER, "until": dt.date(2026, 1, 1)}),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(school, principal, field, offered):
    with pytest.raises(Invalid) as refusal:
        make_invitation(school, principal, **offered)
    assert set(refusal.value.fields) == {field}
    assert not Invitation.objects.exists()


def test_nobody_is_flooded_with_invitations(school, principal):
    for _ in range(5):
        make_invitation(school, principal, "a@example.org", Role.TEACHER)
    with pytest.raises(TooMany):
        make_invitation(school, principal, "a@example.org", Role.TEACHER)


def test_an_ended_role_is_gone_at_once(school, principal):
    teacher = make_person(Role.TEACHER, school, language="sv")
    end(teacher.memberships.get(), principal)

    assert actor_for(teacher, TODAY).roles == frozenset()
    assert letter_to(teacher.email).subject.startswith("Din roll")
    with pytest.raises(NotFound):
        end(Membership.objects.get(user=teacher), principal)


def test_a_role_of_today_ends_today(school, principal):
    teacher = make_person()
    membership = make_membership(teacher, Role.TEACHER, school, since=TODAY)
    end(membership, principal)
    assert actor_for(teacher, TODAY).roles == frozenset()


def test_one_leaves_by_oneself_and_is_not_written_to(school, principal):
    teacher = make_person(Role.TEACHER, school)
    end(teacher.memberships.get(), teacher)
    assert kinds_to(teacher.email) == []


def test_the_last_lead_cannot_leave_and_hears_why(school, principal):
    with pytest.raises(NotNow) as refusal:
        end(principal.memberships.get(), principal)
    assert "Invite another lead first" in str(refusal.value.message)

    make_person(Role.PRINCIPAL, school)
    end(principal.memberships.get(), principal)

    assert actor_for(principal, TODAY).roles == frozenset()


def test_staff_may_end_the_last_lead_of_a_school_but_not_of_the_hub(school, principal):
    hub_lead = make_person(Role.HUB_LEAD)
    memberships.end_membership(
        principal.memberships.get().pk, by=actor_for(hub_lead, TODAY), now=NOW, today=TODAY
    )
    with pytest.raises(NotNow):
        memberships.end_membership(
            hub_lead.memberships.get().pk, by=machine("command"), now=NOW, today=TODAY
        )


def test_a_colleague_ends_nobody_and_a_stranger_sees_nobody(school, principal):
    teacher, stranger = make_person(Role.TEACHER, school), make_person(Role.PRINCIPAL)
    with pytest.raises(NotAllowed):
        end(principal.memberships.get(), teacher)
    for by in (actor_for(stranger, TODAY), VISITOR):
        with pytest.raises(NotFound):
            memberships.end_membership(principal.memberships.get().pk, by=by, now=NOW, today=TODAY)
