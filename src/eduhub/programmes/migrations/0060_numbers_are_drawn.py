from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0050_readiness_shown'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='call',
            name='last_number',
        ),
    ]
