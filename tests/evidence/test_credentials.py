"""Signatures, keys and status lists: held against a second derivation and against tampering."""

import base64
import copy
import datetime as dt
import gzip
import hashlib
import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from eduhub.evidence import services
from eduhub.evidence.adapters import credentials, keys
from eduhub.evidence.models import SigningKey
from eduhub.evidence.services import badges
from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid, NotFound
from tests.makers.evidence import LATER
from tests.makers.passports import make_key, make_passport, publish_another

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
COMMAND = machine("command")
DAY = dt.timedelta(days=1)
PRIVATE, MULTIKEY = credentials.new_pair()
METHOD = f"did:key:{MULTIKEY}#{MULTIKEY}"
SMALL = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "https://hub.example.org/credentials/1.json",
    "type": ["VerifiableCredential"],
    "issuer": f"did:key:{MULTIKEY}",
    "validFrom": "2026-09-01T09:00:00Z",
    "credentialSubject": {"id": "https://hub.example.org/en/solutions/1/", "name": "Äppel"},
}


def decoded(text):
    number = 0
    for sign in text:
        number = number * 58 + BASE58.index(sign)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def test_the_signature_is_that_of_the_standard_worked_out_by_hand():
    """vc-di-eddsa 3.2: SHA-256 of the proof's options, then of the document, as sorted N-Quads."""
    proof = credentials.signed(SMALL, PRIVATE, METHOD, now=LATER)["proof"]
    ours, xsd = "<https://hub.example.org/credentials/1.json>", "http://www.w3.org/2001/XMLSchema#"
    w3, rdf = "https://www.w3.org/2018/credentials#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    document = [
        f"{ours} <{rdf}type> <{w3}VerifiableCredential> .\n",
        f"{ours} <{w3}credentialSubject> <https://hub.example.org/en/solutions/1/> .\n",
        f"{ours} <{w3}issuer> <did:key:{MULTIKEY}> .\n",
        f'{ours} <{w3}validFrom> "2026-09-01T09:00:00Z"^^<{xsd}dateTime> .\n',
        '<https://hub.example.org/en/solutions/1/> <https://schema.org/name> "Äppel" .\n',
    ]
    sec = "https://w3id.org/security#"
    options = [
        f'_:c14n0 <http://purl.org/dc/terms/created> "2026-12-30T09:00:00Z"^^<{xsd}dateTime> .\n',
        f"_:c14n0 <{rdf}type> <{sec}DataIntegrityProof> .\n",
        f'_:c14n0 <{sec}cryptosuite> "eddsa-rdfc-2022"^^<{sec}cryptosuiteString> .\n',
        f"_:c14n0 <{sec}proofPurpose> <{sec}assertionMethod> .\n",
        f"_:c14n0 <{sec}verificationMethod> <{METHOD}> .\n",
    ]
    digests = [
        hashlib.sha256("".join(sorted(lines)).encode()).digest() for lines in (options, document)
    ]
    key = decoded(MULTIKEY[1:])

    assert key[:2] == b"\xed\x01"
    public = Ed25519PublicKey.from_public_bytes(key[2:])
    public.verify(decoded(proof["proofValue"][1:]), b"".join(digests))


def leaves(thing, way=()):
    """The way to each value in a document, without its proof's value."""
    if isinstance(thing, dict):
        for name, inner in thing.items():
            yield from leaves(inner, (*way, name))
    elif isinstance(thing, list):
        for place, inner in enumerate(thing):
            yield from leaves(inner, (*way, place))
    else:
        yield way


def changed_at(document, way):
    """A copy in which one sign of one value is another one."""
    other = copy.deepcopy(document)
    inside = other
    for step in way[:-1]:
        inside = inside[step]
    value = inside[way[-1]]
    sign = "x" if value[-1:] != "x" else "y"
    inside[way[-1]] = value[:-1] + sign
    return other


