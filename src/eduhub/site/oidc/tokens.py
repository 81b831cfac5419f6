"""The id_token: who signed it, for whom, when, and for which of our questions."""

import base64
import hashlib
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY_SECONDS = 60


def nonce_of(code_verifier: str) -> str:
    """The nonce that belongs to a sign-in: a fingerprint of its PKCE secret.

    The secret lies in the person's session and never leaves us before the code is exchanged, so
    a token with this nonce was made for this very sign-in.
    """
    digest = hashlib.sha256(b"nonce:" + code_verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def claims_of(
    id_token: str, keys: dict[str, Any], *, issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """What a token says, once everything about it is right.

    Raises:
        OAuth2Error: wrong signature, issuer, audience, time or nonce, or not a token at all.
    """
    try:
        key = _key_for(id_token, jwt.PyJWKSet.from_dict(keys))
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key,
            algorithms=list(ALGORITHMS),
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as wrong:
        raise OAuth2Error(f"id_token: {type(wrong).__name__}") from wrong
    if claims.get("nonce") != nonce:
        raise OAuth2Error("id_token: made for another sign-in")
    audience = claims["aud"]
    if not isinstance(audience, str) and len(audience) > 1 and claims.get("azp") != client_id:
        raise OAuth2Error("id_token: made for another client")
    return claims


def _key_for(id_token: str, keys: jwt.PyJWKSet) -> jwt.PyJWK:
    """The key that the token names; where it names none, the only one."""
    wanted = jwt.get_unverified_header(id_token).get("kid")
    for key in keys.keys:
        if key.key_id == wanted or (wanted is None and len(keys.keys) == 1):
            return key
    raise KeyError(wanted)
