"""Does a solution fit a school: each matter, each verdict, and who may say what is asked."""

import datetime as dt
import re

import pytest
from django.utils.translation import override

from eduhub.catalogue.models import FitSheet, SchoolSetup
from eduhub.catalogue.rules.fit import Verdict, fit_of
from eduhub.catalogue.services import fit as services
from eduhub.catalogue.services.fit import FitFields, SetupFields
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, Stale
from eduhub.kit.models import LedgerEntry
from tests.makers import (
    NOW,
    make_actor,
    make_company,
    make_membership,
    make_organisation,
    make_person,
    make_solution,
    signed_in,
)
from tests.makers.catalogue import make_fit_sheet, make_setup

FITS, MISFIT, UNKNOWN = Verdict.FITS, Verdict.MISFIT, Verdict.UNKNOWN
NAMES = {
    "language-fi": "Finnish",
    "language-sv": "Swedish",
    "device-tablet": "Tablet",
    "device-phone": "Phone",
}


def fit(codes=(), asked=(), **told):
    sheet = FitSheet(**told) if told else None
    with override("en"):
        return fit_of(codes, sheet, SchoolSetup(**dict(asked)), NAMES)


@pytest.mark.parametrize(
    ("asked", "codes", "told", "verdict"),
    [
        ({"languages": ["language-fi"]}, ["language-fi", "language-sv"], {}, FITS),
        ({"languages": ["language-fi"]}, ["language-wordless"], {}, FITS),
        ({"languages": ["language-fi"]}, ["language-sv"], {}, MISFIT),
        ({"languages": ["language-fi"]}, ["device-phone"], {}, UNKNOWN),
        ({"devices": ["device-tablet"]}, ["device-phone", "device-tablet"], {}, FITS),
        ({"devices": ["device-tablet"]}, ["device-nothing"], {}, FITS),
        ({"devices": ["device-tablet"]}, ["device-phone"], {}, MISFIT),
        ({"devices": ["device-tablet"]}, [], {}, UNKNOWN),
        ({"logins": ["mpassid"]}, [], {"logins": ["own", "mpassid"]}, FITS),
        ({"logins": ["mpassid"]}, [], {"logins": ["none"]}, FITS),
        ({"logins": ["mpassid"]}, [], {"logins": ["own"]}, MISFIT),
        ({"logins": ["mpassid"]}, [], {"lti": True}, UNKNOWN),
        ({"data_place": "eu"}, [], {"data_place": "finland"}, FITS),
        ({"data_place": "eu"}, [], {"data_place": "eu"}, FITS),
        ({"data_place": "eu"}, [], {"data_place": "adequate"}, MISFIT),
        ({"data_place": "eu"}, [], {}, UNKNOWN),
        ({"personal_data": "adults"}, [], {"personal_data": "none"}, FITS),
        ({"personal_data": "adults"}, [], {"personal_data": "pupils"}, MISFIT),
        ({"personal_data": "adults"}, [], {}, UNKNOWN),
        ({"ai_policy": "any"}, [], {}, FITS),
        ({"ai_policy": "none"}, [], {"uses_ai": False}, FITS),
        ({"ai_policy": "none"}, [], {"uses_ai": True, "high_risk_uses": []}, MISFIT),
        ({"ai_policy": "none"}, [], {}, UNKNOWN),
        ({"ai_policy": "not_high_risk"}, [], {"uses_ai": False}, FITS),
        ({"ai_policy": "not_high_risk"}, [], {"uses_ai": True, "high_risk_uses": []}, FITS),
        ({"ai_policy": "not_high_risk"}, [], {"uses_ai": True, "high_risk_uses": None}, UNKNOWN),
        (
            {"ai_policy": "not_high_risk"},
            [],
            {"uses_ai": True, "high_risk_uses": ["tests"]},
            MISFIT,
        ),
        ({"needs_accessibility": True}, [], {"has_statement": True}, FITS),
        ({"needs_accessibility": True}, [], {"has_statement": False}, MISFIT),
        ({"needs_accessibility": True}, [], {}, UNKNOWN),
        ({}, [], {"data_place": "elsewhere", "uses_ai": True}, FITS),
    ],
)
def test_each_matter_has_three_verdicts_and_silence_never_fits(asked, codes, told, verdict):
    found = fit(codes, asked, **told)

    assert found.verdict == verdict
    assert all(f.reason and f.mend for f in found.to_talk_about)
    assert len(found.findings) == (0 if asked in ({}, {"ai_policy": "any"}) else 1)


def test_one_misfit_outweighs_silence_and_says_what_would_mend_it():
    asked = {"devices": ["device-tablet"], "needs_accessibility": True, "data_place": "eu"}

    found = fit(["device-phone"], asked, data_place="finland")

    assert found.verdict == MISFIT
    told = [(f.matter, f.verdict, f.reason) for f in found.to_talk_about]
    assert told == [
        ("Devices", MISFIT, "It runs on: Phone. Your school has: Tablet."),
        ("Accessibility", UNKNOWN, "The company has not answered this."),
    ]


