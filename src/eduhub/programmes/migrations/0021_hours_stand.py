"""The database refuses to change or delete a line of mentor hours, but for who wrote it."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION programmes_hours_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
       (NEW.id, NEW.pair_id, NEW.held_on, NEW.minutes, NEW.corrects_id, NEW.reason,
        NEW.logged_at, NEW.key)
       IS DISTINCT FROM
       (OLD.id, OLD.pair_id, OLD.held_on, OLD.minutes, OLD.corrects_id, OLD.reason,
        OLD.logged_at, OLD.key)
    THEN
        RAISE EXCEPTION 'hours are written once: a later line corrects them';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_hours_stand BEFORE UPDATE OR DELETE ON programmes_hourline
    FOR EACH ROW EXECUTE FUNCTION programmes_hours_stand();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0020_cohorts")]

    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP TRIGGER programmes_hours_stand ON programmes_hourline;"
            " DROP FUNCTION programmes_hours_stand()",
        ),
    ]
