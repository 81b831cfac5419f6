"""Totals tell whether a browser added the file up, so that no row came here."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("evidence", "0030_reviews")]

    operations = [
        migrations.AddField(
            model_name="totals",
            name="on_device",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="totals",
            constraint=models.CheckConstraint(
                condition=Q(on_device=False) | ~Q(way="typed"),
                name="only_a_file_is_added_up_on_a_device",
            ),
        ),
    ]