@pytest.mark.django_db
def test_one_sign_changed_anywhere_is_noticed():
    passport = make_passport()
    document, key = passport.document, passport.key.multikey

    ways = list(leaves(document))
    believed = [way for way in ways if credentials.is_genuine(changed_at(document, way), key)]

    assert credentials.is_genuine(document, key)
    assert len(ways) > 50 and believed == []


@pytest.mark.django_db
def test_a_line_that_nobody_signed_is_noticed_although_the_signature_holds():
    passport = make_passport()
    key = passport.key.multikey
    added = passport.document | {"approvedBy": "The ministry"}  # no context knows the word

    assert credentials.is_signed(added, key)  # the control: RDF does not see it
    assert not credentials.is_genuine(added, key)


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["evidence", "relatedResource", "credentialStatus"])
def test_what_is_left_out_is_noticed(part):
    passport = make_passport()
    less = {name: value for name, value in passport.document.items() if name != part}

    assert not credentials.is_genuine(less, passport.key.multikey)


@pytest.mark.django_db
def test_another_key_has_not_signed_it():
    assert not credentials.is_genuine(make_passport().document, MULTIKEY)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "[1]", "{", "[" * 100_000, '"x"'])
def test_what_two_readers_could_read_differently_is_no_document(text):
    with pytest.raises(ValueError):
        credentials.read_document(text)


def test_a_document_has_its_bounds():
    longest = json.dumps({"a": "x" * (256 * 1024 - 10)})

    assert credentials.read_document(longest)["a"][0] == "x"
    with pytest.raises(ValueError):
        credentials.read_document(longest[:-2] + 'xx"}')


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_badge_carries_the_very_text(kind):
    passport = make_passport()
    draw = badges.badge_svg if kind == "svg" else badges.badge_png

    picture = draw(passport)

    assert credentials.out_of_picture(picture) == passport.text
    assert services.check_content(picture).counts


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + b"rubbish",
        b"<svg",
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "b">]><svg>&a;</svg>',
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_picture_of_ours_is_refused_in_words(content):
    with pytest.raises(Invalid) as refused:
        services.check_content(content)

    assert list(refused.value.fields) == ["file"] and refused.value.fields["file"]


@pytest.mark.django_db
def test_a_private_half_is_a_file_for_the_hub_alone(settings):
    key = make_key()

    file = Path(settings.KEYS) / f"{key.kid}.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"PRIVATE KEY" in file.read_bytes()
    with pytest.raises(FileExistsError):
        keys.keep(key.kid, b"another")


@pytest.mark.django_db
def test_what_a_retired_key_has_signed_still_counts():
    passport = make_passport()

    new, anew = services.rotate_key(compromised=False, by=COMMAND, now=LATER + DAY)

    checked = services.check_text(passport.text)
    assert (checked.counts, checked.key_state, anew) == (True, "retired", 0)
    assert SigningKey.objects.get(retired_at=None) == new != passport.key


@pytest.mark.django_db
def test_what_a_stolen_key_has_signed_ends_and_is_issued_anew():
    passport = make_passport()

    new, anew = services.rotate_key(compromised=True, by=COMMAND, now=LATER + DAY)

    checked = services.check_text(passport.text)
    assert (checked.is_genuine, checked.counts, checked.standing) == (True, False, "key")
    assert (checked.key_state, anew) == ("compromised", 1)
    assert checked.successor.key == new and services.check_text(checked.successor.text).counts


