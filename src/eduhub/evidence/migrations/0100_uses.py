"""A file may tell how much each pupil used the solution; of it, what is kept of a class."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("evidence", "0090_explorations")]

    operations = [
        migrations.AddField(
            model_name="totals",
            name="uses",
            field=models.JSONField(default=list),
        ),
        migrations.RemoveConstraint(model_name="totals", name="replaced_totals_tell_no_use"),
        migrations.AddConstraint(
            model_name="totals",
            constraint=models.CheckConstraint(
                condition=~Q(state__in=("replaced", "taken_out")) | Q(reached=None, uses=[]),
                name="replaced_totals_tell_no_use",
            ),
        ),
    ]
