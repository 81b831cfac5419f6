"""Two classes of one school and side may be counted as one; who was drawn stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION evidence_joint_is_of_one_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM evidence_trialclass one
        JOIN evidence_trialclass host ON host.id = NEW.host_id
        JOIN pilots_group mine ON mine.id = one.group_id
        JOIN pilots_group theirs ON theirs.id = host.group_id
        WHERE one.id = NEW.one_id AND one.plan_id = host.plan_id AND one.arm = host.arm
            AND one.arm <> '' AND one.block = host.block AND mine.school_id = theirs.school_id
    ) THEN
        RAISE EXCEPTION 'only classes of one plan, school, block and arm are counted together';
    END IF;
    IF EXISTS (
        SELECT FROM evidence_joint other
        WHERE other.id IS DISTINCT FROM NEW.id
            AND (other.one_id = NEW.host_id OR other.host_id = NEW.one_id)
    ) THEN
        RAISE EXCEPTION 'a class that is counted with another has no classes with it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_joint_is_of_one_side BEFORE INSERT OR UPDATE ON evidence_joint
    FOR EACH ROW EXECUTE FUNCTION evidence_joint_is_of_one_side();
"""
FREED = """
DROP TRIGGER evidence_joint_is_of_one_side ON evidence_joint;
DROP FUNCTION evidence_joint_is_of_one_side();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0100_uses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Joint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="evidence.trialclass",
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint",
                        to="evidence.trialclass",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                condition=models.Q(("one", models.F("host")), _negated=True),
                name="joint_is_of_two_classes",
            ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, FREED),
    ]
