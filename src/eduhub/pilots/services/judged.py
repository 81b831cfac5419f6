"""Challenge calls, lent to the juries of another room: what came in, and where the choice goes."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from eduhub.kit.access import Actor, find, require
from eduhub.kit.judged import Case, Lender, Lent, lend_calls
from eduhub.pilots.models import Call, Tender
from eduhub.pilots.queries.calls import call_now
from eduhub.pilots.rules.calls import CALL_RULES
from eduhub.pilots.services.calls import LONGEST_GROUNDS, mark_tender
from eduhub.pilots.states.calls import TenderState

JUDGED = "pilots.call"  # these calls, where kit.judged asks


def _lent(call_id: int, by: Actor, now: dt.datetime) -> Lent:
    """Whoever may choose may ask a jury, and at no other time."""
    call = find(Call.objects.visible_to(by), pk=call_id)
    require(by, "decide", call_now(call, now), CALL_RULES)
    assert call.closes_at is not None
    sent = Tender.objects.filter(call=call, state=TenderState.SENT)
    tenders = sent.select_related("solution", "sent_by").order_by("pk")
    cases = tuple(
        Case(
            one.pk,
            one.solution.company_id,
            one.solution_id,
            one.words,
            one.sent_at,
            one.sent_by.language if one.sent_by else settings.LANGUAGE_CODE,
        )
        for one in tenders
    )
    return Lent(call.title, call.words, call.opens_at, call.closes_at, cases)


def _note(tender_id: int, chosen: bool, reason: str, by: Actor, now: dt.datetime) -> Tender:
    return mark_tender(tender_id, chosen=chosen, reason=reason, by=by, now=now)


def _told(call_id: int, actor: Actor) -> dict[int, str]:
    """One query, or none for those who act for nobody."""
    if actor.organisation_id is None:
        return {}
    told = Tender.objects.filter(
        call=call_id,
        solution__company=actor.organisation_id,
        state__in=(TenderState.CHOSEN, TenderState.NOT_CHOSEN),
    )
    return {one.pk: str(one.solution.name) for one in told.select_related("solution")}


lend_calls(
    Lender(
        kind=JUDGED,
        lent=_lent,
        address=lambda call_id: reverse("pilots:call", args=[call_id]),
        note=_note,
        told=_told,
        longest=LONGEST_GROUNDS,
    )
)
