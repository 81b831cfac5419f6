"""Key figures: what is asked, how often, what may be answered, and why one is missing."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    """In what a figure is told."""

    YES_NO = "yes_no", _("yes or no")
    EUROS = "euros", pgettext_lazy("unit", "euros")
    YEARS_OF_WORK = "fte", _("full-time equivalents")
    COUNT = "count", pgettext_lazy("unit", "number")


class Span(TextChoices):
    """Whether a figure is of the last day of the period or of the whole of it."""

    AT_END = "at_end", _("on the last day of the period")
    OVER = "over", _("in the whole period")


class Fixed(TextChoices):
    """The four that every programme asks, so that programmes and years can be compared."""

    OPERATING = "operating", _("Still in business")
    TURNOVER = "turnover", _("Turnover")
    JOBS = "jobs", _("Jobs")
    FUNDING = "funding", _("New funding")


FIXED: dict[Fixed, tuple[Unit, Span, str | Promise]] = {
    Fixed.OPERATING: (
        Unit.YES_NO,
        Span.AT_END,
        _("Yes, if the company sold, developed or looked for customers on that day."),
    ),
    Fixed.TURNOVER: (Unit.EUROS, Span.OVER, _("Without value added tax, as in the accounts.")),
    Fixed.JOBS: (
        Unit.YEARS_OF_WORK,
        Span.AT_END,
        _("Founders who work there count too. Half a week is 0.5."),
    ),
    Fixed.FUNDING: (
        Unit.EUROS,
        Span.OVER,
        _("Investments, grants and loans that were agreed on. Sales do not count."),
    ),
}


class Said(TextChoices):
    """What a company has said of a figure; saying nothing is none of these."""

    KNOWN = "known", pgettext_lazy("figure", "Told")
    DONT_KNOW = "dont_know", _("Does not know")
    WONT_SAY = "wont_say", _("Does not want to say")


class Missing(TextChoices):
    """Why a figure is missing, from the first reason that holds."""

    WONT_SAY = "wont_say", _("Does not want to say")
    DONT_KNOW = "dont_know", _("Does not know")
    LEFT_EMPTY = "left_empty", _("Answered other figures, left this one empty")
    OPENED = "opened", _("Opened the link, answered nothing")
    SILENT = "silent", _("Got the letter, did not open the link")
    UNREACHED = "unreached", _("No letter could be sent")


class Rhythm(TextChoices):
    """How often the hub asks by itself."""

    BY_HAND = "by_hand", _("Only when the hub's people ask")
    YEARLY = "yearly", _("Once a year")
    HALF_YEARLY = "half_yearly", _("Twice a year")


class StayState(TextChoices):
    """Where a company stands in its way through a programme."""

    IN_IT = "in_it", _("In the programme")
    ALUMNI = "alumni", _("Alumni")
    OVER = "over", _("Followed up to the end")


STAY_TONES: dict[str, str] = {
    StayState.IN_IT: "ok",
    StayState.ALUMNI: "info",
    StayState.OVER: "plain",
}

MOST_YEARS = 5  # after the programme, for which a company is asked
LAST_WEEKS = 8  # after the day until which answers are asked, in which they are still taken
FORGET_DAYS = 365  # after the follow-up has ended
REMIND_DAYS = 7  # before the day until which answers are asked
OPEN_MINUTES = 120  # for which an opened link can be answered
