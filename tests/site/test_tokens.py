"""An id_token is believed only when everything about it is right."""

import base64
import hmac
import json
import time

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from eduhub.site.oidc.tokens import claims_of, nonce_of

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
NONCE = nonce_of("verifier")
ISSUER = "https://login.example.org"


def public(key, kid="one"):
    tool = ECAlgorithm if key is CURVE else RSAAlgorithm
    return json.loads(tool.to_jwk(key.public_key())) | {"kid": kid, "use": "sig"}


KEYS = {"keys": [public(KEY), public(CURVE, "curve")]}


def token(key=KEY, algorithm="RS256", kid="one", **claims):
    now = int(time.time())
    told = {"iss": ISSUER, "sub": "7", "aud": "hub", "iat": now, "exp": now + 300, "nonce": NONCE}
    told = {name: value for name, value in (told | claims).items() if value is not None}
    return jwt.encode(told, key, algorithm=algorithm, headers={"kid": kid} if kid else {})


def read(id_token, keys=KEYS):
    return claims_of(id_token, keys, issuer=ISSUER, client_id="hub", nonce=NONCE)


def test_a_right_token_is_read():
    assert read(token())["sub"] == "7"
    assert read(token(CURVE, "ES256", "curve"))["sub"] == "7"
    assert read(token(kid=None), {"keys": [public(KEY)]})["sub"] == "7"
    assert read(token(aud=["hub", "other"], azp="hub"))["sub"] == "7"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "other"},
        {"aud": ["hub", "other"]},
        {"aud": ["hub", "other"], "azp": "other"},
        {"sub": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"key": OTHER},
        {"kid": "unknown"},
        {"kid": None},
        {"key": b"x" * 32, "algorithm": "HS256"},
        {"key": "", "algorithm": "none"},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_a_wrong_token_is_refused(wrong):
    with pytest.raises(OAuth2Error):
        read(token(**wrong))


def test_a_signature_with_the_public_key_as_secret_is_refused():
    parts = [part.encode() for part in token().split(".")[1:2]]
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"one","typ":"JWT"}').rstrip(b"=")
    signed = b".".join([head, *parts])
    secret = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    mark = base64.urlsafe_b64encode(hmac.digest(secret, signed, "sha256")).rstrip(b"=")
    with pytest.raises(OAuth2Error):
        read(b".".join([signed, mark]).decode())


@pytest.mark.parametrize(
    "rubbish",
    ["", "x", "a.b.c", "....", token()[:-9], "é.é.é"],
    ids=["empty", "x", "parts", "dots", "cut", "letters"],
)
def test_rubbish_is_refused(rubbish):
    with pytest.raises(OAuth2Error):
        read(rubbish)


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [{}]}, {"keys": 3}, {"keys": None}])
def test_rubbish_for_keys_is_refused(keys):
    with pytest.raises(OAuth2Error):
        read(token(), keys)


def test_a_nonce_belongs_to_one_sign_in_and_does_not_give_its_secret_away():
    assert nonce_of("a") != nonce_of("b")
    assert "verifier" not in NONCE and len(NONCE) == 43
