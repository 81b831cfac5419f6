"""The three questions that everybody asks of a report, answered on its first screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eduhub.engines.evidence import Answer
from eduhub.evidence.models import Plan
from eduhub.evidence.queries.contexts import Context
from eduhub.evidence.queries.reports import Report
from eduhub.evidence.states import Design, Source

SAID_OF_WHOM = ("country", "age", "subject", "language", "weeks")


@dataclass(frozen=True, slots=True)
class Answers:
    """Did it help, what do we not know, whom was it tried with.

    Attributes:
        head: the first answer in a few words; `sentence` and `remarks` of the report follow.
        unknown: whole sentences, what weighs most first; never empty.
        whom: lines, the first with classes and pupils.
    """

    head: str
    unknown: tuple[str, ...]
    whom: tuple[str, ...]


def answers_of(report: Report, plan: Plan, context: Context) -> Answers:
    return Answers(
        head=_head(report, plan),
        unknown=tuple(_unknown(report, plan)),
        whom=tuple(_whom(report, context)),
    )


def _head(report: Report, plan: Plan) -> str:
    """Without a lot a difference is told, and its cause is not."""
    by_lot = plan.design != Design.NO_LOT
    match Answer(report.result.answer):
        case Answer.BETTER:
            return (
                _("Yes, in this pilot.") if by_lot else _("Perhaps: no lot decided who tried it.")
            )
        case Answer.WORSE:
            return (
                _("No: it went worse than without.")
                if by_lot
                else _("Perhaps not: it went worse, but no lot decided who tried it.")
            )
        case Answer.NO_DIFFERENCE_THAT_MATTERS:
            return _("No: there was no difference that matters.")
        case Answer.CANNOT_TELL:
            return _("That cannot be told from this pilot.")


def _unknown(report: Report, plan: Plan) -> Iterator[str]:
    if report.result.answer == Answer.CANNOT_TELL:
        yield _("Whether it helps at all. A larger pilot could tell.")
    if plan.design == Design.NO_LOT:
        yield _("Whether the solution made the difference: the classes were chosen, not drawn.")
    if plan.design == Design.LOT_ELSEWHERE:
        yield _("How the lot was drawn: it happened elsewhere, and the hub did not see it.")
    if not plan.has_baseline:
        yield _("Whether both sides began alike: nothing was measured before.")
    yield from _missing(report)
    measure = str(report.question.measure)
    yield _("What else it changes. Only “%(measure)s” was measured.") % {"measure": measure}
    yield _("Whether it lasts: it was measured once, when the pilot ended.")
    yield _("Whether it goes the same way elsewhere: these schools wanted to take part.")
    if plan.source == Source.FILE:
        yield _("Who the classes are: the results came to the hub in one file.")


def _missing(report: Report) -> Iterator[str]:
    if report.silent:
        yield report.silent
    if report.missing.words != "0":
        words = _("How pupils did whose result is missing: %(count)s.")
        yield words % {"count": report.missing.words}


def _whom(report: Report, context: Context) -> Iterator[str]:
    yield report.size
    for variable in context.variables:
        if variable.key in SAID_OF_WHOM and variable.values:
            yield f"{variable.name}: {variable.words}"
