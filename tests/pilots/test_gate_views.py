"""The pages of lanes, papers, agreements and time: to whom, with what, and at what cost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eduhub.pilots.models import Agreement, CoverRequest, Pilot, TeacherMinutes
from tests.makers import make_group, signed_in
from tests.makers.pilots import agree_all, decide_lane, make_agreed, make_cast, make_pilot_in

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def bytes_of(response):
    """To its end, which closes the file that it is read from."""
    return b"".join(response.streaming_content) if response.streaming else response.content


QUESTIONS = {
    "seen": "0",
    "bought": "no",
    "under_agreement": "no",
    "study": "no",
    "commissioned": "no",
}


def test_the_company_answers_and_reads_what_is_recommended(client):
    cast = make_cast()
    url = f"/en/pilots/{cast.pilot.pk}/lane/"
    signed_in(client, cast.users["lead"])

    answer = client.post(url, QUESTIONS, follow=True)

    assert "Lane A is recommended. An official decides." in words_of(answer)
    assert "No personal data are touched." in words_of(answer)
    assert client.post(url, QUESTIONS | {"bought": "yes"}).status_code == 409
    assert client.post(url, {"seen": "1"}).status_code == 422


def test_the_official_sees_reasons_decides_and_everybody_reads_them(client):
    cast = make_cast()
    decide_lane(cast, "B")
    url = f"/en/pilots/{cast.pilot.pk}/lane/decide/"
    signed_in(client, cast.users["official"])

    page = client.get(url)
    bare = client.post(url, {"seen": "1", "lane": "C", "reason": ""})
    client.post(url, {"seen": "1", "lane": "C", "reason": "A thesis uses it."})

    assert "The education provider buys the pilot" in words_of(page)
    assert bare.status_code == 422
    client.logout()
    public = words_of(client.get(f"/en/pilots/{cast.pilot.pk}/"))
    assert "These reasons speak for lane B. The official decided otherwise:" in public
    assert "A thesis uses it." in public and "Before the plan" not in public
    assert "Lane C" in words_of(client.get("/en/pilots/"))


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("lane/", {"lead", "member", "staff"}),
        ("lane/decide/", {"official"}),
        ("screen/", {"official", "staff"}),
        ("privacy/", {"official"}),
        ("permit/", {"official"}),
        ("permit/revoke/", {"official"}),
    ],
)
def test_each_page_is_for_its_own_people(client, path, may):
    cast = make_agreed("C")

    found = set()
    for who, user in cast.users.items():
        status = signed_in(client, user).get(f"/en/pilots/{cast.pilot.pk}/{path}").status_code
        assert status in (200, 403)
        found |= {who} if status == 200 else set()

    assert found == may
    client.logout()
    assert "/account/login" in client.get(f"/en/pilots/{cast.pilot.pk}/{path}").url


def agreement_paths(agreement):
    return (f"/en/pilots/agreements/{agreement.pk}/", f"/en/pilots/agreements/{agreement.pk}/pdf/")


def test_an_agreement_is_there_for_its_parties_and_the_hub_alone(client):
    cast = make_agreed()
    shown, pdf = agreement_paths(Agreement.objects.get())

    for who, user in cast.users.items():
        signed_in(client, user)
        file = client.get(pdf)
        found = {client.get(shown).status_code, file.status_code}
        assert (b"%PDF" in bytes_of(file)) == (found == {200})
        strangers = {"other_lead", "other_teacher", "other_principal", "official"}
        assert found == ({404} if who in strangers | {"other_official"} else {200}), who
    client.logout()
    assert "/account/login" in client.get(pdf).url


def test_the_page_signs_exactly_the_file_that_it_offers(client):
    cast = make_cast()
    decide_lane(cast)
    agree_all(cast)
    shown, pdf = agreement_paths(Agreement.objects.get())
    signed_in(client, cast.users["lead"])

    page, file = client.get(f"{shown}?in=sv"), client.get(f"{pdf}?in=sv")
    (sha,) = re.findall(r'name="sha256" value="(\w{64})"', page.text)
    told = {"language": "sv", "sha256": sha, "name": "A Lead", "read": "on"}
    stale = client.post(shown, told | {"sha256": "0" * 64})
    bare = client.post(shown, {"language": "sv", "sha256": sha})
    done = client.post(shown, told, follow=True)

    assert (
        file["Content-Type"] == "application/pdf" and "attachment" in file["Content-Disposition"]
    )
    assert stale.status_code == 409 and "Nothing was signed" in stale.text
    assert "Your signature is there." in words_of(done)
    assert bytes_of(client.get(pdf)) == file.content
    assert bare.status_code == 422


def test_a_signed_file_is_sent_in_and_a_wrong_one_said_to_be_wrong(client):
    cast = make_cast()
    decide_lane(cast)
    agree_all(cast)
    url = f"/en/pilots/agreements/{Agreement.objects.get().pk}/upload/"
    signed_in(client, cast.users["staff"])

    wrong = client.post(url, {"file": SimpleUploadedFile("a.pdf", b"<html>")})
    right = client.post(url, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF")})

    assert wrong.status_code == 422 and "This is not a whole PDF file." in wrong.text
    assert right.status_code == 302 and Pilot.objects.get().state == "agreement_signed"


def test_an_official_clears_notes_a_permit_and_revokes_it(client):
    cast = make_cast()
    decide_lane(cast, "C")
    base = f"/en/pilots/{cast.pilot.pk}/"
    signed_in(client, cast.users["official"])

    client.post(f"{base}privacy/", {"answer": "yes", "reason": "Dossier 2 read."})
    told = {"number": "HEL 1", "valid_from": "2098-01-01", "valid_until": "2099-01-01"}
    told |= {"destroy_by": "2100-01-01", "reason": "A survey."}
    client.post(f"{base}permit/", told)
    assert Pilot.objects.get().state == "permit_granted"
    client.post(f"{base}permit/revoke/", {"reason": "Withdrawn by the city."})

    assert Pilot.objects.get().state == "privacy_cleared"
    assert client.post(f"{base}permit/", told | {"number": ""}).status_code == 422


def test_a_teacher_notes_a_week_in_one_press_from_home(client):
    cast = make_pilot_in("running")
    Pilot.objects.update(starts="2026-01-05")
    signed_in(client, cast.users["teacher"])

    home = client.get("/en/home/")
    (url,) = set(re.findall(r'action="(/en/pilots/groups/\d+/minutes/now/)"', home.text))
    (week,) = set(re.findall(r'name="week" value="([\d-]+)"', home.text))
    done = client.post(url, {"week": week, "minutes": "40"}, follow=True)

    assert TeacherMinutes.objects.get().minutes == 40
    assert "Noted: 40 minutes." in words_of(done)


@pytest.mark.parametrize("who", ["principal", "staff", "lead", "official"])
def test_the_pilots_page_and_the_sums_cost_the_same_however_many_groups(client, who):
    cast = make_pilot_in("running")
    signed_in(client, cast.users[who])

    costs = []
    for groups in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/en/pilots/{cast.pilot.pk}/")
            sums = client.get("/en/pilots/time/")
        costs.append(len(queries))
        assert page.status_code == sums.status_code == 200
        assert ("40 minutes a week" in words_of(page)) and groups
        for _ in range(2):
            told = {"school": cast.school, "teacher": cast.users["teacher"]}
            make_group(cast.pilot, state="accepted_by_principal", **told)

    assert costs[0] == costs[1]


def test_cover_is_asked_for_and_decided_on_its_page(client):
    cast = make_cast()
    signed_in(client, cast.users["teacher"])
    told = {"hours": "6", "amount": "240.50", "reason": "A training day."}
    asked = client.post(f"/en/pilots/{cast.pilot.pk}/cover/", told, follow=True)
    url = f"/en/pilots/cover/{CoverRequest.objects.get().pk}/"

    signed_in(client, cast.users["principal"]).post(url, {"answer": "yes", "reason": ""})
    bare = signed_in(client, cast.users["staff"]).post(url, {"answer": "no", "reason": ""})
    signed_in(client, cast.users["staff"]).post(url, {"answer": "yes", "reason": ""})

    assert "Your principal is asked now." in words_of(asked) and bare.status_code == 422
    assert CoverRequest.objects.get().state == "granted"
    assert signed_in(client, cast.users["lead"]).get(url).status_code == 404
