"""Times by the clock on the wall, weekdays, and where a service's refusal is shown."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from eduhub.engines.timetable import at_wall
from eduhub.kit.fields import MomentInput

WEEKDAYS = tuple((str(number), name) for number, name in dates.WEEKDAYS.items())


class WallField(forms.Field):
    """A day and a time as the clock on the wall shows it; of an hour that comes twice the first."""

    widget = MomentInput

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value
        try:
            told = parse_datetime(str(value))
        except ValueError:
            told = None
        if told is None or timezone.is_aware(told) or not 2000 <= told.year <= 2200:
            raise ValidationError(_("Write the day and the time, such as 8.10.2026 13.00."))
        found = at_wall(told.date(), told.time(), timezone.get_current_timezone())
        if found is None:
            raise ValidationError(_("The clock jumps over this hour that day."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """An instant is shown as the clock shows it."""
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            return timezone.localtime(value).replace(tzinfo=None)
        return value


def second_of_two(moment: dt.datetime) -> dt.datetime:
    """The same clock an hour later, where it comes twice; else the moment itself."""
    shown = timezone.localtime(moment)
    return shown.replace(fold=1).astimezone(dt.UTC)
