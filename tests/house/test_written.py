"""A field that pages show is also written: else what it should hold stays empty for ever.

Coarse, and quick: it asks whether any file of the room that may write, and names the model, has
the field's name. What it finds is to be looked at; what it does not find may still be wrong.
"""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import GeneratedField

import eduhub

HOUSE = Path(eduhub.__file__).parent
WRITERS = ("services", "tasks", "adapters", "management", "middleware")
WRITTEN_ELSEWHERE = {
    "catalogue.Topic code kind name place": "the migration brings the list of topics",
    "people.User last_login": "Django, when somebody signs in",
    "people.User is_active": "nobody shuts an account yet: an erasure deletes the row",
    "people.User shown_role": "a trigger, whoever changes a role (migration 0203)",
    "pilots.Group agreed_to agreed_at": "when its teacher agrees, among the statement's groups",
}


def writers_of(room: str) -> list[set[str]]:
    """The words of each file of the room that may write."""
    folders = ["kit"] if room == "kit" else [f"{room}/{shelf}" for shelf in WRITERS]
    files = [HOUSE / "site/accounts.py", HOUSE / "site/account_forms.py"]
    for folder in folders:
        files += [*HOUSE.glob(f"{folder}.py"), *HOUSE.glob(f"{folder}/**/*.py")]
    return [{*re.findall(r"\w+", file.read_text())} for file in files]


def set_by_itself(room: str) -> set[str]:
    """What the models' own methods set."""
    models = [*HOUSE.glob(f"{room}/models.py"), *HOUSE.glob(f"{room}/models/*.py")]
    return {name for file in models for name in re.findall(r"self\.(\w+).* = ", file.read_text())}


def never_written(room: str) -> set[str]:
    writers, own = writers_of(room), set_by_itself(room)
    found = set()
    for model in apps.get_app_config(room).get_models():
        named = own.union(*(words for words in writers if model.__name__ in words))
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            names = {field.name, field.attname, f"{field.name}_id"}
            if field.name != "id" and not isinstance(field, GeneratedField) and not named & names:
                found.add(f"{model._meta.label} {field.name}")
    return found


def test_every_field_is_written_by_somebody():
    told = {f"{k.split()[0]} {name}" for k in WRITTEN_ELSEWHERE for name in k.split()[1:]}
    rooms = [a.label for a in apps.get_app_configs() if a.name.startswith("eduhub.")]

    found = {one for room in rooms for one in never_written(room)}

    assert (found - told, told - found) == (set(), set())  # (never written, written by now)
