import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import eduhub.kit.lang
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('advice', '0001_initial'),
    ]

    dependencies = [
        ('bookings', '0200_initial'),
        ('people', '0200_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='Adviser',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('business', 'Business model and pricing'), ('funding', 'Funding'), ('sales', 'Sales and procurement'), ('pedagogy', 'Pedagogy and curriculum'), ('privacy', 'Privacy and law'), ('evidence', 'Evidence and studies'), ('abroad', 'Markets abroad'), ('classroom', 'Technology in teaching')], max_length=10))),
                    ('stages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('idea', 'An idea'), ('tried', 'Something that can be tried'), ('sold', 'First customers'), ('growing', 'Growing'), ('school', 'A school or a daycare centre')], max_length=10))),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2))),
                    ('share', models.PositiveSmallIntegerField(default=100)),
                    ('weekly_cap', models.PositiveSmallIntegerField(default=6)),
                    ('since', models.DateField()),
                    ('is_active', models.BooleanField(default=True)),
                    ('video_link', models.URLField(blank=True)),
                    ('calendar_address', models.URLField(blank=True, max_length=500)),
                    ('calendar_read_at', models.DateTimeField(null=True)),
                    ('calendar_trouble', models.CharField(blank=True, choices=[('forbidden', 'The hub reads only public addresses that begin with https.'), ('no_answer', 'The other machine gave no usable answer.'), ('no_calendar', 'What stands at the address is no calendar.')], max_length=12)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                    ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Busy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='busy', to='advice.adviser')),
                ],
            ),
            migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('business', 'Business model and pricing'), ('funding', 'Funding'), ('sales', 'Sales and procurement'), ('pedagogy', 'Pedagogy and curriculum'), ('privacy', 'Privacy and law'), ('evidence', 'Evidence and studies'), ('abroad', 'Markets abroad'), ('classroom', 'Technology in teaching')], max_length=10))),
                    ('stage', models.CharField(choices=[('idea', 'An idea'), ('tried', 'Something that can be tried'), ('sold', 'First customers'), ('growing', 'Growing'), ('school', 'A school or a daycare centre')], max_length=10)),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('words', models.TextField(max_length=1500)),
                    ('asked_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=6)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('route', models.CharField(choices=[('adviser', 'An adviser of the hub'), ('agency', 'Another agency'), ('guide', 'A page to read first')], max_length=8)),
                    ('field', models.CharField(choices=[('business', 'Business model and pricing'), ('funding', 'Funding'), ('sales', 'Sales and procurement'), ('pedagogy', 'Pedagogy and curriculum'), ('privacy', 'Privacy and law'), ('evidence', 'Evidence and studies'), ('abroad', 'Markets abroad'), ('classroom', 'Technology in teaching')], max_length=10)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                    ('adviser', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='advice.adviser')),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField(max_length=1500)),
                    ('written_at', models.DateTimeField()),
                    ('key', models.UUIDField(unique=True)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='advice.case')),
                ],
            ),
            migrations.CreateModel(
                name='NoteReader',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('named_at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='note_readers', to='advice.case')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Referral',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.CharField(max_length=600)),
                    ('state', models.CharField(choices=[('proposed', 'Waits for your answer'), ('agreed', 'Passed on'), ('declined', 'Not wanted')], default='proposed', max_length=8)),
                    ('proposed_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='advice.case')),
                    ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Followup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('months', models.PositiveSmallIntegerField()),
                    ('due', models.DateField()),
                    ('token_digest', models.CharField(max_length=64, null=True, unique=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('served', 'Yes, we got a service from them'), ('under_way', 'We are in touch, but nothing is agreed yet'), ('nothing', 'No, nothing came of it')], max_length=10)),
                    ('words', models.CharField(blank=True, max_length=300)),
                    ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followups', to='advice.referral')),
                ],
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('video_link', models.URLField(blank=True)),
                    ('booked_at', models.DateTimeField()),
                    ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='advice.adviser')),
                    ('booking', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bookings.booking')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='advice.case')),
                ],
            ),
            migrations.CreateModel(
                name='Memo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField(max_length=1500)),
                    ('written_at', models.DateTimeField()),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='memo', to='advice.session')),
                ],
            ),
            migrations.CreateModel(
                name='Signpost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('agency', 'Another agency'), ('guide', 'A page to read')], max_length=6)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('about', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('website', models.URLField()),
                    ('address', models.EmailField(blank=True, max_length=254)),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('business', 'Business model and pricing'), ('funding', 'Funding'), ('sales', 'Sales and procurement'), ('pedagogy', 'Pedagogy and curriculum'), ('privacy', 'Privacy and law'), ('evidence', 'Evidence and studies'), ('abroad', 'Markets abroad'), ('classroom', 'Technology in teaching')], max_length=10))),
                    ('stages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('idea', 'An idea'), ('tried', 'Something that can be tried'), ('sold', 'First customers'), ('growing', 'Growing'), ('school', 'A school or a daycare centre')], max_length=10))),
                    ('comes_first', models.BooleanField(default=False)),
                    ('is_shown', models.BooleanField(default=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'agency'), ('address', ''), _connector='OR'), name='a_page_gets_no_letters')],
                },
            ),
            migrations.AddField(
                model_name='referral',
                name='agency',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='advice.signpost'),
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('was_route', models.CharField(choices=[('adviser', 'An adviser of the hub'), ('agency', 'Another agency'), ('guide', 'A page to read first')], max_length=8)),
                    ('was_field', models.CharField(choices=[('business', 'Business model and pricing'), ('funding', 'Funding'), ('sales', 'Sales and procurement'), ('pedagogy', 'Pedagogy and curriculum'), ('privacy', 'Privacy and law'), ('evidence', 'Evidence and studies'), ('abroad', 'Markets abroad'), ('classroom', 'Technology in teaching')], max_length=10)),
                    ('route', models.CharField(choices=[('adviser', 'An adviser of the hub'), ('agency', 'Another agency'), ('guide', 'A page to read first')], max_length=8)),
                    ('field', models.CharField(choices=[('business', 'Business model and pricing'), ('funding', 'Funding'), ('sales', 'Sales and procurement'), ('pedagogy', 'Pedagogy and curriculum'), ('privacy', 'Privacy and law'), ('evidence', 'Evidence and studies'), ('abroad', 'Markets abroad'), ('classroom', 'Technology in teaching')], max_length=10)),
                    ('reason', models.CharField(max_length=300)),
                    ('corrected_at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='advice.case')),
                    ('corrected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signpost', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advice.signpost')),
                    ('was_signpost', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advice.signpost')),
                ],
            ),
            migrations.AddField(
                model_name='case',
                name='signpost',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advice.signpost'),
            ),
            migrations.CreateModel(
                name='Step',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=200)),
                    ('owner', models.CharField(choices=[('asker', 'You who asked'), ('adviser', 'The adviser')], max_length=8)),
                    ('due', models.DateField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('memo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='advice.memo')),
                ],
            ),
            migrations.AddConstraint(
                model_name='adviser',
                constraint=models.CheckConstraint(condition=models.Q(('share__gte', 10), ('share__lte', 100)), name='share_of_a_full_load'),
            ),
            migrations.AddConstraint(
                model_name='adviser',
                constraint=models.CheckConstraint(condition=models.Q(('weekly_cap__gte', 1), ('weekly_cap__lte', 40)), name='some_sessions_a_week'),
            ),
            migrations.AddIndex(
                model_name='busy',
                index=models.Index(fields=['adviser', 'during'], name='busy_times'),
            ),
            migrations.AddConstraint(
                model_name='notereader',
                constraint=models.UniqueConstraint(fields=('case', 'person'), name='one_reader_once'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.UniqueConstraint(fields=('referral', 'months'), name='asked_once_each_time'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('outcome', '')), models.Q(('answered_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='answer_has_an_outcome'),
            ),
            migrations.AddConstraint(
                model_name='followup',
                constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('token_digest__isnull', False), _connector='OR'), name='a_letter_has_its_link'),
            ),
            migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='referral_answered_at_some_time'),
            ),
            migrations.AddConstraint(
                model_name='referral',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'declined'), _negated=True), fields=('case', 'agency'), name='referred_once'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_has_its_reason'),
            ),
            migrations.AddIndex(
                model_name='case',
                index=models.Index(fields=['state', '-asked_at'], name='cases_to_list'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('route', 'adviser'), ('signpost', None)), models.Q(models.Q(('route', 'adviser'), _negated=True), ('signpost__isnull', False)), _connector='OR'), name='case_leads_somewhere'),
            ),
            migrations.AddConstraint(
                model_name='case',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state', 'closed')), _connector='OR'), name='closed_case_has_its_time'),
            ),
            migrations.AddIndex(
                model_name='step',
                index=models.Index(condition=models.Q(('done_at', None), ('reminded_at', None)), fields=['due'], name='steps_to_remind_of'),
            ),
            migrations.AddConstraint(
                model_name='step',
                constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='a_step_says_what'),
            ),
        ]),
    ]
