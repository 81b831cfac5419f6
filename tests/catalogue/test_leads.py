import io
import re
import uuid

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from eduhub.catalogue.models import ConsentWording, DayCount, Lead
from eduhub.catalogue.models.stands import CONSENTS, PRESENT_CONSENT
from eduhub.catalogue.services import leads
from eduhub.catalogue.states import LeadState
from eduhub.catalogue.views.leads import new_leads
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, TooMany
from eduhub.kit.models import LedgerEntry, Letter
from tests.makers import (
    NOW,
    TODAY,
    make_actor,
    make_company,
    make_person,
    make_solution,
    signed_in,
)
from tests.makers.fairs import demo_request, drawn, make_exhibition, make_lead, make_stand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def company():
    return make_company()


@pytest.fixture
def stand(company):
    return make_stand(make_solution(company))


def ask(stand, **told):
    return leads.ask_for_demo(stand.pk, demo_request(**told), by=VISITOR, now=NOW, today=TODAY)


def token_in(letter):
    return re.search(r"/demos/([\w-]+)/", letter.text)[1]


def test_both_sides_get_a_letter_in_their_own_language(company, stand):
    lead = make_person("company_lead", company, language="fi")
    make_person("company_member", company)

    ask(stand, language="sv")

    sent = Letter.objects.order_by("pk").values_list("to", "language", "kind")
    assert list(sent) == [
        (lead.email, "fi", "catalogue/demo_asked"),
        ("visitor@example.org", "sv", "catalogue/demo_confirmed"),
    ]


def test_the_visitors_letter_holds_nothing_that_was_typed(stand):
    ask(stand, name="Buy now", wish="http://trap.example", organisation="Cheap")

    letter = Letter.objects.get(to="visitor@example.org")
    assert not re.search("Buy now|trap|Cheap", letter.text + letter.subject)


def test_a_name_cannot_break_out_of_its_line(stand):
    lead = ask(stand, name="One\r\nBcc: everybody@example.org", times="now\nor\tlater")

    assert (lead.name, lead.times) == ("One Bcc: everybody@example.org", "now or later")


def test_the_exact_words_of_the_consent_are_kept_by_version(stand):
    lead = ask(stand)

    assert lead.wording == ConsentWording.objects.get(version=PRESENT_CONSENT)
    assert lead.wording.words == CONSENTS[PRESENT_CONSENT]
    assert all(CONSENTS[PRESENT_CONSENT].missing == () for _ in CONSENTS)


def test_words_that_changed_without_a_new_version_are_our_mistake(stand):
    ask(stand)
    ConsentWording.objects.update(words={"fi": "Jotain muuta", "sv": "", "en": ""})

    with pytest.raises(ValueError, match="without a new version"):
        ask(stand)


def test_without_consent_nothing_is_stored(stand):
    with pytest.raises(Invalid):
        ask(stand, consent=None)

    assert not Lead.objects.exists()


def test_a_form_sent_twice_asks_once(stand):
    key = uuid.uuid4()

    first, second = ask(stand, form_key=key), ask(stand, form_key=key)

    assert first == second
    assert Letter.objects.filter(to="visitor@example.org").count() == 1


def test_a_closed_stand_takes_no_requests_and_a_hidden_one_is_not_there():
    with pytest.raises(NotNow):
        ask(make_stand(is_open=False))
    with pytest.raises(NotFound):
        ask(make_stand(make_solution(state="draft")))


def test_nobody_can_flood_a_company_or_a_strangers_mailbox(stand):
    for _ in range(5):
        ask(stand)
    with pytest.raises(TooMany):
        ask(stand)

    for number in range(10):
        ask(stand, caller="one-place", email=f"visitor{number}@example.org")
    with pytest.raises(TooMany):
        ask(stand, caller="one-place", email="visitor99@example.org")


def test_the_ledger_tells_of_a_request_without_the_person(stand):
    lead = ask(stand)

    entry = LedgerEntry.objects.get()
    assert (entry.actor, entry.verb) == ("visitor", "demo.asked")
    assert entry.facts == {"solution": stand.pk, "consent": PRESENT_CONSENT}
    assert entry.thing == f"catalogue.Lead:{lead.pk}"


def test_withdrawing_empties_the_request_and_a_count_stays(client, company, stand):
    ask(stand)
    token = token_in(Letter.objects.get(to="visitor@example.org"))
    page = client.get(f"/en/demos/{token}/")

    done = client.post(f"/en/demos/{token}/", follow=True)

    assert "Withdraw and delete" in page.text
    assert "Your consent is withdrawn" in done.text
    kept = Lead.objects.values_list("name", "organisation", "email", "wish", "times", "state")
    assert list(kept) == [("", "", "", "", "", "withdrawn")]
    signed_in(client, make_person("company_lead", company))
    assert "1 visitor has withdrawn the consent" in client.get("/en/leads/").text


