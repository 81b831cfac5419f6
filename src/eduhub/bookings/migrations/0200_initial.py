import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import eduhub.kit.lang
import uuid
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('bookings', '0001_initial'),
        ('bookings', '0002_calendar_links'),
        ('bookings', '0003_seasons'),
        ('bookings', '0004_visits'),
        ('bookings', '0005_advisers'),
        ('bookings', '0006_fair_use'),
        ('bookings', '0007_presence'),
    ]

    dependencies = [
        ('people', '0200_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('state', models.CharField(choices=[('asked', 'Waits for approval'), ('offered', 'Offered to you'), ('booked', 'Booked'), ('came', 'Checked in'), ('missed', 'Nobody came'), ('cancelled', 'Cancelled'), ('declined', 'Declined'), ('lapsed', 'Lapsed')], max_length=10)),
                    ('title', models.CharField(max_length=120)),
                    ('people', models.PositiveSmallIntegerField(default=1)),
                    ('subject_kind', models.CharField(blank=True, max_length=20)),
                    ('subject_key', models.PositiveBigIntegerField(null=True)),
                    ('slot', models.DateTimeField(null=True)),
                    ('accepted_terms', models.BooleanField(default=False)),
                    ('booked_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('grounds', models.CharField(blank=True, max_length=300)),
                    ('answer_by', models.DateTimeField(null=True)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('reference', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('booker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='CalendarLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_digest', models.CharField(max_length=64, unique=True)),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('made_at', models.DateTimeField()),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='PupilCount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=200)),
                    ('counted_on', models.DateField()),
                    ('brought_at', models.DateTimeField()),
                    ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('brought_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Quota',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('kind', models.CharField(blank=True, choices=[('room', 'Room'), ('stand', 'Exhibition stand'), ('kit', 'Kit'), ('container', 'Mobile container'), ('adviser', 'Adviser')], max_length=10)),
                    ('counted_by', models.CharField(choices=[('organisation', 'Each organisation'), ('subject', 'Each thing that bookings are tied to, such as a cohort')], default='organisation', max_length=12)),
                    ('subject_kind', models.CharField(blank=True, max_length=20)),
                    ('period', models.CharField(choices=[('week', 'a week'), ('month', 'a month'), ('term', 'a school term')], max_length=5)),
                    ('most_minutes', models.PositiveIntegerField()),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='QuotaUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('holder', models.PositiveBigIntegerField()),
                    ('begins', models.DateField()),
                    ('taken', models.PositiveIntegerField()),
                    ('most', models.PositiveIntegerField()),
                    ('quota', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='bookings.quota')),
                ],
            ),
            migrations.CreateModel(
                name='Counted',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('minutes', models.PositiveIntegerField()),
                    ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counted', to='bookings.booking')),
                    ('use', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='bookings.quotause')),
                ],
            ),
            migrations.CreateModel(
                name='SchoolGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('held', 'Waits for confirmation'), ('waiting', 'In the queue'), ('offered', 'A place is offered'), ('booked', 'Enrolled'), ('came', 'Came'), ('missed', 'Did not come'), ('cancelled', 'Cancelled'), ('lapsed', 'Lapsed')], max_length=10)),
                    ('school_name', models.CharField(blank=True, max_length=120)),
                    ('grade', models.CharField(choices=[('early', 'Early childhood education'), ('pre', 'Pre-primary education'), ('1', 'Grade 1'), ('2', 'Grade 2'), ('3', 'Grade 3'), ('4', 'Grade 4'), ('5', 'Grade 5'), ('6', 'Grade 6'), ('7', 'Grade 7'), ('8', 'Grade 8'), ('9', 'Grade 9'), ('upper', 'General upper secondary'), ('vocational', 'Vocational education')], max_length=10)),
                    ('pupils', models.PositiveSmallIntegerField()),
                    ('adults', models.PositiveSmallIntegerField()),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('step_free', 'Step-free access'), ('toilet', 'Accessible toilet'), ('hearing', 'Induction loop or microphone'), ('sign', 'Room for a sign language interpreter'), ('sight', 'Things to touch, large print'), ('calm', 'A calm place to withdraw to'), ('plain', 'Plain language and pictures'), ('breaks', 'More breaks'), ('learning', 'The group is still learning the language')], max_length=20), blank=True, default=list)),
                    ('queued_at', models.DateTimeField()),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('booked_at', models.DateTimeField(null=True)),
                    ('answer_by', models.DateTimeField(null=True)),
                    ('changed_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('came_pupils', models.PositiveSmallIntegerField(null=True)),
                    ('came_adults', models.PositiveSmallIntegerField(null=True)),
                    ('grounds', models.CharField(blank=True, max_length=300)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('reference', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='GroupContact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('email', models.EmailField(max_length=254)),
                    ('reads', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('words', models.CharField(blank=True, max_length=500)),
                    ('over_at', models.DateTimeField()),
                    ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='bookings.schoolgroup')),
                ],
            ),
            migrations.CreateModel(
                name='SchoolPupils',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('school_number', models.CharField(blank=True, max_length=5)),
                    ('district', models.CharField(max_length=60)),
                    ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('se', 'Sámi'), ('en', 'English'), ('other', 'Another language')], max_length=5)),
                    ('pupils', models.PositiveIntegerField()),
                    ('count', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='bookings.pupilcount')),
                ],
            ),
            migrations.CreateModel(
                name='Season',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('open', 'Being prepared'), ('published', 'Published'), ('cancelled', 'Cancelled')], default='open', max_length=10)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('about', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('most_minutes', models.PositiveIntegerField(blank=True, null=True)),
                    ('floor', models.PositiveSmallIntegerField(default=0)),
                    ('seed', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='SeasonApplication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('needs', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('made_at', models.DateTimeField()),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='season_applications', to='people.organisation')),
                    ('season', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='bookings.season')),
                ],
            ),
            migrations.CreateModel(
                name='SeasonBreak',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('season', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='bookings.season')),
                ],
            ),
            migrations.CreateModel(
                name='SeasonVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('problem', models.TextField()),
                    ('problem_sha256', models.CharField(max_length=64)),
                    ('wishes', models.PositiveIntegerField()),
                    ('answer', models.TextField(blank=True)),
                    ('answer_sha256', models.CharField(blank=True, max_length=64)),
                    ('served', models.PositiveIntegerField(null=True)),
                    ('engine', models.CharField(blank=True, max_length=40)),
                    ('asked_at', models.DateTimeField()),
                    ('solved_at', models.DateTimeField(null=True)),
                    ('season', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='bookings.season')),
                ],
            ),
            migrations.CreateModel(
                name='SeasonWish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rank', models.PositiveSmallIntegerField(null=True)),
                    ('title', models.CharField(max_length=120)),
                    ('weekday', models.PositiveSmallIntegerField()),
                    ('earliest', models.TimeField()),
                    ('latest', models.TimeField()),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('people', models.PositiveSmallIntegerField(default=1)),
                    ('equipment', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('screen', 'Screen or projector'), ('sound', 'Sound and microphones'), ('video', 'Video meetings'), ('camera', 'Cameras'), ('tablets', 'Tablets'), ('laptops', 'Laptops'), ('vr', 'Virtual reality headsets'), ('robots', 'Robots'), ('printer_3d', '3D printers'), ('tools', 'Hand tools'), ('water', 'Water point'), ('step_free', 'Step-free access'), ('induction_loop', 'Induction loop')], max_length=20), blank=True, default=list)),
                    ('accepted_terms', models.BooleanField(default=False)),
                    ('sent_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='bookings.seasonapplication')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Series',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120)),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('weekdays', models.CharField(max_length=7)),
                    ('every', models.PositiveSmallIntegerField(default=1)),
                    ('begins', models.TimeField()),
                    ('minutes', models.PositiveIntegerField()),
                    ('made_at', models.DateTimeField()),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('reference', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('booker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='booking_series', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='Refused',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('slot', models.DateTimeField(null=True)),
                    ('why', models.CharField(max_length=20)),
                    ('facts', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refused', to='bookings.series')),
                ],
            ),
            migrations.AddField(
                model_name='booking',
                name='series',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='bookings.series'),
            ),
            migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('room', 'Room'), ('stand', 'Exhibition stand'), ('kit', 'Kit'), ('container', 'Mobile container'), ('adviser', 'Adviser')], max_length=10)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('shown', 'Can be booked'), ('closed', 'Out of use')], default='draft', max_length=10)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('about', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('place', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('size', models.PositiveSmallIntegerField()),
                    ('equipment', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('screen', 'Screen or projector'), ('sound', 'Sound and microphones'), ('video', 'Video meetings'), ('camera', 'Cameras'), ('tablets', 'Tablets'), ('laptops', 'Laptops'), ('vr', 'Virtual reality headsets'), ('robots', 'Robots'), ('printer_3d', '3D printers'), ('tools', 'Hand tools'), ('water', 'Water point'), ('step_free', 'Step-free access'), ('induction_loop', 'Induction loop')], max_length=20), blank=True, default=list)),
                    ('price', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('terms', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('buffer_before', models.PositiveSmallIntegerField(default=0)),
                    ('buffer_after', models.PositiveSmallIntegerField(default=0)),
                    ('least_minutes', models.PositiveIntegerField(default=30)),
                    ('most_minutes', models.PositiveIntegerField(default=480)),
                    ('step_minutes', models.PositiveSmallIntegerField(default=30)),
                    ('lead_hours', models.PositiveSmallIntegerField(default=2)),
                    ('ahead_days', models.PositiveSmallIntegerField(default=180)),
                    ('cancel_hours', models.PositiveSmallIntegerField(default=24)),
                    ('over_night', models.BooleanField(default=False)),
                    ('always_open', models.BooleanField(default=False)),
                    ('on_holidays', models.BooleanField(default=False)),
                    ('needs_approval', models.BooleanField(default=False)),
                    ('open_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('company', 'Company'), ('school', 'School'), ('education_provider', 'Education provider'), ('university', 'University'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub', 'Education hub')], max_length=20), blank=True, default=list)),
                    ('door', models.UUIDField(default=uuid.uuid4, unique=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('least_minutes__gt', 0), ('most_minutes__gte', models.F('least_minutes')), ('most_minutes__lte', 89280), ('step_minutes__gt', 0)), name='unit_lengths_make_sense')],
                },
            ),
            migrations.CreateModel(
                name='SpecialDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('opens', models.TimeField(blank=True, null=True)),
                    ('closes', models.TimeField(blank=True, null=True)),
                    ('why', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='special_days', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Site',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('first', models.DateField()),
                    ('last', models.DateField()),
                    ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='bookings.unit')),
                ],
            ),
            migrations.AddField(
                model_name='series',
                name='unit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='bookings.unit'),
            ),
            migrations.CreateModel(
                name='SeasonUnit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('season', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='bookings.season')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seasons', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='SeasonResult',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.PositiveSmallIntegerField(null=True)),
                    ('begins', models.TimeField(null=True)),
                    ('booked_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=20)),
                    ('words', models.CharField(blank=True, max_length=300)),
                    ('facts', models.JSONField(default=dict)),
                    ('wish', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result', to='bookings.seasonwish')),
                    ('series', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='season_result', to='bookings.series')),
                    ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='SeasonDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('place', 'The wish gets this place and time'), ('refuse', 'The wish is not met')], max_length=6)),
                    ('weekday', models.PositiveSmallIntegerField(null=True)),
                    ('begins', models.TimeField(null=True)),
                    ('reason', models.CharField(max_length=300)),
                    ('made_at', models.DateTimeField()),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wish', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='bookings.seasonwish')),
                    ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bookings.unit')),
                ],
            ),
            migrations.AddField(
                model_name='quota',
                name='unit',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='bookings.unit'),
            ),
            migrations.CreateModel(
                name='Part',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wholes', to='bookings.unit')),
                    ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='Claim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='bookings.booking')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='bookings.unit')),
                ],
            ),
            migrations.AddField(
                model_name='booking',
                name='unit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='bookings.unit'),
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('shown', 'Groups can enrol'), ('closed', 'Closed')], default='draft', max_length=10)),
                    ('title', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('about', eduhub.kit.lang.TextField(blank=True, default=eduhub.kit.lang.Text)),
                    ('grades', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('early', 'Early childhood education'), ('pre', 'Pre-primary education'), ('1', 'Grade 1'), ('2', 'Grade 2'), ('3', 'Grade 3'), ('4', 'Grade 4'), ('5', 'Grade 5'), ('6', 'Grade 6'), ('7', 'Grade 7'), ('8', 'Grade 8'), ('9', 'Grade 9'), ('upper', 'General upper secondary'), ('vocational', 'Vocational education')], max_length=10))),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2))),
                    ('least_pupils', models.PositiveSmallIntegerField(default=1)),
                    ('most_pupils', models.PositiveSmallIntegerField()),
                    ('adults', models.PositiveSmallIntegerField(default=1)),
                    ('groups_at_once', models.PositiveSmallIntegerField(default=1)),
                    ('opens_on', models.DateField(blank=True, null=True)),
                    ('closes_days', models.PositiveSmallIntegerField(default=3)),
                    ('product', models.PositiveBigIntegerField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                    ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='VisitTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('most_groups', models.PositiveSmallIntegerField()),
                    ('places', models.PositiveSmallIntegerField()),
                    ('groups', models.PositiveSmallIntegerField(default=0)),
                    ('pupils', models.PositiveSmallIntegerField(default=0)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                    ('grounds', models.CharField(blank=True, max_length=300)),
                    ('key', models.UUIDField(unique=True)),
                    ('booking', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit_time', to='bookings.booking')),
                    ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='times', to='bookings.visit')),
                ],
            ),
            migrations.AddField(
                model_name='schoolgroup',
                name='time',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolled', to='bookings.visittime'),
            ),
            migrations.CreateModel(
                name='Wait',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ('title', models.CharField(max_length=120)),
                    ('people', models.PositiveSmallIntegerField(default=1)),
                    ('accepted_terms', models.BooleanField(default=False)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('offered', 'Offered'), ('taken', 'Taken'), ('lapsed', 'Lapsed'), ('left', 'Left')], default='waiting', max_length=10)),
                    ('queued_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('key', models.UUIDField(unique=True)),
                    ('booking', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='waited', to='bookings.booking')),
                    ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waits', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='WeeklyHours',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('weekday', models.PositiveSmallIntegerField()),
                    ('opens', models.TimeField()),
                    ('closes', models.TimeField()),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weekly_hours', to='bookings.unit')),
                ],
            ),
            migrations.CreateModel(
                name='WishUnit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bookings.unit')),
                    ('wish', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='bookings.seasonwish')),
                ],
            ),
            migrations.CreateModel(
                name='WorkshopLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_on', models.DateField()),
                    ('product', models.PositiveBigIntegerField(null=True)),
                    ('groups', models.PositiveSmallIntegerField()),
                    ('learners', models.PositiveSmallIntegerField()),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('logged_at', models.DateTimeField()),
                    ('key', models.UUIDField(unique=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='bookings.workshopline')),
                    ('logged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('time', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='bookings.visittime')),
                ],
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('about', models.CharField(blank=True, max_length=140)),
                    ('shown_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('shown_at'))), name='presence_ends_with_its_day')],
                },
            ),
            migrations.AddConstraint(
                model_name='quotause',
                constraint=models.UniqueConstraint(fields=('quota', 'holder', 'begins'), name='one_use_a_period'),
            ),
            migrations.AddConstraint(
                model_name='quotause',
                constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('most'))), name='never_over_quota'),
            ),
            migrations.AddConstraint(
                model_name='counted',
                constraint=models.UniqueConstraint(fields=('booking', 'use'), name='counted_once'),
            ),
            migrations.AddConstraint(
                model_name='schoolpupils',
                constraint=models.UniqueConstraint(condition=models.Q(('school_number', ''), _negated=True), fields=('count', 'school_number'), name='one_line_a_school'),
            ),
            migrations.AddConstraint(
                model_name='schoolpupils',
                constraint=models.CheckConstraint(condition=models.Q(('district', ''), _negated=True), name='pupils_live_somewhere'),
            ),
            migrations.AddConstraint(
                model_name='season',
                constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at')), ('floor__lte', 100), ('last__gte', models.F('first'))), name='season_makes_sense'),
            ),
            migrations.AddConstraint(
                model_name='season',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='published_season_has_time_and_reason'),
            ),
            migrations.AddConstraint(
                model_name='seasonapplication',
                constraint=models.UniqueConstraint(fields=('season', 'organisation'), name='one_application_each'),
            ),
            migrations.AddConstraint(
                model_name='seasonapplication',
                constraint=models.CheckConstraint(condition=models.Q(('needs', None), ('needs__gt', 0), _connector='OR'), name='who_applies_needs_something'),
            ),
            migrations.AddConstraint(
                model_name='seasonbreak',
                constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='break_lasts'),
            ),
            migrations.AddConstraint(
                model_name='seasonversion',
                constraint=models.UniqueConstraint(fields=('season', 'number'), name='one_season_version_a_number'),
            ),
            migrations.AddConstraint(
                model_name='seasonversion',
                constraint=models.CheckConstraint(condition=models.Q(('answer', ''), ('solved_at__isnull', False), _connector='OR'), name='answer_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='seasonwish',
                constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('application', 'rank'), name='one_wish_a_rank'),
            ),
            migrations.AddConstraint(
                model_name='seasonwish',
                constraint=models.CheckConstraint(condition=models.Q(('latest__gte', models.F('earliest')), ('minutes__gt', 0), ('people__gt', 0), ('weekday__lte', 6)), name='season_wish_makes_sense'),
            ),
            migrations.AddConstraint(
                model_name='seasonwish',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('rank', None), ('withdrawn_at__isnull', False)), models.Q(('rank__gt', 0), ('withdrawn_at', None)), _connector='OR'), name='a_wish_has_its_rank_or_is_withdrawn'),
            ),
            migrations.AddConstraint(
                model_name='refused',
                constraint=models.UniqueConstraint(fields=('series', 'day', 'at'), name='refused_once'),
            ),
            migrations.AddConstraint(
                model_name='specialday',
                constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first')), models.Q(models.Q(('closes', None), ('opens', None)), models.Q(('closes__isnull', False), ('opens__isnull', False), models.Q(('closes__gt', models.F('opens')), ('closes', '00:00:00'), _connector='OR')), _connector='OR')), name='special_days_make_sense'),
            ),
            migrations.AddConstraint(
                model_name='site',
                constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='site_lasts'),
            ),
            migrations.AddConstraint(
                model_name='site',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('unit_id'), models.F('unit_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('first'), models.F('last'), models.Value('[]'), function='daterange'), '&&')], name='one_site_at_a_time'),
            ),
            migrations.AddConstraint(
                model_name='series',
                constraint=models.CheckConstraint(condition=models.Q(('every__gt', 0), ('last__gte', models.F('first')), ('minutes__gt', 0)), name='series_makes_sense'),
            ),
            migrations.AddConstraint(
                model_name='seasonunit',
                constraint=models.UniqueConstraint(fields=('season', 'unit'), name='one_unit_once_a_season'),
            ),
            migrations.AddConstraint(
                model_name='seasonresult',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('begins__isnull', False), ('reason', ''), ('unit__isnull', False), ('weekday__lte', 6)), models.Q(models.Q(('reason', ''), _negated=True), ('begins', None), ('series', None), ('unit', None), ('weekday', None)), _connector='OR'), name='season_result_is_a_place_or_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='seasondecision',
                constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('wish',), name='one_decision_a_wish'),
            ),
            migrations.AddConstraint(
                model_name='seasondecision',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('begins', None), ('kind', 'refuse'), ('unit', None), ('weekday', None)), models.Q(('begins__isnull', False), ('kind', 'place'), ('unit__isnull', False), ('weekday__lte', 6)), _connector='OR'), name='placed_somewhere_or_refused'),
            ),
            migrations.AddConstraint(
                model_name='seasondecision',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='placing_has_its_reason'),
            ),
            migrations.AddConstraint(
                model_name='quota',
                constraint=models.CheckConstraint(condition=models.Q(('unit', None), ('kind', ''), _connector='OR'), name='quota_of_a_unit_or_a_kind'),
            ),
            migrations.AddConstraint(
                model_name='quota',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('counted_by', 'organisation'), ('subject_kind', '')), models.Q(('counted_by', 'subject'), ('organisation', None), models.Q(('subject_kind', ''), _negated=True)), _connector='OR'), name='quota_knows_whom_it_counts'),
            ),
            migrations.AddConstraint(
                model_name='part',
                constraint=models.UniqueConstraint(fields=('whole', 'part'), name='one_part_once'),
            ),
            migrations.AddConstraint(
                model_name='part',
                constraint=models.CheckConstraint(condition=models.Q(('whole', models.F('part')), _negated=True), name='nothing_is_its_own_part'),
            ),
            migrations.AddIndex(
                model_name='claim',
                index=models.Index(models.F('unit'), models.Func(models.F('during'), function='lower'), include=('during', 'booking'), name='claims_of_a_unit'),
            ),
            migrations.AddConstraint(
                model_name='claim',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('unit_id'), models.F('unit_id'), models.Value('[]'), function='int8range'), '&&'), (models.F('during'), '&&')], name='no_two_at_once'),
            ),
            migrations.AddConstraint(
                model_name='claim',
                constraint=models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inc', True), ('during__lower_inf', False), ('during__upper_inc', False), ('during__upper_inf', False)), name='claim_is_half_open'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(models.F('unit'), models.Func(models.F('during'), function='lower'), name='bookings_of_a_unit'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(models.F('organisation'), models.Func(models.F('during'), function='lower'), name='bookings_of_an_org'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(fields=['booker'], name='bookings_of_a_person'),
            ),
            migrations.AddIndex(
                model_name='booking',
                index=models.Index(condition=models.Q(('subject_kind', ''), _negated=True), fields=['subject_kind', 'subject_key'], name='bookings_of_a_subject'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inc', True), ('during__lower_inf', False), ('during__upper_inc', False), ('during__upper_inf', False)), name='booking_is_half_open'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_key', None), ('subject_kind', '')), models.Q(models.Q(('subject_kind', ''), _negated=True), ('subject_key__isnull', False)), _connector='OR'), name='booking_is_tied_to_a_thing_or_to_none'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), ('answer_by__isnull', False), _connector='OR'), name='offer_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='booking',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('series', None), ('slot', None)), models.Q(('series__isnull', False), ('slot__isnull', False)), _connector='OR'), name='occurrence_has_its_slot'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('least_pupils__gt', 0), ('most_pupils__gte', models.F('least_pupils')), ('groups_at_once__gt', 0), ('most_pupils__lte', 200)), name='visit_sizes_make_sense'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('grades__len__gt', 0), ('languages__len__gt', 0)), name='visit_is_for_somebody'),
            ),
            migrations.AddIndex(
                model_name='visittime',
                index=models.Index(models.F('visit'), models.Func(models.F('during'), function='lower'), name='times_of_a_visit'),
            ),
            migrations.AddConstraint(
                model_name='visittime',
                constraint=models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inc', True), ('during__lower_inf', False), ('during__upper_inc', False), ('during__upper_inf', False)), name='visit_time_is_half_open'),
            ),
            migrations.AddConstraint(
                model_name='visittime',
                constraint=models.CheckConstraint(condition=models.Q(('groups__lte', models.F('most_groups')), ('pupils__lte', models.F('places'))), name='never_more_than_places'),
            ),
            migrations.AddIndex(
                model_name='schoolgroup',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['time', 'queued_at'], name='groups_in_the_queue'),
            ),
            migrations.AddIndex(
                model_name='schoolgroup',
                index=models.Index(condition=models.Q(('answer_by__isnull', False)), fields=['answer_by'], name='groups_to_lapse'),
            ),
            migrations.AddConstraint(
                model_name='schoolgroup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('school__isnull', False), ('school_name', '')), models.Q(('school', None), models.Q(('school_name', ''), _negated=True)), _connector='OR'), name='group_is_of_one_school'),
            ),
            migrations.AddConstraint(
                model_name='schoolgroup',
                constraint=models.CheckConstraint(condition=models.Q(('pupils__gt', 0)), name='group_has_pupils'),
            ),
            migrations.AddConstraint(
                model_name='schoolgroup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('held', 'offered')), _negated=True), ('answer_by__isnull', False), _connector='OR'), name='group_answers_by_some_time'),
            ),
            migrations.AddConstraint(
                model_name='schoolgroup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('offered', 'booked', 'came', 'missed')), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='group_with_a_place_has_confirmed'),
            ),
            migrations.AddConstraint(
                model_name='schoolgroup',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_adults__isnull', False), ('came_pupils__isnull', False), ('state', 'came')), models.Q(models.Q(('state', 'came'), _negated=True), ('came_adults', None), ('came_pupils', None)), _connector='OR'), name='group_that_came_was_counted'),
            ),
            migrations.AddIndex(
                model_name='wait',
                index=models.Index(models.F('unit'), models.Func(models.F('during'), function='lower'), condition=models.Q(('state', 'waiting')), name='waiting_for_a_unit'),
            ),
            migrations.AddConstraint(
                model_name='wait',
                constraint=models.CheckConstraint(condition=models.Q(('during__isempty', False), ('during__lower_inc', True), ('during__lower_inf', False), ('during__upper_inc', False), ('during__upper_inf', False)), name='wait_is_half_open'),
            ),
            migrations.AddConstraint(
                model_name='wait',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('waiting', 'offered'))), models.Q(models.Q(('state__in', ('waiting', 'offered')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='wait_that_is_over_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='wait',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('unit', 'during', 'person'), name='one_place_in_the_queue'),
            ),
            migrations.AddConstraint(
                model_name='weeklyhours',
                constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6), models.Q(('closes__gt', models.F('opens')), ('closes', '00:00:00'), _connector='OR'), models.Q(('since', None), ('until', None), ('until__gte', models.F('since')), _connector='OR')), name='weekly_hours_make_sense'),
            ),
            migrations.AddConstraint(
                model_name='wishunit',
                constraint=models.UniqueConstraint(fields=('wish', 'unit'), name='one_unit_a_wish'),
            ),
            migrations.AddIndex(
                model_name='workshopline',
                index=models.Index(fields=['product', 'held_on'], name='lines_of_a_solution'),
            ),
            migrations.AddConstraint(
                model_name='workshopline',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), ('reason', '')), models.Q(('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='correction_says_why'),
            ),
            migrations.AddConstraint(
                model_name='workshopline',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('groups', 0), ('learners', 0), ('minutes', 0)), models.Q(('groups__gt', 0), ('learners__gte', models.F('groups')), ('minutes__gt', 0), ('minutes__lte', 600)), _connector='OR'), name='workshop_counts_make_sense'),
            ),
            migrations.AddConstraint(
                model_name='workshopline',
                constraint=models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('time', 'product'), name='one_line_a_solution', nulls_distinct=False),
            ),
        ]),
    ]
