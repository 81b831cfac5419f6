"""What other ways of working out the same question say, beside the plan's own."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from eduhub.evidence.queries.appendix import Appendix, Gap, Same
from eduhub.evidence.queries.blocks import Section, Table
from eduhub.evidence.queries.reports import Report
from eduhub.kit import formats

DECIMALS = 3  # of a p-value and of a share


def beside(report: Report, appendix: Appendix) -> Iterator[Section]:
    """Nothing where no other way could be gone: the reasons stand under what is not here."""
    rows = tuple(_rows(report, appendix))
    said = tuple(_said(report, appendix))
    if len(rows) < 2 and not said:
        return
    title = _("Would another way of working it out say the same?")
    head = (_("Way"), _("Difference"), _("Lower end"), _("Upper end"))
    first = _(
        "The plan's own way is the answer. The others stand beside it, so that nobody has to take"
        " it on trust; none of them was chosen after the results were seen."
    )
    yield Section("beside", title, paragraphs=(first, *said), tables=(Table(title, head, rows),))


def _rows(report: Report, appendix: Appendix) -> Iterator[tuple[str, ...]]:
    result = report.result
    if result.estimate is None or result.low is None or result.high is None:
        return
    own = (result.estimate, result.low, result.high)
    yield _row(_("As planned: least squares, CR2"), own, report.decimals)
    mixed, bounds = appendix.mixed, appendix.bounds
    if not isinstance(mixed, Gap):
        numbers = (mixed.estimate, mixed.low, mixed.high)
        yield _row(_("Mixed model, REML"), numbers, report.decimals)
    if not isinstance(bounds, Gap):
        name = _("Had the missing pupils reached the least or the most")
        yield _row(name, (None, bounds.low, bounds.high), report.decimals)


def _row(name: str, numbers: tuple[float | None, float, float], decimals: int) -> tuple[str, ...]:
    estimate, low, high = numbers
    shown = formats.NOTHING if estimate is None else formats.signed(estimate, decimals)
    return name, shown, formats.number(low, decimals), formats.number(high, decimals)


def _said(report: Report, appendix: Appendix) -> Iterator[str]:
    if not isinstance(appendix.mixed, Gap):
        yield _(
            "In the mixed model each class has a level of its own: %(share)s of the differences"
            " between pupils lie between classes. Its p is %(p)s."
        ) % {
            "share": formats.percent(appendix.mixed.icc, 0),
            "p": chance(appendix.mixed.p),
        }
    if not isinstance(appendix.same, Gap):
        yield _same(report, appendix.same)
    if not isinstance(appendix.bounds, Gap):
        yield _(
            "The last line assumes nothing of those who were in the groups and not measured: the"
            " plain difference lies between its ends, whatever they would have reached. It has no"
            " error of chance in it. One to four missing on a side are counted as 4."
        )


def chance(p: float) -> str:
    """A p is never nought: what would be written so is said to be smaller than the last digit."""
    least = 10.0**-DECIMALS
    return f"< {formats.number(least, DECIMALS)}" if p < least else formats.number(p, DECIMALS)


def _same(report: Report, found: Same) -> str:
    filled = {
        "smallest": formats.number(report.question.smallest),
        "unit": str(report.question.unit),
        "low": formats.number(found.low, report.decimals),
        "high": formats.number(found.high, report.decimals),
        "p": chance(found.p),
    }
    if found.is_shown:
        words = _(
            "Too little to matter? Yes, that is shown: with less than %(smallest)s %(unit)s either"
            " way as too little, the interval of 90 %% runs from %(low)s to %(high)s, inside of it"
            " (two one-sided tests, p %(p)s)."
        )
    else:
        words = _(
            "Too little to matter? That is not shown: with less than %(smallest)s %(unit)s either"
            " way as too little, the interval of 90 %% runs from %(low)s to %(high)s, not inside"
            " of it (two one-sided tests, p %(p)s)."
        )
    return words % filled