def test_a_wrong_token_finds_nothing_and_the_true_one_is_not_stored(client, stand):
    ask(stand)
    token = token_in(Letter.objects.get(to="visitor@example.org"))

    assert client.post("/en/demos/guessed/").status_code == 404
    assert not Lead.objects.filter(token_digest=token).exists()


def test_only_the_companys_own_people_see_a_request(client, company):
    lead = make_lead(make_stand(make_solution(company)).solution)
    address = f"/en/leads/{lead.pk}/"

    def status(*who):
        return signed_in(client, make_person(*who)).get(address).status_code

    assert client.get(address).status_code == 302
    assert status("company_lead", company) == 200
    assert status("company_member", company) == 200
    assert status("company_lead") == 404
    assert status("hub_staff") == 404
    assert status("teacher") == 404


def test_who_works_at_no_company_has_no_list(client):
    assert signed_in(client, make_person("teacher")).get("/en/leads/").status_code == 404


@pytest.mark.parametrize("requests", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, company, requests, django_assert_num_queries
):
    for _ in range(requests):
        make_lead(make_solution(company))
    make_lead()
    signed_in(client, make_person("company_lead", company))

    with django_assert_num_queries(5):
        response = client.get("/en/leads/")

    assert response.text.count("Visitor One") == requests


def test_a_request_is_answered_once_and_closed(company):
    lead = make_lead(make_solution(company))
    member = make_actor("company_member", company)

    for to in (LeadState.ANSWERED, LeadState.ANSWERED, LeadState.CLOSED):
        leads.move_lead(lead.pk, to=to, by=member, now=NOW)

    verbs = LedgerEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["demo.answered", "demo.closed"]


def test_the_table_that_leaves_the_hub_runs_no_formula_and_is_recorded(company):
    make_lead(make_solution(company), name="=cmd|' /C calc'!A0")
    make_lead(make_solution(company), name="", email="", wish="", state="withdrawn")
    lead = make_actor("company_lead", company)

    csv = leads.export_leads("csv", by=lead, now=NOW).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(leads.export_leads("xlsx", by=lead, now=NOW)))

    assert "\"'=cmd" in csv
    assert len(csv.splitlines()) == 2
    assert [row[5].value for row in book.worksheets[0].iter_rows(min_row=2)] == [
        "'=cmd|' /C calc'!A0"
    ]
    assert LedgerEntry.objects.filter(verb="demos.exported", facts__rows=1).count() == 2


def test_a_member_reads_requests_but_does_not_take_them_out(client, company):
    make_lead(make_solution(company))
    with pytest.raises(NotAllowed):
        leads.export_leads("csv", by=make_actor("company_member", company), now=NOW)

    signed_in(client, make_person("company_member", company))
    assert client.post("/en/leads/export/csv/").status_code == 403
    assert "Only the one who leads the company" in client.get("/en/leads/").text


def test_a_request_that_came_through_an_exhibition_counts_there(stand):
    exhibition = make_exhibition(stand.solution)

    ask(stand, exhibition_id=exhibition.pk)
    ask(stand, exhibition_id=exhibition.pk + 1)

    counted = DayCount.objects.values_list("kind", "exhibition", "count")
    assert list(counted) == [("demo", exhibition.pk, 1)]


def test_the_form_keeps_what_was_typed_and_says_what_is_missing(client, stand):
    form = {"name": "Visitor One", "email": "no address", "form_key": uuid.uuid4()}

    response = client.post(
        f"/en/solutions/{stand.pk}/stand/demo/", form | {"consent_version": PRESENT_CONSENT}
    )

    assert response.status_code == 422
    assert 'value="Visitor One"' in response.text
    assert response.text.count('class="error"') == 3  # e-mail, wish, consent
    assert not Lead.objects.exists()


def test_a_visitor_asks_from_the_page_and_a_person_finds_their_own_name(client, stand):
    page = client.get(f"/en/solutions/{stand.pk}/stand/")
    told = {
        "name": "Visitor One",
        "email": "visitor@example.org",
        "wish": "All of it",
        "consent": "on",
        "consent_version": PRESENT_CONSENT,
        "form_key": re.search(r'name="form_key" value="([^"]+)"', page.text)[1],
    }

    done = client.post(f"/en/solutions/{stand.pk}/stand/demo/", told, follow=True)

    assert "Your request is with the company" in done.text
    assert Lead.objects.get().language == "en"
    signed_in(client, make_person("teacher", name="Teacher Two"))
    assert 'value="Teacher Two"' in client.get(f"/en/solutions/{stand.pk}/stand/").text


def test_new_requests_wait_on_the_home_page_of_the_company(company):
    make_lead(make_solution(company), name="Waiting visitor")
    make_lead(make_solution(company), name="Answered visitor", state="answered")
    other = drawn(new_leads, make_actor("company_lead"))

    home = drawn(new_leads, make_actor("company_lead", company))

    assert ("Waiting visitor" in home, "Answered visitor" in home) == (True, False)
    assert "All 2 requests" in home
    assert (other, drawn(new_leads, make_actor("teacher"))) == ("", "")
