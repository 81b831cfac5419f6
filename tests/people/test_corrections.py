"""A lead mends what the organisation says of itself; what the hub has checked waits for its yes."""

from dataclasses import replace

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.models import Correction, Membership, Organisation
from eduhub.people.queries import actor_for, waiting_correction
from eduhub.people.services import corrections
from eduhub.people.services.corrections import facts_of, mark_of
from eduhub.people.states import Kind, OrganisationState, Role
from tests.makers import NOW, TODAY, make_organisation, make_person
from tests.makers.people import kinds_to, letter_to, make_claim, make_invitation

pytestmark = pytest.mark.django_db
NEW = Text(fi="Kirjain Oy", en="Letter Ltd")


@pytest.fixture
def company():
    return make_organisation(
        Kind.COMPANY,
        name=Text(fi="Kirjian Oy"),
        business_id="0000041-4",
        website="https://a.example",
    )


@pytest.fixture
def lead(company):
    return make_person(Role.COMPANY_LEAD, company)


@pytest.fixture
def staff():
    return make_person(Role.HUB_STAFF)


def told(organisation, person, *, reason="", seen=None, **changed):
    organisation = Organisation.objects.get(pk=organisation.pk)
    waiting = waiting_correction(organisation)
    return corrections.change(
        organisation.pk,
        replace(facts_of(waiting or organisation, website=organisation.website), **changed),
        reason=reason,
        seen=mark_of(organisation, waiting) if seen is None else seen,
        by=person if person is VISITOR else actor_for(person, TODAY),
        now=NOW,
    )


def accepted(asked, staff):
    seen = mark_of(Organisation.objects.get(pk=asked.organisation_id), asked)
    return corrections.accept(asked.pk, seen=seen, by=actor_for(staff, TODAY), now=NOW)


def lines():
    found = LedgerEntry.objects.filter(verb__startswith="organisation.").order_by("pk")
    return list(found.values_list("verb", "facts"))


def test_a_website_changes_at_once_and_once(company, lead):
    for _ in range(2):
        assert told(company, lead, website="https://b.example") is None

    company.refresh_from_db()
    assert company.website == "https://b.example"
    assert lines() == [("organisation.changed", {"fields": ["website"]})]


def test_a_name_waits_for_the_hub_and_then_stands(company, lead, staff):
    seen = mark_of(company, None)
    for _ in range(2):  # a double press sends the very same form
        asked = told(company, lead, name=NEW, reason="A letter was wrong.", seen=seen)
    company.refresh_from_db()
    assert (company.name, kinds_to(staff.email)) == (
        Text(fi="Kirjian Oy"), ["people/correction_waits"]
    )  # fmt: skip

    accepted(asked, staff)
    with pytest.raises(NotNow):
        accepted(asked, staff)

    company.refresh_from_db()
    assert (company.name, kinds_to(lead.email)) == (NEW, ["people/correction_made"])
    assert lines() == [
        ("organisation.correction_asked", {"fields": ["name"]}),
        ("organisation.correction_accepted", {}),
        ("organisation.corrected", {"fields": ["name"]}),
    ]


def test_a_declined_one_changes_nothing_and_its_grounds_are_told(company, lead, staff):
    asked, by = told(company, lead, name=NEW, reason="New."), actor_for(staff, TODAY)
    with pytest.raises(Invalid):
        corrections.decline(asked.pk, grounds=" ", by=by, now=NOW)

    corrections.decline(asked.pk, grounds="Rekisterissä on toinen.", by=by, now=NOW)

    company.refresh_from_db()
    assert company.name == Text(fi="Kirjian Oy")
    assert "Rekisterissä on toinen." in letter_to(lead.email).text
    assert told(company, lead, name=NEW, reason="Now in the register.").pk != asked.pk


def test_what_waits_is_replaced_or_taken_back(company, lead):
    first = told(company, lead, name=NEW, reason="New.")
    second = told(company, lead, name=Text(fi="Kirjaimet Oy"), reason="Newer.")
    assert (second.pk, second.name.fi) == (first.pk, "Kirjaimet Oy")

    assert told(company, lead, name=Text(fi="Kirjian Oy")) is None

    assert not Correction.objects.exists()
    assert lines()[-1] == ("organisation.correction_taken_back", {})


