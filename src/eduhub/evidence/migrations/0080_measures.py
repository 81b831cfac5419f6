"""The library of measures; what is published is kept as it is."""

import django.contrib.postgres.fields
import django.db.models.deletion
import eduhub.kit.lang
import uuid
from django.conf import settings
from django.db import migrations, models


KEPT = """
CREATE FUNCTION evidence_measure_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published measure is never deleted';
    END IF;
    IF NEW.written_by_id IS NULL THEN OLD.written_by_id := NULL; END IF;
    IF NEW.published_by_id IS NULL THEN OLD.published_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a published measure is never changed: a new version takes its place';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_measure_stands BEFORE UPDATE OR DELETE ON evidence_measure
    FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION evidence_measure_stands();
"""
FREED = """
DROP TRIGGER evidence_measure_stands ON evidence_measure;
DROP FUNCTION evidence_measure_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0071_seals'),
        ('people', '0002_claims_and_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.UUIDField(default=uuid.uuid4)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('proposed', 'Waits for the hub'), ('declined', 'Declined'), ('published', 'Published')], default='proposed', max_length=10)),
                ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ('kind', models.CharField(choices=[('test', 'Test'), ('questionnaire', 'Questionnaire'), ('rating', 'Rating by an adult'), ('observation', 'Observation'), ('log', 'Log of a device or a diary')], max_length=15)),
                ('about', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list)),
                ('licence', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ('licence_url', models.URLField(blank=True)),
                ('maker', models.CharField(max_length=200)),
                ('maker_is', models.CharField(choices=[('independent', 'Somebody who sells no solution: researchers, an authority'), ('hub', 'The hub itself'), ('company', 'A company that sells solutions')], max_length=12)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('source_url', models.URLField(blank=True)),
                ('items', models.JSONField(blank=True, default=list)),
                ('may_show_items', models.BooleanField(default=False)),
                ('answer_low', models.SmallIntegerField(blank=True, null=True)),
                ('answer_high', models.SmallIntegerField(blank=True, null=True)),
                ('answer_low_words', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('answer_high_words', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('scoring', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('low', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('high', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('higher_is_better', models.BooleanField(default=True)),
                ('reliability', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ('reliability_kind', models.CharField(blank=True, choices=[('alpha', 'alpha'), ('retest', 'retest'), ('raters', 'raters')], max_length=10)),
                ('reliability_source', models.CharField(blank=True, max_length=300)),
                ('remark', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('written_at', models.DateTimeField()),
                ('told', models.CharField(blank=True, max_length=1000)),
                ('published_at', models.DateTimeField(null=True)),
                ('maker_company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('series', 'version'), name='one_measure_a_version'),
                    models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at', None)), _connector='OR'), name='published_measure_has_its_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('high', None), ('low', None)), models.Q(('high__isnull', False), ('low__isnull', False), ('low__lt', models.F('high'))), _connector='OR'), name='measure_goes_upwards'),
                    models.CheckConstraint(condition=models.Q(('age_from', None), ('age_to', None), ('age_from__lte', models.F('age_to')), _connector='OR'), name='measure_ages_go_upwards'),
                    models.CheckConstraint(condition=models.Q(models.Q(('reliability', None), ('reliability_kind', ''), ('reliability_source', '')), models.Q(('reliability__isnull', False), ('reliability__range', (0, 1)), models.Q(('reliability_kind', ''), _negated=True), models.Q(('reliability_source', ''), _negated=True)), _connector='OR'), name='reliability_has_kind_and_source'),
                    models.CheckConstraint(condition=models.Q(('items', []), models.Q(('answer_high__isnull', False), ('answer_low__isnull', False), ('answer_low__lt', models.F('answer_high')), ('may_show_items', True)), _connector='OR'), name='items_are_permitted_and_have_answers'),
                    models.CheckConstraint(condition=models.Q(('maker_company', None), ('maker_is', 'company'), _connector='OR'), name='a_company_made_it'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('told', ''), _negated=True), _connector='OR'), name='declined_measure_has_grounds'),
                ],
            },
        ),
        migrations.AddField(
            model_name='plan',
            name='library_measure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.measure'),
        ),
        migrations.RunSQL(KEPT, FREED),
    ]
