"""Whoever represents an organisation says so; the hub's people decide."""

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.models import Membership, Organisation
from eduhub.people.queries import actor_for, of_same_name
from eduhub.people.services import organisations
from eduhub.people.services.identifiers import checked_business_id
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_organisation, make_person
from tests.makers.people import kinds_to, letter_to, make_claim

pytestmark = pytest.mark.django_db


def approve(claim, by):
    return organisations.approve(claim.pk, by=by, now=NOW, today=TODAY)


def test_an_approved_claim_makes_its_maker_the_lead():
    person, staff = make_person(language="sv"), make_actor(Role.HUB_STAFF)
    claim = make_claim(person)

    approve(claim, staff)

    held = Membership.objects.get(user=person)
    assert (held.role, held.organisation, held.since) == (Role.COMPANY_LEAD, claim, TODAY)
    assert kinds_to(person.email) == ["people/claim_approved"]
    verbs = ["organisation.claimed", "organisation.approved"]
    assert list(LedgerEntry.objects.order_by("pk").values_list("verb", flat=True)) == verbs


def test_a_waiting_claim_gives_no_role():
    person = make_person()
    make_claim(person)

    assert actor_for(person, TODAY).roles == frozenset()
    assert not Membership.objects.exists()


def test_the_hub_is_told_of_a_claim():
    staff = make_person(Role.HUB_STAFF, language="en")

    claim = make_claim()

    letter = letter_to(staff.email)
    assert letter.kind == "people/claim_waits"
    assert f"/en/people/desk/claims/{claim.pk}/" in letter.text


def test_a_declined_claim_tells_why_and_can_be_made_anew():
    person, staff = make_person(), make_actor(Role.HUB_LEAD)
    claim = make_claim(person)

    organisations.decline(claim.pk, grounds="Soita meille.", by=staff, now=NOW)
    other = make_person()
    again = make_claim(other)

    assert "Soita meille." in letter_to(person.email).text
    assert (again.pk, again.claimed_by, again.state) == (claim.pk, other, "claimed")
    assert again.grounds == ""


def test_a_decision_is_made_once():
    staff = make_actor(Role.HUB_STAFF)
    claim = make_claim()
    approve(claim, staff)

    with pytest.raises(NotNow):
        approve(claim, staff)
    with pytest.raises(NotNow):
        organisations.decline(claim.pk, grounds="Ei.", by=staff, now=NOW)


def test_a_claim_is_declined_only_with_grounds():
    claim = make_claim()
    with pytest.raises(Invalid) as refusal:
        organisations.decline(claim.pk, grounds=" ", by=make_actor(Role.HUB_STAFF), now=NOW)
    assert set(refusal.value.fields) == {"grounds"}


def test_only_the_hub_decides():
    person = make_person()
    claim = make_claim(person)
    for by in (make_actor(Role.COMPANY_LEAD), actor_for(person, TODAY), VISITOR):
        with pytest.raises(NotFound):
            approve(claim, by)
    own = make_person(Role.COMPANY_LEAD, make_organisation("company"))
    with pytest.raises(NotAllowed):
        organisations.approve(
            own.memberships.get().organisation_id, by=actor_for(own, TODAY), now=NOW, today=TODAY
        )


def test_a_visitor_claims_nothing():
    with pytest.raises(NotAllowed):
        organisations.claim(
            organisations.Claim(kind="company", name=Text(fi="X"), business_id="0000041-4"),
            by=VISITOR,
            now=NOW,
        )


def test_nobody_claims_the_hub():
    with pytest.raises(Invalid) as refusal:
        make_claim(kind="hub", name=Text(fi="Hub"))
    assert set(refusal.value.fields) == {"kind"}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("0000041-5", "The last digit does not fit"),
        ("00000414", "with a hyphen"),
        ("0000041–4", "with a hyphen"),
        ("FI00000414", "with a hyphen"),
        ("", "with a hyphen"),
        ("٠٠٠٠٠٤١-٤", "with a hyphen"),
    ],
)
def test_a_wrong_business_id_says_how_to_mend_it(written, reason):
    with pytest.raises(Invalid, match="invalid") as refusal:
        checked_business_id(written)
    assert reason in refusal.value.fields["business_id"]


def test_a_business_id_of_six_digits_is_filled_up():
    assert checked_business_id("112038-9") == "0112038-9"


def test_a_school_needs_its_number_and_no_business_id():
    with pytest.raises(Invalid) as refusal:
        make_claim(kind="school", name=Text(fi="Koulu"), school_number="123")
    assert set(refusal.value.fields) == {"school_number"}

    school = make_claim(kind="school", name=Text(fi="Koulu"), school_number="03214")

    assert (school.school_number, school.business_id) == ("03214", None)


def test_an_organisation_is_claimed_once():
    make_claim()
    with pytest.raises(Invalid) as waits:
        make_claim()
    approve(Organisation.objects.get(), make_actor(Role.HUB_STAFF))
    with pytest.raises(Invalid) as is_here:
        make_claim()

    assert "waits" in waits.value.fields["business_id"]
    assert "Ask one of its leads" in is_here.value.fields["business_id"]


def test_the_desk_sees_who_bears_the_same_name():
    twin = make_organisation("company", name=Text(sv="KIRJAIN oy"))
    make_organisation("company", name=Text(fi="Kirjain ja kumppanit Oy"))

    claim = make_claim()

    assert list(of_same_name(claim)) == [twin]


def test_a_claim_whose_maker_has_left_is_not_approved():
    person = make_person()
    claim = make_claim(person)
    person.delete()

    with pytest.raises(NotNow, match="approve"):
        approve(claim, make_actor(Role.HUB_STAFF))
