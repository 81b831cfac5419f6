"""An agreement: made when all before it is done, signed as shown, seen by its parties alone."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale, TooLarge
from eduhub.kit.files import path_of
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry, Letter, StoredFile
from eduhub.pilots import queries, services
from eduhub.pilots.models import Agreement, Pilot, Signature
from eduhub.pilots.services import gate_letters
from eduhub.pilots.services.papers import fingerprint_of, pdf_of
from tests.makers import NOW, make_group, make_organisation
from tests.makers.pilots import (
    agree_all,
    decide_lane,
    make_agreed,
    make_cast,
    make_definition,
    sign_as,
)

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.7\nsigned by both, on paper\n%%EOF\n"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


def ready():
    """A cast whose agreement waits for both signatures."""
    cast = make_cast()
    decide_lane(cast)
    agree_all(cast)
    return cast


def typed(agreement, language="fi", name="Lead of the Company"):
    shown = fingerprint_of(pdf_of(agreement, language))
    return services.TypedSignature(name, language, shown)


def sign(cast, who, signature=None):
    agreement = Agreement.objects.get()
    told = signature or typed(agreement)
    return services.sign(agreement.pk, told, by=cast.actor(who), now=NOW)


def upload(cast, who, content=SCAN):
    file = SimpleUploadedFile("scan.pdf", content, "application/pdf")
    return services.upload_signed(Agreement.objects.get().pk, file, by=cast.actor(who), now=NOW)


def test_it_is_made_once_lane_and_statement_stand():
    cast = make_cast()
    agree_all(cast)
    assert not Agreement.objects.exists()

    decide_lane(cast)

    made = Agreement.objects.get()
    assert (made.school, made.lane, made.statement.version) == (cast.school, "A", 1)


def test_both_sign_and_the_ledger_keeps_the_fingerprint_of_what_they_saw():
    cast = ready()

    sign(cast, "lead")
    assert Pilot.objects.get().state == "permit_not_needed"
    sign(cast, "principal", typed(Agreement.objects.get(), name="The Principal"))

    assert Pilot.objects.get().state == "agreement_signed"
    stored = Agreement.objects.get().document
    bytes_kept = path_of(stored.sha256).read_bytes()
    lines = LedgerEntry.objects.filter(verb="pilot.agreement_signed")
    seen = {line.facts["sha256"] for line in lines}
    assert seen == {hashlib.sha256(bytes_kept).hexdigest()}
    assert set(Signature.objects.values_list("party", "name", "role", "how")) == {
        ("company", "Lead of the Company", "company_lead", "typed"),
        ("school", "The Principal", "principal", "typed"),
    }


def test_the_first_signature_fixes_the_language_for_both():
    cast = ready()
    sign(cast, "lead", typed(Agreement.objects.get(), "sv"))

    with pytest.raises(Stale):
        sign(cast, "principal", typed(Agreement.objects.get(), "fi"))

    assert Agreement.objects.get().language == "sv"
    sign(cast, "principal", typed(Agreement.objects.get(), "sv"))


def test_another_file_than_the_one_shown_is_signed_by_nobody():
    cast = ready()

    with pytest.raises(Stale):
        sign(cast, "lead", services.TypedSignature("Lead", "fi", "0" * 64))
    with pytest.raises(Invalid):
        sign(cast, "lead", services.TypedSignature("Lead", "de", "0" * 64))
    with pytest.raises(Invalid):
        sign(cast, "lead", typed(Agreement.objects.get(), name="  "))

    assert not Signature.objects.exists() and not StoredFile.objects.exists()


def test_signing_twice_is_signing_once():
    cast = ready()

    assert sign(cast, "lead") == sign(cast, "lead")
    assert (Signature.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_lead_and_principal_sign_others_may_not_and_strangers_see_nothing():
    cast = ready()

    for who in ("member", "teacher", "colleague", "staff"):
        with pytest.raises(NotAllowed):
            sign(cast, who)
    for who in ("other_lead", "other_principal", "other_teacher", "official"):
        with pytest.raises(NotFound):
            sign(cast, who)


def test_a_new_statement_needs_a_new_agreement():
    cast = make_agreed()

    services.write_statement(
        cast.pilot.pk,
        make_definition(unit=Text(en="tasks")),
        seen=1,
        by=cast.actor("lead"),
        now=NOW,
    )
    services.agree_to_statement(cast.pilot.pk, version=2, by=cast.actor("teacher"), now=NOW)

    old, new = Agreement.objects.order_by("pk")
    assert (old.is_signed, new.is_signed, Pilot.objects.get().state) == (
        *(True, False),
        "permit_not_needed",
    )
    stands = [queries.find_agreement(a.pk, cast.actor("lead")).stands for a in (old, new)]
    assert stands == [False, True]


def test_every_school_that_takes_part_signs():
    cast = ready()
    other = make_group(cast.pilot, school=make_organisation(), teacher=cast.users["other_teacher"])
    cast.users["other_teacher"].memberships.update(organisation=other.school)
    cast.users["other_principal"].memberships.update(organisation=other.school)
    services.accept_group(other.pk, by=cast.actor("other_principal"), now=NOW)
    services.agree_to_statement(cast.pilot.pk, version=1, by=cast.actor("other_teacher"), now=NOW)

    first, second = Agreement.objects.order_by("pk")
    for agreement, head in ((first, "principal"), (second, "other_principal")):
        assert Pilot.objects.get().state == "permit_not_needed"
        sign_as(cast.actor("lead"), agreement)
        sign_as(cast.actor(head), agreement)

    assert Pilot.objects.get().state == "agreement_signed"


def test_a_file_from_the_hub_stands_for_both():
    cast = ready()

    upload(cast, "staff")
    upload(cast, "staff")

    made = Agreement.objects.get()
    assert (made.is_signed, made.uploaded_by) == (True, "hub")
    assert Pilot.objects.get().state == "agreement_signed"
    assert path_of(made.document.sha256).read_bytes() == SCAN


def test_a_file_from_one_party_is_signed_here_by_the_other():
    cast = ready()
    upload(cast, "lead")
    assert Pilot.objects.get().state == "permit_not_needed"

    shown = hashlib.sha256(SCAN).hexdigest()
    sign(cast, "principal", services.TypedSignature("The Principal", "", shown))

    assert Agreement.objects.get().is_signed
    assert set(Signature.objects.values_list("how", flat=True)) == {"uploaded", "typed"}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<html>", Invalid),
        (b"%PDF-1.7 cut off", Invalid),
        (b"%PDF-1.7 /JavaScript (go) %%EOF", Invalid),
        (b"%PDF-" + b" " * (10 * 1024 * 1024 + 1) + b"%%EOF", TooLarge),
    ],
)
def test_what_is_no_whole_and_quiet_pdf_is_refused(content, refusal):
    cast = ready()

    with pytest.raises(refusal):
        upload(cast, "lead", content)

    assert not StoredFile.objects.exists()


def test_once_one_side_has_signed_here_no_file_takes_its_place():
    cast = ready()
    sign(cast, "lead")

    with pytest.raises(NotNow):
        upload(cast, "staff")


def test_nothing_that_was_signed_is_signed_again_after_the_pilot_ended():
    cast = ready()
    services.withdraw_pilot(cast.pilot.pk, "Why.", by=cast.actor("lead"), now=NOW)

    with pytest.raises(NotNow):
        sign(cast, "lead")


def test_whose_signature_is_missing_is_asked_for_it():
    cast = ready()
    sign(cast, "lead")

    for _ in range(2):
        gate_letters.ask_to_sign(Agreement.objects.get().pk, now=NOW)

    assert [letter.to for letter in Letter.objects.all()] == [cast.users["principal"].email]


def test_the_principals_home_lists_what_waits_and_the_leads_next_step_does():
    cast = ready()

    rows = queries.agreements_to_sign(cast.actor("principal"))
    assert [agreement for _pilot, agreement in rows] == [Agreement.objects.get()]
    (row,) = queries.pilots_of_company(cast.actor("lead"))
    assert row.next.door == "pilots:agreement"

    sign(cast, "principal", typed(Agreement.objects.get()))

    assert queries.agreements_to_sign(cast.actor("principal")) == []
