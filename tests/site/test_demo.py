"""The demo city: the same every time, and never in the world."""

import hashlib
from collections import Counter

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Credential, Result
from eduhub.kit.errors import NotNow
from eduhub.kit.models import Letter
from eduhub.people.models import Organisation, User
from eduhub.pilots.models import Pilot
from eduhub.site.demo.city import is_made, make_city
from eduhub.site.demo.people import PEOPLE
from tests.makers import make_person

PILOTS = {
    "posted": 3,
    "lane_decided": 1,
    "privacy_cleared": 1,
    "permit_not_needed": 6,
    "agreement_signed": 1,
    "preregistered": 1,
    "running": 2,
    "analysed": 1,
    "published": 28,
    "withdrawn": 1,
    "aborted": 1,
}
ANSWERS = {"cannot_tell": 15, "better": 8, "worse": 2, "no_difference_that_matters": 3}


def _digest() -> str:
    """Every row of every table of ours, in the order of its key."""
    digest = hashlib.sha256()
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("eduhub")
    )
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            for (row,) in cursor.fetchall():
                digest.update(row.encode())
    return digest.hexdigest()


def restart_keys() -> None:
    """As in a new database: a lot is drawn from a plan that names its pilot's number."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE evidence_status_index RESTART")
        for model in apps.get_models():
            name = f"{model._meta.db_table}_id_seq"
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
            if not cursor.fetchone()[0]:
                continue
            if model._default_manager.exists():  # what the migrations made stays
                table = model._meta.db_table
                cursor.execute(f"SELECT setval('{name}', max(id)) FROM {table}")
            else:
                cursor.execute(f"ALTER SEQUENCE {name} RESTART")


def _made_and_undone() -> str:
    with transaction.atomic():
        restart_keys()
        make_city()
        digest = _digest()
        transaction.set_rollback(True)
    return digest


@pytest.mark.same_everywhere
def test_the_city_has_its_size_and_the_next_one_is_the_same_byte_for_byte(db):
    """In one test: a city takes half a minute to make."""
    empty = _digest()
    first = _made_and_undone()
    restart_keys()
    make_city()

    assert first == _digest() != empty
    assert is_made()
    assert Organisation.objects.filter(kind="company", state="approved").count() == 300
    assert Organisation.objects.filter(kind="school").count() == 41
    assert Solution.objects.count() == 600
    assert {p.email for p in PEOPLE} < set(User.objects.values_list("email", flat=True))
    assert Counter(Pilot.objects.values_list("state", flat=True)) == PILOTS
    assert Counter(Result.objects.published().values_list("answer", flat=True)) == ANSWERS
    ended = Counter(Credential.objects.passports().values_list("why", flat=True))
    assert ended == {"": 2, "replaced": 1, "withdrawn": 1}
    assert not Letter.objects.exists() and not ProcrastinateJob.objects.exists()


def test_no_demo_is_made_in_a_real_hub(db):
    make_person()

    with pytest.raises(NotNow, match="not_a_demo"):
        is_made()


def test_outside_the_demo_there_is_no_door_at_one_click(client, db):
    assert client.post("/en/demo/sign-in/staff/").status_code == 404
    with pytest.raises(CommandError, match="not_a_demo"):
        call_command("demo", no_serve=True)
    with pytest.raises(CommandError, match="not_a_demo"):
        call_command("empty", yes=True)


def test_the_deploy_check_refuses_the_demo(settings, db):  # a check asks the server's version
    settings.DEMO = True
    told = {message.id for message in run_checks(include_deployment_checks=True)}
    settings.DEMO = False
    without = {message.id for message in run_checks(include_deployment_checks=True)}

    assert "eduhub.E001" in told and "eduhub.E001" not in without
