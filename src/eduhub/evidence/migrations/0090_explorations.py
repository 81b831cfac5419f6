"""Analyses beside the plan, kept as asked and worked out; a public result keeps its bundle's
fingerprint."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


KEPT = """
CREATE FUNCTION evidence_exploration_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an exploration is never deleted';
    END IF;
    IF NEW.asked_by_id IS NULL THEN OLD.asked_by_id := NULL; END IF;
    IF OLD.state = 'waiting' OR OLD.state = 'ready' AND NEW.state = 'dropped' THEN
        OLD.state := NEW.state;
        OLD.content := NEW.content;
        OLD.fingerprint := NEW.fingerprint;
        OLD.worked_out_at := NEW.worked_out_at;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'an exploration is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_exploration_is_kept BEFORE UPDATE OR DELETE ON evidence_exploration
    FOR EACH ROW EXECUTE FUNCTION evidence_exploration_is_kept();
"""
UNKEPT = """
DROP TRIGGER evidence_exploration_is_kept ON evidence_exploration;
DROP FUNCTION evidence_exploration_is_kept();
"""
STANDS = """
CREATE OR REPLACE FUNCTION evidence_result_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a result is never deleted';
    END IF;
    IF OLD.published_at IS NULL AND NEW.published_at IS NULL AND NEW.state = 'reopened' THEN
        RETURN NEW; -- emptied, as a constraint sees to
    END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF OLD.published_at IS NULL THEN
        OLD.published_at := NEW.published_at;
        OLD.published_by_id := NEW.published_by_id;
        {bundle}
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a result is never changed, and never taken back';
    END IF;
    RETURN NEW;
END $$;
"""
BUNDLE = "OLD.bundle := NEW.bundle;"


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0082_logic_models'),
        ('people', '0002_claims_and_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Exploration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('without_baseline', 'Without the earlier measure'), ('without_school', 'One school left out'), ('confidence', 'An interval of another confidence')], max_length=20)),
                ('confidence', models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ('state', models.CharField(choices=[('waiting', 'Being worked out'), ('ready', 'Worked out'), ('dropped', 'Emptied: its sums were taken out')], default='waiting', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asked_as', models.CharField(choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                ('content', models.JSONField(default=dict)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('worked_out_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.AddField(
            model_name='result',
            name='bundle',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(('bundle', ''), ('published_at__isnull', False), _connector='OR'), name='only_a_public_result_has_its_bundles_fingerprint'),
        ),
        migrations.AddField(
            model_name='exploration',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exploration',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explorations', to='evidence.plan'),
        ),
        migrations.AddField(
            model_name='exploration',
            name='school',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddConstraint(
            model_name='exploration',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='one_exploration_a_number'),
        ),
        migrations.AddConstraint(
            model_name='exploration',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('plan', 'kind', 'school', 'confidence'), name='one_exploration_of_a_kind', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='exploration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'without_school'), ('school__isnull', False)), models.Q(models.Q(('kind', 'without_school'), _negated=True), ('school', None)), _connector='OR'), name='exploration_leaves_one_school_out'),
        ),
        migrations.AddConstraint(
            model_name='exploration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confidence__gt', 0), ('confidence__lt', 1), ('kind', 'confidence')), models.Q(models.Q(('kind', 'confidence'), _negated=True), ('confidence', None)), _connector='OR'), name='exploration_has_one_confidence'),
        ),
        migrations.AddConstraint(
            model_name='exploration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), ('worked_out_at__isnull', False), models.Q(('content', {}), _negated=True), models.Q(('fingerprint', ''), _negated=True)), models.Q(models.Q(('state', 'ready'), _negated=True), ('content', {}), ('fingerprint', '')), _connector='OR'), name='exploration_is_whole_or_empty'),
        ),
        migrations.RunSQL(KEPT, UNKEPT),
        migrations.RunSQL(STANDS.format(bundle=BUNDLE), STANDS.format(bundle="")),
    ]
