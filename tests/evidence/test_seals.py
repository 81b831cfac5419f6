"""The seal on reports: checked by a reader that is not ours."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from eduhub.evidence import services
from eduhub.evidence.adapters import seals
from eduhub.evidence.models import SigningKey
from eduhub.evidence.queries.papers import Paper, pdf_of
from eduhub.kit.access import machine
from tests.makers.evidence import LATER, make_published
from tests.makers.passports import make_key

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
SEED = bytes(range(32))
WORDS = {
    "language": "en",
    "number": "P-1",
    "title": "What did it change?",
    "lead": "A lead",
    "length": "page",
    "numbers": "The same as numbers",
    "sections": [],
    "foot": "Fingerprint",
}
PAPER = Paper(WORDS)
TIMES = (LATER, LATER + dt.timedelta(days=1))


def read(pdf: bytes, certificate: str):
    """What the independent verifier says of the only seal, trusting this certificate alone."""
    (seal,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    roots = list(load_certs_from_pemder_data(certificate.encode()))
    return validate_pdf_signature(seal, ValidationContext(trust_roots=roots, moment=TIMES[1]))


def pair(name="Hub"):
    return seals.pair_of(SEED, name=name, url="https://hub.example", made_at=LATER)


def sealed(pdf: bytes, at=LATER) -> bytes:
    private, certificate = pair()
    return seals.sealed(pdf, private=private, certificate=certificate, at=at)


def test_a_report_is_sealed_and_another_program_finds_the_seal_whole(client):
    key = make_key()
    plan = make_published(groups=4)
    with override("en"):
        address = reverse("evidence:report_pdf", args=[plan.pilot_id])

    pdf = client.get(address).content

    told = read(pdf, key.certificate)
    assert told.bottom_line and told.coverage.name == "ENTIRE_FILE"
    assert told.signing_cert.subject.native["common_name"] == f"Education Hub, seal {key.kid}"


def test_the_seal_stands_behind_the_tagged_document_and_changes_nothing_in_it():
    pdf = pdf_of(PAPER)

    both = sealed(pdf)

    assert both.startswith(pdf)
    assert b"/SubFilter /ETSI.CAdES.detached" in both and rb"/M (D\07220261230" in both
    root = PdfFileReader(io.BytesIO(both)).root
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and "/Version" not in root
    (found,) = root["/AcroForm"]["/Fields"]
    field = found.get_object()
    assert (list(field["/Rect"]), field["/F"] & 2, field["/TU"]) == ([0, 0, 0, 0], 2, "Seal")


def test_the_same_report_at_the_same_moment_is_the_same_bytes():
    pdf = pdf_of(PAPER)

    assert sealed(pdf) == sealed(pdf)
    assert sealed(pdf) != sealed(pdf, at=TIMES[1])


@pytest.mark.parametrize(
    ("was", "now"), [(b"What did it", b"What dld it"), (rb"/M (D\0722026", rb"/M (D\0722025")]
)
def test_one_byte_changed_and_the_seal_is_broken(was, now):
    _private, certificate = pair()
    whole = sealed(pdf_of(PAPER))

    changed = whole.replace(was, now, 1)

    assert changed != whole and not read(changed, certificate).intact
    assert read(whole, certificate).intact


def test_a_seal_of_somebody_else_under_the_same_name_is_not_ours():
    other = seals.pair_of(None, name="Hub", url="https://hub.example", made_at=LATER)
    private, certificate = other
    false = seals.sealed(pdf_of(PAPER), private=private, certificate=certificate, at=LATER)

    assert not read(false, pair()[1]).trusted
    assert read(false, certificate).bottom_line


def test_what_a_retired_key_sealed_stays_valid_and_a_new_one_seals(client):
    old = make_key()
    before = services.sealed_report(PAPER, now=LATER)
    services.rotate_key(compromised=False, by=machine("command"), now=TIMES[1])
    new = SigningKey.objects.get(retired_at=None)

    after = services.sealed_report(PAPER, now=TIMES[1])

    with override("en"):
        for key in (old, new):
            address = reverse("evidence:seal_certificate", args=[key.kid])
            assert client.get(address).content.decode() == key.certificate
    assert read(before, old.certificate).bottom_line
    assert read(after, new.certificate).bottom_line
    assert not read(after, old.certificate).trusted


def test_without_a_key_or_its_file_a_report_is_had_without_a_seal():
    assert services.sealed_report(PAPER, now=LATER) == pdf_of(PAPER)
    key = make_key()
    file = Path(settings.KEYS) / f"{key.kid}-seal.pem"
    file.rename(file.with_suffix(".away"))

    assert services.sealed_report(PAPER, now=LATER) == pdf_of(PAPER)

    file.with_suffix(".away").rename(file)
    assert services.sealed_report(PAPER, now=LATER) != pdf_of(PAPER)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("keys", [1, 3])
def test_the_page_of_seals_lists_every_certificate(client, keys, django_assert_num_queries):
    make_key()
    for number in range(1, keys):
        moment = LATER + dt.timedelta(days=number)
        services.rotate_key(compromised=False, by=machine("command"), now=moment)
    with override("en"):
        address = reverse("evidence:seals")

    with django_assert_num_queries(1):
        page = client.get(address)

    told = [services.seal_fingerprint(key) for key in SigningKey.objects.all()]
    assert all(page.text.count(fingerprint) == 1 for fingerprint in told) and len(told) == keys
    assert page.text.count("Signs today") == 1
