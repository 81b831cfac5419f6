"""Numbers that stand nowhere else, so that a test can look for them in all that is answered."""

import hashlib


def number(name: str) -> int:
    """Seven digits; what is planted under a name is always the same."""
    return 1_000_000 + int(hashlib.sha256(f"number {name}".encode()).hexdigest(), 16) % 9_000_000
