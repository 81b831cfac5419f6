from eduhub.evidence.views import (
    credentials,
    evaluation_panels,
    evaluations,
    logic,
    measures,
    panels,
    passport_panels,
    passports,
    record,
    register,
    seals,
)
from eduhub.evidence.views.amendments import amend, plan_version
from eduhub.evidence.views.explorations import explore
from eduhub.evidence.views.joining import apart, together
from eduhub.evidence.views.living import living, portfolio
from eduhub.evidence.views.plans import draw, freeze, lot, plan, plan_file, plan_write, start
from eduhub.evidence.views.prospects import prospects
from eduhub.evidence.views.reports import report, report_full, report_pdf
from eduhub.evidence.views.results import (
    analyse,
    bundle,
    feed,
    public_bundle,
    publish,
    published,
)
from eduhub.evidence.views.reviews import review
from eduhub.evidence.views.totals import (
    class_file,
    class_totals,
    close,
    confirm,
    data,
    drop,
    proposal,
    trial_file,
)

__all__ = [
    "amend",
    "analyse",
    "apart",
    "bundle",
    "class_file",
    "class_totals",
    "close",
    "confirm",
    "credentials",
    "data",
    "draw",
    "drop",
    "evaluation_panels",
    "evaluations",
    "explore",
    "feed",
    "freeze",
    "living",
    "logic",
    "lot",
    "measures",
    "panels",
    "passport_panels",
    "passports",
    "plan",
    "plan_file",
    "plan_version",
    "plan_write",
    "portfolio",
    "proposal",
    "prospects",
    "public_bundle",
    "publish",
    "published",
    "record",
    "register",
    "report",
    "report_full",
    "report_pdf",
    "review",
    "seals",
    "start",
    "together",
    "trial_file",
]
