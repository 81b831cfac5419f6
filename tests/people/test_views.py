"""The pages about people, as four kinds of people see them."""

import re

import pytest
from django.urls import reverse

from eduhub.people.middleware import ACTS_FOR
from eduhub.people.models import Membership, Organisation, Sighting, User
from eduhub.people.states import Role
from tests.makers import make_membership, make_organisation, make_person, signed_in
from tests.makers.people import kinds_to, make_claim, make_correction, make_invitation

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def school():
    return make_organisation("school")


@pytest.fixture
def principal(school):
    return make_person(Role.PRINCIPAL, school)


def hidden_from_all_but_staff(client, address):
    for person in (make_person(Role.PRINCIPAL), make_person(), make_person(Role.COMPANY_LEAD)):
        assert signed_in(client, person).get(address).status_code == 404
    client.logout()
    assert client.get(address).url.startswith("/en/account/login/")


def test_the_desk_is_for_staff_alone(client):
    claim = make_claim()
    school = make_organisation("school")
    pages = [url("desk"), url("organisations"), url("decide", claim.pk), url("person", 1)]
    pages.insert(0, url("place", school.pk))
    for address in pages:
        hidden_from_all_but_staff(client, address)

    signed_in(client, make_person(Role.HUB_STAFF))
    assert [client.get(address).status_code for address in pages[:4]] == [200, 200, 200, 200]


def test_the_list_of_people_has_four_sides(client, school, principal):
    colleague, stranger = make_person(Role.TEACHER, school), make_person(Role.PRINCIPAL)
    address = url("organisation", school.pk)

    seen = signed_in(client, principal).get(address)
    assert colleague.email in seen.text and url("invite", school.pk) in seen.text
    seen = signed_in(client, colleague).get(address)
    assert principal.email not in seen.text and url("invite", school.pk) not in seen.text
    assert signed_in(client, stranger).get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("teachers", [1, 3])
def test_the_list_of_people_costs_the_same_however_long(
    client, school, principal, django_assert_num_queries, teachers
):
    for _ in range(teachers):
        make_person(Role.TEACHER, school)
    signed_in(client, principal).get(url("organisation", school.pk))  # the look is noted once

    with django_assert_num_queries(11):
        response = client.get(url("organisation", school.pk))

    assert response.text.count("<tr>") == 1 + 1 + teachers


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_lists_cost_the_same_however_long(client, django_assert_num_queries, number):
    for n in range(number):
        make_correction(make_organisation("company"))
        make_claim(kind="partner", name={"fi": f"K{n}"})
        make_organisation("school")
    signed_in(client, make_person(Role.HUB_STAFF, make_organisation("hub")))
    with django_assert_num_queries(4):
        listed = client.get(url("organisations"), headers={"HX-Request": "true"})
    with django_assert_num_queries(6):
        claims = client.get(url("desk"))
    assert listed.text.count("<tr>") == 1 + 3 * number + 1
    assert claims.text.count(f"{url('desk')}claims/") == number
    assert claims.text.count(f"{url('desk')}schools/") == number
    assert claims.text.count(f"{url('desk')}corrections/") == number


def test_who_looks_at_others_is_noted_and_they_can_read_it(client, school, principal):
    staff = make_person(Role.HUB_STAFF)
    signed_in(client, staff)
    client.get(url("organisation", school.pk))
    client.get(url("person", principal.pk))
    client.get(url("person", staff.pk))
    signed_in(client, principal)
    client.get(url("organisation", school.pk))

    looks = Sighting.objects.order_by("pk").values_list("person", "viewer", "what")
    here = (principal.pk, staff.pk)
    assert list(looks) == [(*here, "members"), (*here, "person")]
    seen = client.get("/en" + url("my_data")[3:])
    assert seen.text.count("Hub staff") == 2
    assert "Your page at the hub" in seen.text


def test_the_desk_finds_organisations_in_three_languages(client, school):
    school.name = {"fi": "Koivu", "sv": "Björken", "en": "Birch"}
    school.save()
    make_organisation("company", business_id="0000041-4")
    signed_in(client, make_person(Role.HUB_STAFF))

    def found(**asked):
        response = client.get(url("organisations"), asked, headers={"HX-Request": "true"})
        return response.text.count("<tr>") - 1

    asked = [{"q": "koiv"}, {"q": "BJÖRK"}, {"q": "birch"}, {"q": "0000041-4"}, {"q": "x9"}]
    assert [found(**words) for words in asked] == [1, 1, 1, 1, -1]
    assert (found(kind="school"), found(kind="hub"), found(kind="?")) == (1, 1, 3)


