"""Pooled results: the database only ever adds one, and the directory shows what they say."""

import django.db.models.deletion
import eduhub.kit.lang
from django.db import migrations, models


GUARDS = """
CREATE FUNCTION evidence_pool_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a pooled result is never changed: a newer version is added';
END $$;
CREATE TRIGGER evidence_pool_is_kept BEFORE UPDATE OR DELETE ON evidence_pool
    FOR EACH ROW EXECUTE FUNCTION evidence_pool_is_kept();
CREATE TRIGGER catalogue_note_change AFTER INSERT OR TRUNCATE ON evidence_pool
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
"""
FREED = """
DROP TRIGGER catalogue_note_change ON evidence_pool;
DROP TRIGGER evidence_pool_is_kept ON evidence_pool;
DROP FUNCTION evidence_pool_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0120_dossiers'),
        ('evidence', '0051_dose'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('release', models.CharField(blank=True, max_length=20)),
                ('series', models.CharField(max_length=64)),
                ('measure', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                ('drawn_by_lot', models.BooleanField()),
                ('version', models.PositiveIntegerField()),
                ('written_at', models.DateTimeField()),
                ('results', models.PositiveSmallIntegerField()),
                ('studies', models.PositiveSmallIntegerField()),
                ('answer', models.CharField(choices=[('better', 'better'), ('worse', 'worse'), ('no_difference_that_matters', 'no_difference_that_matters'), ('cannot_tell', 'cannot_tell')], max_length=30)),
                ('estimate', models.FloatField(null=True)),
                ('standard_error', models.FloatField(null=True)),
                ('low', models.FloatField(null=True)),
                ('high', models.FloatField(null=True)),
                ('tau2', models.FloatField(null=True)),
                ('expected_low', models.FloatField(null=True)),
                ('expected_high', models.FloatField(null=True)),
                ('content', models.JSONField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('because', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.result')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='catalogue.solution')),
            ],
            options={
                'indexes': [models.Index(fields=['solution', '-written_at'], name='pools_of_solution')],
                'constraints': [models.UniqueConstraint(fields=('series', 'version'), name='one_pool_a_version'), models.CheckConstraint(condition=models.Q(models.Q(('estimate', None), ('high', None), ('low', None), ('standard_error', None), ('studies', 0), ('tau2', None)), models.Q(('estimate__isnull', False), ('high__gte', models.F('estimate')), ('low__lte', models.F('estimate')), ('standard_error__gt', 0), ('studies__gt', 0)), _connector='OR'), name='pool_of_studies_has_numbers'), models.CheckConstraint(condition=models.Q(('results__gt', 0), ('studies__lte', models.F('results'))), name='pool_counts_every_result'), models.CheckConstraint(condition=models.Q(('studies__gte', 3), models.Q(('expected_high', None), ('expected_low', None)), _connector='OR'), name='pool_of_few_predicts_nothing')],
            },
        ),
        migrations.RunSQL(GUARDS, FREED),
    ]
