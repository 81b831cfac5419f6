"""The rooms of the house are the apps of the site, and their models are in the database."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from tools.house import NO_ROOMS, rooms_of

ROOT = Path(__file__).resolve().parents[2]


def test_every_room_is_an_app_and_no_app_is_without_a_room():
    rooms = set(rooms_of(ROOT)) - {"engines"}
    installed = [name for name in settings.INSTALLED_APPS if name.startswith("eduhub.")]

    assert {f"eduhub.{room}" for room in rooms} == set(installed)
    assert rooms - NO_ROOMS <= {config.label for config in apps.get_app_configs()}


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
