"""Passports and keys; the database itself keeps what was signed as it was signed."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


GUARDS = """
CREATE SEQUENCE evidence_status_index AS integer MINVALUE 0 START 0;

CREATE FUNCTION evidence_key_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a signing key is never forgotten';
    END IF;
    IF OLD.retired_at IS NULL THEN OLD.retired_at := NEW.retired_at; END IF;
    IF OLD.compromised_at IS NULL THEN OLD.compromised_at := NEW.compromised_at; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a signing key is only retired, once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_key_is_kept BEFORE UPDATE OR DELETE ON evidence_signingkey
    FOR EACH ROW EXECUTE FUNCTION evidence_key_is_kept();

CREATE FUNCTION evidence_credential_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was signed is never deleted';
    END IF;
    IF NEW.issued_by_id IS NULL THEN OLD.issued_by_id := NULL; END IF;
    IF OLD.ended_at IS NULL THEN
        OLD.ended_at := NEW.ended_at;
        OLD.ended_by_id := NEW.ended_by_id;
        OLD.why := NEW.why;
        OLD.grounds := NEW.grounds;
    END IF;
    IF NEW.ended_by_id IS NULL THEN OLD.ended_by_id := NULL; END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'what was signed is never changed, and ends once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evidence_credential_is_kept BEFORE UPDATE OR DELETE ON evidence_credential
    FOR EACH ROW EXECUTE FUNCTION evidence_credential_is_kept();
"""
FREED = """
DROP TRIGGER evidence_credential_is_kept ON evidence_credential;
DROP FUNCTION evidence_credential_is_kept();
DROP TRIGGER evidence_key_is_kept ON evidence_signingkey;
DROP FUNCTION evidence_key_is_kept();
DROP SEQUENCE evidence_status_index;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0120_dossiers'),
        ('evidence', '0003_withdrawals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kid', models.CharField(max_length=40, unique=True)),
                ('multikey', models.CharField(max_length=80, unique=True)),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('compromised_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('retired_at',), name='one_key_signs', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('compromised_at', None), ('retired_at__isnull', False), _connector='OR'), name='compromised_key_is_retired')],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('kind', models.CharField(choices=[('passport', 'Evidence passport'), ('result', 'One result of an evidence passport')], max_length=10)),
                ('release', models.CharField(blank=True, max_length=20)),
                ('text', models.TextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('status_index', models.PositiveIntegerField(unique=True)),
                ('issued_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, choices=[('replaced', 'Replaced by a newer one'), ('withdrawn', 'Withdrawn by the hub'), ('key', 'Its key fell into other hands')], max_length=10)),
                ('grounds', models.CharField(blank=True, max_length=500)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passport', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='evidence.credential')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='evidence.result')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='catalogue.solution')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='evidence.signingkey')),
            ],
            options={
                'indexes': [models.Index(fields=['-issued_at'], name='credentials_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None), ('kind', 'passport')), fields=('solution', 'release'), name='one_passport_in_force'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('kind', 'result')), fields=('result',), name='one_credential_a_result_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'passport'), ('passport', None), ('result', None)), models.Q(('kind', 'result'), ('passport__isnull', False), ('result__isnull', False)), _connector='OR'), name='part_names_its_passport'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('grounds', ''), ('why', '')), models.Q(('ended_at__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='ended_credential_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('why', 'withdrawn'), _negated=True), models.Q(('grounds', ''), _negated=True), _connector='OR'), name='withdrawal_has_grounds')],
            },
        ),
        migrations.RunSQL(GUARDS, FREED),
    ]
