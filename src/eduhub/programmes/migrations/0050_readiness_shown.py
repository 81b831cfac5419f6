from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0041_missions'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='shows_readiness',
            field=models.BooleanField(default=False),
        ),
    ]
