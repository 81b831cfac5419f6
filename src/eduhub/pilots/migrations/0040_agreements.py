import django.core.validators

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kit', '0002_guards'),
        ('people', '0002_claims_and_invitations'),
        ('people', '__first__'),
        ('pilots', '0030_lanes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lane', models.CharField(choices=[('A', 'Lane A: co-development, no personal data'), ('B', 'Lane B: bought, or personal data under a contract'), ('C', 'Lane C: research, by permit and consent')], max_length=1)),
                ('template', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('language', models.CharField(blank=True, max_length=2)),
                ('uploaded_by', models.CharField(blank=True, choices=[('company', 'the company'), ('school', 'the school'), ('hub', 'the hub')], max_length=10)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='pilots.pilot')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='people.organisation')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='agreements', to='pilots.successstatement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pilot', 'school', 'statement', 'lane'), name='one_agreement_a_statement')],
            },
        ),
        migrations.CreateModel(
            name='CoverRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=6, validators=[django.core.validators.MinValueValidator(0.5), django.core.validators.MaxValueValidator(2000)])),
                ('amount', models.DecimalField(decimal_places=2, max_digits=9, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)])),
                ('reason', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('asked', 'Waits for the principal'), ('approved', 'Waits for the decision'), ('granted', 'Granted'), ('declined', 'Declined'), ('withdrawn', 'Taken back')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('grounds', models.CharField(blank=True, max_length=300)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cover_requests', to='pilots.pilot')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('hours__gt', 0)), name='cover_is_some'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'granted'), _negated=True), models.Q(('approved_at__isnull', False), ('decided_at__isnull', False)), _connector='OR'), name='granted_cover_has_both_yeses')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('company', 'The company'), ('school', 'The school')], max_length=10)),
                ('how', models.CharField(choices=[('typed', 'Signed here'), ('uploaded', 'Signed file, sent in')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('role', models.CharField(max_length=20)),
                ('sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='pilots.agreement')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement', 'party'), name='one_signature_a_party'), models.CheckConstraint(condition=models.Q(('how', 'uploaded'), models.Q(('name', ''), _negated=True), _connector='OR'), name='typed_signature_has_name')],
            },
        ),
        migrations.CreateModel(
            name='TeacherMinutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(3000)])),
                ('noted_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weeks', to='pilots.group')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'week'), name='one_note_a_week'), models.CheckConstraint(condition=models.Q(('week__iso_week_day', 1)), name='a_week_begins_on_monday'), models.CheckConstraint(condition=models.Q(('minutes__lte', 3000)), name='a_week_has_so_many_minutes')],
            },
        ),
    ]
