"""One small world for all tests of the house that ask for it."""

import logging

import pytest
from django.db import transaction
from django.test import Client

from tests.makers.world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once a module; what a test does to it is undone (`ask` undoes each request)."""
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture
def client_of(world):
    """client_of(who, …): who is signed in, with a Client's own settings."""

    def make(who, **told):
        client = Client(raise_request_exception=False, **told)  # a crash is an answer: 500
        if who != "visitor":
            client.force_login(world.people[who])
        return client

    return make
