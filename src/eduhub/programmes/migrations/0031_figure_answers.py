"""What a company has told is corrected beside it, never over it.

It goes with the company's stay; the name of whoever told it may go alone.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION programmes_figureanswer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.ask_id, NEW.figure_id, NEW.number, NEW.said, NEW.value, NEW.said_at,
        NEW.by_link)
       IS DISTINCT FROM
       (OLD.id, OLD.ask_id, OLD.figure_id, OLD.number, OLD.said, OLD.value, OLD.said_at,
        OLD.by_link)
    THEN
        RAISE EXCEPTION 'what was told of a figure is corrected by another answer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programmes_figureanswer_stands BEFORE UPDATE ON programmes_figureanswer
    FOR EACH ROW EXECUTE FUNCTION programmes_figureanswer_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0030_records")]

    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP TRIGGER programmes_figureanswer_stands ON programmes_figureanswer;"
            " DROP FUNCTION programmes_figureanswer_stands()",
        ),
    ]
