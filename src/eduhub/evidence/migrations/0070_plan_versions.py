"""A frozen plan is changed by a version that is added; the database says what it may change."""

import django.db.models.deletion
import eduhub.kit.lang
from django.conf import settings
from django.db import migrations, models

PLAN = """
CREATE OR REPLACE FUNCTION evidence_plan_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a frozen plan is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.frozen_by_id IS NULL THEN OLD.frozen_by_id := NULL; END IF;
    {newer}
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a frozen plan is never changed';
    END IF;
    RETURN NEW;
END $$;
"""
NEWER = """
    IF OLD.first_outcome_at IS NULL THEN OLD.first_outcome_at := NEW.first_outcome_at; END IF;
    IF NEW.latest_id IS DISTINCT FROM OLD.latest_id THEN
        IF NEW.latest_id IS DISTINCT FROM (
            SELECT id FROM evidence_planversion WHERE plan_id = OLD.id
            ORDER BY number DESC LIMIT 1
        ) THEN
            RAISE EXCEPTION 'the version in force is the newest';
        END IF;
        OLD.latest_id := NEW.latest_id;
    END IF;
"""
VERSIONS = """
CREATE FUNCTION evidence_plan_version_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen evidence_plan;
    newest evidence_planversion;
    earlier jsonb;
    told jsonb := NEW.content::jsonb;
    name text;
BEGIN
    SELECT * INTO frozen FROM evidence_plan WHERE id = NEW.plan_id FOR UPDATE;
    IF frozen.frozen_at IS NULL THEN
        RAISE EXCEPTION 'a draft has no versions';
    END IF;
    SELECT * INTO newest FROM evidence_planversion WHERE plan_id = NEW.plan_id
        ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(newest.number, 1) + 1
        OR NEW.previous <> coalesce(newest.fingerprint, frozen.fingerprint)
        OR told ->> 'previous' IS DISTINCT FROM NEW.previous
        OR told ->> 'first' IS DISTINCT FROM frozen.fingerprint
        OR told -> 'version' IS DISTINCT FROM to_jsonb(NEW.number) THEN
        RAISE EXCEPTION 'a version names the one before it';
    END IF;
    IF NEW.fingerprint <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'a fingerprint is that of the content';
    END IF;
    IF EXISTS (SELECT 1 FROM evidence_result WHERE plan_id = NEW.plan_id) THEN
        RAISE EXCEPTION 'once the data are closed, a plan is not changed';
    END IF;
    earlier := coalesce(newest.content, frozen.content)::jsonb;
    FOREACH name IN ARRAY ARRAY['schema', 'pilot', 'pilot_id', 'period', 'solution', 'design',
        'arms_told', 'unit', 'source', 'classes', 'commitment', 'method', 'confidence',
        'frozen_at', 'frozen_as',
        'tests_outcome'] LOOP
        IF earlier -> name IS DISTINCT FROM told -> name THEN
            RAISE EXCEPTION 'fixed by the freezing: %', name;
        END IF;
    END LOOP;
    IF frozen.first_outcome_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM evidence_totals WHERE plan_id = NEW.plan_id) THEN
        FOREACH name IN ARRAY ARRAY['statement', 'baseline', 'scale', 'dose',
            'measured_with'] LOOP
            IF earlier -> name IS DISTINCT FROM told -> name THEN
                RAISE EXCEPTION 'fixed by the first outcome: %', name;
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_plan_version_follows BEFORE INSERT ON evidence_planversion
    FOR EACH ROW EXECUTE FUNCTION evidence_plan_version_follows();

CREATE FUNCTION evidence_plan_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a plan is never deleted';
    END IF;
    IF NEW.amended_by_id IS NULL THEN OLD.amended_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a version of a plan is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_plan_version_is_kept BEFORE UPDATE OR DELETE ON evidence_planversion
    FOR EACH ROW EXECUTE FUNCTION evidence_plan_version_is_kept();
"""
FREED = """
DROP TRIGGER evidence_plan_version_is_kept ON evidence_planversion;
DROP FUNCTION evidence_plan_version_is_kept();
DROP TRIGGER evidence_plan_version_follows ON evidence_planversion;
DROP FUNCTION evidence_plan_version_follows();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0061_evaluations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="first_outcome_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("reason", eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ("content", models.TextField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("amended_at", models.DateTimeField()),
                ("amended_as", models.CharField(choices=[("company_lead", "Company lead"), ("company_member", "Company member"), ("principal", "Principal"), ("teacher", "Teacher"), ("provider_official", "Official of the education provider"), ("researcher", "Researcher"), ("investor", "Investor"), ("partner", "Corporate partner"), ("hub_lead", "Hub lead"), ("hub_staff", "Hub staff")], max_length=20)),
                ("amended_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="evidence.plan")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="one_plan_a_version"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 2)), name="first_plan_is_its_own_row"),
                ],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="latest",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.planversion"),
        ),
        migrations.RunSQL(PLAN.format(newer=NEWER), PLAN.format(newer="")),
        migrations.RunSQL(VERSIONS, FREED),
    ]
