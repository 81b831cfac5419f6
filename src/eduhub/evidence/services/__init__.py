from eduhub.evidence.services.amending import Terms, amend, terms_of
from eduhub.evidence.services.analysis import analyse, ask_again, close_data, publish
from eduhub.evidence.services.bundles import (
    bundle_of,
    bundle_to_run,
    run_again,
    sums_are_kept,
)
from eduhub.evidence.services.consents import is_overtaken
from eduhub.evidence.services.exploring import CONFIDENCES, Other, explore, work_out
from eduhub.evidence.services.in_browser import rules_for_browser
from eduhub.evidence.services.joining import class_to_join, join_classes, part_classes
from eduhub.evidence.services.lots import (
    broken_link,
    check_plan,
    draw_lot,
    drawn_again,
    redraw,
    start,
)
from eduhub.evidence.services.offline import check_offline
from eduhub.evidence.services.passports import case_of, issue, renew, rotate_key, withdraw
from eduhub.evidence.services.plans import Draft, freeze, write_plan
from eduhub.evidence.services.pooling import write_every_pool, write_pool
from eduhub.evidence.services.public_bundles import public_bundle_of
from eduhub.evidence.services.reduction import Columns
from eduhub.evidence.services.reviews import Reading, review
from eduhub.evidence.services.sealing import seal_fingerprint, sealed_report
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
    "CONFIDENCES",
    "FEWEST",
    "Checked",
    "ClassTotals",
    "Columns",
    "Draft",
    "Other",
    "Reading",
    "Terms",
    "amend",
    "analyse",
    "ask_again",
    "broken_link",
    "bundle_of",
    "bundle_to_run",
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
    "explore",
    "freeze",
    "give_class",
    "give_class_sums",
    "give_totals",
    "give_trial",
    "give_trial_sums",
    "given",
    "is_overtaken",
    "issue",
    "join_classes",
    "leave_out",
    "make_key",
    "part_classes",
    "public_bundle_of",
    "publish",
    "redraw",
    "renew",
    "review",
    "rotate_key",
    "rules_for_browser",
    "run_again",
    "seal_fingerprint",
    "sealed_report",
    "start",
    "status_list",
    "sums_are_kept",
    "terms_of",
    "withdraw",
    "work_out",
    "write_every_pool",
    "write_plan",
    "write_pool",
]
