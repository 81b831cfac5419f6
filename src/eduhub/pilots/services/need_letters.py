"""Letters about needs and calls: each is written once, however often its job runs."""

import datetime as dt

from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.people.models import User
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.pilots.models import Challenge, DayInvitation, Need, Tender, Workshop
from eduhub.pilots.services.letters import COMPANY_PEOPLE, Reader, tell
from eduhub.pilots.states.calls import Coming, TenderState, WorkshopState
from eduhub.pilots.states.needs import NeedState


def tell_that_it_is_merged(need_id: int, challenge_id: int, *, now: dt.datetime) -> None:
    """The teacher, and those who said "we too", hear which challenge the need went into."""
    need = Need.objects.filter(pk=need_id, challenge=challenge_id).first()
    challenge = Challenge.objects.filter(pk=challenge_id).first()
    if need is None or challenge is None:
        return
    with once(f"pilots.need_merged:{need_id}:{challenge_id}") as first:
        if first:
            readers = _who_needs_it(need)
            tell(readers, "need_merged", {"need": need, "challenge": challenge}, now=now)


def tell_what_became_of_it(need_id: int, state: str, *, now: dt.datetime) -> None:
    """Answered, lapsed, taken off by the hub, or open again after its challenge closed."""
    need = Need.objects.filter(pk=need_id, state=state).first()
    if need is None:
        return
    with once(f"pilots.need_closed:{need_id}:{state}:{need.state_since.isoformat()}") as first:
        if first:
            alone = state in (NeedState.LAPSED, NeedState.WITHDRAWN)
            readers = _people({need.teacher_id}) if alone else _who_needs_it(need)
            tell(readers, "need_closed", {"need": need, "state": state}, now=now)


def tell_of_the_tender(tender_id: int, *, now: dt.datetime) -> None:
    """The hub's people hear that a tender came in."""
    tender = _tender(tender_id)
    if tender is None or tender.state != TenderState.SENT:
        return
    with once(f"pilots.tender_sent:{tender_id}:{tender.sent_at.isoformat()}") as first:
        if first:
            readers = staff_to_tell(timezone.localdate(now))
            tell(readers, "tender_sent", {"tender": tender, "call": tender.call}, now=now)


def tell_of_the_choice(tender_id: int, *, now: dt.datetime) -> None:
    """The company hears whether it was chosen, and why."""
    tender = _tender(tender_id)
    if tender is None or not tender.is_told:
        return
    with once(f"pilots.tender_decided:{tender_id}") as first:
        if first:
            company = tender.solution.company_id
            readers = to_tell(company, COMPANY_PEOPLE, timezone.localdate(now))
            tell(readers, "tender_decided", {"tender": tender, "call": tender.call}, now=now)


def invite(invitation_id: int, *, now: dt.datetime) -> None:
    """A teacher who had the need is asked to the company day."""
    invitations = DayInvitation.objects.select_related("call__challenge", "person")
    invitation = invitations.filter(pk=invitation_id, answer=Coming.ASKED).first()
    if invitation is None:
        return
    with once(f"pilots.day_invitation:{invitation_id}") as first:
        if first:
            readers = _people({invitation.person_id})
            tell(readers, "day_invitation", {"call": invitation.call}, now=now)


def tell_of_the_workshop(workshop_id: int, *, now: dt.datetime) -> None:
    """The company hears whether its workshop takes place."""
    workshops = Workshop.objects.select_related("slot__school", "solution")
    workshop = workshops.filter(pk=workshop_id).first()
    if workshop is None or workshop.state == WorkshopState.ASKED:
        return
    with once(f"pilots.workshop_decided:{workshop_id}") as first:
        if first:
            company = workshop.solution.company_id
            readers = to_tell(company, COMPANY_PEOPLE, timezone.localdate(now))
            tell(readers, "workshop_decided", {"workshop": workshop}, now=now)


def _tender(tender_id: int) -> Tender | None:
    tenders = Tender.objects.select_related("call", "solution__company")
    return tenders.filter(pk=tender_id).first()


def _who_needs_it(need: Need) -> set[Reader]:
    return _people({need.teacher_id, *need.echoes.values_list("person_id", flat=True)})


def _people(ids: set[int | None]) -> set[Reader]:
    named = User.objects.filter(pk__in={one for one in ids if one is not None}, is_active=True)
    return set(named.values_list("email", "language"))
