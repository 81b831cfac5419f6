"""Who has no name is shown by role and organisation; an address is for those who may know it."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.kit.lang import Text
from eduhub.people.models import Membership, Organisation, User
from eduhub.people.queries import told_apart
from eduhub.people.states import OrganisationState, Role
from tests.makers import NOW, TODAY, make_membership, make_organisation, make_person, signed_in

pytestmark = pytest.mark.django_db

SHORE = Text(fi="Rannan koulu (demo)", sv="Strandens skola (demo)", en="Shore School (demo)")


@pytest.fixture
def school():
    return make_organisation("school", name=SHORE)


def shown(person, language="en"):
    with override(language):
        return str(User.objects.get(pk=person.pk))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Teacher, Shore School (demo)"),
        ("fi", "Opettaja, Rannan koulu (demo)"),
        ("sv", "Lärare, Strandens skola (demo)"),
    ],
)
def test_without_a_name_the_role_is_shown_in_the_readers_language(school, language, words):
    teacher = make_person(Role.TEACHER, school)
    named = make_person(Role.TEACHER, school, name="Opettaja Esimerkki")
    alone = make_person()

    with override(language):
        assert shown(teacher, language) == words
        assert shown(named, language) == "Opettaja Esimerkki"
        assert "@" not in shown(alone, language)
        assert User.objects.get(pk=alone.pk).at_desk.endswith(f" ({alone.email})")


def test_what_is_shown_follows_roles_and_organisations_however_they_are_written(school):
    teacher = make_person(Role.TEACHER, school)
    stale = User.objects.get(pk=teacher.pk)
    claimed = make_organisation("company", state=OrganisationState.CLAIMED)

    Organisation.objects.filter(pk=school.pk).update(name=Text(en="Bay School (demo)"))
    renamed = shown(teacher)
    stale.save()  # of somebody who read the row before
    make_membership(teacher, Role.COMPANY_LEAD, claimed)
    claims_only = shown(teacher)
    Membership.objects.filter(organisation=school).update(until=TODAY)
    Organisation.objects.filter(pk=claimed.pk).update(state="approved", decided_at=NOW)
    approved = shown(teacher)
    Membership.objects.filter(user=teacher).delete()

    assert (renamed, claims_only) == ("Teacher, Bay School (demo)",) * 2
    assert approved.startswith("Company lead, ")
    assert shown(teacher) == "A person without an organisation"


def test_where_one_chooses_no_two_read_the_same(school):
    made = [make_person(Role.TEACHER, school, name=name) for name in ("", "", "Same", "Same")]
    one, other, *named = User.objects.filter(pk__in=[p.pk for p in made]).order_by("pk")
    words = "Teacher, Shore School (demo)"

    with override("en"):
        colleague = told_apart([other, one, other, *named], by_address=False)
        desk = told_apart([one, *named], by_address=True)

    assert colleague == {
        named[0].pk: "Same (1)",
        named[1].pk: "Same (2)",
        one.pk: f"{words} (1)",
        other.pk: f"{words} (2)",
    }
    assert desk[one.pk] == f"{words} ({one.email})"
    assert {desk[p.pk] for p in named} == {f"Same ({p.email})" for p in named}


def test_leads_reach_their_people_a_colleague_reads_roles_and_others_nothing(client, school):
    teacher = make_person(Role.TEACHER, school)
    people = {
        "lead": make_person(Role.PRINCIPAL, school),
        "colleague": make_person(Role.TEACHER, school),
        "stranger": make_person(Role.PRINCIPAL),
    }
    with override("en"):
        address = reverse("people:organisation", args=[school.pk])
    read = {"visitor": client.get(address)}
    for who, person in people.items():
        signed_in(client, person)
        read[who] = client.get(address)

    codes = {who: answer.status_code for who, answer in read.items()}
    assert codes == {"visitor": 302, "lead": 200, "colleague": 200, "stranger": 404}
    reach = [who for who, answer in read.items() if teacher.email in answer.text]
    assert reach == ["lead"]
    assert read["colleague"].text.count("Teacher, Shore School (demo)") == 3  # the own row twice


def test_people_without_names_cost_a_page_no_query_more(
    client, school, django_assert_num_queries, django_assert_max_num_queries
):
    signed_in(client, make_person(Role.PRINCIPAL, school))
    address = f"/en/people/organisations/{school.pk}/"
    make_person(Role.TEACHER, school)
    with django_assert_max_num_queries(40) as few:
        first = client.get(address).text
    for _more in range(2):
        make_person(Role.TEACHER, school)

    with django_assert_num_queries(len(few.captured_queries)):
        second = client.get(address).text

    rows = '<th scope="row">Teacher, Shore School (demo)'
    assert (first.count(rows), second.count(rows)) == (1, 3)
