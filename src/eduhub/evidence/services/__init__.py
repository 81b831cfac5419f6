from eduhub.evidence.services.analysis import analyse, ask_again, close_data, publish
from eduhub.evidence.services.lots import check_plan, draw_lot, drawn_again, redraw, start
from eduhub.evidence.services.plans import Draft, freeze, write_plan
from eduhub.evidence.services.reduction import Columns
from eduhub.evidence.services.totals import (
    ClassTotals,
    class_in,
    confirm,
    drop,
    give_class,
    give_totals,
    give_trial,
    given,
)
from eduhub.evidence.services.withdrawals import leave_out

__all__ = [
    "ClassTotals",
    "Columns",
    "Draft",
    "analyse",
    "ask_again",
    "check_plan",
    "class_in",
    "close_data",
    "confirm",
    "draw_lot",
    "drawn_again",
    "drop",
    "freeze",
    "give_class",
    "give_totals",
    "give_trial",
    "given",
    "leave_out",
    "publish",
    "redraw",
    "start",
    "write_plan",
]
