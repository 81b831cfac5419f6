from django.db import migrations, models


class Migration(migrations.Migration):
    """A key of before seals no PDF: that begins with the next one."""

    dependencies = [("evidence", "0070_plan_versions")]

    operations = [
        migrations.AddField(
            model_name="signingkey",
            name="certificate",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
