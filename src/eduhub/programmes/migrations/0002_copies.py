"""Copies of what was finalised, which the database keeps from being rewritten.

They go with their application when its time is over; the name of whoever finalised may go alone.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION programmes_submission_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.application_id, NEW.step_id, NEW.number, NEW.content, NEW.sha256,
        NEW.finalised_at)
       IS DISTINCT FROM
       (OLD.id, OLD.application_id, OLD.step_id, OLD.number, OLD.content, OLD.sha256,
        OLD.finalised_at)
    THEN
        RAISE EXCEPTION 'a copy of what was finalised is written once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_submission_stands BEFORE UPDATE ON programmes_submission
    FOR EACH ROW EXECUTE FUNCTION programmes_submission_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP TRIGGER programmes_submission_stands ON programmes_submission;"
            " DROP FUNCTION programmes_submission_stands()",
        ),
    ]
