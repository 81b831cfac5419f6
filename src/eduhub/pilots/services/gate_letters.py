"""Letters at the gates before the plan: each is written once, however often its job runs."""

import datetime as dt

from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.people.queries import staff_to_tell, to_tell
from eduhub.people.states import Role
from eduhub.pilots.models import Agreement, LaneAnswers, LaneDecision, Pilot, Standing
from eduhub.pilots.queries.gate_steps import paused
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.services.letters import PRINCIPALS, Reader, everybody, tell
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.agreements import SignedBy

OFFICIALS = frozenset({str(Role.PROVIDER_OFFICIAL)})
COMPANY_LEADS = frozenset({str(Role.COMPANY_LEAD)})


def ask_the_officials(answers_id: int, *, now: dt.datetime) -> None:
    """The questions are answered: those who may decide the lane are asked."""
    rows = LaneAnswers.objects.select_related("pilot__solution__company")
    answers = rows.filter(pk=answers_id).first()
    if answers is None:
        return
    standing = standing_of(answers.pilot)
    if standing.gates.answers != answers or standing.lane_is_decided:
        return
    with once(f"pilots.lane_answered:{answers_id}") as first:
        if first:
            context = {"pilot": answers.pilot, "answers": answers}
            tell(officials_of(standing, now), "lane_answered", context, now=now)


def officials_of(standing: Standing, now: dt.datetime) -> set[Reader]:
    """Officials of the education providers whose schools take part; before that, the hub."""
    today = timezone.localdate(now)
    found: set[Reader] = set()
    for provider_id in standing.provider_ids:
        found |= set(to_tell(provider_id, OFFICIALS, today))
    return found or set(staff_to_tell(today))


def tell_of_the_lane(decision_id: int, *, now: dt.datetime) -> None:
    """Company, teachers and principals hear in which lane the pilot is."""
    rows = LaneDecision.objects.select_related("pilot__solution__company", "answers")
    decision = rows.filter(pk=decision_id).first()
    if decision is None:
        return
    with once(f"pilots.lane_decided:{decision_id}") as first:
        if first:
            readers = everybody(standing_of(decision.pilot), now)
            context = {"pilot": decision.pilot, "decision": decision}
            tell(readers, "lane_decided", context, now=now)


def ask_to_sign(agreement_id: int, *, now: dt.datetime) -> None:
    """The company's lead and the principal are asked for their signatures."""
    rows = Agreement.objects.select_related("pilot__solution__company", "school")
    agreement = rows.prefetch_related("signatures").filter(pk=agreement_id).first()
    if agreement is None or agreement.is_signed:
        return
    with once(f"pilots.agreement_made:{agreement_id}") as first:
        if first:
            today = timezone.localdate(now)
            readers: set[Reader] = set()
            if agreement.signature_of(SignedBy.COMPANY) is None:
                company = agreement.pilot.solution.company_id
                readers |= set(to_tell(company, COMPANY_LEADS, today))
            if agreement.signature_of(SignedBy.SCHOOL) is None:
                readers |= set(to_tell(agreement.school_id, PRINCIPALS, today))
            context = {"pilot": agreement.pilot, "agreement": agreement}
            tell(readers, "agreement_made", context, now=now)


def tell_all_that_it_is_paused(pilot_id: int, *, now: dt.datetime) -> None:
    """Everybody in it, those who can open the gate again, and the hub."""
    pilot = Pilot.objects.select_related("solution__company").filter(pk=pilot_id).first()
    if pilot is None or pilot.state != PilotState.PAUSED:
        return
    with once(f"pilots.paused:{pilot_id}:{pilot.state_since.isoformat()}") as first:
        if first:
            standing = standing_of(pilot)
            readers = everybody(standing, now) | officials_of(standing, now)
            readers |= set(staff_to_tell(timezone.localdate(now)))
            context = {"pilot": pilot, "missing": lambda: paused(standing).words}  # by language
            tell(readers, "paused", context, now=now)
