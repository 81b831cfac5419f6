"""Claims: never without source and date, marked and reminded of once they are old."""

import datetime as dt
import uuid

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eduhub.catalogue.models import Claim
from eduhub.catalogue.models.claims import year_before
from eduhub.catalogue.services import claims
from eduhub.catalogue.services.claims import ClaimFields
from eduhub.kit.errors import Invalid, NotAllowed, NotFound
from eduhub.kit.lang import Text
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
from tests.makers.catalogue import make_claim

SAID = ClaimFields(words=Text(fi="Auttaa"), source="Tutkimus", dated=dt.date(2026, 1, 5))
OLD = dt.date(2025, 8, 31)
days = st.dates(dt.date(1999, 1, 1), dt.date(2090, 12, 31))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dated=days, today=days)
@example(dated=dt.date(2024, 2, 29), today=dt.date(2025, 2, 28))
@example(dated=dt.date(2024, 2, 29), today=dt.date(2025, 3, 1))
@example(dated=dt.date(2023, 2, 28), today=dt.date(2024, 2, 29))
def test_a_row_and_the_database_agree_on_what_is_stale(dated, today):
    claim = Claim(dated=dated)

    assert claim.is_stale(today) == (dated < year_before(today))


def test_a_year_to_the_day_is_not_yet_older_than_a_year():
    claim = Claim(dated=dt.date(2025, 9, 1))

    assert claim.stale_since == dt.date(2026, 9, 2)
    assert [claim.is_stale(dt.date(2026, 9, day)) for day in (1, 2)] == [False, True]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"source": " "}, "source"),
        ({"dated": None}, "dated"),
        ({"dated": dt.date(2026, 9, 2)}, "dated"),  # tomorrow
        ({"words": Text()}, "words"),
    ],
)
def test_a_claim_without_words_source_or_date_is_refused(told, field):
    company = make_company()
    solution = make_solution(company)
    said = {"words": SAID.words, "source": SAID.source, "dated": SAID.dated} | told

    with pytest.raises(Invalid) as refused:
        claims.add(
            solution.pk,
            ClaimFields(**said),
            by=make_actor("company_lead", company),
            key=uuid.uuid4(),
            now=NOW,
        )

    assert list(refused.value.fields) == [field]
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_two_clicks_make_one_claim_and_the_ledger_holds_no_words():
    company, key = make_company(), uuid.uuid4()
    solution, lead = make_solution(company), make_actor("company_member", company)

    first = claims.add(solution.pk, SAID, by=lead, key=key, now=NOW)
    second = claims.add(solution.pk, SAID, by=lead, key=key, now=NOW)
    claims.remove(solution.pk, first.pk, by=lead, now=NOW)
    claims.remove(solution.pk, first.pk, by=lead, now=NOW)

    assert first == second and not Claim.objects.exists()
    assert list(LedgerEntry.objects.order_by("pk").values_list("verb", "facts")) == [
        ("claim.added", {"solution": solution.pk}),
        ("claim.removed", {"solution": solution.pk}),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "state", "refusal"),
    [
        ("company_lead", "published", NotAllowed),
        ("teacher", "published", NotAllowed),
        ("company_lead", "draft", NotFound),
    ],
)
def test_nobody_else_claims_anything(role, state, refusal):
    claim = make_claim(make_solution(state=state))
    actor, pk = make_actor(role), claim.solution_id

    with pytest.raises(refusal):
        claims.add(pk, SAID, by=actor, key=uuid.uuid4(), now=NOW)
    with pytest.raises(refusal):
        claims.change(pk, claim.pk, SAID, by=actor, now=NOW)
    with pytest.raises(refusal):
        claims.remove(pk, claim.pk, by=actor, now=NOW)


@pytest.mark.django_db
def test_the_owner_is_reminded_once_of_all_that_grew_old():
    company = make_company()
    lead = make_person("company_lead", company, language="sv")
    make_person("company_lead")  # of another company
    solution = make_solution(company, name=Text(fi="Murtokisa"))
    make_claim(solution, dated=OLD, words=Text(sv="Eleverna lär sig"))
    make_claim(solution, dated=OLD, words=Text(sv="Lärarna gillar"))
    make_claim(solution, dated=TODAY.replace(year=2025))  # a year to the day

    first = claims.remind_of_stale(today=TODAY, now=NOW)
    second = claims.remind_of_stale(today=TODAY, now=NOW)

    letter = Letter.objects.get()
    assert (first, second) == (2, 0)
    assert (letter.to, letter.language) == (lead.email, "sv")
    assert letter.subject == "2 av era påståenden är över ett år gamla"
    assert "Eleverna lär sig" in letter.text and "Lärarna gillar" in letter.text
    assert f"/sv/solutions/{solution.pk}/claims/" in letter.text


@pytest.mark.django_db
def test_a_renewed_claim_is_reminded_of_again_when_it_grows_old_anew():
    company = make_company()
    lead = make_actor("company_lead", company)
    claim = make_claim(make_solution(company), dated=OLD)
    claims.remind_of_stale(today=TODAY, now=NOW)

    claims.change(claim.solution_id, claim.pk, SAID, by=lead, now=NOW)
    soon = claims.remind_of_stale(today=TODAY, now=NOW)
    later = claims.remind_of_stale(today=dt.date(2027, 1, 6), now=NOW)

    assert (soon, later) == (0, 1)
    assert Letter.objects.count() == 2


@pytest.mark.django_db
def test_what_nobody_sees_is_not_reminded_of():
    make_claim(make_solution(state="withdrawn"), dated=OLD)

    assert claims.remind_of_stale(today=TODAY, now=NOW) == 0


@pytest.mark.django_db
def test_the_form_adds_changes_and_removes(client):
    company = make_company()
    solution = make_solution(company)
    signed_in(client, make_person("company_lead", company))
    address = f"/en/solutions/{solution.pk}/claims/"
    sent = {"words_en": "It helps", "source": "A study", "dated": "2026-02-01"}

    refused = client.post(f"{address}new/", sent | {"source": "", "dated": ""})
    added = client.post(f"{address}new/", sent)
    claim = Claim.objects.get()
    client.post(f"{address}{claim.pk}/", sent | {"dated": "2026-03-01"})

    assert (refused.status_code, added.status_code) == (422, 302)
    assert 'value="It helps"' in refused.text
    assert Claim.objects.get().dated == dt.date(2026, 3, 1)
    client.post(f"{address}{claim.pk}/remove/")
    assert not Claim.objects.exists()
