"""Where a school belongs is noted by the hub, and decides who looks after its pilots."""

import pytest
from django.urls import reverse

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.people.models import Organisation
from eduhub.people.queries import schools_to_place
from eduhub.people.services.belonging import Belonging, mark_of, place
from eduhub.people.states import Kind, OrganisationState, Role
from eduhub.pilots.queries.board import BoardAsked, board
from tests.makers import NOW, make_actor, make_organisation, make_person, signed_in
from tests.makers.people import make_claim
from tests.makers.pilots import make_pilot_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_organisation(Kind.SCHOOL)


@pytest.fixture
def city():
    return make_organisation(Kind.EDUCATION_PROVIDER, name=Text(fi="Kaupunki", en="The city"))


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def put(school, by, *, seen=None, **told):
    seen = mark_of(school) if seen is None else seen
    return place(school.pk, Belonging(**told), seen=seen, by=by, now=NOW)


def test_what_is_noted_stays_and_leaves_one_line(school, city, staff):
    told = {"provider_id": city.pk, "municipality": "091", "district": "  Itäinen   suurpiiri "}
    there = put(school, staff, **told)
    put(there, staff, **told)

    school.refresh_from_db()
    noted = (school.provider, school.municipality, school.district)
    assert noted == (city, "091", "Itäinen suurpiiri")
    line = LedgerEntry.objects.get(verb="school.belongs")
    assert line.facts == {
        "provider": city.pk, "municipality": "091", "district": "Itäinen suurpiiri"
    }  # fmt: skip


def test_the_hub_alone_notes_it(school, city):
    principal = make_actor(Role.PRINCIPAL, school)
    refused = ((principal, NotAllowed), (make_actor(Role.PRINCIPAL), NotFound))
    refused += ((make_actor(Role.PROVIDER_OFFICIAL, city), NotFound), (VISITOR, NotFound))
    for by, why in refused:
        with pytest.raises(why):
            put(school, by, district="Itäinen")

    assert not LedgerEntry.objects.filter(verb="school.belongs").exists()


def test_only_an_approved_school_belongs_somewhere(city, staff):
    claimed = make_claim(kind="school", school_number="00845")
    with pytest.raises(NotNow):
        put(claimed, staff, district="Itäinen")
    with pytest.raises(NotFound):
        put(city, staff, district="Itäinen")


@pytest.mark.parametrize(
    ("told", "field"),
    [({"municipality": "9"}, "municipality"), ({"municipality": "Äx1"}, "municipality"),
     ({"municipality": "٠٩١"}, "municipality"), ({"provider_id": -1}, "provider")],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(school, staff, told, field):
    with pytest.raises(Invalid) as refusal:
        put(school, staff, **told)

    assert list(refusal.value.fields) == [field]


def test_no_provider_that_is_none_or_not_approved(school, staff):
    waiting = make_organisation(Kind.EDUCATION_PROVIDER, state=OrganisationState.CLAIMED)
    for other in (waiting, make_organisation(Kind.SCHOOL)):
        with pytest.raises(Invalid):
            put(school, staff, provider_id=other.pk)


def test_the_officials_of_its_provider_look_after_its_pilots_from_now_on(city, staff):
    cast = make_pilot_in("agreement_signed")
    school = Organisation.objects.get(pk=cast.group.school_id)
    before, official = cast.actor("official"), make_actor(Role.PROVIDER_OFFICIAL, city)

    def who_has_it_on_the_board():
        return [len(board(one, BoardAsked(), NOW)) for one in (before, official)]

    assert who_has_it_on_the_board() == [1, 0]
    put(school, staff, provider_id=city.pk)
    assert who_has_it_on_the_board() == [0, 1]


def test_two_at_the_desk_lose_nothing(client, school, city):
    opened = mark_of(school)
    put(school, make_actor(Role.HUB_STAFF), district="Itäinen")
    signed_in(client, make_person(Role.HUB_STAFF))
    told = {"provider": city.pk, "municipality": "091", "district": "Läntinen", "seen": opened}

    late = client.post(reverse("people:place", args=[school.pk]), told)

    assert late.status_code == 409 and "Itäinen" in late.text and 'value="Läntinen"' in late.text
    with pytest.raises(Stale):
        put(school, make_actor(Role.HUB_STAFF), seen=opened, district="Läntinen")
    school.refresh_from_db()
    assert (school.district, school.provider_id) == ("Itäinen", None)


def test_the_form_keeps_what_was_typed_and_offers_districts_that_are_known(client, school, city):
    make_organisation(Kind.SCHOOL, district="Itäinen")
    signed_in(client, make_person(Role.HUB_STAFF))
    address = reverse("people:place", args=[school.pk])
    told = {"municipality": "9x", "district": "Pohjoinen", "seen": mark_of(school)}

    refused = client.post(address, told | {"provider": city.pk})
    done = client.post(address, told | {"provider": city.pk, "municipality": "091"})

    assert refused.status_code == 422
    assert '<option value="Itäinen">' in refused.text and 'value="Pohjoinen"' in refused.text
    assert f'<option value="{city.pk}" selected>' in refused.text
    assert done.url == reverse("people:organisation", args=[school.pk])
    shown = client.get(done.url).text
    assert "The city" in shown and "Pohjoinen" in shown and address in shown


def test_the_desk_names_the_schools_that_belong_nowhere(client, school, city):
    half = make_organisation(Kind.SCHOOL, provider=city)
    make_organisation(Kind.SCHOOL, provider=city, district="Itäinen")
    make_organisation(Kind.SCHOOL, state=OrganisationState.CLAIMED)

    page = signed_in(client, make_person(Role.HUB_STAFF)).get(reverse("people:desk"))

    assert page.text.count("/people/desk/schools/") == 2
    assert {*schools_to_place(make_actor(Role.HUB_STAFF))} == {school, half}


def test_whoever_approves_a_school_is_led_to_where_it_belongs(client):
    claim = make_claim(kind="school", school_number="00845")
    signed_in(client, make_person(Role.HUB_STAFF))

    done = client.post(reverse("people:decide", args=[claim.pk]), {"approve": "1"})

    assert done.url == reverse("people:place", args=[claim.pk])
