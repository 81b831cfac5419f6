from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def ask_anew(apps: Any, schema_editor: Any) -> None:
    """Every pilot had lane A by the form; from now on somebody decides, before the plan."""
    pilots = apps.get_model("pilots", "Pilot").objects
    pilots.filter(state__in=("posted", "agreement_signed")).update(lane="", state="posted")


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_claims_and_invitations'),
        ('pilots', '0010_needs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='pilot',
            name='screened_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='pilot',
            name='lane',
            field=models.CharField(blank=True, choices=[('A', 'Lane A: co-development, no personal data'), ('B', 'Lane B: bought, or personal data under a contract'), ('C', 'Lane C: research, by permit and consent')], max_length=1),
        ),
        migrations.AlterField(
            model_name='pilot',
            name='state',
            field=models.CharField(choices=[('posted', 'Looking for groups'), ('screened', 'Looked through by the hub'), ('lane_decided', 'Lane decided'), ('privacy_cleared', 'Privacy cleared'), ('permit_granted', 'Permit granted'), ('permit_not_needed', 'No permit needed'), ('agreement_signed', 'Agreement signed'), ('information_given', 'Information given'), ('preregistered', 'Plan frozen'), ('running', 'Running'), ('paused', 'Paused'), ('data_closed', 'Data closed'), ('analysed', 'Analysed'), ('reviewed', 'Reviewed'), ('decided', 'Decided: buy, continue or stop'), ('reported', 'Reported'), ('published', 'Published'), ('embargoed', 'Published later'), ('archived', 'Archived, data deleted'), ('withdrawn', 'Withdrawn'), ('declined', 'Declined'), ('aborted', 'Stopped')], default='posted', max_length=20),
        ),
        migrations.CreateModel(
            name='Information',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('noted_at', models.DateTimeField()),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='information', to='pilots.group')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LaneAnswers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('bought', models.BooleanField()),
                ('data', models.JSONField(default=list)),
                ('under_agreement', models.BooleanField()),
                ('study', models.BooleanField()),
                ('commissioned', models.BooleanField()),
                ('recommended', models.CharField(choices=[('A', 'Lane A: co-development, no personal data'), ('B', 'Lane B: bought, or personal data under a contract'), ('C', 'Lane C: research, by permit and consent')], max_length=1)),
                ('reasons', models.JSONField(default=list)),
                ('side', models.CharField(max_length=10)),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lane_answers', to='pilots.pilot')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('pilot', 'version'), name='one_answers_a_version'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_cleared', models.BooleanField()),
                ('reason', models.CharField(max_length=300)),
                ('office', models.CharField(choices=[('provider_official', 'An official of the education provider'), ('hub_lead', "The hub's lead")], max_length=20)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='pilots.pilot')),
                ('answers', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='clearances', to='pilots.laneanswers')),
            ],
        ),
        migrations.CreateModel(
            name='LaneDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('lane', models.CharField(choices=[('A', 'Lane A: co-development, no personal data'), ('B', 'Lane B: bought, or personal data under a contract'), ('C', 'Lane C: research, by permit and consent')], max_length=1)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('office', models.CharField(choices=[('provider_official', 'An official of the education provider'), ('hub_lead', "The hub's lead")], max_length=20)),
                ('decided_at', models.DateTimeField()),
                ('answers', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='decisions', to='pilots.laneanswers')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lane_decisions', to='pilots.pilot')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('pilot', 'version'), name='one_decision_a_version'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Permit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('destroy_by', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('office', models.CharField(choices=[('provider_official', 'An official of the education provider'), ('hub_lead', "The hub's lead")], max_length=20)),
                ('noted_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_how', models.CharField(blank=True, choices=[('expired', 'Its last day has passed'), ('revoked', 'It was revoked'), ('replaced', 'Another permit took its place')], max_length=10)),
                ('ended_why', models.CharField(blank=True, max_length=300)),
                ('answers', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='permits', to='pilots.laneanswers')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='permits', to='pilots.pilot')),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='permit_lasts_a_day'),
                    models.CheckConstraint(condition=models.Q(('destroy_by__gte', models.F('valid_until'))), name='data_outlive_no_destroy_by'),
                    models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('pilot',), name='one_permit_in_force'),
                ],
            },
        ),
        migrations.RunPython(ask_anew, migrations.RunPython.noop),
    ]
