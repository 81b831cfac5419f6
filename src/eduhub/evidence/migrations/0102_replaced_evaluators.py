"""A teacher who never answers is replaced; the sheet and the reason stay as they were written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

GUARD = """
CREATE OR REPLACE FUNCTION evidence_sheet_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a given or replaced sheet is never deleted';
    END IF;
    IF NEW.evaluator_id IS NULL THEN OLD.evaluator_id := NULL; END IF;
    IF NEW.replaced_by_id IS NULL THEN OLD.replaced_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a given or replaced sheet is never changed';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER evidence_sheet_stands ON evidence_sheet;
CREATE TRIGGER evidence_sheet_stands BEFORE UPDATE OR DELETE ON evidence_sheet
    FOR EACH ROW WHEN (OLD.given_at IS NOT NULL OR OLD.replaced_at IS NOT NULL)
    EXECUTE FUNCTION evidence_sheet_stands();
"""
FREED = """
CREATE OR REPLACE FUNCTION evidence_sheet_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a given sheet is never deleted';
    END IF;
    IF NEW.evaluator_id IS NULL THEN OLD.evaluator_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a given sheet is never changed';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER evidence_sheet_stands ON evidence_sheet;
CREATE TRIGGER evidence_sheet_stands BEFORE UPDATE OR DELETE ON evidence_sheet
    FOR EACH ROW WHEN (OLD.given_at IS NOT NULL) EXECUTE FUNCTION evidence_sheet_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0101_joints"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sheet",
            name="replaced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sheet",
            name="replaced_why",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sheet",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveConstraint(model_name="sheet", name="one_sheet_a_seat"),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                condition=Q(replaced_at=None),
                fields=("evaluation", "seat"),
                name="one_sheet_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.CheckConstraint(
                condition=Q(replaced_at=None, replaced_why="")
                | Q(replaced_at__isnull=False, given_at=None) & ~Q(replaced_why=""),
                name="only_who_never_answered_is_replaced",
            ),
        ),
        migrations.RunSQL(GUARD, FREED),
    ]
