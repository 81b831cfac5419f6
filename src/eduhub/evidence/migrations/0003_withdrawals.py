"""A withdrawal may empty a result that is not public yet; a public one stands as before."""

from django.db import migrations, models
from django.db.models import Q

STANDS = """
CREATE OR REPLACE FUNCTION evidence_result_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a result is never deleted';
    END IF;
    {reopened}
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF OLD.published_at IS NULL THEN
        OLD.published_at := NEW.published_at;
        OLD.published_by_id := NEW.published_by_id;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a result is never changed, and never taken back';
    END IF;
    RETURN NEW;
END $$;
"""
REOPENED = """
    IF OLD.published_at IS NULL AND NEW.published_at IS NULL AND NEW.state = 'reopened' THEN
        RETURN NEW; -- emptied, as a constraint sees to
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_guards")]

    operations = [
        migrations.RunSQL(STANDS.format(reopened=REOPENED), STANDS.format(reopened="")),
        migrations.RemoveConstraint(model_name="totals", name="replaced_totals_are_emptied"),
        migrations.AlterField(
            model_name="result",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Being analysed"),
                    ("failed", "The analysis stopped"),
                    ("ready", "Analysed"),
                    ("reopened", "Waits for new results of a class"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="totals",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Waits for confirmation"),
                    ("counted", "Counted"),
                    ("replaced", "Replaced by later ones"),
                    ("taken_out", "Taken out: somebody has withdrawn"),
                ],
                default="proposed",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=~Q(state="reopened")
                | Q(content={}, fingerprint="", answer="", estimate=None),
                name="reopened_result_is_emptied",
            ),
        ),
        migrations.AddConstraint(
            model_name="totals",
            constraint=models.CheckConstraint(
                condition=~Q(state__in=("replaced", "taken_out")) | Q(cells=[]),
                name="replaced_totals_are_emptied",
            ),
        ),
    ]
