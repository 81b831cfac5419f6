"""Results count no more pupils than may be used: the hub holds sums, and asks the seats' gate."""

import datetime as dt
import math
from collections.abc import Iterable

from django.utils.translation import gettext as _

from eduhub.engines.evidence import ClassMoments
from eduhub.evidence.models import Trial
from eduhub.kit.errors import Invalid, NotNow
from eduhub.pilots.queries.consents import pupils_usable


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


def must_be_permitted(trial: Trial, cells: Iterable[ClassMoments], *, now: dt.datetime) -> None:
    """Refuse to go on with sums in which somebody is counted who has withdrawn since."""
    codes = [code for code, _most in _too_many(trial, cells, now)]
    if codes:
        message = _(
            "Somebody has withdrawn since these results were given: %(codes)s. Their teachers"
            " give them anew without that pupil."
        )
        raise NotNow("withdrawn", message % {"codes": ", ".join(codes)})


def _too_many(
    trial: Trial, cells: Iterable[ClassMoments], now: dt.datetime
) -> list[tuple[str, int]]:
    most = pupils_usable(trial.pilot, now)
    may = {one.code: most[one.group_id] for one in trial.classes if one.group_id in most}
    counted: dict[str, int] = {}
    for cell in cells:
        counted[cell.label] = counted.get(cell.label, 0) + cell.pupils
    return [
        (code, may[code]) for code in sorted(counted) if counted[code] > may.get(code, math.inf)
    ]
