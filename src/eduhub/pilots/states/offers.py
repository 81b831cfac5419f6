"""What a test offer says of itself beside its terms, and the weeks and ages it is held against."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.states import DataKind as DataKind  # noqa: PLC0414 (others find it here)


class OfferStage(TextChoices):
    """How finished the solution is that is to be tried."""

    IDEA = "idea", _("An idea, to be shaped together")
    PROTOTYPE = "prototype", _("A prototype")
    READY = "ready", _("Ready, not yet in use")
    IN_USE = "in_use", _("In use at schools")


PERSONAL_DATA = tuple(kind.value for kind in DataKind)  # each of them rules lane A out


class NeedGroup(TextChoices):
    """What kind of teaching a group has; a round looks whether each kind gets its share."""

    PREPARATORY = "preparatory", _("Preparatory teaching, for those new to the language")
    SUPPORT = "support", _("A small group with special support")
    FLEXIBLE = "flexible", _("Flexible basic education")


AGE_OF_GRADE = {  # code of the age band for each grade; 0 is early childhood education
    0: "age-3-6",
    **dict.fromkeys((1, 2, 3), "age-7-9"),
    **dict.fromkeys((4, 5, 6), "age-10-12"),
    **dict.fromkeys((7, 8, 9), "age-13-15"),
    **dict.fromkeys((10, 11, 12, 13), "age-16-18"),
}


def grades_of(age: str) -> list[int]:
    """The grades of one age band."""
    return [grade for grade, code in AGE_OF_GRADE.items() if code == age]


SPRING, AUTUMN = (2, 23), (33, 51)  # first and last week of a school term, by ISO week
FEW_WEEKS = 6  # less of a term than this is left: the next one is asked about
WEEK = dt.timedelta(days=7)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def term_weeks(today: dt.date) -> list[dt.date]:
    """The Mondays of the term that a teacher can plan for, from next week on.

    Once fewer than six weeks of a term are left, it is the next one.
    """
    year = today.isocalendar().year
    coming = monday_of(today) + WEEK
    for first, last, of in (
        (*SPRING, year),
        (*AUTUMN, year),
        (*SPRING, year + 1),
    ):
        mondays = [dt.date.fromisocalendar(of, week, 1) for week in range(first, last + 1)]
        left = [monday for monday in mondays if monday >= coming]
        if len(left) >= FEW_WEEKS:
            return left
    raise AssertionError("a year has terms")


def weeks_between(starts: dt.date, ends: dt.date) -> list[dt.date]:
    """The Mondays of all weeks that the days touch."""
    first, last = monday_of(starts), monday_of(ends)
    return [first + number * WEEK for number in range((last - first).days // 7 + 1)]
