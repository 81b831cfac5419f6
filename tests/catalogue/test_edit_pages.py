"""The forms for solutions and profiles: what is typed is never lost."""

import pytest
from django.utils.html import escape

from eduhub.catalogue.models import Company, Solution
from eduhub.kit.lang import Text
from eduhub.kit.models import Draft
from tests.makers import make_company, make_person, make_solution, signed_in
from tests.makers.catalogue import make_claim, picture_file, typed

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


@pytest.fixture
def company():
    return make_company(name=Text(fi="Peliveljet"))


@pytest.fixture
def editor(client, company):
    return signed_in(client, make_person("company_member", company))


def test_a_company_writes_previews_and_publishes(editor, company):
    made = editor.post(f"/en/companies/{company.pk}/new/", typed(seen="0"))
    solution = Solution.objects.get()
    preview = editor.get(f"/en/solutions/{solution.pk}/preview/")
    published = editor.post(f"/en/solutions/{solution.pk}/publish/", follow=True)

    assert made["Location"] == f"/en/solutions/{solution.pk}/edit/"
    assert "This is how everybody will see it" in preview.text
    assert "Published. Everybody can see it now." in published.text
    assert solution.codes == ["subject-maths"]


def test_the_preview_shows_what_is_typed_and_saves_nothing(editor, company):
    solution = make_solution(company, name=Text(fi="Vanha"))

    page = editor.post(f"/fi/solutions/{solution.pk}/preview/", typed(name_fi="Uusi")).text

    assert "<h1>Uusi</h1>" in page
    assert Solution.objects.get().name == Text(fi="Vanha")


def test_a_mistake_is_named_and_everything_typed_is_still_there(editor, company):
    sent = typed(name_fi="", pitch_fi="Pelejä & iloa", website="not an address")

    page = editor.post(f"/en/companies/{company.pk}/new/", sent)

    assert page.status_code == 422
    assert "Write this in at least one language" in page.text
    assert escape("Pelejä & iloa") in page.text
    assert 'value="subject-maths" id="id_subject_4" checked' in page.text
    assert not Solution.objects.exists()


def test_a_file_that_is_no_picture_is_refused_at_its_field(editor, company):
    solution = make_solution(company)
    fake = picture_file()
    fake.file.seek(0)
    fake.file.write(b"<svg onload=x>")
    fake.file.seek(0)

    page = editor.post(f"/en/solutions/{solution.pk}/edit/", typed(picture=fake))

    assert page.status_code == 422
    assert "This is not a JPEG, PNG or WebP picture." in page.text


def test_a_conflict_shows_both_and_the_second_saving_is_knowing(editor, company):
    solution = make_solution(company, name=Text(fi="Eka"), version=5)

    clash = editor.post(f"/en/solutions/{solution.pk}/edit/", typed(name_fi="Toka", seen="4"))
    again = editor.post(f"/en/solutions/{solution.pk}/edit/", typed(name_fi="Toka", seen="5"))

    assert clash.status_code == 409
    assert "fi: Toka" in clash.text and "fi: Eka" in clash.text
    assert "<span>Mathematics</span>" in clash.text  # the topic that only one has, by its name
    assert 'name="name_fi" value="Toka"' in clash.text
    assert 'name="seen" value="5"' in clash.text
    assert (again.status_code, Solution.objects.get().name.fi) == (302, "Toka")


def test_a_draft_is_kept_offered_and_gone_once_saved(editor, company):
    solution = make_solution(company, name=Text(fi="Vanha"))
    address = f"/en/solutions/{solution.pk}"

    said = editor.post(f"{address}/draft/", typed(name_fi="Kesken", name_sv="Öppen"), headers=HTMX)
    opened = editor.get(f"{address}/edit/").text
    editor.post(f"{address}/edit/", typed(name_fi="Valmis"))

    assert "Draft kept at" in said.text and "<html" not in said.text
    assert 'value="Kesken"' in opened and 'value="Öppen"' in opened
    assert "You go on with your draft" in opened
    assert 'value="subject-maths" id="id_subject_4" checked' in opened
    assert not Draft.objects.exists()


def test_a_draft_that_others_overtook_ends_in_the_conflict_and_not_over_their_words(
    editor, company
):
    solution = make_solution(company, name=Text(fi="Vanha"))
    editor.post(f"/en/solutions/{solution.pk}/draft/", typed(name_fi="Kesken"), headers=HTMX)
    Solution.objects.update(version=2, name=Text(fi="Toisen"))

    opened = editor.get(f"/en/solutions/{solution.pk}/edit/").text

    assert 'name="seen" value="1"' in opened


def test_the_draft_button_works_without_javascript_and_the_draft_can_be_dropped(editor, company):
    address = f"/en/companies/{company.pk}/new/"

    kept = editor.post(f"{address}draft/", typed(name_fi="", seen="0"), follow=True)
    dropped = editor.post(f"{address}draft/", {"drop": "1"}, follow=True)

    assert kept.redirect_chain == [(address, 302)]
    assert "You go on with your draft" in kept.text
    assert "You go on with your draft" not in dropped.text


@pytest.mark.parametrize("page", ["edit/", "draft/", "preview/", "fit/", "claims/new/"])
@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        ("company_member", "draft", 404),
        ("company_member", "published", 403),
        ("teacher", "published", 403),
        (None, "published", 302),
    ],
)
def test_others_come_to_none_of_the_forms(client, page, role, state, status):
    solution = make_solution(state=state)
    if role:
        signed_in(client, make_person(role))

    assert client.post(f"/fi/solutions/{solution.pk}/{page}", {}).status_code == status


def test_the_profile_is_written_and_its_conflict_shown(editor, company):
    address = f"/en/companies/{company.pk}/edit/"
    saved = editor.post(address, {"pitch_fi": "Pelejä", "founded": "2019", "seen": "1"})
    clash = editor.post(address, {"pitch_fi": "Muuta", "founded": "2020", "seen": "1"})

    assert (saved.status_code, clash.status_code) == (302, 409)
    assert Company.objects.get().pitch == Text(fi="Pelejä")
    assert "fi: Muuta" in clash.text and "fi: Pelejä" in clash.text


def test_home_shows_the_companys_people_what_is_missing_and_old(editor, company):
    solution = make_solution(company, name=Text(fi="Kisa", sv="Spel"), pitch=Text(fi="Peli"))
    make_claim(solution, dated="2019-01-01")
    make_solution(name=Text(fi="Muiden"))

    page = editor.get("/en/home/").text

    assert f'<a href="/en/solutions/{solution.pk}/edit/">Kisa</a>' in page
    assert "<span>Svenska, English</span>" in page
    assert '<td data-l="Old claims"><span>1</span></td>' in page
    assert "Muiden" not in page