def test_one_click_changes_the_hat(client, principal):
    company = make_organisation("company")
    make_membership(principal, Role.COMPANY_LEAD, company)
    signed_in(client, principal)

    assert client.get(url("act_for", company.pk)).status_code == 405
    answer = client.post(url("act_for", company.pk), {"next": "https://evil.example/"})

    assert answer.url == reverse("home")
    assert client.session[ACTS_FOR] == company.pk
    assert client.get(url("organisation", company.pk)).status_code == 200
    stranger = make_organisation("school")
    assert client.post(url("act_for", stranger.pk)).status_code == 404


def test_a_removed_role_is_gone_with_the_next_page(client, school, principal):
    signed_in(client, principal)
    assert client.get(url("organisation", school.pk)).status_code == 200
    Membership.objects.all().delete()
    assert client.get(url("organisation", school.pk)).status_code == 404


def test_a_claim_keeps_what_was_typed_and_says_what_to_mend(client):
    signed_in(client, make_person())
    typed = {"kind": "company", "name_fi": "Kirjain Oy", "business_id": "0000041-5"}

    refused = client.post("/en/people/claim/", typed)

    assert refused.status_code == 422
    assert 'value="Kirjain Oy"' in refused.text
    assert "The last digit does not fit the others" in refused.text
    answer = client.post("/en/people/claim/", typed | {"business_id": "0000041-4"})
    assert answer.url == "/en/people/me/organisations/"
    assert str(Organisation.objects.get().name) == "Kirjain Oy"


def test_a_claim_is_approved_or_declined_at_the_desk(client):
    claim = make_claim()
    signed_in(client, make_person(Role.HUB_STAFF))
    assert client.post(url("decide", claim.pk), {"decline": "1"}).status_code == 422
    client.post(url("decide", claim.pk), {"decline": "1", "grounds": "Ei käy."})
    claim.refresh_from_db()
    assert claim.state == "declined"
    client.post(url("decide", claim.pk), {"approve": "1"})
    claim.refresh_from_db()
    assert claim.state == "approved"
    assert client.post(url("decide", claim.pk), {"approve": "1"}).status_code == 409


def test_an_invitation_is_sent_and_withdrawn(client, school, principal):
    signed_in(client, principal)
    form = {"email": "new@example.org", "role": "teacher", "language": "sv"}
    assert client.post(url("invite", school.pk), form | {"email": "x"}).status_code == 422
    answer = client.post(url("invite", school.pk), form)
    assert answer.url == url("organisation", school.pk)
    assert kinds_to("new@example.org") == ["people/invitation"]

    client.post(url("withdraw", school.invitations.get().pk))

    assert "new@example.org" not in client.get(url("organisation", school.pk)).text


def test_the_link_in_the_letter_waits_for_the_right_person(client, school, principal):
    guest = make_person(email="guest@example.org")
    _made, token = make_invitation(school, principal, guest.email, Role.TEACHER, now=_now())
    link = f"/en/people/invitation/{token}/"

    visitor = client.get(link).text
    assert f"/en/account/signup/?next={link.replace('/', '%2F')}" in visitor
    assert "another address" in signed_in(client, make_person()).get(link).text
    assert client.post(link).status_code == 403
    signed_in(client, guest)
    assert "Accept the role" in client.get(link).text
    assert client.post(link).url == "/en/home/"
    assert client.session[ACTS_FOR] == school.pk
    assert client.get("/en/people/invitation/none/").status_code == 404


@pytest.mark.parametrize(
    ("who", "told"),
    [("", "g…@e…"), ("other@example.org", "g…@e…"), ("guest@example.org", "guest@example.org")],
)
def test_the_link_tells_the_whole_address_to_its_owner_alone(who, told, client, school, principal):
    _made, token = make_invitation(
        school, principal, "Guest@example.org", Role.TEACHER, now=_now()
    )
    if who:
        signed_in(client, make_person(email=who))

    shown = client.get(f"/en/people/invitation/{token}/").text

    sent_to = shown.split("<dt>Sent to</dt><dd>")[1].split("</dd>")[0]
    assert sent_to.lower() == told
    assert ("uest@" in shown) == (who == "guest@example.org")


