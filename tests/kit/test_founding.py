"""Tables made at once: as step by step, both ways; and a database that was left half way."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from eduhub.kit.founding import Tables, guarded

ROOM = "trying"
ID = ("id", models.BigAutoField(primary_key=True))
LAST = models.ForeignKey("trying.page", models.SET_NULL, null=True, related_name="+")


def steps():
    """A book knows its last page, and each page its book: no order of tables would do."""
    book = models.ForeignKey("trying.book", models.CASCADE)
    number = ("number", models.IntegerField())
    positive = models.CheckConstraint(condition=models.Q(number__gt=0), name="page_is_counted")
    return [
        CreateModel("Book", [ID, ("title", models.CharField(max_length=9))]),
        CreateModel("Page", [ID, number, ("book", book)]),
        AddField("Book", "last", LAST),
        AddConstraint("Page", positive),
        AddIndex("Page", models.Index(fields=["-number"], name="last_page_first")),
    ]


def run(operations):
    """All of them, as a migration would: the states before and after, one pair a step."""
    state, pairs = ProjectState(), []
    with connection.schema_editor() as editor:
        for one in operations:
            before = state.clone()
            one.state_forwards(ROOM, state)
            one.database_forwards(ROOM, editor, before, state)
            pairs.append((one, before, state.clone()))
    return pairs


def undo(pairs):
    with connection.schema_editor() as editor:
        for one, before, after in reversed(pairs):
            one.database_backwards(ROOM, editor, after, before)


def catalogue():
    """The columns and constraints of the room as the database names them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
            " WHERE table_name LIKE 'trying%' UNION ALL"
            " SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferred::text"
            " FROM pg_constraint WHERE conrelid::regclass::text LIKE 'trying%' UNION ALL"
            " SELECT tablename, indexname, indexdef, '' FROM pg_indexes"
            " WHERE tablename LIKE 'trying%'"
        )
        return sorted(cursor.fetchall())


def migrate():
    """As from the command line, where the checks come first."""
    call_command("migrate", verbosity=0, skip_checks=False)


@pytest.mark.django_db(transaction=True)
def test_at_once_is_as_step_by_step_and_back_again():
    step_by_step = run(steps())
    expected = catalogue()
    undo(step_by_step)
    nothing = catalogue()

    at_once = run([Tables(steps())])

    found = catalogue()
    undo(at_once)
    assert {row[1] for row in expected} >= {"last_id", "page_is_counted", "last_page_first"}
    assert (found, nothing, catalogue()) == (expected, [], [])


@pytest.mark.django_db(transaction=True)
def test_what_guards_goes_with_all_it_made():
    made = "CREATE SEQUENCE trying_count; CREATE TABLE trying_note (number integer);" + (
        "CREATE FUNCTION trying_stands() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NULL; END $$;"
        "CREATE TRIGGER trying_stands BEFORE DELETE ON trying_note"
        " FOR EACH ROW EXECUTE FUNCTION trying_stands();"
    )
    for _twice in range(2):
        undo(run([guarded(made)]))

    assert catalogue() == []


def test_a_database_left_half_way_is_not_migrated(db):
    migrate()  # as it is, it may be
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("evidence", "0200_initial")
    recorder.record_unapplied("evidence", "0103_both_ends_of_a_scale")

    with pytest.raises(SystemCheckError, match=r"\(kit.E001\) .* has a part of evidence only"):
        migrate()


def test_a_database_that_went_all_the_way_goes_on(db):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("evidence", "0200_initial")

    migrate()

    assert ("evidence", "0200_initial") in recorder.applied_migrations()
