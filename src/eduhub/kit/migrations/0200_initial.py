import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables, guarded
from eduhub.kit.migrations._guards import CACHE, LEDGER


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('kit', '0001_initial'),
        ('kit', '0002_guards'),
        ('kit', '0003_invitations'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='Done',
                fields=[
                    ('deed', models.CharField(max_length=200, primary_key=True, serialize=False)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='LedgerEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True)),
                    ('actor', models.CharField(max_length=200)),
                    ('organisation_id', models.BigIntegerField(null=True)),
                    ('verb', models.CharField(max_length=80)),
                    ('thing', models.CharField(db_index=True, max_length=120)),
                    ('facts', models.JSONField(default=dict)),
                ],
                options={
                    'ordering': ('-at', '-pk'),
                },
            ),
            migrations.CreateModel(
                name='Letter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('to', models.EmailField(max_length=254)),
                    ('language', models.CharField(max_length=2)),
                    ('kind', models.CharField(max_length=60)),
                    ('subject', models.CharField(max_length=200)),
                    ('text', models.TextField()),
                    ('unsubscribe', models.URLField(blank=True, max_length=500)),
                    ('calendar', models.TextField(blank=True)),
                    ('method', models.CharField(blank=True, max_length=10)),
                    ('written_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('trouble', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), models.Q(('calendar', ''), ('text', '')), _connector='OR'), name='sent_letter_is_emptied')],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=150)),
                    ('content_type', models.CharField(max_length=80)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(db_index=True, max_length=64)),
                    ('stored_at', models.DateTimeField()),
                    ('stored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('form', models.CharField(max_length=60)),
                    ('thing', models.CharField(blank=True, max_length=60)),
                    ('typed', models.JSONField(default=dict)),
                    ('saved_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'form', 'thing'), name='one_draft_a_form')],
                },
            ),
        ]),
        guarded(CACHE),
        guarded(LEDGER),
    ]
