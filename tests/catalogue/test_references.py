import datetime as dt

import pytest
from django.core.cache import cache

from eduhub.catalogue.models import Reference
from eduhub.catalogue.services import references
from eduhub.catalogue.services.references import ReferenceWords
from eduhub.catalogue.states import ReferenceState
from eduhub.catalogue.views.references import references_panel, waiting_panel
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, TooMany
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry, Letter
from tests.makers import (
    NOW,
    make_actor,
    make_company,
    make_organisation,
    make_person,
    make_solution,
    signed_in,
)
from tests.makers.fairs import drawn, make_reference

WORDS = ReferenceWords(Text(fi="5. luokka"), Text(fi="tammikuusta 2026"))
CONFIRMED, DECLINED = ReferenceState.CONFIRMED, ReferenceState.DECLINED
REVOKED = ReferenceState.REVOKED
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def school():
    return make_organisation("school", name=Text(fi="Koivukoulu", sv="Björkskolan"))


def named(company, school, **how):
    solution = how.pop("solution", None) or make_solution(company, name=Text(en="Fractions"))
    lead = make_actor("company_lead", company)
    return references.name_school(solution.pk, school.pk, WORDS, by=lead, now=NOW, **how)


def test_naming_a_school_tells_its_principal_and_nobody_else_there(company, school):
    principal = make_person("principal", school, language="sv")
    make_person("teacher", school)

    reference = named(company, school)

    assert reference.state == ReferenceState.UNCONFIRMED
    [letter] = Letter.objects.all()
    assert (letter.to, letter.language) == (principal.email, "sv")
    assert f"/sv/references/{reference.pk}/" in letter.text
    assert LedgerEntry.objects.get().verb == "reference.named"


def test_the_principal_confirms_with_one_click_and_the_company_hears_of_it(
    client, company, school
):
    lead = make_person("company_lead", company, language="fi")
    reference = make_reference(make_solution(company), school=school)
    signed_in(client, make_person("principal", school))
    page = client.get(f"/en/references/{reference.pk}/")

    client.post(f"/en/references/{reference.pk}/decide/", {"to": "confirmed"})

    reference.refresh_from_db()
    assert page.text.count('value="confirmed"') == 1
    assert (reference.state, reference.decided_by.email != "") == (CONFIRMED, True)
    assert list(Letter.objects.values_list("to", "language")) == [(lead.email, "fi")]


def test_the_same_click_twice_is_one_line_in_the_ledger(school):
    reference = make_reference(school=school)
    principal = make_actor("principal", school)

    for _ in range(2):
        references.decide(reference.pk, to=CONFIRMED, by=principal, now=NOW)

    assert list(LedgerEntry.objects.values_list("verb", "facts")) == [
        ("reference.confirmed", {"was": "unconfirmed"})
    ]


def test_only_the_schools_own_principal_decides(company, school):
    reference = make_reference(make_solution(company), school=school)

    def refusal(actor):
        with pytest.raises((NotAllowed, NotFound)) as refused:
            references.decide(reference.pk, to=CONFIRMED, by=actor, now=NOW)
        return refused.type

    assert refusal(make_actor("teacher", school)) is NotAllowed
    assert refusal(make_actor("company_lead", company)) is NotAllowed
    assert refusal(make_actor("hub_staff")) is NotAllowed
    assert refusal(make_actor("principal")) is NotFound
    assert refusal(VISITOR) is NotFound


@pytest.mark.parametrize(
    ("state", "to", "permitted"),
    [
        ("unconfirmed", DECLINED, True),
        ("unconfirmed", REVOKED, False),
        ("confirmed", REVOKED, True),
        ("confirmed", DECLINED, False),
        ("declined", CONFIRMED, True),
        ("revoked", CONFIRMED, True),
    ],
)
def test_the_principal_may_change_their_mind_but_not_skip_a_step(school, state, to, permitted):
    reference = make_reference(school=school, state=state)
    principal = make_actor("principal", school)

    if permitted:
        assert references.decide(reference.pk, to=to, by=principal, now=NOW).state == to
    else:
        with pytest.raises(NotNow):
            references.decide(reference.pk, to=to, by=principal, now=NOW)


def test_the_page_shows_confirmed_and_unconfirmed_and_none_that_was_taken_back():
    solution = make_solution()
    for state in ReferenceState.values:
        school = make_organisation("school", name=Text(en=f"School {state}"))
        make_reference(solution, school=school, state=state)

    shown = drawn(references_panel, VISITOR, solution)

    said = {state: f"School {state}" in shown for state in ReferenceState.values}
    assert said == {
        "confirmed": True,
        "unconfirmed": True,
        "declined": False,
        "revoked": False,
        "withdrawn": False,
    }
    assert shown.count('data-tone="ok"') == 1
    assert "1 Sep 2026" in shown


