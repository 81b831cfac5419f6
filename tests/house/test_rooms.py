"""The rooms of the house are the apps of the site, and their models are in the database."""

import re
import tomllib
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


def test_the_map_of_the_readme_shows_each_room_on_its_floor():
    known = rooms_of(ROOT)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = [set(floor.split(" | ")) for floor in contracts["contracts"][0]["layers"]]
    shown = []
    for line in (ROOT / "README.md").read_text().split("```\n")[3].splitlines():
        beside = set(re.split(r" {2,}", line)[0].strip("│ ").split(" │ "))
        shown[-1:] = [shown[-1] | beside] if line.startswith("│") else [*shown[-1:], beside]

    assert shown == floors
    assert set().union(*shown) == set(known)


def test_every_guide_can_be_found_from_the_readme():
    told = (ROOT / "README.md").read_text()
    guides = {f"docs/{one.parent.name}/{one.name}" for one in ROOT.glob("docs/*/*.md")}
    of_decisions = {one for one in guides if one.startswith("docs/decisions/")}

    assert {one for one in guides - of_decisions if f"({one})" not in told} == set()
    assert len(guides - of_decisions) > 30


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
