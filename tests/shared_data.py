"""Reference data that may not lie in this repository, for licence's sake."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
REASON = "needs ../shared/evidence"


def evidence_file(name: str) -> Path:
    """A file of `shared/evidence` beside the checkout, or in the folder HUB_SHARED names.

    The test that asks is left out, with the reason, where there is none.
    """
    shared = Path(os.environ.get("HUB_SHARED") or CHECKOUT.parent / "shared")
    path = shared / "evidence" / name
    if not path.is_file():
        pytest.skip(REASON)
    return path
