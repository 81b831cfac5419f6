"""The pages of passports: who sees what, at what cost, and what checking answers."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Credential
from eduhub.evidence.services import badges
from eduhub.evidence.views import passport_panels as panels
from eduhub.kit.access import VISITOR, machine
from tests.makers import make_actor, make_person, signed_in
from tests.makers.evidence import LATER, make_published
from tests.makers.passports import make_key, make_passport, publish_another

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.text)
    return " ".join(text.replace("&#x27;", "'").split())


def at(door, *args, language="en"):
    with override(language):
        return reverse(f"passports:{door}", args=args)


def page_of(client, credential, language="en"):
    return client.get(at("passport", credential.reference, language=language))


@pytest.mark.parametrize("results", [1, 3])
def test_a_passports_page_costs_the_same_however_many_results(client, results):
    plan = make_published(groups=8)
    for _ in range(results - 1):
        publish_another(plan)
    passport = make_passport(plan)

    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, passport)

    assert (page.status_code, len(queries)) == (200, 2)  # the passport, its parts
    assert page.text.count('class="answer"') == results
    assert page.text.count('<details class="fold">') == results


@pytest.mark.parametrize("solutions", [1, 3])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, solutions):
    for _ in range(solutions):
        make_passport(make_published(groups=8))

    with django_assert_num_queries(1):
        page = client.get(at("list"))

    assert page.text.count('<th scope="row">') == solutions


def test_an_empty_list_says_what_comes(client):
    assert "No passport is in force yet" in words_of(client.get(at("list")))


@pytest.mark.parametrize(
    ("language", "said", "label"),
    [
        ("en", "Classes that tried", "Measured by"),
        ("fi", "Luokat, jotka kokeilivat", "Mittaaja"),
        ("sv", "Klasser som prövade", "Mätt av"),
    ],
)
def test_a_passport_is_read_in_three_languages(client, language, said, label):
    words = words_of(page_of(client, make_passport(), language))

    assert said in words and label in words


def test_a_withdrawn_passport_says_why_and_a_replaced_one_leads_on(client):
    plan = make_published(groups=8)
    first = make_passport(plan)
    second = services.renew(publish_another(plan).pk, by=machine("worker"), now=LATER)

    assert at("passport", second.reference) in page_of(client, first).text
    by = make_actor("hub_staff")
    services.withdraw(second.reference, grounds="Mixed up.", by=by, now=LATER)
    assert "The hub's grounds: Mixed up." in words_of(page_of(client, second))
    assert "No passport of this version is in force now." in words_of(page_of(client, first))


def test_a_part_leads_to_the_whole(client):
    passport = make_passport()

    page = page_of(client, passport.parts.get())

    assert f"/en/passports/{passport.reference}/" in page.text
    assert "This is the one published result of this version." in words_of(page)


def check(client, **sent):
    return client.post(at("verify"), sent)


def test_checking_answers_four_questions(client):
    words = words_of(check(client, document=make_passport().text))

    assert "You can rely on it" in words
    assert "Signature True" in words and "Signed by This hub" in words
    assert "In force In force" in words and "Key Signs today" in words


def test_one_changed_sign_is_said_and_the_genuine_one_is_named(client):
    passport = make_passport()
    forged = passport.text.replace("answer: better", "answer: worse ")

    page = check(client, document=forged)

    words = words_of(page)
    assert forged != passport.text
    assert "Do not rely on it" in words and "Signature False" in words
    assert "What was changed nobody can tell." in words
    assert "Read the genuine one with this number" in words


def test_a_withdrawn_one_is_genuine_but_counts_no_more(client):
    passport = make_passport()
    by = make_actor("hub_staff")
    services.withdraw(passport.reference, grounds="Mixed up.", by=by, now=LATER)

    words = words_of(check(client, document=passport.text))

    assert "It is genuine, but it counts no more" in words and "Mixed up." in words


@pytest.mark.parametrize("kind", ["json", "svg", "png"])
def test_files_are_checked(client, kind):
    passport = make_passport()
    content = {
        "json": lambda: passport.text.encode(),
        "svg": lambda: badges.badge_svg(passport),
        "png": lambda: badges.badge_png(passport),
    }[kind]()

    page = check(client, file=SimpleUploadedFile(f"badge.{kind}", content))

    assert "You can rely on it" in words_of(page)


def test_a_number_or_an_address_is_enough(client):
    passport = make_passport()

    for told in (str(passport.reference), f"https://x.example/en/passports/{passport.reference}/"):
        assert "You can rely on it" in words_of(check(client, reference=told))


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({}, "Choose a file, paste the text, or write a number."),
        ({"document": "{"}, "it cannot be read as JSON"),
        ({"document": "{}"}, "no signed credential"),
        ({"reference": "12"}, "36 signs, with four hyphens"),
        ({"reference": "00000000-0000-4000-8000-000000000000"}, "has issued no passport"),
    ],
)
def test_what_cannot_be_checked_is_refused_beside_its_field_and_nothing_is_lost(
    client, sent, refusal
):
    page = check(client, **sent)

    assert page.status_code == 422 and refusal in words_of(page)
    for typed in sent.values():
        assert typed.replace('"', "&quot;") in page.text


def test_a_large_file_is_refused(client):
    page = check(client, file=SimpleUploadedFile("badge.png", b"x" * (1024 * 1024 + 1)))

    assert page.status_code == 422 and "larger than 1 MB" in words_of(page)


def test_a_strangers_document_cannot_write_on_the_page(client):
    passport = make_passport()
    other = passport.document | {"name": "<script>alert(1)</script>", "issuer": "<b>hub</b>"}

    page = check(client, document=json.dumps(other))

    assert "<script>alert" not in page.text and "<b>hub" not in page.text


def test_who_may_issue_and_withdraw(client):
    make_key()
    plan = make_published(groups=8)
    solution = plan.pilot.solution
    company = make_person("company_lead", solution.company)
    for person in (company, make_person("company_lead")):
        signed_in(client, person)
        assert client.post(at("issue", solution.pk), {"release": ""}).status_code == 403
    client.logout()
    assert client.post(at("issue", solution.pk), {"release": ""}).status_code == 302
    assert not Credential.objects.exists()

    signed_in(client, make_person("hub_staff"))
    made = client.post(at("issue", solution.pk), {"release": ""})

    passport = Credential.objects.passports().get()
    assert made.url == at("passport", passport.reference)
    signed_in(client, company)
    assert client.get(at("withdraw", passport.reference)).status_code == 403


def test_a_withdrawal_without_grounds_says_so_beside_the_field(client):
    passport = make_passport()
    signed_in(client, make_person("hub_staff"))

    refused = client.post(at("withdraw", passport.reference), {"grounds": " "})
    done = client.post(at("withdraw", passport.reference), {"grounds": "Mixed up."})

    passport.refresh_from_db()
    assert (refused.status_code, done.status_code) == (422, 302)
    assert (passport.why, passport.grounds) == ("withdrawn", "Mixed up.")


def drawn(panel, thing, actor=VISITOR):
    request = RequestFactory().get("/en/")
    request.actor, request.hats = actor, []
    with override("en"):
        return panel(request, thing)


def test_the_solutions_page_shows_the_passport_and_staff_the_button():
    make_key()
    solution = make_published(groups=8).pilot.solution
    staff = make_actor("hub_staff")
    company = make_actor("company_lead", solution.company)

    assert drawn(panels.passport_of_solution, solution) == ""
    assert drawn(panels.passport_of_solution, solution, company) == ""
    assert "Issue a passport" in drawn(panels.passport_of_solution, solution, staff)
    services.issue(solution.pk, "", by=staff, now=LATER)
    assert "Read and check the passport" in drawn(panels.passport_of_solution, solution)
    assert "Issue" not in drawn(panels.passport_of_solution, solution, company)
    assert "Issue it anew" in drawn(panels.passport_of_solution, solution, staff)


def test_the_pilots_page_and_the_companys_home_lead_to_it():
    plan = make_published(groups=8)
    passport = make_passport(plan)
    company = make_actor("company_lead", plan.pilot.solution.company)

    where = at("passport", passport.reference)
    assert where in drawn(panels.passport_of_pilot, plan.pilot)
    assert where in drawn(panels.passports_of_company, None, company)
    assert drawn(panels.passports_of_company, None, make_actor("company_lead")) == ""
    assert drawn(panels.passports_of_company, None, make_actor("hub_staff")) == ""


def test_programs_get_the_very_text_and_may_keep_it_a_while(client):
    passport = make_passport()

    answer = client.get(reverse("credentials:credential", args=[passport.reference]))
    status = client.get(reverse("credentials:status", args=[0]))

    assert answer.content.decode() == passport.text
    assert (answer["Content-Type"], status["Content-Type"]) == ("application/vc",) * 2
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert status["Cache-Control"] == "public, max-age=300"


def test_a_hub_that_issues_by_its_key_has_no_did_document(client, settings):
    make_key()
    assert client.get("/.well-known/did.json").status_code == 404

    settings.PUBLIC_URL = "https://hub.example.org"
    assert client.get("/.well-known/did.json").json()["id"] == "did:web:hub.example.org"


def test_the_api_lists_passports_in_force_and_tells_of_each(client):
    plan = make_published(groups=8)
    first = make_passport(plan)
    second = services.renew(publish_another(plan).pk, by=machine("worker"), now=LATER)

    listed = client.get("/api/v1/passports").json()["data"]
    told = client.get(f"/api/v1/passports/{first.reference}").json()

    assert [one["reference"] for one in listed] == [str(second.reference)]
    assert (told["standing"], told["sha256"]) == ("replaced", first.fingerprint)
    assert told["document"].endswith(f"/credentials/{first.reference}.json")


def test_commands_make_a_key_and_verify_a_file(tmp_path, capsys):
    call_command("make_key")
    passport = make_passport()
    file = tmp_path / "passport.json"
    file.write_text(passport.text)
    capsys.readouterr()

    call_command("verify", str(file), "--json")
    told = json.loads(capsys.readouterr().out)
    file.write_text(passport.text.replace("better", "bettir"))
    with pytest.raises(CommandError):
        call_command("verify", str(file))

    assert (told["counts"], told["signature"], told["standing"]) == (True, True, "in_force")
    assert "signature: no" in capsys.readouterr().out


def test_a_new_key_by_command(capsys):
    passport = make_passport()

    call_command("rotate_key", "--compromised")

    passport.refresh_from_db()
    assert "issued anew: 1" in capsys.readouterr().out and passport.why == "key"
