"""Logic models and what readers say of them; what is published or written is kept as it is."""

import django.contrib.postgres.fields
import django.db.models.deletion
import eduhub.kit.lang
from django.conf import settings
from django.db import migrations, models


KEPT = """
CREATE FUNCTION evidence_logic_model_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published logic model is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a published logic model is never changed: a new version takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_logic_model_stands BEFORE UPDATE OR DELETE ON evidence_logicmodel
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL)
    EXECUTE FUNCTION evidence_logic_model_stands();

CREATE FUNCTION evidence_logic_review_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a review is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a review is never changed: a later one takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_logic_review_is_kept BEFORE UPDATE OR DELETE ON evidence_logicreview
    FOR EACH ROW EXECUTE FUNCTION evidence_logic_review_is_kept();

CREATE TRIGGER catalogue_note_change AFTER INSERT OR UPDATE OR TRUNCATE ON evidence_logicmodel
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
CREATE TRIGGER catalogue_note_change AFTER INSERT OR TRUNCATE ON evidence_logicreview
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
"""
FREED = """
DROP TRIGGER catalogue_note_change ON evidence_logicreview;
DROP TRIGGER catalogue_note_change ON evidence_logicmodel;
DROP TRIGGER evidence_logic_review_is_kept ON evidence_logicreview;
DROP FUNCTION evidence_logic_review_is_kept();
DROP TRIGGER evidence_logic_model_stands ON evidence_logicmodel;
DROP FUNCTION evidence_logic_model_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0120_dossiers'),
        ('evidence', '0081_first_measures'),
        ('people', '0002_claims_and_invitations'),
        ('pilots', '0090_round_thoughts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LogicReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('criteria', models.JSONField()),
                ('tier', models.CharField(choices=[('none', 'none'), ('tier_4', 'tier_4')], max_length=10)),
                ('grounds', models.CharField(max_length=1000)),
                ('written_at', models.DateTimeField()),
                ('written_as', models.CharField(choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
            ],
            options={
                'ordering': ('-version',),
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='tested_outcome',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.CreateModel(
            name='LogicModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('release', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField()),
                ('need', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ('for_whom', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ('activities', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('minutes_a_week', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('outputs', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('near', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('far', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('assumptions', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('links', models.JSONField(blank=True, default=dict)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('content', models.TextField(blank=True)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logic_models', to='catalogue.solution')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('solution', 'release', 'version'), name='one_logic_model_a_version'),
                    models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('solution', 'release'), name='one_draft_of_a_logic_model'),
                    models.CheckConstraint(condition=models.Q(models.Q(('content', ''), ('fingerprint', ''), ('published_at', None)), models.Q(('published_at__isnull', False), models.Q(('content', ''), _negated=True), models.Q(('fingerprint', ''), _negated=True)), _connector='OR'), name='published_logic_model_is_whole'),
                ],
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='logic_model',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.logicmodel'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('logic_model', None), ('tested_outcome', '')), models.Q(('logic_model__isnull', False), models.Q(('tested_outcome', ''), _negated=True)), _connector='OR'), name='tested_outcome_is_of_a_model'),
        ),
        migrations.AddField(
            model_name='logicreview',
            name='logic_model',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='evidence.logicmodel'),
        ),
        migrations.AddField(
            model_name='logicreview',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='logicreview',
            constraint=models.UniqueConstraint(fields=('logic_model', 'version'), name='one_logic_review_a_version'),
        ),
        migrations.AddConstraint(
            model_name='logicreview',
            constraint=models.CheckConstraint(condition=models.Q(('grounds', ''), _negated=True), name='logic_review_has_grounds'),
        ),
        migrations.AddConstraint(
            model_name='logicreview',
            constraint=models.CheckConstraint(condition=models.Q(('tier__in', ['none', 'tier_4'])), name='logic_alone_is_tier_4_at_most'),
        ),
        migrations.RunSQL(KEPT, FREED),
    ]
