"""The profile of a company: what its people write and what the register says."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.catalogue import tasks
from eduhub.catalogue.models import Company
from eduhub.kit.lang import Text
from eduhub.kit.post import post
from eduhub.people.notices import (
    BusinessIdChanged,
    OrganisationApproved,
    OrganisationCorrected,
    RegisterAnswered,
)
from tests.makers import (
    NOW,
    make_company,
    make_organisation,
    make_person,
    make_solution,
    signed_in,
)

pytestmark = pytest.mark.django_db
ANSWER = {
    "legal_form_fi": "Osakeyhtiö",
    "legal_form_sv": "Aktiebolag",
    "legal_form_en": "Limited company",
    "industry_code": "62100",
    "industry_version": "TOL 2025",
}


def test_an_approved_company_gets_its_profile_once_and_a_school_none():
    company, school = make_organisation("company"), make_organisation("school")

    for organisation in (company, company, school):
        tasks.open_profile(organisation.pk)

    assert list(Company.objects.values_list("pk", flat=True)) == [company.pk]


def test_the_registers_answer_fills_the_profile_and_twice_is_as_once():
    company = make_organisation("company")

    tasks.note_register(company.pk, **ANSWER)
    tasks.note_register(company.pk, **ANSWER)
    tasks.note_register(make_organisation("school").pk, **ANSWER)

    profile = Company.objects.get()
    assert profile.legal_form == Text("Osakeyhtiö", "Aktiebolag", "Limited company")
    assert (profile.industry_code, profile.industry_version) == ("62100", "TOL 2025")
    assert profile.register_seen_at is not None


def test_what_was_said_of_another_business_id_is_forgotten_and_what_came_after_stays():
    company, heard = make_organisation("company"), timezone.now()
    tasks.note_register(company.pk, **ANSWER)

    tasks.forget_register(company.pk, at=heard.isoformat())
    assert Company.objects.get().industry_code == "62100"
    for _ in range(2):
        tasks.forget_register(company.pk, at=timezone.now().isoformat())

    profile = Company.objects.get()
    assert (profile.legal_form, profile.industry_code) == (Text(), "")
    assert profile.register_seen_at is None


@pytest.mark.parametrize(
    ("notice", "task"),
    [
        (OrganisationApproved(organisation_id=1), "open_profile"),
        (OrganisationCorrected(organisation_id=1), "open_profile"),
        (RegisterAnswered(organisation_id=1, **ANSWER), "note_register"),
        (BusinessIdChanged(organisation_id=1, at="2026-09-01"), "forget_register"),
    ],
)
def test_every_notice_reaches_the_room(notice, task):
    post(notice)

    told = ProcrastinateJob.objects.filter(task_name__startswith="eduhub.catalogue.")
    assert [job.task_name for job in told] == [f"eduhub.catalogue.tasks.{task}"]


def test_the_page_shows_the_business_id_and_whether_it_was_checked(client):
    right = make_company(business_id="0000041-4")
    wrong = make_company(business_id="0000041-5")
    seen = make_company(business_id="0000042-2")
    Company.objects.filter(pk=seen.pk).update(register_seen_at=NOW, legal_form=Text(sv="Ab"))

    def page(company):
        return client.get(f"/en/companies/{company.pk}/").text

    assert "0000041-4" in page(right)
    assert "The check digit is right. Not looked up in the register yet." in page(right)
    assert "The check digit is wrong." in page(wrong)
    assert "Seen in the business register on 1 Sep 2026." in page(seen)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_solutions(
    client, monkeypatch, django_assert_num_queries, rows
):
    monkeypatch.setattr("eduhub.kit.panels._panels", {"catalogue.company": []})  # ours alone
    company = make_company()
    for _ in range(rows):
        make_solution(company)
    make_solution(company, state="draft")

    with django_assert_num_queries(6):  # the company, its solutions, topics, claims, two marks
        page = client.get(f"/fi/companies/{company.pk}/")

    assert page.text.count('<li class="card">') == rows


def test_its_own_people_see_its_drafts_there_and_the_way_to_write(client):
    company = make_company()
    make_solution(company, state="draft", name=Text(fi="Kesken"))
    visitor = client.get(f"/en/companies/{company.pk}/").text
    signed_in(client, make_person("company_member", company))

    page = client.get(f"/en/companies/{company.pk}/").text

    assert ("Kesken" in visitor, "Kesken" in page) == (False, True)
    assert f'href="/en/companies/{company.pk}/new/"' in page
    assert f'href="/en/companies/{company.pk}/new/"' not in visitor


def test_a_school_is_not_shown_as_a_company(client):
    assert client.get(f"/fi/companies/{make_organisation('school').pk}/").status_code == 404


def test_a_company_without_a_profile_row_has_a_page(client):
    company = make_organisation("company", name=Text(fi="Uusi Oy"))

    page = client.get(f"/fi/companies/{company.pk}/")

    assert "<h1>Uusi Oy</h1>" in page.text
