"""Reviews of trials, for their ratings; the database keeps each as it was written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE FUNCTION evidence_review_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER evidence_review_is_kept BEFORE UPDATE OR DELETE ON evidence_review
    FOR EACH ROW EXECUTE FUNCTION evidence_review_is_kept();
"""
UNKEPT = """
DROP TRIGGER evidence_review_is_kept ON evidence_review;
DROP FUNCTION evidence_review_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0020_passports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('facts', models.JSONField(default=dict)),
                ('grounds', models.CharField(max_length=1000)),
                ('written_at', models.DateTimeField()),
                ('written_as', models.CharField(choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='evidence.plan')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-version',),
                'constraints': [models.UniqueConstraint(fields=('plan', 'version'), name='one_review_a_version'), models.CheckConstraint(condition=models.Q(('grounds', ''), _negated=True), name='review_has_grounds')],
            },
        ),
        migrations.RunSQL(KEPT, UNKEPT),
    ]