def test_the_hub_says_yes_to_what_it_saw(company, lead, staff):
    asked = told(company, lead, name=NEW, reason="New.")
    seen = mark_of(company, asked)
    told(company, lead, name=Text(fi="Toinen Oy"))

    with pytest.raises(Stale):
        corrections.accept(asked.pk, seen=seen, by=actor_for(staff, TODAY), now=NOW)


def test_the_hub_changes_it_at_once_and_the_leads_are_told(company, lead, staff):
    told(company, staff, name=NEW, business_id="0112038-9")

    company.refresh_from_db()
    assert (company.name, company.business_id) == (NEW, "0112038-9")
    assert kinds_to(lead.email) == ["people/correction_made"]


def test_leads_and_the_hub_alone(company, lead, staff):
    colleague = make_person(Role.COMPANY_MEMBER, company)
    stranger = make_person(Role.COMPANY_LEAD)
    for person, why in ((colleague, NotAllowed), (stranger, NotFound), (VISITOR, NotFound)):
        with pytest.raises(why):
            told(company, person, website="https://c.example")

    asked = told(company, lead, name=NEW, reason="New.")
    for person, why in ((lead, NotAllowed), (colleague, NotAllowed), (stranger, NotFound)):
        with pytest.raises(why):
            accepted(asked, person)
    with pytest.raises(NotNow):
        told(make_claim(business_id="0112038-9"), staff, website="https://c.example")


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": NEW}, "reason"), ({"name": Text()}, "name"), ({"kind": Kind.HUB}, "kind"),
     ({"business_id": "0000041-5"}, "business_id"), ({"business_id": ""}, "business_id"),
     ({"kind": Kind.SCHOOL}, "school_number")],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(company, lead, changed, field):
    with pytest.raises(Invalid) as refusal:
        told(company, lead, **changed)

    assert list(refusal.value.fields) == [field]


def test_an_identifier_has_one_bearer_and_a_declined_claim_is_none(company, lead, staff):
    taken = make_organisation(Kind.COMPANY, business_id="0112038-9")
    with pytest.raises(Invalid) as refusal:
        told(company, lead, business_id="0112038-9", reason="Wrong number.")
    assert list(refusal.value.fields) == ["business_id"]

    Organisation.objects.filter(pk=taken.pk).update(state=OrganisationState.DECLINED)
    accepted(told(company, lead, business_id="0112038-9", reason="Wrong number."), staff)

    bearers = Organisation.objects.filter(business_id="0112038-9")
    assert list(bearers) == [company]


def test_a_kind_changes_while_nothing_stands_under_it_and_its_lead_leads_on(staff):
    school = make_organisation(Kind.SCHOOL, school_number="00845", district="Itäinen")
    principal = make_person(Role.PRINCIPAL, school)
    make_invitation(school, principal, "a@example.org", Role.TEACHER)
    changed = {"kind": Kind.UNIVERSITY, "school_number": ""}
    with pytest.raises(Invalid) as refusal:
        told(school, staff, **changed)
    assert refusal.value.fields["kind"].startswith("Others hold")

    school.invitations.all().delete()
    unit = make_organisation(Kind.SCHOOL, provider=school)
    with pytest.raises(Invalid) as refusal:
        told(school, staff, **changed)
    assert refusal.value.fields["kind"].startswith("Something in the hub")
    unit.delete()
    told(school, staff, **changed)

    school.refresh_from_db()
    assert (school.kind, school.school_number, school.district) == (Kind.UNIVERSITY, None, "")
    assert Membership.objects.get(user=principal).role == Role.RESEARCHER


def test_the_hub_itself_is_its_leads_to_change():
    hub = make_organisation(Kind.HUB, name=Text(fi="Hubi"))
    with pytest.raises(NotAllowed):
        told(hub, make_person(Role.HUB_STAFF, hub), name=NEW)

    told(hub, make_person(Role.HUB_LEAD, hub), name=NEW)

    hub.refresh_from_db()
    assert hub.name == NEW


def test_what_stands_is_not_asked_about_once_more(lead, staff):
    older = make_organisation(Kind.COMPANY)  # approved when nobody asked for a business ID
    head = make_person(Role.COMPANY_LEAD, older)

    told(older, head, website="https://d.example")
    accepted(told(older, head, name=NEW, reason="New."), staff)

    older.refresh_from_db()
    assert (older.website, older.name, older.business_id) == ("https://d.example", NEW, None)
