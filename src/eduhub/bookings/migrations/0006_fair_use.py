import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bookings', '0005_advisers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name='SchoolPupils',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_number', models.CharField(blank=True, max_length=5)),
                ('district', models.CharField(max_length=60)),
                ('language', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('se', 'Sámi'), ('en', 'English'), ('other', 'Another language')], max_length=5)),
                ('pupils', models.PositiveIntegerField()),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='bookings.pupilcount')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('school_number', ''), _negated=True), fields=('count', 'school_number'), name='one_line_a_school'),
                    models.CheckConstraint(condition=models.Q(('district', ''), _negated=True), name='pupils_live_somewhere'),
                ],
            },
        ),
        migrations.RemoveIndex(
            model_name='claim',
            name='claims_of_a_unit',
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('unit'), models.Func(models.F('during'), function='lower'), include=('during', 'booking'), name='claims_of_a_unit'),
        ),
    ]
