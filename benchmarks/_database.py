"""A database of a benchmark's own, made for it and dropped after it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connection

from eduhub.site import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eduhub.site.settings")
django.setup()


@contextmanager
def own_database() -> Iterator[None]:
    """Migrated and empty, kept connected as the pool of `eduhub web` does."""
    if not os.environ.get("DATABASE_URL"):
        embedded.hold()
    logging.getLogger("eduhub").setLevel(logging.WARNING)
    connection.settings_dict["CONN_MAX_AGE"] = None
    connection.settings_dict["TEST"]["NAME"] = "eduhub_benchmark"  # tests may run beside it
    old = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(old, verbosity=0)
