import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.comparison
import eduhub.kit.lang
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables, guarded
from eduhub.catalogue.migrations._guards import CHANGES, DOSSIERS, MARKETS
from eduhub.catalogue.migrations._topics import seed


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('catalogue', '0001_initial'),
        ('catalogue', '0002_claims_and_fit'),
        ('catalogue', '0003_topics'),
        ('catalogue', '0101_exhibition_half'),
        ('catalogue', '0110_directory_changes'),
        ('catalogue', '0120_dossiers'),
        ('catalogue', '0130_markets'),
    ]

    dependencies = [
        ('kit', '0200_initial'),
        ('people', '0200_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='Company',
                fields=[
                    ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='company', serialize=False, to='people.organisation')),
                    ('pitch', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('description', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('founded', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('people_working', models.CharField(blank=True, max_length=10)),
                    ('legal_form', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('industry_code', models.CharField(blank=True, max_length=6)),
                    ('industry_version', models.CharField(blank=True, max_length=10)),
                    ('register_seen_at', models.DateTimeField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
            ),
            migrations.CreateModel(
                name='ConsentWording',
                fields=[
                    ('version', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ('words', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('stored_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Solution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(null=True, unique=True)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('pitch', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('description', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                    ('release', models.CharField(blank=True, max_length=20)),
                    ('website', models.URLField(blank=True)),
                    ('picture_words', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(null=True)),
                    ('words', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'name'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'name'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'name'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'pitch'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'B')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'pitch'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'B')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'pitch'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'B')"), models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'description'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'C')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'description'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'C')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'description'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'C')"), models.Func('codes', template='array_to_tsvector(%(expressions)s::text[])'), arg_joiner=' || ', template='(%(expressions)s)'), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='solutions', to='people.organisation')),
                    ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='kit.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='Market',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=12, unique=True)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('is_shown', models.BooleanField(default=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
            ),
            migrations.CreateModel(
                name='SchoolSetup',
                fields=[
                    ('school', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='setup', serialize=False, to='people.organisation')),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list)),
                    ('devices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list)),
                    ('logins', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('none', 'No sign-in'), ('class_code', 'Class code, no account'), ('mpassid', 'MPASSid'), ('microsoft', 'Microsoft 365'), ('google', 'Google Workspace'), ('own', 'Account of its own')], max_length=12), blank=True, default=list)),
                    ('data_place', models.CharField(blank=True, choices=[('finland', 'Finland'), ('eu', 'The European Union or the EEA'), ('adequate', 'A country that the EU holds adequate'), ('elsewhere', 'Elsewhere')], max_length=10)),
                    ('personal_data', models.CharField(blank=True, choices=[('none', 'None'), ('adults', 'Of teachers and other adults only'), ('pupils', 'Of pupils')], max_length=10)),
                    ('ai_policy', models.CharField(blank=True, choices=[('any', 'AI is welcome'), ('not_high_risk', 'AI, but for no high-risk use'), ('none', 'No AI')], max_length=14)),
                    ('needs_accessibility', models.BooleanField(default=False)),
                    ('changed_at', models.DateTimeField()),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
            ),
            migrations.CreateModel(
                name='Topic',
                fields=[
                    ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('subject', 'Subject'), ('age', 'Age'), ('goal', 'Curriculum goal'), ('language', 'Language of the solution'), ('device', 'Device'), ('price', 'Price model'), ('stage', 'Stage')], max_length=10)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('place', models.PositiveSmallIntegerField(default=0)),
                    ('words', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(django.db.models.fields.json.KeyTextTransform('fi', 'name'), template="setweight(to_tsvector('finnish', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('sv', 'name'), template="setweight(to_tsvector('swedish', coalesce(%(expressions)s, '')), 'A')"), models.Func(django.db.models.fields.json.KeyTextTransform('en', 'name'), template="setweight(to_tsvector('english', coalesce(%(expressions)s, '')), 'A')"), arg_joiner=' || ', template='(%(expressions)s)'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ],
            ),
            migrations.CreateModel(
                name='Dossier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveSmallIntegerField()),
                    ('data', models.JSONField(default=dict)),
                    ('whose', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupils', 'Pupils'), ('staff', 'Teachers and other staff'), ('guardians', 'Guardians')], max_length=10), default=list)),
                    ('ground', models.CharField(choices=[('none', 'No personal data are handled'), ('task', "The education provider's statutory task (GDPR 6(1)(e))"), ('obligation', 'A legal obligation (GDPR 6(1)(c))'), ('contract', 'A contract with the person (GDPR 6(1)(b))'), ('consent', 'Consent (GDPR 6(1)(a))')], max_length=10)),
                    ('purpose', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('place', models.CharField(choices=[('finland', 'Finland'), ('eu', 'The European Union or the EEA'), ('adequate', 'A country that the EU holds adequate'), ('elsewhere', 'Elsewhere')], max_length=10)),
                    ('processors', models.JSONField(default=list)),
                    ('keep_days', models.PositiveSmallIntegerField()),
                    ('uses_ai', models.BooleanField()),
                    ('high_risk_uses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('admission', 'Decides on admission or on the place of study'), ('outcomes', 'Evaluates learning outcomes or steers learning by them'), ('level', 'Assesses which level of education a learner will get'), ('tests', 'Watches learners during tests')], max_length=12), blank=True, default=list)),
                    ('ai_words', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('safeguards', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('transit', 'Encrypted on the way'), ('rest', 'Encrypted where they are stored'), ('roles', 'Only those who need it have access'), ('looks', 'Who looks at data is written down'), ('factors', "The company's own people sign in with two factors"), ('backups', 'Backups are made and restoring them is practised'), ('tested', 'An outsider has tested the security within a year'), ('certified', 'Certified by ISO/IEC 27001 or the like'), ('breaches', 'The education provider hears of a breach within 24 hours')], max_length=10), default=list)),
                    ('safety_words', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('changed', models.CharField(blank=True, max_length=300)),
                    ('published_at', models.DateTimeField()),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='catalogue.solution')),
                ],
            ),
            migrations.CreateModel(
                name='DossierReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(choices=[('accepted', 'Accepted'), ('needs_more', 'Needs more')], max_length=10)),
                    ('reason', models.CharField(max_length=300)),
                    ('reviewed_at', models.DateTimeField()),
                    ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='catalogue.dossier')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Exhibition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('theme', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('opens', models.DateField()),
                    ('closes', models.DateField()),
                    ('alternative', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=10)),
                    ('form_key', models.UUIDField(unique=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(null=True)),
                    ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='FitSheet',
                fields=[
                    ('solution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fit_sheet', serialize=False, to='catalogue.solution')),
                    ('logins', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('none', 'No sign-in'), ('class_code', 'Class code, no account'), ('mpassid', 'MPASSid'), ('microsoft', 'Microsoft 365'), ('google', 'Google Workspace'), ('own', 'Account of its own')], max_length=12), null=True)),
                    ('lti', models.BooleanField(null=True)),
                    ('data_place', models.CharField(blank=True, choices=[('finland', 'Finland'), ('eu', 'The European Union or the EEA'), ('adequate', 'A country that the EU holds adequate'), ('elsewhere', 'Elsewhere')], max_length=10)),
                    ('personal_data', models.CharField(blank=True, choices=[('none', 'None'), ('adults', 'Of teachers and other adults only'), ('pupils', 'Of pupils')], max_length=10)),
                    ('has_statement', models.BooleanField(null=True)),
                    ('accessibility_address', models.URLField(blank=True)),
                    ('accessibility_dated', models.DateField(null=True)),
                    ('uses_ai', models.BooleanField(null=True)),
                    ('high_risk_uses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('admission', 'Decides on admission or on the place of study'), ('outcomes', 'Evaluates learning outcomes or steers learning by them'), ('level', 'Assesses which level of education a learner will get'), ('tests', 'Watches learners during tests')], max_length=12), null=True)),
                    ('ai_words', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('answered_at', models.DateTimeField()),
                    ('version', models.PositiveIntegerField(default=1)),
                ],
            ),
            migrations.CreateModel(
                name='Stand',
                fields=[
                    ('solution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='stand', serialize=False, to='catalogue.solution')),
                    ('opening', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('is_open', models.BooleanField(default=False)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('changed_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Exhibit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('exhibition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exhibits', to='catalogue.exhibition')),
                    ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exhibits', to='catalogue.solution')),
                ],
            ),
            migrations.CreateModel(
                name='DayCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('visit', 'Visits'), ('stand', 'Stands opened'), ('demo', 'Demos asked for')], max_length=10)),
                    ('day', models.DateField()),
                    ('count', models.PositiveIntegerField(default=0)),
                    ('exhibition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='day_counts', to='catalogue.exhibition')),
                    ('solution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='day_counts', to='catalogue.solution')),
                ],
            ),
            migrations.CreateModel(
                name='Claim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(null=True, unique=True)),
                    ('words', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('source', models.CharField(max_length=200)),
                    ('address', models.URLField(blank=True)),
                    ('dated', models.DateField()),
                    ('written_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='catalogue.solution')),
                ],
            ),
            migrations.CreateModel(
                name='Lead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('organisation', models.CharField(blank=True, max_length=160)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('wish', models.TextField(blank=True)),
                    ('times', models.CharField(blank=True, max_length=300)),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('asked_at', models.DateTimeField(db_index=True)),
                    ('consented_at', models.DateTimeField()),
                    ('token_digest', models.CharField(max_length=64, unique=True)),
                    ('form_key', models.UUIDField(unique=True)),
                    ('state', models.CharField(choices=[('new', 'New'), ('answered', 'Answered'), ('closed', 'Closed'), ('withdrawn', 'Consent withdrawn')], default='new', max_length=10)),
                    ('state_since', models.DateTimeField()),
                    ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to='catalogue.solution')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.consentwording')),
                ],
            ),
            migrations.CreateModel(
                name='MarketFacts',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField()),
                    ('languages', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('curriculum', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('curriculum_url', models.URLField(blank=True)),
                    ('privacy_law', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('privacy_url', models.URLField(blank=True)),
                    ('online_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('online_age_source', models.CharField(blank=True, max_length=200)),
                    ('online_age_on', models.DateField(blank=True, null=True)),
                    ('pupil_age', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(18)])),
                    ('pupil_age_source', models.CharField(blank=True, max_length=200)),
                    ('ethics_body', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('ethics_url', models.URLField(blank=True)),
                    ('permit', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('procurement', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('price_model', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('currency', models.CharField(max_length=3)),
                    ('checked_on', models.DateField(blank=True, null=True)),
                    ('changed_at', models.DateTimeField()),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('market', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='catalogue.market')),
                ],
            ),
            migrations.CreateModel(
                name='Medium',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('picture', 'Picture'), ('video', 'Video')], default='picture', max_length=10)),
                    ('alternative', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('caption', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('video', models.URLField(blank=True, max_length=500)),
                    ('place', models.PositiveSmallIntegerField(default=0)),
                    ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ],
            ),
            migrations.CreateModel(
                name='Reference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('use', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('period', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('state', models.CharField(choices=[('unconfirmed', 'Unconfirmed'), ('confirmed', 'Confirmed'), ('declined', 'Declined by the school'), ('revoked', 'Revoked by the school'), ('withdrawn', 'Withdrawn by the company')], default='unconfirmed', max_length=12)),
                    ('state_since', models.DateTimeField()),
                    ('named_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                    ('solution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='catalogue.solution')),
                ],
            ),
            migrations.CreateModel(
                name='Screening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('answers', models.JSONField(default=dict)),
                    ('outcome', models.CharField(choices=[('needed', 'An impact assessment is needed'), ('unsure', 'Cannot tell: make the assessment, or find out first'), ('not_needed', 'No impact assessment is needed')], max_length=10)),
                    ('screened_at', models.DateTimeField()),
                    ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='catalogue.dossier')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('screened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.AddConstraint(
                model_name='exhibition',
                constraint=models.CheckConstraint(condition=models.Q(('closes__gte', models.F('opens'))), name='exhibition_lasts_a_day'),
            ),
            migrations.AddConstraint(
                model_name='exhibition',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='published_exhibition_has_its_time'),
            ),
            migrations.AddField(
                model_name='medium',
                name='stand',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='media', to='catalogue.stand'),
            ),
            migrations.AddIndex(
                model_name='solution',
                index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='solution_words'),
            ),
            migrations.AddIndex(
                model_name='solution',
                index=django.contrib.postgres.indexes.GinIndex(fields=['codes'], name='solution_codes'),
            ),
            migrations.AddIndex(
                model_name='solution',
                index=models.Index(django.db.models.functions.comparison.Collate(models.Func(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('fi', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('sv', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('en', 'name'), models.Value(''))), models.Value('åäæöøõüABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãçèéêëìíîïñòóôùúûýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž'), models.Value('{||}}}yabcdefghijklmnopqrstuvwxyzaaaa|{|ceeeeiiiinooo}}}uuuyyaaaaceeeeiiiinooouuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz'), function='translate', output_field=models.CharField()), 'C'), name='solution_order_fi'),
            ),
            migrations.AddIndex(
                model_name='solution',
                index=models.Index(django.db.models.functions.comparison.Collate(models.Func(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('sv', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('fi', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('en', 'name'), models.Value(''))), models.Value('åäæöøõüABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãçèéêëìíîïñòóôùúûýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž'), models.Value('{||}}oyabcdefghijklmnopqrstuvwxyzaaaa|{|ceeeeiiiinoooo}}uuuyyaaaaceeeeiiiinooouuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz'), function='translate', output_field=models.CharField()), 'C'), name='solution_order_sv'),
            ),
            migrations.AddIndex(
                model_name='solution',
                index=models.Index(django.db.models.functions.comparison.Collate(models.Func(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('en', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('fi', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('sv', 'name'), models.Value(''))), models.Value('æøABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž'), models.Value('aoabcdefghijklmnopqrstuvwxyzaaaaaaaceeeeiiiinoooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz'), function='translate', output_field=models.CharField()), 'C'), name='solution_order_en'),
            ),
            migrations.AddIndex(
                model_name='solution',
                index=models.Index(condition=models.Q(('state', 'published')), fields=['-published_at', '-id'], name='solution_newest'),
            ),
            migrations.AddConstraint(
                model_name='solution',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='published_solution_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='exhibit',
                constraint=models.UniqueConstraint(fields=('exhibition', 'solution'), name='exhibited_once'),
            ),
            migrations.AddConstraint(
                model_name='dossier',
                constraint=models.UniqueConstraint(fields=('solution', 'version'), name='one_dossier_a_version'),
            ),
            migrations.AddConstraint(
                model_name='dossier',
                constraint=models.CheckConstraint(condition=models.Q(('uses_ai', True), ('high_risk_uses', []), _connector='OR'), name='high_risk_use_is_a_use_of_ai'),
            ),
            migrations.AddConstraint(
                model_name='daycount',
                constraint=models.UniqueConstraint(fields=('exhibition', 'solution', 'kind', 'day'), name='one_count_a_day', nulls_distinct=False),
            ),
            migrations.AddIndex(
                model_name='claim',
                index=models.Index(fields=['solution', '-dated', '-id'], name='claim_newest'),
            ),
            migrations.AddIndex(
                model_name='claim',
                index=models.Index(condition=models.Q(('reminded_at', None)), fields=['dated'], name='claim_to_remind'),
            ),
            migrations.AddConstraint(
                model_name='claim',
                constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='claim_has_a_source'),
            ),
            migrations.AddConstraint(
                model_name='lead',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('email', ''), ('name', ''), ('organisation', ''), ('times', ''), ('user', None), ('wish', '')), _connector='OR'), name='withdrawn_lead_is_emptied'),
            ),
            migrations.AddConstraint(
                model_name='marketfacts',
                constraint=models.UniqueConstraint(fields=('market', 'version'), name='one_market_a_version'),
            ),
            migrations.AddConstraint(
                model_name='marketfacts',
                constraint=models.CheckConstraint(condition=models.Q(('pupil_age', None), models.Q(('pupil_age__gte', 10), ('pupil_age__lte', 18)), _connector='OR'), name='pupil_age_of_a_market'),
            ),
            migrations.AddConstraint(
                model_name='marketfacts',
                constraint=models.CheckConstraint(condition=models.Q(('online_age', None), models.Q(models.Q(('online_age_source', ''), _negated=True), ('online_age_on__isnull', False)), _connector='OR'), name='online_age_has_its_source'),
            ),
            migrations.AddConstraint(
                model_name='marketfacts',
                constraint=models.CheckConstraint(condition=models.Q(('pupil_age', None), models.Q(('pupil_age_source', ''), _negated=True), _connector='OR'), name='pupil_age_has_its_source'),
            ),
            migrations.AddConstraint(
                model_name='marketfacts',
                constraint=models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='currency_of_a_market'),
            ),
            migrations.AddConstraint(
                model_name='reference',
                constraint=models.UniqueConstraint(fields=('solution', 'school'), name='one_reference_a_school'),
            ),
            migrations.AddConstraint(
                model_name='reference',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ('unconfirmed', 'withdrawn')), ('decided_at__isnull', False), _connector='OR'), name='decided_reference_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='medium',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'picture'), ('video', '')), models.Q(('kind', 'video'), ('video__startswith', 'https://')), _connector='OR'), name='video_has_its_address'),
            ),
        ]),
        migrations.RunPython(seed, migrations.RunPython.noop),
        guarded(CHANGES),
        guarded(DOSSIERS),
        guarded(MARKETS),
    ]
