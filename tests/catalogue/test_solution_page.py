"""The page of one solution: who sees it, in which language, with what for machines."""

import datetime as dt
import json
import re

import pytest

from eduhub.catalogue.models import Solution
from eduhub.catalogue.services import solutions
from eduhub.kit.lang import Text
from eduhub.people.states import OrganisationState
from tests.makers import NOW, make_actor, make_company, make_person, make_solution, signed_in
from tests.makers.catalogue import complete, make_claim, make_fit_sheet, make_setup, picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


def linked_data(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


@pytest.mark.parametrize(
    ("role", "at_home", "status"),
    [
        ("company_member", True, 200),
        ("hub_staff", False, 200),
        ("company_lead", False, 404),
        ("teacher", False, 404),
        (None, False, 404),
    ],
)
def test_a_draft_is_for_its_company_and_the_hub(client, role, at_home, status):
    company = make_company()
    draft = make_solution(company, state="draft")
    if role:
        signed_in(client, make_person(role, company if at_home else None))

    assert client.get(f"/fi/solutions/{draft.pk}/").status_code == status


def test_what_a_company_that_is_not_approved_published_is_not_shown(client):
    solution = make_solution(make_company(state=OrganisationState.CLAIMED))

    assert client.get(f"/fi/solutions/{solution.pk}/").status_code == 404
    assert client.get(f"/fi/companies/{solution.company_id}/").status_code == 404


def test_readers_get_their_language_or_the_nearest_with_its_mark(client):
    solution = make_solution(
        name=Text(fi="Murtokisa", sv="Bråkspelet"),
        pitch=Text(fi="Pelejä luokalle"),
        description=Text(sv="Fem **minuter**"),
    )

    page = client.get(f"/sv/solutions/{solution.pk}/").text

    assert "<h1>Bråkspelet</h1>" in page
    assert '<span lang="fi">Pelejä luokalle</span> <small class="soft">(på finska)' in page
    assert '<div class="prose"><p>Fem <strong>minuter</strong></p>' in page


def test_machines_read_the_product_and_cannot_be_made_to_run_it(client):
    solution = make_solution(
        make_company(name=Text(en="A & B </script><b>")), name=Text(en="</script><script>x()")
    )

    page = client.get(f"/en/solutions/{solution.pk}/").text

    told = linked_data(page)
    assert told["@type"] == ["Product", "SoftwareApplication"]
    assert told["name"] == "</script><script>x()"
    assert told["publisher"]["name"] == "A & B </script><b>"
    assert "<script>x()" not in page


def test_the_head_names_the_page_its_languages_and_its_picture(client, settings):
    settings.PUBLIC_URL = "https://hub.example"
    solution = make_solution(name=Text(fi="Kisa"), pitch=Text(fi="Peli “<luokalle>”"))

    page = client.get(f"/fi/solutions/{solution.pk}/").text

    own = f"https://hub.example/fi/solutions/{solution.pk}/"
    assert f'<link rel="canonical" href="{own}">' in page
    assert f'hreflang="sv" href="https://hub.example/sv/solutions/{solution.pk}/"' in page
    assert '<meta property="og:description" content="Peli “&lt;luokalle&gt;”">' in page
    assert f'<meta property="og:url" content="{own}">' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_claims(
    client, monkeypatch, django_assert_num_queries, rows
):
    places = ("catalogue.solution", "catalogue.solution.side")
    monkeypatch.setattr("eduhub.kit.panels._panels", {place: [] for place in places})  # ours alone
    solution = make_solution(codes=["subject-maths"])
    make_fit_sheet(solution)
    for _ in range(rows):
        make_claim(solution)

    with django_assert_num_queries(3):  # the solution, its claims, topics
        page = client.get(f"/en/solutions/{solution.pk}/")

    assert page.text.count("A survey at twelve schools") == rows


def test_a_claim_has_its_source_and_date_and_an_old_one_says_so(client):
    solution = make_solution()
    make_claim(solution, source="Old study", dated=dt.date(2019, 2, 3), address="https://e.org/s")
    make_claim(solution, source="New study", dated=dt.date.today())

    page = client.get(f"/en/solutions/{solution.pk}/").text

    assert '<a href="https://e.org/s" rel="nofollow noopener">Old study</a>' in page
    assert '<time datetime="2019-02-03">3 Feb 2019</time>' in page
    assert page.count("Over a year old since") == 1
    assert "Over a year old since 4 Feb 2020" in page


def test_a_teacher_sees_misfits_with_reason_and_mending_and_a_visitor_does_not(client):
    solution = make_solution(codes=["device-tablet"])
    teacher = make_person("teacher")
    make_setup(teacher.memberships.get().organisation, devices=["device-phone"])

    as_visitor = client.get(f"/en/solutions/{solution.pk}/").text
    as_teacher = signed_in(client, teacher).get(f"/en/solutions/{solution.pk}/").text

    reason = "It runs on: Tablet. Your school has: Phone."
    assert (reason in as_visitor, reason in as_teacher) == (False, True)
    assert "Borrow devices from the hub for a trial" in as_teacher


def test_upper_rooms_hang_panels_in_the_column_and_at_the_side(client, monkeypatch):
    places = ("catalogue.solution", "catalogue.solution.side")
    hung = {place: [(1, lambda _, thing, at=place: f"{at}:{thing.pk}")] for place in places}
    monkeypatch.setattr("eduhub.kit.panels._panels", hung)
    solution = make_solution()

    page = client.get(f"/en/solutions/{solution.pk}/").text

    assert [f"{place}:{solution.pk}" in page for place in places] == [True, True]


def test_the_picture_is_as_visible_as_its_solution(client):
    company = make_company()
    lead = make_actor("company_lead", company)
    draft = make_solution(company, state="draft")
    written = complete(picture=picture_file(), picture_words=Text(fi="Lapsi pelaa"))
    solutions.change(draft.pk, written, by=lead, seen=1, now=NOW)
    address = f"/fi/solutions/{draft.pk}/picture/{Solution.objects.get().picture_id}/"

    hidden = client.get(address)
    solutions.publish(draft.pk, by=lead, now=NOW)
    shown = client.get(address)
    drawn = shown.getvalue()  # to its end, which closes the file

    assert (hidden.status_code, shown.status_code) == (404, 200)
    assert (shown["Content-Type"], drawn[8:12]) == ("image/webp", b"WEBP")
    assert 'alt="Lapsi pelaa"' in client.get(f"/fi/solutions/{draft.pk}/").text
