"""A directory that stands as it was is neither drawn nor sent twice; a changed one always is."""

import datetime as dt

import pytest
from django.test import Client

from eduhub.catalogue.models import Claim, Solution, Topic
from eduhub.catalogue.queries.version import directory_version
from eduhub.catalogue.services.changes import forget_changes
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from tests.makers import make_person, make_solution, signed_in
from tests.makers.catalogue import make_claim, make_setup

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/fi/solutions/", "/api/v1/solutions", "/api/v1/companies"])
def test_a_reader_who_has_it_is_told_that_it_is_as_it_was(
    client, django_assert_num_queries, address
):
    make_solution()
    first = client.get(address)

    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_another_reader_gets_it_as_it_was_drawn(client, django_assert_num_queries):
    make_solution(name=Text(fi="Kisa"))
    client.get("/fi/solutions/")

    with django_assert_num_queries(1):
        page = Client().get("/fi/solutions/")

    assert "Kisa" in page.text


def _publish(solution):
    Solution.objects.filter(pk=solution.pk).update(state="withdrawn")


def _claim(solution):
    make_claim(solution, words=Text(fi="Uusi väittämä"), dated=dt.date.today())


def _unclaim(solution):
    Claim.objects.all().delete()


def _rename(solution):
    Organisation.objects.filter(pk=solution.company_id).update(name=Text(fi="Uusi nimi"))


def _reword(solution):
    Topic.objects.filter(pk="subject-maths").update(name=Text(fi="Lasku"))


@pytest.mark.parametrize("deed", [_publish, _claim, _unclaim, _rename, _reword])
def test_every_change_of_what_it_shows_makes_it_another(client, deed):
    solution = make_solution(name=Text(fi="Kisa"), codes=["subject-maths"])
    make_claim(solution)
    before = client.get("/fi/solutions/")

    deed(solution)
    after = client.get("/fi/solutions/", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert after.text != before.text


def test_languages_questions_and_parts_are_pages_of_their_own(client):
    make_solution()
    addresses = ["/fi/solutions/", "/sv/solutions/", "/fi/solutions/?q=peli"]

    names = {client.get(address)["ETag"] for address in addresses}
    names.add(client.get("/fi/solutions/", headers={"HX-Request": "true"})["ETag"])

    assert len(names) == 4


def test_who_is_signed_in_gets_no_name_for_a_page_of_their_own(client):
    teacher = make_person("teacher")
    make_setup(teacher.memberships.get().organisation, devices=["device-phone"])
    make_solution(codes=["device-tablet"])
    everybodys = client.get("/en/solutions/").text

    own = signed_in(client, teacher).get("/en/solutions/")

    assert "ETag" not in own and own["Cache-Control"] == "no-store"
    misfit = "Does not fit your school as it is"
    assert (misfit in everybodys, misfit in own.text) == (False, True)


def test_forgetting_the_changes_gives_a_name_that_there_never_was(client):
    seen = set()
    for _ in range(3):
        make_solution()
        seen.add(directory_version())
        forget_changes()
        assert directory_version() not in seen
        seen.add(directory_version())