def test_a_confirmation_of_long_ago_says_so():
    solution = make_solution()
    make_reference(solution, state="confirmed", decided_at=NOW - dt.timedelta(days=800))

    shown = drawn(references_panel, VISITOR, solution)

    assert ("Over a year old" in shown, 'data-tone="ok"' in shown) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panel_costs_one_query_however_many_schools(rows, django_assert_num_queries):
    solution = make_solution()
    for _ in range(rows):
        make_reference(solution)

    with django_assert_num_queries(1):
        shown = drawn(references_panel, VISITOR, solution)

    assert shown.count('<th scope="row">') == rows


def test_the_company_withdraws_and_may_name_the_school_again(company, school):
    reference = named(company, school)
    member = make_actor("company_member", company)

    references.withdraw(reference.pk, by=member, now=NOW)
    again = named(company, school, solution=reference.solution)

    assert (again.pk, again.state) == (reference.pk, ReferenceState.UNCONFIRMED)


def test_a_school_that_has_said_no_is_not_asked_again(company, school):
    reference = make_reference(make_solution(company), school=school, state="declined")

    with pytest.raises(NotNow):
        named(company, school, solution=reference.solution)

    assert not Letter.objects.exists()


def test_naming_twice_writes_one_letter(company, school):
    make_person("principal", school)
    reference = named(company, school)

    assert named(company, school, solution=reference.solution) == reference

    assert Letter.objects.count() == 1


def test_a_company_cannot_write_to_every_school_in_the_city(company):
    solution = make_solution(company)
    for _ in range(20):
        named(company, make_organisation("school"), solution=solution)

    with pytest.raises(TooMany):
        named(company, make_organisation("school"), solution=solution)


def test_only_an_approved_school_can_be_named_and_only_with_words(company, school):
    lead, solution = make_actor("company_lead", company), make_solution(company)
    with pytest.raises(NotFound):
        named(company, make_organisation("company"))
    with pytest.raises(NotFound):
        named(company, make_organisation("school", state="claimed"))
    with pytest.raises(Invalid):
        empty = ReferenceWords(Text(), Text())
        references.name_school(solution.pk, school.pk, empty, by=lead, now=NOW)
    assert not Reference.objects.exists()


def test_nobody_names_schools_for_another_companys_solution(company, school):
    public, hidden = make_solution(), make_solution(state="draft")
    lead = make_actor("company_lead", company)

    with pytest.raises(NotAllowed):
        references.name_school(public.pk, school.pk, WORDS, by=lead, now=NOW)
    with pytest.raises(NotFound):
        references.name_school(hidden.pk, school.pk, WORDS, by=lead, now=NOW)
    with pytest.raises(NotAllowed):
        references.name_school(public.pk, school.pk, WORDS, by=VISITOR, now=NOW)


def test_who_sees_the_page_of_a_reference(client, company, school):
    reference = make_reference(make_solution(company), school=school)
    address = f"/en/references/{reference.pk}/"

    def status(*who):
        return signed_in(client, make_person(*who)).get(address).status_code

    assert client.get(address).status_code == 302
    assert status("principal", school) == 200
    assert status("teacher", school) == 200
    assert status("company_member", company) == 200
    assert status("principal") == 404
    assert status("company_lead") == 404


def test_the_company_finds_a_school_by_its_name_in_any_language_and_names_it(
    client, company, school
):
    solution = make_solution(company)
    signed_in(client, make_person("company_lead", company))
    address = f"/en/solutions/{solution.pk}/references/"

    found = client.get(address, {"q": "björk"}).text
    client.post(address, {"school": school.pk, "use_en": "Grade 5", "use_0": ""}, follow=True)
    failed = client.post(address, {"school": school.pk})

    assert f'href="?school={school.pk}"' in found
    assert failed.status_code == 422


def test_what_waits_for_the_principal_waits_on_their_home_page(school):
    make_reference(make_solution(name=Text(en="Waiting tool")), school=school)
    make_reference(make_solution(name=Text(en="Other school's tool")))
    make_reference(make_solution(name=Text(en="Settled tool")), school=school, state="confirmed")

    home = drawn(waiting_panel, make_actor("principal", school))

    seen = [name in home for name in ("Waiting tool", "Other school's tool", "Settled tool")]
    assert seen == [True, False, False]
    assert drawn(waiting_panel, make_actor("teacher", school)) == ""
    assert drawn(waiting_panel, make_actor("principal")) == ""


def test_a_principal_who_has_answered_still_finds_the_way_to_revoke(client, school):
    reference = make_reference(make_solution(), school=school, state="confirmed")
    principal = make_person("principal", school)

    assert "All are answered" in drawn(waiting_panel, make_actor("principal", school))
    signed_in(client, principal)
    assert f'href="/en/references/{reference.pk}/"' in client.get("/en/references/").text
