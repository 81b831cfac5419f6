"""The workshop log: after a visit its host writes down what was done, in head counts."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import LONGEST_WORKSHOP, VisitTime, WorkshopLine
from eduhub.bookings.queries import find_received, product_choices
from eduhub.bookings.queries.workshops import Period, columns_and_rows
from eduhub.bookings.rules import VISIT_RULES, TimeAt
from eduhub.bookings.services.asking import LONGEST_GROUNDS
from eduhub.bookings.services.patience import patiently
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.identifiers import why_refused
from eduhub.kit.ledger import record
from eduhub.kit.sheets import csv_of

MOST_GROUPS, MOST_LEARNERS = 50, 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of one workshop: head counts, and the minutes that it lasted."""

    groups: int
    learners: int
    minutes: int


@patiently
def log_workshop(
    time_id: int,
    product: int | None,
    counts: Counts,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> WorkshopLine:
    """One line a solution; the same key again is the same line.

    Raises:
        NotNow: the visit has not begun, or the solution is logged already: correct that line.
    """
    time = find_received(time_id, by)
    require(by, "log", TimeAt(time, now), VISIT_RULES)
    if there := WorkshopLine.objects.filter(key=key, time=time).first():
        return there
    if product is not None and product not in (time.visit.product, *dict(product_choices(by))):
        raise Invalid({"product": _("Choose one of these.")})
    _refuse(counts)
    if WorkshopLine.objects.filter(time=time, product=product, corrects=None).exists():
        said = _("This solution is logged for this visit already. Correct that line instead.")
        raise NotNow("logged", said)
    line = _write(time, product, counts, key=key, by=by, now=now)
    record(by, "workshop.logged", line, now=now, time=time.pk, product=product)
    return line


@patiently
def correct_line(
    line_id: int,
    counts: Counts,
    reason: str,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
) -> WorkshopLine:
    """A line that stands in place of another; nothing but noughts: the workshop was not held.

    Raises:
        NotNow: somebody has corrected the line already: correct the newer one.
    """
    rows = WorkshopLine.objects.visible_to(by).select_for_update(of=("self",))
    line = find(rows.select_related("time__visit"), pk=line_id)
    require(by, "log", TimeAt(line.time, now), VISIT_RULES)
    if there := WorkshopLine.objects.filter(key=key, corrects=line).first():
        return there
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST_GROUNDS:
        shorter = _("Say why, in at most %(most)s characters.")
        raise Invalid({"reason": shorter % {"most": LONGEST_GROUNDS}})
    if refused := why_refused(said):
        raise Invalid({"reason": refused})
    if (counts.groups, counts.learners, counts.minutes) != (0, 0, 0):
        _refuse(counts)
    if WorkshopLine.objects.filter(corrects=line).exists():
        raise NotNow("corrected", _("This line was corrected already. Correct the newer one."))
    newer = _write(line.time, line.product, counts, key=key, by=by, now=now, old=line, why=said)
    record(by, "workshop.corrected", newer, now=now, corrects=line.pk)
    return newer


def _refuse(counts: Counts) -> None:
    wrong: dict[str, str] = {}
    said = _("Write from 1 to %(n)s.")
    for name, most in (
        ("groups", MOST_GROUPS),
        ("learners", MOST_LEARNERS),
        ("minutes", LONGEST_WORKSHOP),
    ):
        if not 1 <= getattr(counts, name) <= most:
            wrong[name] = said % {"n": most}
    if not wrong and counts.groups > counts.learners:
        wrong["groups"] = _("There cannot be more groups than learners.")
    if wrong:
        raise Invalid(wrong)


def _write(
    time: VisitTime,
    product: int | None,
    counts: Counts,
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
    old: WorkshopLine | None = None,
    why: str = "",
) -> WorkshopLine:
    return WorkshopLine.objects.create(
        time=time,
        held_on=timezone.localdate(time.begins),
        product=product,
        groups=counts.groups,
        learners=counts.learners,
        minutes=counts.minutes,
        corrects=old,
        reason=why,
        logged_at=now,
        logged_by_id=by.user_id,
        key=key,
    )


@transaction.atomic
def export_log(period: Period, *, by: Actor) -> bytes:
    """Every line of the period that this person may read, as CSV."""
    return csv_of(*columns_and_rows(by, period))
