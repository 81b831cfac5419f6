"""The pages of the room; those that hang panels are named here, so that they hang."""

from eduhub.pilots.views import (
    board,
    closing,
    feedback,
    gate_panels,
    jurisdictions,
    need_panels,
    panels,
    public,
    record,
    round_panels,
    schools,
    spaces,
    suggestions,
    workspace,
)
from eduhub.pilots.views.agreements import agreement, agreement_pdf, agreement_upload
from eduhub.pilots.views.gates import inform, permit, permit_revoke, privacy
from eduhub.pilots.views.groups import decide, join, leave
from eduhub.pilots.views.lanes import lane, lane_decide, screen
from eduhub.pilots.views.offers import edit, offer, stop, withdraw
from eduhub.pilots.views.reading import pilot, register
from eduhub.pilots.views.statements import agree, statement
from eduhub.pilots.views.time import (
    cover,
    cover_ask,
    cover_take_back,
    minutes,
    minutes_now,
    time_by_school,
)

__all__ = [
    "agree",
    "agreement",
    "agreement_pdf",
    "agreement_upload",
    "board",
    "closing",
    "cover",
    "cover_ask",
    "cover_take_back",
    "decide",
    "edit",
    "feedback",
    "gate_panels",
    "inform",
    "join",
    "jurisdictions",
    "lane",
    "lane_decide",
    "leave",
    "minutes",
    "minutes_now",
    "need_panels",
    "offer",
    "panels",
    "permit",
    "permit_revoke",
    "pilot",
    "privacy",
    "public",
    "record",
    "register",
    "round_panels",
    "schools",
    "screen",
    "spaces",
    "statement",
    "stop",
    "suggestions",
    "time_by_school",
    "withdraw",
    "workspace",
]
