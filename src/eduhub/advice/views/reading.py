from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eduhub.advice import queries
from eduhub.advice.models import Session
from eduhub.advice.rules import (
    CASE_RULES,
    REFERRAL_RULES,
    SESSION_RULES,
    STEP_RULES,
    At,
    is_staff,
)
from eduhub.kit.access import may, require
from eduhub.kit.http import HubRequest, page
from eduhub.kit.paging import page_of

DEEDS = ("book", "reroute", "close", "refer")
AT_SESSION = ("move", "cancel", "write_memo", "link")


@login_required
@require_safe
def cases(request: HubRequest) -> HttpResponse:
    """One's own requests; for an adviser those they advise, and what waits for them."""
    actor, now = request.actor, timezone.now()
    adviser = queries.adviser_of(actor)
    context = {
        "page": page_of(queries.cases_of(actor), request, size=20),
        "may_ask": may(actor, "ask", None, CASE_RULES),
        "adviser": adviser,
        "advised": list(queries.cases_advised(actor)) if adviser else [],
        "unwritten": list(queries.without_memo(actor, now)) if adviser else [],
        "coming": list(queries.sessions_to_come(actor, now)),
        "is_staff": is_staff(actor),
    }
    return page(request, "advice/cases.html", context)


@login_required
@require_safe
def case(request: HubRequest, pk: int) -> HttpResponse:
    """Where it was led and why, its sessions with their memos, and to whom it was passed on."""
    actor, now = request.actor, timezone.now()
    found = queries.find_case(pk, actor)
    referrals = queries.referrals_of(found)
    sessions = [_shown(request, one, found) for one in queries.sessions_in(found)]
    context = {
        "case": found,
        "sessions": sessions,
        "is_coming": any(one["is_coming"] for one in sessions),
        "corrections": list(queries.corrections_of(found)),
        "referrals": [
            (one, may(actor, "answer", _of(one, found), REFERRAL_RULES)) for one in referrals
        ],
        "ways": {deed: may(actor, deed, found, CASE_RULES) for deed in DEEDS},
        "nobody_fits": found.is_open and queries.nobody_fits(found),
        "reads_notes": queries.may_read_notes(actor, found),
        "is_staff": is_staff(actor),
        "now": now,
    }
    return page(request, "advice/case.html", context)


def _of(thing: Any, case: Any) -> Any:
    """With the request that was read already, adviser and all."""
    thing.case = case
    return thing


def _shown(request: HubRequest, session: Session, case: Any) -> dict[str, Any]:
    """A session with what this reader may do with it and with each of its steps."""
    actor, now = request.actor, timezone.now()
    session.case = case
    memo = getattr(session, "memo", None)
    steps = []
    if memo is not None:
        memo.session = session
        steps = [
            (step, may(actor, "tick", _with(step, memo), STEP_RULES)) for step in memo.steps.all()
        ]
    at = At(session, now)
    return {
        "session": session,
        "booking": session.booking,
        "memo": memo,
        "steps": steps,
        "ways": {deed: may(actor, deed, at, SESSION_RULES) for deed in AT_SESSION},
        "is_coming": session.booking.holds_time and session.booking.ends > now,
    }


def _with(step: Any, memo: Any) -> Any:
    step.memo = memo
    return step


@login_required
@require_safe
def desk(request: HubRequest) -> HttpResponse:
    """For the hub's own people: what waits, who carries how much, what became of referrals."""
    require(request.actor, "manage", None, CASE_RULES)
    now = timezone.now()
    burdens, balance = queries.burdens(now)
    context = {
        "waiting": list(queries.cases_to_look_at(all_of_them=False)),
        "page": page_of(queries.cases_to_look_at(all_of_them=True), request, size=30),
        "burdens": burdens,
        "balance": balance,
        "fates": queries.fates(),
        "corrected": queries.corrected_routes(),
        "signs": list(queries.signposts()),
    }
    return page(request, "advice/desk.html", context)
