"""One small world for all tests of the house that ask for it."""

import logging

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from tests.makers.world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once a module; what a test does to it is undone (`ask` undoes each request)."""
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def bare_refusals():
    """Refusals without the shell around them: their words are all that differs, and half of the
    answers of a walk over every address are refusals. Their page itself is shown elsewhere."""
    (engine,) = settings.TEMPLATES
    words = {"ui/refusal.html": "{{ status }} {{ message }}"}
    first = ("django.template.loaders.locmem.Loader", words)
    rest = "django.template.loaders.app_directories.Loader"
    cached = ("django.template.loaders.cached.Loader", [first, rest])
    bare = engine | {"APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | {"loaders": [cached]}}
    with override_settings(TEMPLATES=[bare]):
        yield


@pytest.fixture
def client_of(world):
    """client_of(who, …): who is signed in, with a Client's own settings."""

    def make(who, **told):
        client = Client(raise_request_exception=False, **told)  # a crash is an answer: 500
        if who != "visitor":
            client.force_login(world.people[who])
        return client

    return make
