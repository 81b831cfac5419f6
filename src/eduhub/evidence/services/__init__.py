from eduhub.evidence.services.analysis import analyse, ask_again, close_data, publish
from eduhub.evidence.services.bundles import bundle_of, run_again
from eduhub.evidence.services.in_browser import rules_for_browser
from eduhub.evidence.services.joining import class_to_join, join_classes, part_classes
from eduhub.evidence.services.lots import check_plan, draw_lot, drawn_again, redraw, start
from eduhub.evidence.services.offline import check_offline
from eduhub.evidence.services.passports import case_of, issue, renew, rotate_key, withdraw
from eduhub.evidence.services.plans import Draft, freeze, write_plan
from eduhub.evidence.services.pooling import write_every_pool, write_pool
from eduhub.evidence.services.reduction import Columns
from eduhub.evidence.services.reviews import Reading, review
from eduhub.evidence.services.signing_keys import did_document, make_key
from eduhub.evidence.services.status_lists import status_list
from eduhub.evidence.services.totals import (
    FEWEST,
    ClassTotals,
    class_in,
    confirm,
    drop,
    give_class,
    give_class_sums,
    give_totals,
    give_trial,
    give_trial_sums,
    given,
)
from eduhub.evidence.services.verifying import (
    Checked,
    check_content,
    check_reference,
    check_text,
)
from eduhub.evidence.services.withdrawals import leave_out

__all__ = [
    "FEWEST",
    "Checked",
    "ClassTotals",
    "Columns",
    "Draft",
    "Reading",
    "analyse",
    "ask_again",
    "bundle_of",
    "case_of",
    "check_content",
    "check_offline",
    "check_plan",
    "check_reference",
    "check_text",
    "class_in",
    "class_to_join",
    "close_data",
    "confirm",
    "did_document",
    "draw_lot",
    "drawn_again",
    "drop",
    "freeze",
    "give_class",
    "give_class_sums",
    "give_totals",
    "give_trial",
    "give_trial_sums",
    "given",
    "issue",
    "join_classes",
    "leave_out",
    "make_key",
    "part_classes",
    "publish",
    "redraw",
    "renew",
    "review",
    "rotate_key",
    "rules_for_browser",
    "run_again",
    "start",
    "status_list",
    "withdraw",
    "write_every_pool",
    "write_plan",
    "write_pool",
]
