"""A plan may recommend a dose; totals tell how many pupils of a class reached it."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("evidence", "0050_on_device")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="dose_minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="totals",
            name="reached",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="totals",
            constraint=models.CheckConstraint(
                condition=Q(reached=None) | Q(reached__lte=F("pupils")),
                name="no_more_reached_the_dose_than_there_are",
            ),
        ),
        migrations.AddConstraint(
            model_name="totals",
            constraint=models.CheckConstraint(
                condition=~Q(state__in=("replaced", "taken_out")) | Q(reached=None),
                name="replaced_totals_tell_no_use",
            ),
        ),
    ]
