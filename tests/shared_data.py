"""Reference data that may not lie in this repository, for licence's sake."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
REASON = "needs ../shared/evidence"


def is_beside() -> bool:
    """Whether this checkout has the shared data beside it."""
    return (_shared() / "evidence").is_dir()


def _shared() -> Path:
    return Path(os.environ.get("HUB_SHARED") or CHECKOUT.parent / "shared")


def evidence_file(name: str) -> Path:
    """A file of `shared/evidence` beside the checkout, or in the folder HUB_SHARED names.

    The test that asks is left out, with the reason, where there is none.
    """
    path = _shared() / "evidence" / name
    if not path.is_file():
        pytest.skip(REASON)
    return path
