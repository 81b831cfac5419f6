"""A line for every statement that may change what the directory shows.

The number of lines and the newest of them name the directory as it stands: what was drawn for
that name may be shown again. A row that everybody updates would say the same, but would make
all who write wait for each other.
"""

from django.db import migrations

SEEN = (
    *("catalogue_solution", "catalogue_claim", "catalogue_topic", "catalogue_company"),
    "people_organisation",
)
MAKE = """
CREATE TABLE catalogue_change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO catalogue_change DEFAULT VALUES;
CREATE FUNCTION catalogue_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_change DEFAULT VALUES;
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER catalogue_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();\n"
    for table in SEEN
)
UNDO = (
    "".join(f"DROP TRIGGER catalogue_note_change ON {table};\n" for table in SEEN)
    + "DROP FUNCTION catalogue_note_change(); DROP TABLE catalogue_change;"
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0101_exhibition_half"), ("people", "0001_initial")]

    operations = [migrations.RunSQL(MAKE, UNDO)]
