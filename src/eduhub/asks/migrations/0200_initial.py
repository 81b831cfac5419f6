import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('asks', '0001_initial'),
    ]

    dependencies = [
        ('people', '0200_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='Ask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('seek', 'Sought'), ('offer', 'Offered')], max_length=5)),
                    ('topic', models.CharField(choices=[('skill', 'Skills and advice'), ('classroom', 'A classroom or a group'), ('device', 'Devices and materials'), ('space', 'A space'), ('market', 'A contact in a market'), ('partner', 'A partner'), ('other', 'Something else')], max_length=10)),
                    ('title', models.CharField(max_length=100)),
                    ('words', models.TextField(max_length=1500)),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('role', models.CharField(blank=True, choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                    ('posted_at', models.DateTimeField()),
                    ('lapses_on', models.DateField()),
                    ('reminded_on', models.DateField(null=True)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed'), ('lapsed', 'Lapsed'), ('removed', 'Taken down by the hub')], default='open', max_length=10)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('here', 'Yes, with somebody from the hub'), ('elsewhere', 'Yes, by another way'), ('none', 'No, and it is no longer needed')], max_length=10)),
                    ('grounds', models.CharField(blank=True, max_length=300)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.UUIDField(unique=True)),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('poster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(blank=True, choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                    ('words', models.TextField(blank=True, max_length=1500)),
                    ('at', models.DateTimeField()),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='asks.ask')),
                ],
            ),
            migrations.AddIndex(
                model_name='ask',
                index=models.Index(fields=['state', '-posted_at'], name='asks_to_list'),
            ),
            migrations.AddConstraint(
                model_name='ask',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ask_that_is_over_has_its_time'),
            ),
            migrations.AddConstraint(
                model_name='ask',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='closed_ask_has_an_outcome'),
            ),
            migrations.AddConstraint(
                model_name='answer',
                constraint=models.UniqueConstraint(fields=('ask', 'person'), name='one_answer_a_person'),
            ),
        ]),
    ]
