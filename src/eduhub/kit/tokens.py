"""Secrets in the links of letters and feeds: the hub keeps their digests alone."""

import hashlib


def digest_of(token: str) -> str:
    """SHA-256 in hexadecimal; a token is drawn with more bits than anybody can try."""
    return hashlib.sha256(token.encode()).hexdigest()
