"""What pupils and teachers said of a pilot, beside its result and apart from it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eduhub.evidence.queries.blocks import Section, Table
from eduhub.kit import formats
from eduhub.pilots.queries.feedback import FormSeen
from eduhub.pilots.rules.feedback import Shown
from eduhub.pilots.states.running import FeedbackForm


def feedback_sections(forms: Sequence[FormSeen]) -> Iterator[Section]:
    """One section with a table for each form; none where too few have answered."""
    if not forms:
        return
    heading = _("What pupils and teachers said")
    yield Section(
        "feedback",
        heading,
        paragraphs=(apart_from_the_result(), *(_minutes(form) for form in forms if form.minutes)),
        tables=tuple(_table(form) for form in forms),
    )


def apart_from_the_result() -> str:
    return _(
        "Answers to the pilot's feedback forms, by a code and without names. They are no part of"
        " the result and do not change it: liking something is not learning from it. Counts stand"
        " only where each half of the answers has five or more."
    )


def asked_of(form: FormSeen) -> str:
    """Whom a form asks."""
    return {
        FeedbackForm.SMALL: _("Pupils of grades 1 to 3"),
        FeedbackForm.OLDER: _("Pupils from grade 4"),
        FeedbackForm.TEACHER: _("Teachers"),
    }[form.form]


def _table(form: FormSeen) -> Table:
    head = (
        asked_of(form),
        _("Answers"),
        pgettext("feedback", "For it"),
        pgettext("feedback", "The others"),
    )
    rows = tuple((str(one.question), *_cells(one.shown)) for one in form.questions)
    return Table(asked_of(form), head, rows)


def _cells(shown: Shown) -> tuple[str, str, str]:
    total = formats.number(shown.total) if shown.total else _("under 5")
    if shown.high is None:
        return total, formats.NOTHING, _("not shown: a part is under 5")
    others = (shown.total or 0) - shown.high
    return (
        total,
        f"{formats.number(shown.high)} ({formats.percent(shown.share)})",
        formats.number(others),
    )


def _minutes(form: FormSeen) -> str:
    words = _("Half of the teachers needed at most %(minutes)s minutes in the week.")
    return words % {"minutes": formats.number(form.minutes)}
