"""Evaluations by teachers; what was given or published stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


GUARDS = """
CREATE FUNCTION evidence_evaluation_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published evaluation is never deleted';
    END IF;
    IF NEW.asked_by_id IS NULL THEN OLD.asked_by_id := NULL; END IF;
    IF OLD.comment = '' THEN
        OLD.comment := NEW.comment;
        OLD.commented_at := NEW.commented_at;
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a published evaluation is never changed, and commented on once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_evaluation_stands BEFORE UPDATE OR DELETE ON evidence_evaluation
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION evidence_evaluation_stands();

CREATE FUNCTION evidence_sheet_stands() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER evidence_sheet_stands BEFORE UPDATE OR DELETE ON evidence_sheet
    FOR EACH ROW WHEN (OLD.given_at IS NOT NULL) EXECUTE FUNCTION evidence_sheet_stands();

CREATE TRIGGER catalogue_note_change AFTER INSERT OR UPDATE OR TRUNCATE ON evidence_evaluation
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_change();
"""
FREED = """
DROP TRIGGER catalogue_note_change ON evidence_evaluation;
DROP TRIGGER evidence_sheet_stands ON evidence_sheet;
DROP FUNCTION evidence_sheet_stands();
DROP TRIGGER evidence_evaluation_stands ON evidence_evaluation;
DROP FUNCTION evidence_evaluation_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0120_dossiers'),
        ('evidence', '0060_pools'),
        ('people', '0002_claims_and_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('release', models.CharField(blank=True, max_length=20)),
                ('rubric', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('open', 'Being evaluated'), ('third', 'A third teacher is needed'), ('published', 'Published')], default='open', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('content', models.JSONField(blank=True, default=dict)),
                ('published_at', models.DateTimeField(null=True)),
                ('comment', models.CharField(blank=True, max_length=1000)),
                ('commented_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='catalogue.solution')),
            ],
            options={
                "indexes": [
                    models.Index(fields=['-published_at'], name='evaluations_newest'),
                ],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(('state', 'published'), _negated=True), fields=('solution', 'release'), name='one_evaluation_open_a_release'),
                    models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published'), models.Q(('content', {}), _negated=True)), models.Q(models.Q(('state', 'published'), _negated=True), ('content', {}), ('published_at', None)), _connector='OR'), name='published_evaluation_is_whole'),
                    models.CheckConstraint(condition=models.Q(models.Q(('comment', ''), ('commented_at', None)), models.Q(models.Q(('comment', ''), _negated=True), ('commented_at__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='comment_follows_publication'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('has_no_interest', models.BooleanField(default=False)),
                ('scores', models.JSONField(blank=True, default=dict)),
                ('grounds', models.CharField(blank=True, max_length=2000)),
                ('given_at', models.DateTimeField(null=True)),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='evidence.evaluation')),
                ('evaluator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('evaluation', 'evaluator'), name='nobody_evaluates_twice'),
                    models.UniqueConstraint(fields=('evaluation', 'seat'), name='one_sheet_a_seat'),
                    models.CheckConstraint(condition=models.Q(('seat__range', (1, 3))), name='three_seats_at_most'),
                    models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('scores', {})), models.Q(('given_at__isnull', False), ('has_no_interest', True), models.Q(('scores', {}), _negated=True), models.Q(('grounds', ''), _negated=True)), _connector='OR'), name='given_sheet_is_whole'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('trained_on', models.DateField()),
                ('marked_at', models.DateTimeField()),
                ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunSQL(GUARDS, FREED),
    ]