@pytest.mark.django_db
def test_the_company_answers_and_a_statement_counts_only_with_address_and_date():
    company = make_company()
    solution, lead = make_solution(company), make_actor("company_lead", company)

    with pytest.raises(Invalid) as refused:
        services.answer(solution.pk, FitFields(has_statement=True), by=lead, seen=0, now=NOW)
    whole = FitFields(
        has_statement=True,
        accessibility_address="https://example.org/a",
        accessibility_dated=dt.date(2026, 5, 14),
        logins=["mpassid"],
    )
    services.answer(solution.pk, whole, by=lead, seen=0, now=NOW)

    assert set(refused.value.fields) == {"accessibility_address", "accessibility_dated"}
    sheet = FitSheet.objects.get()
    assert (sheet.logins, sheet.lti, sheet.version) == (["mpassid"], None, 1)
    with pytest.raises(Stale):
        services.answer(solution.pk, FitFields(), by=lead, seen=0, now=NOW)
    assert list(LedgerEntry.objects.values_list("verb", flat=True)) == ["fit_sheet.answered"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "state", "refusal"),
    [("company_lead", "published", NotAllowed), ("company_lead", "draft", NotFound)],
)
def test_nobody_else_answers_for_a_company(role, state, refusal):
    solution = make_solution(state=state)

    with pytest.raises(refusal):
        services.answer(solution.pk, FitFields(), by=make_actor(role), seen=0, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("principal", True),
        ("official", True),
        ("hub_staff", True),
        ("teacher", False),
        ("other_principal", False),
        ("other_official", False),
        ("company_lead", False),
    ],
)
def test_the_principal_and_the_providers_official_say_what_the_school_asks(who, may):
    provider = make_organisation("education_provider")
    school = make_organisation("school", provider=provider)
    at = {"principal": school, "teacher": school, "official": provider}
    role = {"official": "provider_official", "other_official": "provider_official"}.get(
        who, who.removeprefix("other_")
    )
    actor = make_actor(role, at.get(who))

    if not may:
        with pytest.raises(NotAllowed):
            services.set_up(school.pk, SetupFields(), by=actor, seen=0, now=NOW)
        return
    services.set_up(school.pk, SetupFields(devices=["device-tablet"]), by=actor, seen=0, now=NOW)

    assert SchoolSetup.objects.get().devices == ["device-tablet"]
    with pytest.raises(Stale):
        services.set_up(school.pk, SetupFields(), by=actor, seen=0, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"),
    [("principal", 200), ("teacher", 200), ("other_teacher", 403), (None, 302)],
)
def test_a_schools_own_people_read_what_it_asks(client, who, status):
    school = make_organisation("school")
    make_setup(school, devices=["device-tablet"])
    if who:
        at_home = school if who in ("principal", "teacher") else None
        signed_in(client, make_person(who.removeprefix("other_"), at_home))

    page = client.get(f"/en/schools/{school.pk}/setup/")

    assert page.status_code == status
    if status == 200:
        assert ("Save" in page.text) == (who == "principal")


@pytest.mark.django_db
def test_the_forms_take_answers_and_leave_open_what_is_open(client):
    company = make_company()
    solution = make_solution(company)
    signed_in(client, make_person("company_lead", company))
    address = f"/en/solutions/{solution.pk}/fit/"
    sent = {"seen": "0", "uses_ai": "yes", "lti": "no", "data_place": "eu", "logins": ["own"]}

    torn = client.post(address, sent | {"high_risk_uses": ["tests", "none"]})
    client.post(address, sent | {"high_risk_uses": ["none"]})
    clash = client.post(address, sent)

    sheet = FitSheet.objects.get()
    assert (torn.status_code, clash.status_code) == (422, 409)
    assert (sheet.uses_ai, sheet.lti, sheet.has_statement) == (True, False, None)
    assert (sheet.high_risk_uses, sheet.personal_data) == ([], "")
    told = re.findall(r'<th scope="row">(.*?)</th>', clash.text)
    assert told == ["Uses of AI that the EU&#x27;s AI Act calls high-risk in education"]
    none = re.search(r'<input[^>]*name="high_risk_uses"[^>]*value="none"[^>]*>', clash.text)
    assert "checked" not in none[0]  # what was typed, not what stands there


@pytest.mark.django_db
def test_the_principal_is_asked_at_home_until_the_school_has_answered(client):
    principal = make_person("principal")
    school = principal.memberships.get().organisation
    make_membership(make_person(), "teacher", school)
    signed_in(client, principal)

    before = client.get("/en/home/").text
    client.post(f"/en/schools/{school.pk}/setup/", {"seen": "0", "languages": ["language-fi"]})
    after = client.get("/en/home/").text

    asks = "What does your school ask of solutions?"
    assert (asks in before, asks in after) == (True, False)
    assert SchoolSetup.objects.get().languages == ["language-fi"]


@pytest.mark.django_db
def test_the_fit_sheet_is_shown_with_what_was_left_open(client):
    solution = make_solution()
    make_fit_sheet(solution, uses_ai=True, high_risk_uses=["outcomes"], data_place="finland")

    page = client.get(f"/en/solutions/{solution.pk}/").text

    assert "Evaluates learning outcomes or steers learning by them" in page
    assert page.count('<span class="soft">Not answered</span>') == 4
