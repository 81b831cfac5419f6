import pytest

from eduhub.workspaces.models import lent
from tests.makers.workspaces import KIND, make_club


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)
    return tmp_path


@pytest.fixture
def club(db):
    """A thing with its workspace; its rules are taken back at the end."""
    yield make_club()
    lent().pop(KIND)