@pytest.mark.django_db
def test_the_did_document_names_old_and_new_keys_and_revokes_stolen_ones(settings):
    settings.PUBLIC_URL = "https://hub.example.org"
    stolen = make_key()
    retired, _ = services.rotate_key(compromised=True, by=COMMAND, now=LATER)
    signs, _ = services.rotate_key(compromised=False, by=COMMAND, now=LATER + DAY)

    document = services.did_document()

    did = "did:web:hub.example.org"
    methods = {one["id"]: one for one in document["verificationMethod"]}
    assert set(methods) == {f"{did}#{key.kid}" for key in (stolen, retired, signs)}
    assert set(document["assertionMethod"]) == {f"{did}#{key.kid}" for key in (retired, signs)}
    assert methods[f"{did}#{stolen.kid}"]["revoked"] == "2026-12-30T09:00:00Z"
    assert methods[f"{did}#{signs.kid}"]["publicKeyMultibase"] == signs.multikey


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "issuer", "did"),
    [
        ("https://hub.example.org", "web", "did:web:hub.example.org"),
        ("https://hub.example.org:8443", "web", "did:web:hub.example.org%3A8443"),
        ("https://hub.example.org", "key", "did:key:"),
        ("http://127.0.0.1:8000", "web", "did:key:"),
    ],
)
def test_a_hub_without_a_domain_issues_by_its_key(settings, address, issuer, did):
    settings.PUBLIC_URL, settings.ISSUER = address, issuer

    passport = make_passport()

    expected = did + passport.key.multikey if did == "did:key:" else did
    assert passport.document["issuer"]["id"] == expected
    assert services.check_text(passport.text).counts
    assert (services.did_document() is None) == (did == "did:key:")


@pytest.mark.django_db
def test_a_hub_that_moves_still_knows_its_own(settings):
    settings.PUBLIC_URL = "https://old.example.org"
    passport = make_passport()
    settings.PUBLIC_URL = "https://new.example.org"

    assert services.check_text(passport.text).counts


@pytest.mark.django_db
def test_the_status_list_sets_the_bit_of_what_has_ended():
    passport = make_passport()
    another = publish_another(passport.parts.get().result.plan)
    second = services.renew(another.pk, by=COMMAND, now=LATER)

    found = json.loads(services.status_list(0, now=LATER))

    packed = found["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
    ended = {n for n in range(len(bits) * 8) if bits[n // 8] & (0x80 >> n % 8)}
    assert ended == {passport.status_index, passport.parts.get().status_index}
    assert second.status_index not in ended and len(bits) == 131_072 // 8
    assert credentials.is_signed(found, second.key.multikey)
    assert (found["validFrom"], found["validUntil"]) == (
        "2026-12-30T09:00:00Z",
        "2026-12-31T09:00:00Z",
    )


@pytest.mark.django_db
def test_an_ending_shows_in_the_list_at_once():
    passport = make_passport()
    before = services.status_list(0, now=LATER)
    services.rotate_key(compromised=True, by=COMMAND, now=LATER)

    assert services.status_list(0, now=LATER) != before
    with pytest.raises(NotFound):
        services.status_list(1, now=LATER)
    assert passport.document["credentialStatus"]["statusListCredential"].endswith("/status/0")


@pytest.mark.django_db
def test_offline_it_takes_the_files_that_somebody_has_kept(settings):
    settings.PUBLIC_URL = "https://hub.example.org"
    passport = make_passport()
    did = json.dumps(services.did_document()).encode()
    status = services.status_list(0, now=LATER).encode()
    content = passport.text.encode()

    told = services.check_offline(content, did=did, status=status, now=LATER)
    without_did = services.check_offline(content, status=status, now=LATER)
    late = services.check_offline(content, did=did, status=status, now=LATER + 2 * DAY)

    assert (told["counts"], told["signature"], told["standing"]) == (True, True, "in_force")
    assert (without_did["counts"], without_did["signature"]) == (False, None)
    assert (late["counts"], late["standing"]) == (False, "unknown")


@pytest.mark.django_db
def test_offline_what_has_ended_has_ended(settings):
    settings.PUBLIC_URL = "https://hub.example.org"
    passport = make_passport()
    another = publish_another(passport.parts.get().result.plan)
    services.renew(another.pk, by=COMMAND, now=LATER)
    did = json.dumps(services.did_document()).encode()
    status = services.status_list(0, now=LATER).encode()

    told = services.check_offline(passport.text.encode(), did=did, status=status, now=LATER)

    assert (told["counts"], told["signature"], told["standing"]) == (False, True, "ended")
