"""The pages on which an organisation's details are mended, and what keeps its old name."""

from dataclasses import replace

import pytest
from django.urls import reverse

from eduhub.evidence.services import check_text
from eduhub.kit.files import path_of
from eduhub.kit.lang import Text
from eduhub.people.models import Correction, Organisation
from eduhub.people.queries import actor_for, waiting_correction
from eduhub.people.services import corrections
from eduhub.people.services.corrections import facts_of, mark_of
from eduhub.people.states import Role
from eduhub.pilots.models import Agreement
from eduhub.pilots.services.papers import pdf_of
from tests.makers import NOW, TODAY, make_company, make_person, signed_in
from tests.makers.evidence import make_published
from tests.makers.passports import make_key, make_passport
from tests.makers.people import make_correction
from tests.makers.pilots import agree_all, decide_lane, make_cast, sign_as

pytestmark = pytest.mark.django_db
OLD = Text(fi="Kirjian Oy")


@pytest.fixture
def company():
    return make_company(name=OLD, business_id="0000041-4")


@pytest.fixture
def lead(company):
    return make_person(Role.COMPANY_LEAD, company)


def door(organisation):
    return reverse("people:facts", args=[organisation.pk])


def typed(organisation, **changed):
    """The form as it opens for a lead, with what the person types anew."""
    seen = mark_of(organisation, waiting_correction(organisation))
    told = {"kind": organisation.kind, "business_id": organisation.business_id or "", "seen": seen}
    return told | {"name_fi": organisation.name.fi, "website": organisation.website} | changed


def rename(organisation, name):
    """By the hub, at once."""
    organisation.refresh_from_db()
    corrections.change(
        organisation.pk,
        replace(facts_of(organisation), name=name),
        seen=mark_of(organisation, waiting_correction(organisation)),
        by=actor_for(make_person(Role.HUB_STAFF), TODAY),
        now=NOW,
    )


def test_from_the_lead_by_the_desk_to_the_public_page(client, company, lead):
    public = reverse("catalogue:company", args=[company.pk])
    signed_in(client, lead)
    here = client.get(reverse("people:organisation", args=[company.pk]))
    assert door(company) in here.text

    refused = client.post(door(company), typed(company, name_fi="Kirjain Oy"))
    assert refused.status_code == 422 and 'value="Kirjain Oy"' in refused.text
    assert "the hub looks at it first" in refused.text
    changed = {"name_fi": "Kirjain Oy", "reason": "A letter.", "website": "https://b.example"}
    done = client.post(door(company), typed(company, **changed), follow=True)
    assert "The hub looks at a change" in done.text and "https://b.example" in done.text
    assert "Kirjian Oy" in client.get(public).text

    signed_in(client, make_person(Role.HUB_STAFF))
    desk = reverse("people:correct", args=[Correction.objects.get().pk])
    assert desk in client.get(reverse("people:desk")).text
    shown = client.get(desk)
    assert "fi: Kirjian Oy" in shown.text and "fi: Kirjain Oy" in shown.text
    seen = shown.context["accepting"].initial["seen"]
    client.post(desk, {"accept": "1", "seen": seen})

    assert "Kirjain Oy" in client.get(public).text and "decided" in client.get(desk).text


def test_the_form_has_four_sides(client, company, lead):
    colleague = make_person(Role.COMPANY_MEMBER, company)
    for person, status in ((lead, 200), (colleague, 403), (make_person(Role.COMPANY_LEAD), 404)):
        assert signed_in(client, person).get(door(company)).status_code == status
    client.logout()
    assert client.get(door(company)).status_code == 302


def test_the_desk_alone_decides(client, company, lead):
    address = reverse("people:correct", args=[make_correction(company).pk])
    colleague, stranger = make_person(Role.COMPANY_MEMBER, company), make_person()
    for person, status in ((make_person(Role.HUB_STAFF), 200), (lead, 404), (colleague, 404)):
        assert signed_in(client, person).get(address).status_code == status
    assert signed_in(client, stranger).post(address, {"accept": "1"}).status_code == 404
    client.logout()
    assert client.post(address, {"accept": "1"}).status_code == 302


def test_what_the_desk_did_not_see_it_does_not_decide(client, company):
    asked = make_correction(company)
    address = reverse("people:correct", args=[asked.pk])
    signed_in(client, make_person(Role.HUB_STAFF))
    seen = client.get(address).context["accepting"].initial["seen"]
    Correction.objects.update(name=Text(fi="Toinen Oy"))

    late = client.post(address, {"accept": "1", "seen": seen})
    wordless = client.post(address, {"decline": "1", "grounds": ""})

    assert (late.status_code, wordless.status_code) == (409, 422)
    assert "fi: Toinen Oy" in late.text and "Nothing was decided" in late.text
    assert Organisation.objects.get(pk=company.pk).name == OLD


def test_two_leads_lose_nothing(client, company, lead):
    opened = typed(company, website="https://mine.example")
    corrections.change(
        company.pk,
        replace(facts_of(company), website="https://theirs.example"),
        seen=mark_of(company, None),
        by=actor_for(make_person(Role.COMPANY_LEAD, company), TODAY),
        now=NOW,
    )

    late = signed_in(client, lead).post(door(company), opened)

    assert late.status_code == 409
    assert 'value="https://mine.example"' in late.text and "https://theirs.example" in late.text


def test_an_agreement_keeps_the_name_that_it_was_made_and_signed_with():
    cast = make_cast()
    decide_lane(cast)
    agree_all(cast)
    agreement = Agreement.objects.get()
    unsigned = pdf_of(agreement, "fi")
    sign_as(cast.actor("lead"), agreement)
    kept = path_of(Agreement.objects.get().document.sha256).read_bytes()

    for organisation in (agreement.pilot.solution.company, agreement.school):
        rename(organisation, Text(fi="Aivan Toinen"))

    agreement.refresh_from_db()
    assert "Aivan Toinen" not in str(agreement.content)
    assert pdf_of(agreement, "fi") == unsigned
    assert path_of(agreement.document.sha256).read_bytes() == kept


def test_a_passport_keeps_the_name_that_it_was_signed_with():
    passport = make_passport()
    signed, company = passport.text, passport.solution.company

    rename(company, Text(fi="Aivan Toinen"))

    passport.refresh_from_db()
    assert passport.text == signed and check_text(signed).counts
    assert Organisation.objects.get(pk=company.pk).name.fi == "Aivan Toinen"


def test_a_sealed_report_is_the_same_file(client):
    make_key()
    plan = make_published(groups=4)
    address = reverse("evidence:report_pdf", args=[plan.pilot_id])
    sealed = client.get(address).content

    rename(plan.pilot.solution.company, Text(fi="Aivan Toinen"))

    assert client.get(address).content == sealed
