"""Results count no more pupils than may be used: the hub holds sums, and asks the seats' gate."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from eduhub.engines.evidence import ClassMoments
from eduhub.evidence.models import Totals, Trial
from eduhub.kit.errors import Invalid, NotNow
from eduhub.pilots.queries.consents import pupils_usable, withdrawn_since


def check_consents(
    trial: Trial, cells: Iterable[ClassMoments], field: str, *, now: dt.datetime
) -> None:
    """Refuse sums of more pupils than may be used at this moment."""
    for code, most in _too_many(trial, cells, now):
        message = _(
            "%(code)s: the data of %(most)s pupils may be used now. Leave the others out and"
            " count again."
        )
        raise Invalid({field: message % {"code": code, "most": most}})


def must_be_permitted(trial: Trial, counted: Iterable[Totals], *, now: dt.datetime) -> None:
    """Refuse to go on with sums in which somebody may be counted who has withdrawn since."""
    kept = list(counted)
    cells = [cell for totals in kept for cell in totals.moments]
    codes = {code for code, _most in _too_many(trial, cells, now)}
    _refuse(codes | {_code(trial, totals) for totals in with_the_withdrawn(trial, kept)})


def must_be_without_the_withdrawn(trial: Trial) -> None:
    """The same of a result that was analysed: what permitted the analysis may be over by now."""
    _refuse({_code(trial, totals) for totals in with_the_withdrawn(trial, trial.counted)})


def is_overtaken(trial: Trial) -> bool:
    """Whether somebody in the sums has withdrawn, and the job that takes them out is on its way."""
    return bool(with_the_withdrawn(trial, trial.counted))


def with_the_withdrawn(trial: Trial, kept: Iterable[Totals]) -> list[Totals]:
    """Those totals in which somebody may be counted who has withdrawn since they were given."""
    totals = list(kept)
    gone = withdrawn_since(trial.pilot, {one for t in totals for one in _given_by(trial, t)})
    return [t for t in totals if gone & _given_by(trial, t)]


def _refuse(codes: set[str]) -> None:
    if codes:
        message = _(
            "Somebody has withdrawn since these results were given: %(codes)s. They are given"
            " anew without that pupil."
        )
        raise NotNow("withdrawn", message % {"codes": ", ".join(sorted(codes))})


def _given_by(trial: Trial, totals: Totals) -> set[tuple[int, dt.datetime]]:
    """Groups whose pupils may be counted, and when; a whole trial's file does not say which."""
    groups = {group.pk for group in trial.groups} | {one.group_id for one in trial.classes}
    if totals.of_class_id is not None:
        groups = {one.group_id for one in trial.told_in(totals)}
    return {(group, totals.given_at) for group in groups}


def _code(trial: Trial, totals: Totals) -> str:
    codes = [one.code for one in trial.classes if one.pk == totals.of_class_id]
    return codes[0] if codes else _("the whole file")


def _too_many(
    trial: Trial, cells: Iterable[ClassMoments], now: dt.datetime
) -> list[tuple[str, int]]:
    """(class, how many of its pupils may be used) where more are counted; of a file in sum."""
    most = pupils_usable(trial.pilot, now)
    counted: dict[str, int] = {}
    for cell in cells:
        counted[cell.label] = counted.get(cell.label, 0) + cell.pupils
    if trial.comes_in_one_file:
        known = all(group.pk in most for group in trial.groups) and bool(trial.groups)
        limit = sum(most.values())
        return [(_("The file"), limit)] if known and sum(counted.values()) > limit else []
    together = {one.code: [g.group_id for g in trial.with_guests(one)] for one in trial.classes}
    may = {
        code: sum(most[group] for group in groups)
        for code, groups in together.items()
        if all(group in most for group in groups)
    }
    return [(code, may[code]) for code in sorted(may) if counted.get(code, 0) > may[code]]
