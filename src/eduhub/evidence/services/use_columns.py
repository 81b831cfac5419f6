"""What a file may tell of how much a pupil used the solution: minutes a week, and days."""

import datetime as dt

from django.utils.translation import gettext as _

from eduhub.engines.evidence.usage import MOST_MINUTES
from eduhub.evidence.models import Plan

MINUTES, DAYS = "minutes", "days"  # the roles of the columns
WHOLE = "pilot"  # the minutes are those of the whole pilot
WEEK = 7  # days


def period_of(plan: Plan) -> int:
    """Days of the pilot as the frozen plan has them, the first and the last counted."""
    period = plan.frozen["period"]
    starts, ends = (dt.date.fromisoformat(period[end]) for end in ("starts", "ends"))
    return (ends - starts).days + 1


def in_a_week(value: float, role: str, minutes_of: str, plan: Plan) -> float:
    """Minutes of the whole pilot as those of one week; all else as it is."""
    if role == MINUTES and minutes_of == WHOLE:
        return value / (period_of(plan) / WEEK)
    return value


def fault_of_use(value: float | None, role: str, plan: Plan) -> str:
    """Why a pupil cannot have used it so; "" if one can."""
    if value is None:
        return _("this is empty; write 0 if the pupil did not use it")
    if value < 0:
        return _("use is never below nought")
    if role == MINUTES and value > MOST_MINUTES:
        return _("a week does not have so many minutes")
    if role == DAYS and value > period_of(plan):
        return _("the pilot does not have so many days")
    return ""
