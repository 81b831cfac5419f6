"""The list of districts: written by the hub's desk, read by its name in one's language."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.kit.errors import Invalid, NotAllowed, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.models import District
from eduhub.people.queries import district_names
from eduhub.people.services import districts as services
from eduhub.people.services.belonging import mark_of
from eduhub.people.states import Kind, Role
from tests.makers import NOW, make_actor, make_organisation, make_person, signed_in
from tests.makers.people import make_district

pytestmark = pytest.mark.django_db

EAST = Text(fi="Itäinen suurpiiri", sv="Östra stordistriktet", en="Eastern district")
LIST = "people:districts"


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def test_a_name_is_read_in_the_reader_s_language_and_a_key_where_none_is_written():
    make_district("Itäinen", EAST)
    make_district("Saaristo", Text(sv="Skärgården"))
    read = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            read[language] = district_names().pairs(["Uusi", "Itäinen", "Saaristo"])

    assert [name for _key, name in read["sv"]] == ["Skärgården", "Uusi", "Östra stordistriktet"]
    assert dict(read["fi"])["Itäinen"] == "Itäinen suurpiiri"
    assert dict(read["en"]) == {
        "Itäinen": "Eastern district", "Saaristo": "Skärgården", "Uusi": "Uusi"
    }  # fmt: skip


def test_the_same_district_once_more_is_one_and_leaves_one_line(staff):
    for key in ("Itäinen", "  Itäinen "):
        services.add(key, EAST, by=staff, now=NOW)
    with pytest.raises(Invalid) as refusal:
        services.add("Itäinen", Text(en="East"), by=staff, now=NOW)

    assert list(refusal.value.fields) == ["key"]
    assert District.objects.get().name == EAST
    assert LedgerEntry.objects.get(verb="district.added").facts == {"key": "Itäinen"}


@pytest.mark.parametrize(
    ("key", "name", "field"), [(" ", EAST, "key"), ("x" * 61, EAST, "key"), ("A", Text(), "name")]
)
def test_what_cannot_be_is_refused_beside_its_field(staff, key, name, field):
    with pytest.raises(Invalid) as refusal:
        services.add(key, name, by=staff, now=NOW)

    assert list(refusal.value.fields) == [field]


def test_other_words_leave_the_key(staff):
    east = make_district("Itäinen", Text(fi="Itä"))
    services.rename(east.pk, EAST, seen=1, by=staff, now=NOW)
    services.rename(east.pk, EAST, seen=2, by=staff, now=NOW)
    with pytest.raises(Stale):
        services.rename(east.pk, Text(fi="Muu"), seen=1, by=staff, now=NOW)

    east.refresh_from_db()
    assert (east.key, east.name, east.version) == ("Itäinen", EAST, 2)
    assert LedgerEntry.objects.filter(verb="district.renamed").count() == 1


def test_a_district_stays_while_a_school_names_it(staff):
    east, west = make_district("Itäinen", EAST), make_district("Läntinen", EAST)
    make_organisation(Kind.SCHOOL, district="Itäinen")
    with pytest.raises(NotNow):
        services.remove(east.pk, by=staff, now=NOW)
    services.remove(west.pk, by=staff, now=NOW)

    assert list(District.objects.values_list("key", flat=True)) == ["Itäinen"]


def test_the_hub_alone_keeps_the_list():
    east = make_district("Itäinen", EAST)
    for by in (make_actor(Role.PRINCIPAL), make_actor(Role.PROVIDER_OFFICIAL)):
        for deed in (
            lambda by=by: services.add("Uusi", EAST, by=by, now=NOW),
            lambda by=by: services.rename(east.pk, Text(fi="Itä"), seen=1, by=by, now=NOW),
            lambda by=by: services.remove(east.pk, by=by, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                deed()

    assert District.objects.get().name == EAST


def test_the_pages_have_four_sides(client):
    east = make_district("Itäinen", EAST)
    pages = [reverse(LIST), reverse("people:district", args=[east.pk])]
    remove = reverse("people:remove_district", args=[east.pk])
    for person in (make_person(Role.PRINCIPAL), make_person()):
        signed_in(client, person)
        assert [client.get(address).status_code for address in pages] == [404, 404]
        assert client.post(remove).status_code == 404
    client.logout()
    assert [client.get(address).status_code for address in pages] == [302, 302]

    signed_in(client, make_person(Role.HUB_STAFF))
    assert [client.get(address).status_code for address in pages] == [200, 200]
    assert client.post(remove).url == pages[0]
    assert not District.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, number):
    for n in range(number):
        make_district(f"A{n}", EAST)
        make_organisation(Kind.SCHOOL, district=f"A{n}")
        make_organisation(Kind.SCHOOL, district=f"B{n}")
    signed_in(client, make_person(Role.HUB_STAFF))

    with django_assert_num_queries(6):
        page = client.get(reverse(LIST))

    assert page.text.count("<tr>") == 1 + number
    assert page.text.count("?key=B") == number


def test_the_desk_writes_the_list_and_loses_nothing(client):
    signed_in(client, make_person(Role.HUB_STAFF))
    empty = client.get(reverse(LIST), {"key": "Itäinen"})
    assert "No district is in the list yet" in empty.text and 'value="Itäinen"' in empty.text

    refused = client.post(reverse(LIST), {"key": "Itäinen"})
    assert refused.status_code == 422 and 'value="Itäinen"' in refused.text
    client.post(reverse(LIST), {"key": "Itäinen", "name_sv": "Östra"})
    east = District.objects.get()
    assert east.name == Text(sv="Östra")

    address = reverse("people:district", args=[east.pk])
    client.post(address, {"seen": 1, "name_fi": "Itäinen", "name_sv": "Östra", "name_en": "East"})
    late = client.post(address, {"seen": 1, "name_en": "Orient"})
    assert late.status_code == 409 and 'value="Orient"' in late.text
    make_organisation(Kind.SCHOOL, district="Itäinen")
    assert "Note another district for them first." in client.get(address).text
    gone = client.post(reverse("people:remove_district", args=[east.pk]))
    assert gone.status_code == 409 and "Note another district for them first." in gone.text


def test_a_place_that_the_list_does_not_have_is_said_to_be_new(client):
    make_district("Itäinen", EAST)
    school = make_organisation(Kind.SCHOOL)
    signed_in(client, make_person(Role.HUB_STAFF))
    address = reverse("people:place", args=[school.pk])
    assert '<option value="Itäinen">Eastern district</option>' in client.get(address).text

    said = {}
    for district in ("Itäinen", "Uusi"):
        school.refresh_from_db()
        told = {"district": district, "seen": mark_of(school)}
        said[district] = client.post(address, told, follow=True).text

    assert "Eastern district" in said["Itäinen"] and "list of districts" not in said["Itäinen"]
    assert "“Uusi” is not in the list of districts yet" in said["Uusi"]
    assert f"{reverse(LIST)}?key=Uusi#add" in said["Uusi"]
