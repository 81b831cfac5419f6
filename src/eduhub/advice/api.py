import datetime as dt

from django.utils import timezone
from ninja import Router

from eduhub.advice import queries, services
from eduhub.advice.models import Case, Session
from eduhub.advice.rules import CASE_RULES
from eduhub.advice.schemas import CaseOut, NeedIn, SessionIn, SessionOut, TimesOut
from eduhub.kit.access import require
from eduhub.kit.http import HubRequest, OwnSession

router = Router(tags=["advice"])
AHEAD = dt.timedelta(days=366)


@router.post("", response=CaseOut, auth=OwnSession())
def ask_for_advice(request: HubRequest, need: NeedIn) -> Case:
    """Ask for advice, and hear where it leads."""
    return services.ask(need.need(), key=need.key, by=request.actor, now=timezone.now())


@router.get("/{case_id}/times", response=TimesOut, auth=OwnSession())
def free_times(request: HubRequest, case_id: int, first: dt.date | None = None) -> TimesOut:
    """When a session may begin, with whomever of those who fit is free."""
    case = queries.find_case(case_id, request.actor)
    require(request.actor, "book", case, CASE_RULES)
    today = timezone.localdate()
    day = min(max(first or today, today), today + AHEAD)
    begins = queries.free_times(case, day, timezone.now())
    return TimesOut(first=day, days=queries.DAYS, begins=begins)


@router.post("/{case_id}/sessions", response=SessionOut, auth=OwnSession())
def book_session(request: HubRequest, case_id: int, session: SessionIn) -> Session:
    """Book one of the free times, or hear why not."""
    return services.book_session(
        case_id, session.begins, key=session.key, by=request.actor, now=timezone.now()
    )
