"""What the stories in the browser have in common."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.makers.needs import make_topics
from tests.makers.world import make_world


@pytest.fixture
def world(transactional_db):
    make_topics()  # an earlier test may have emptied their table
    return make_world()


def sign_in(page, user):
    """The session as the browser would have it after signing in."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    told = {"name": settings.SESSION_COOKIE_NAME, "value": value}
    page.context.add_cookies([told | {"domain": "localhost", "path": "/"}])


def in_language(path, language):
    return re.sub("^/en/", f"/{language}/", path)
