"""How the tables of a room come to be: all at once, and with what guards them.

Django draws every model anew that has to do with a new one, at each step of a migration. Here
nearly every model has to do with a person, so that took nine tenths of an installation's time.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

MADE = re.compile(r"CREATE (FUNCTION \w+\(\)|TABLE \w+|SEQUENCE \w+)")


class Tables(Operation):
    """The tables of these models, each made once as it is after all the operations.

    operations: as makemigrations writes them for a room without migrations, CreateModel and what
        follows it; a model that is changed here must have been made here.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models after all the operations; they are drawn when somebody asks for them."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables; their foreign keys follow at the end of the migration."""
        for name in self._names():
            schema_editor.create_model(to_state.apps.get_model(app_label, name))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the newest first."""
        for name in reversed(self._names()):
            schema_editor.delete_model(from_state.apps.get_model(app_label, name))

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"Create the tables of {len(self._names())} models"

    def _names(self) -> list[str]:
        return [one.name for one in self.operations if isinstance(one, CreateModel)]


def guarded(sql: str) -> RunSQL:
    """What the database itself keeps; backwards all that it made goes, triggers with their functions."""
    return RunSQL(sql, "".join(f"DROP {made} CASCADE;" for made in reversed(MADE.findall(sql))))


def half_way(databases: Sequence[str] | None = None, **_told: Any) -> list[CheckMessage]:
    """An error for each room of which a database has some of the steps that were folded into one.

    Django leaves such a room out without a word: what to fold is missing, and so is what to add.
    """
    return [
        Error(
            f"The database {alias!r} has a part of {room} only, from a version before the first"
            " release.",
            hint="Migrate it with that version to its end first, or make it anew.",
            id="kit.E001",
        )
        for alias in databases or ()
        for room in _rooms_half_way(alias)
    ]


def _rooms_half_way(alias: str) -> list[str]:
    loader = MigrationLoader(connections[alias], load=False)
    loader.load_disk()
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    folded = {
        room: [step for step in migration.replaces if step not in loader.disk_migrations]
        for (room, _), migration in loader.disk_migrations.items()
    }
    return sorted(
        room for room, steps in folded.items() if 0 < len(applied.keys() & set(steps)) < len(steps)
    )
