"""Numbers by day: how often an exhibition or a stand was opened, without a word of by whom."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from eduhub.catalogue.models import DayCount, Exhibition, Solution
from eduhub.catalogue.models.stands import COMPANY_PEOPLE
from eduhub.catalogue.states import CountOf
from eduhub.kit.access import Actor, find
from eduhub.people.states import STAFF


@transaction.atomic
def count_visit(exhibition_id: int, *, by: Actor, today: dt.date) -> None:
    """One more opening of an exhibition's page while it is on; staff are not counted.

    Counting is no deed of a person, so nothing of it stands in the ledger.
    """
    exhibition = find(Exhibition.objects.visible_to(by), pk=exhibition_id)
    if by.roles & STAFF or not Exhibition.objects.on(today).filter(pk=exhibition.pk).exists():
        return
    add_one(CountOf.VISIT, today, exhibition_id=exhibition.pk)


@transaction.atomic
def count_stand(
    solution_id: int, *, by: Actor, today: dt.date, exhibition_id: int | None = None
) -> None:
    """One more opening of a stand, for the exhibition that led there too; not by its owners."""
    solution = find(Solution.objects.published().filter(stand__is_open=True), pk=solution_id)
    owners = by.organisation_id == solution.company_id and bool(by.roles & COMPANY_PEOPLE)
    if owners or by.roles & STAFF:
        return
    add_one(CountOf.STAND, today, solution_id=solution.pk)
    count_for_exhibition(CountOf.STAND, solution.pk, exhibition_id, today)


def count_for_exhibition(
    kind: CountOf, solution_id: int, exhibition_id: int | None, today: dt.date
) -> None:
    """One more for the exhibition, if it is on and shows the solution."""
    if exhibition_id is None:
        return
    led = Exhibition.objects.on(today).filter(pk=exhibition_id, exhibits__solution=solution_id)
    if led.exists():
        add_one(kind, today, exhibition_id=exhibition_id)


def add_one(
    kind: CountOf,
    day: dt.date,
    *,
    exhibition_id: int | None = None,
    solution_id: int | None = None,
) -> None:
    what: dict[str, Any] = {"exhibition_id": exhibition_id, "solution_id": solution_id}
    row, _made = DayCount.objects.get_or_create(kind=kind, day=day, **what)
    DayCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