def _now():
    from django.utils import timezone

    return timezone.now()


def test_leaving_is_asked_and_the_last_lead_hears_why_not(client, school, principal):
    signed_in(client, principal)
    own = principal.memberships.get()
    page = client.get("/en" + url("end_membership", own.pk)[3:])
    assert (
        "Invite another lead first" in page.text
        and "<form method" not in page.text.split('<main id="main"')[1]
    )
    assert client.post(url("end_membership", own.pk)).status_code == 409
    teacher = make_person(Role.TEACHER, school).memberships.get()
    client.post(url("end_membership", teacher.pk))
    assert client.get(url("end_membership", teacher.pk)).status_code == 404


def test_duties_are_given_by_staff(client, school, principal):
    own = principal.memberships.get()
    form = {"topic": "pilots", "languages": ["fi"], "address": "pilots@example.org"}
    assert signed_in(client, principal).post(url("duties", own.pk), form).status_code == 403
    signed_in(client, make_person(Role.HUB_STAFF))
    assert client.post(url("duties", own.pk), form | {"languages": []}).status_code == 422
    client.post(url("duties", own.pk), form)
    duty = own.duties.get()
    assert duty.address == "pilots@example.org"
    client.post(url("take_duty", duty.pk))
    assert not own.duties.exists()


def test_ones_details_are_saved_and_the_page_follows_the_language(client):
    person = make_person()
    signed_in(client, person)
    form = {"name": "Rehtori", "language": "sv", "wants_news": "on"}
    assert client.post(url("me"), form | {"language": "xx"}).status_code == 422
    assert client.post(url("me"), form).url == "/sv/people/me/"
    person.refresh_from_db()
    assert (person.name, person.language, person.wants_news) == ("Rehtori", "sv", True)


def test_ones_data_comes_as_a_file(client):
    person = make_person()
    response = signed_in(client, person).get(url("download"))
    assert response["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert response.json()["data"]["people.User"][0]["email"] == person.email


def code_in(letter):
    return re.search(r"\b\d{6}\b", letter.text)[0]


def test_the_end_needs_a_code_and_ones_address_typed(client):
    from tests.makers.people import letter_to

    person = make_person()
    signed_in(client, person)
    assert 'name="typed"' not in client.get(url("erase")).text
    client.post(url("erase_code"))
    code = code_in(letter_to(person.email))
    wrong = "000000" if code != "000000" else "111111"
    form = {"typed": person.email, "code": code}

    assert client.post(url("erase"), form | {"code": wrong}).status_code == 422
    assert client.post(url("erase"), form | {"typed": "other"}).status_code == 422
    assert User.objects.count() == 1
    assert client.post(url("erase"), form).url == reverse("front")

    assert User.objects.count() == 0
    assert client.get(url("me")).status_code == 302


def test_three_wrong_codes_end_the_code(client):
    from tests.makers.people import letter_to

    person = make_person()
    signed_in(client, person)
    client.post(url("erase_code"))
    code = code_in(letter_to(person.email))
    wrong = {"typed": person.email, "code": "000000" if code != "000000" else "111111"}
    for _ in range(3):
        client.post(url("erase"), wrong)
    assert client.post(url("erase"), wrong | {"code": code}).status_code == 422
    assert User.objects.count() == 1


def test_home_shows_what_waits(client, school, principal):
    from tests.makers.people import make_claim

    guest = make_person(email="guest@example.org")
    make_invitation(school, principal, guest.email, Role.TEACHER, now=_now())
    claim = make_claim()

    home = signed_in(client, guest).get("/en/home/").text
    assert "Invitations for you" in home and "Whom do you act for?" in home
    home = signed_in(client, make_person(Role.HUB_STAFF)).get("/en/home/").text
    assert f"/en/people/desk/claims/{claim.pk}/" in home and "no second factor" in home
    home = signed_in(client, principal).get("/en/home/").text
    assert "Whom do you act for?" not in home and "second factor" not in home
