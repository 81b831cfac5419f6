import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.comparison
import eduhub.kit.lang
from django.conf import settings
from django.db import migrations, models
from eduhub.kit.founding import Tables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_claims_and_invitations'),
    ]

    dependencies = [
    ]

    operations = [
        Tables([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2)),
                    ('is_active', models.BooleanField(default=True)),
                    ('joined_at', models.DateTimeField()),
                    ('wants_news', models.BooleanField(default=False)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('company', 'Company'), ('school', 'School'), ('education_provider', 'Education provider'), ('university', 'University'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub', 'Education hub')], max_length=20)),
                    ('name', eduhub.kit.lang.TextField(default=eduhub.kit.lang.Text)),
                    ('state', models.CharField(choices=[('claimed', "Waits for the hub's approval"), ('approved', 'Approved'), ('declined', 'Declined')], default='claimed', max_length=10)),
                    ('business_id', models.CharField(max_length=9, null=True, unique=True)),
                    ('school_number', models.CharField(max_length=5, null=True, unique=True)),
                    ('municipality', models.CharField(blank=True, max_length=3)),
                    ('district', models.CharField(blank=True, max_length=60)),
                    ('website', models.URLField(blank=True)),
                    ('founded_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('grounds', models.TextField(blank=True)),
                    ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='claims', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                    ('since', models.DateField()),
                    ('until', models.DateField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('role', models.CharField(choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], max_length=2)),
                    ('token_digest', models.CharField(max_length=64, unique=True)),
                    ('invited_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='people.organisation')),
                ],
            ),
            migrations.CreateModel(
                name='Sighting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('viewer_role', models.CharField(blank=True, choices=[('company_lead', 'Company lead'), ('company_member', 'Company member'), ('principal', 'Principal'), ('teacher', 'Teacher'), ('provider_official', 'Official of the education provider'), ('researcher', 'Researcher'), ('investor', 'Investor'), ('partner', 'Corporate partner'), ('hub_lead', 'Hub lead'), ('hub_staff', 'Hub staff')], max_length=20)),
                    ('seen_at', models.DateTimeField()),
                    ('what', models.CharField(max_length=60)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to=settings.AUTH_USER_MODEL)),
                    ('viewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Duty',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(choices=[('pilots', 'Trying a solution at school'), ('companies', 'Services for companies'), ('exhibition', 'Exhibition and directory'), ('spaces', 'Spaces and kits'), ('research', 'Research and permits'), ('privacy', 'Privacy'), ('investors', 'Investors and buyers abroad'), ('media', 'Media and visits')], max_length=20)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2))),
                    ('phone', models.CharField(blank=True, max_length=30)),
                    ('address', models.EmailField(max_length=254)),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='people.membership')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('membership', 'topic'), name='one_duty_once')],
                },
            ),
            migrations.AddIndex(
                model_name='organisation',
                index=models.Index(django.db.models.functions.comparison.Collate(models.Func(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('fi', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('sv', 'name'), models.Value('')), django.db.models.functions.comparison.NullIf(django.db.models.fields.json.KeyTextTransform('en', 'name'), models.Value(''))), models.Value('åäæöøõüABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãçèéêëìíîïñòóôùúûýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž'), models.Value('{||}}}yabcdefghijklmnopqrstuvwxyzaaaa|{|ceeeeiiiinooo}}}uuuyyaaaaceeeeiiiinooouuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz'), function='translate', output_field=models.CharField()), 'C'), name='organisation_order_fi'),
            ),
            migrations.AddConstraint(
                model_name='organisation',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'claimed'), ('decided_at__isnull', False), _connector='OR'), name='organisation_decided_at_some_time'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='one_role_once'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='membership_lasts'),
            ),
            migrations.AddConstraint(
                model_name='invitation',
                constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('email', 'organisation', 'role'), name='one_open_invitation'),
            ),
            migrations.AddIndex(
                model_name='sighting',
                index=models.Index(fields=['person', '-seen_at'], name='sighting_of_person'),
            ),
        ]),
    ]
