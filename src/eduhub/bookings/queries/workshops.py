"""What was logged of workshops: the lines of a visit, and totals by solution for rooms above."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, F, QuerySet, Sum
from django.utils.translation import gettext as _

from eduhub.bookings.models import WorkshopLine
from eduhub.bookings.queries.visits import product_names
from eduhub.kit.access import Actor

type Period = tuple[dt.date, dt.date]  # both days belong to it


@dataclass(frozen=True, slots=True)
class WorkshopTotal:
    """What was done with one solution in a period.

    Attributes:
        product: the solution's number; None is what was done without one.
        workshops: visits that were logged.
        groups, learners: head counts; who came twice counts twice.
        minutes: that the workshops lasted.
        learner_minutes: minutes times those who took part, over all workshops.
    """

    product: int | None
    workshops: int
    groups: int
    learners: int
    minutes: int
    learner_minutes: int


def workshop_totals(
    first: dt.date, last: dt.date, products: Collection[int] | None = None
) -> list[WorkshopTotal]:
    """By solution, in the order of their numbers, what has none last. One query.

    For rooms above, which decide who may read it. Corrected lines count as they stand now; a
    workshop that a correction takes back is not counted.

    Args:
        products: only these solutions; None is all, and what was done without one.
    """
    return _totals(WorkshopLine.objects.all(), (first, last), products)


def totals_for(actor: Actor, period: Period) -> list[WorkshopTotal]:
    """What this person may read of it: staff all, a host its own visits. One query."""
    return _totals(WorkshopLine.objects.visible_to(actor), period, None)


def _totals(
    rows: QuerySet[WorkshopLine], period: Period, products: Collection[int] | None
) -> list[WorkshopTotal]:
    held = rows.filter(correction=None, groups__gt=0, held_on__range=period)
    if products is not None:
        held = held.filter(product__in=products)
    found = held.values("product").annotate(
        workshops=Count("pk"),
        of_groups=Sum("groups"),
        of_learners=Sum("learners"),
        of_minutes=Sum("minutes"),
        together=Sum(F("learners") * F("minutes")),
    )
    return [
        WorkshopTotal(
            product=row["product"],
            workshops=row["workshops"],
            groups=row["of_groups"],
            learners=row["of_learners"],
            minutes=row["of_minutes"],
            learner_minutes=row["together"],
        )
        for row in found.order_by(F("product").asc(nulls_last=True))
    ]


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of a visit, the solution's name, and whether a later line stands in its place."""

    line: WorkshopLine
    name: str

    @property
    def is_standing(self) -> bool:
        return not hasattr(self.line, "correction")


def lines_of(time_id: int, actor: Actor) -> list[Logged]:
    """In the order in which they were written. Two queries."""
    rows = WorkshopLine.objects.visible_to(actor).filter(time=time_id)
    found = list(rows.select_related("correction").order_by("logged_at", "pk"))
    return _named(found)


def _named(lines: Sequence[WorkshopLine]) -> list[Logged]:
    names = product_names(line.product for line in lines)
    return [Logged(line, _name(names, line.product)) for line in lines]


def _name(names: dict[int, str], product: int | None) -> str:
    return names.get(product, f"#{product}") if product is not None else no_product()


def no_product() -> str:
    return _("No solution in particular")


def named_totals(totals: Sequence[WorkshopTotal]) -> list[tuple[str, WorkshopTotal]]:
    """Each with the solution's name. One query."""
    names = product_names(one.product for one in totals)
    return [(_name(names, one.product), one) for one in totals]


def columns_and_rows(
    actor: Actor, period: Period
) -> tuple[list[str], list[list[str | int | dt.date]]]:
    """Every line of a period as a table for a spreadsheet, also what was corrected. Two queries."""
    rows = WorkshopLine.objects.visible_to(actor).filter(held_on__range=period)
    rows = rows.select_related("correction", "time__visit__unit").order_by("held_on", "pk")
    columns = [
        _("Number"),
        _("Day"),
        _("Visit"),
        _("Space or kit"),
        _("Solution"),
        _("Groups"),
        _("Learners"),
        _("Minutes"),
        _("Learner minutes"),
        _("Corrects"),
        _("Why it was corrected"),
        _("Counts"),
    ]
    return columns, [
        [
            one.line.pk,
            one.line.held_on,
            str(one.line.time.visit.title),
            str(one.line.time.visit.unit.name),
            one.name,
            one.line.groups,
            one.line.learners,
            one.line.minutes,
            one.line.learners * one.line.minutes,
            one.line.corrects_id or "",
            one.line.reason,
            _("yes") if one.is_standing else _("no"),
        ]
        for one in _named(list(rows.fetch_mode(FETCH_RAISE)))
    ]
