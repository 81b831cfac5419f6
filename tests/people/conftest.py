import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are compared in the words that stand in the code."""
    with translation.override("en"):
        yield
