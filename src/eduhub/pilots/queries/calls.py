"""The ways in: calls, tenders, company days, and the figures of the mobile testbed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet, Sum

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find
from eduhub.pilots.models import (
    Call,
    Challenge,
    DayInvitation,
    Echo,
    Need,
    Slot,
    Tender,
    Workshop,
)
from eduhub.pilots.rules.calls import CallNow, TenderNow
from eduhub.pilots.states.calls import CallKind, CallState, Coming, TenderState, WorkshopState

SHOWN_WHOLE = 5  # learners: a smaller head count is not told to the public


def calls(actor: Actor) -> QuerySet[Call]:
    """Calls with a window, the one that closes first on top; old ones after. One query."""
    seen = Call.objects.visible_to(actor).exclude(kind=CallKind.CONTINUOUS)
    ordered = seen.annotate(over=~Q(state__in=(CallState.DRAFT, CallState.PUBLISHED)))
    return ordered.select_related("challenge").order_by("over", "-opens_at", "-pk")


def calls_of(challenge: Challenge, actor: Actor) -> list[Call]:
    """One query."""
    return list(Call.objects.visible_to(actor).filter(challenge=challenge).order_by("-opens_at"))


def find_call(call_id: int, actor: Actor) -> Call:
    return find(Call.objects.visible_to(actor).select_related("challenge"), pk=call_id)


def call_now(call: Call, now: dt.datetime, solution: Solution | None = None) -> CallNow:
    """The call as the rules judge it, for this solution if one is named."""
    if solution is None:
        return CallNow(call, call.window(now))
    return CallNow(call, call.window(now), solution.company_id, solution.state)


def tender_now(tender: Tender, now: dt.datetime) -> TenderNow:
    return TenderNow(tender, tender.call.window(now))


def tenders(call: Call, actor: Actor) -> list[Tender]:
    """Those that this person may see: the own company's, and for the hub's people all."""
    seen = Tender.objects.visible_to(actor).filter(call=call)
    found = list(seen.select_related("solution__company").order_by("pk").fetch_mode(FETCH_RAISE))
    for tender in found:
        tender.call = call
    return found


def find_tender(tender_id: int, actor: Actor) -> Tender:
    seen = Tender.objects.visible_to(actor).select_related("call", "solution__company")
    return find(seen, pk=tender_id)


def solutions_to_tender(call: Call, actor: Actor) -> QuerySet[Solution]:
    """The company's published solutions with which it has not answered the call. One query."""
    sent = Tender.objects.standing().filter(call=call)
    own = Solution.objects.published().filter(company=actor.organisation_id)
    return own.exclude(pk__in=sent.values("solution")).order_by("pk").fetch_mode(FETCH_RAISE)


@dataclass(frozen=True, slots=True)
class Day:
    """How many teachers come to a company day."""

    asked: int
    come: int


def day_of(call: Call) -> Day:
    """Counts only; who comes is for the hub's people. One query."""
    told = DayInvitation.objects.filter(call=call).aggregate(
        asked=Count("pk"), come=Count("pk", filter=Q(answer=Coming.YES))
    )
    return Day(**told)


def invitation_of(call: Call, actor: Actor) -> DayInvitation | None:
    if actor.user_id is None:
        return None
    return DayInvitation.objects.filter(call=call, person=actor.user_id).first()


def to_invite(call: Call) -> list[tuple[int, int]]:
    """Person and school of those who had or echoed the needs of the challenge. Two queries."""
    needs = Need.objects.filter(challenge=call.challenge_id)
    had = needs.exclude(teacher=None).values_list("teacher_id", "school_id").order_by("pk")
    echoed = Echo.objects.filter(need__in=needs).values_list("person_id", "school_id")
    first: dict[int, int] = {}
    for person, school in (*had, *echoed.order_by("pk")):
        if person is not None:
            first.setdefault(person, school)
    return list(first.items())


def won(call: Call, solution_id: int) -> bool:
    """Whether the solution was chosen in the call."""
    return Tender.objects.filter(
        call=call, solution=solution_id, state=TenderState.CHOSEN
    ).exists()


# The mobile testbed


@dataclass(frozen=True, slots=True)
class MobileFigures:
    """What the mobile testbed has done, all of it from the head counts of held workshops."""

    workshops: int
    groups: int
    learners: int
    hours: int
    schoolyards: int


def mobile_figures() -> MobileFigures:
    """The same numbers in every language: they have one source. One query."""
    told = Workshop.objects.filter(state=WorkshopState.HELD).aggregate(
        workshops=Count("pk"),
        groups=Sum("groups", default=0),
        learners=Sum("learners", default=0),
        minutes=Sum("minutes", default=0),
        schoolyards=Count("slot__school", distinct=True),
    )
    return MobileFigures(hours=round(told.pop("minutes") / 60), **told)


@dataclass(frozen=True, slots=True)
class SlotSeen:
    """A slot with the workshops that this person may see.

    Attributes:
        learners: of held workshops; None where there are some, but fewer than five.
    """

    slot: Slot
    workshops: tuple[Workshop, ...]
    held: int
    learners: int | None


def slots(actor: Actor) -> list[SlotSeen]:
    """Where the container stands, the latest first. Two queries."""
    places = Slot.objects.select_related("school", "call").order_by("-starts", "-pk")
    return seen_slots(list(places.fetch_mode(FETCH_RAISE)[:50]), actor)


def seen_slots(places: Sequence[Slot], actor: Actor) -> list[SlotSeen]:
    """The same for these slots. One query."""
    workshops_of: dict[int, list[Workshop]] = {slot.pk: [] for slot in places}
    seen = Workshop.objects.visible_to(actor).filter(slot__in=workshops_of)
    rows = seen.select_related("solution__company").order_by("held_on", "begins", "pk")
    for workshop in rows.fetch_mode(FETCH_RAISE):
        workshops_of[workshop.slot_id].append(workshop)
    return [_seen(slot, workshops_of[slot.pk]) for slot in places]


def _seen(slot: Slot, workshops: Sequence[Workshop]) -> SlotSeen:
    held = [one for one in workshops if one.state == WorkshopState.HELD]
    learners = sum(one.learners or 0 for one in held)
    told = learners if learners >= SHOWN_WHOLE or not held else None
    return SlotSeen(slot, tuple(workshops), len(held), told)


def find_slot(slot_id: int) -> Slot:
    return find(Slot.objects.select_related("school", "call"), pk=slot_id)


def find_workshop(workshop_id: int, actor: Actor) -> Workshop:
    seen = Workshop.objects.visible_to(actor)
    return find(seen.select_related("slot__school", "solution__company"), pk=workshop_id)


# Homes


def calls_that_fit(actor: Actor, now: dt.datetime) -> list[Call]:
    """Open challenge calls that the company could answer and has not, the first to close first.

    A call fits when its challenge is of a subject of one of the company's published solutions,
    or names no subject. Three queries.
    """
    solutions = Solution.objects.published().filter(company=actor.organisation_id)
    codes = {code for of_one in solutions.values_list("codes", flat=True) for code in of_one}
    if not solutions.exists():
        return []
    answered = Tender.objects.standing().filter(solution__company=actor.organisation_id)
    fits = Q(challenge__codes=[]) | Q(challenge__codes__overlap=sorted(codes))
    open_now = Call.objects.open_at(now).filter(fits, kind=CallKind.CHALLENGE)
    return list(open_now.exclude(pk__in=answered.values("call")).order_by("closes_at", "pk")[:5])


def calls_to_decide(now: dt.datetime) -> list[Call]:
    """Challenge calls that have closed, with how many tenders came in (sent). One query."""
    closed = Call.objects.filter(
        kind=CallKind.CHALLENGE, state=CallState.PUBLISHED, closes_at__lte=now
    )
    sent = Count("tenders", filter=Q(tenders__state=TenderState.SENT))
    return list(closed.annotate(sent=sent).order_by("closes_at", "pk"))


def invitations_waiting(actor: Actor, now: dt.datetime) -> list[DayInvitation]:
    """Company days to which this person has been asked and not yet answered. One query."""
    asked = DayInvitation.objects.filter(
        person=actor.user_id,
        school=actor.organisation_id,
        answer=Coming.ASKED,
        call__day_at__gt=now,
        call__state__in=(CallState.PUBLISHED, CallState.DECIDED),
    )
    return list(asked.select_related("call").order_by("call__day_at", "pk"))


def workshops_waiting() -> list[Workshop]:
    """Workshops that companies ask for, the oldest first. One query."""
    asked = Workshop.objects.filter(state=WorkshopState.ASKED)
    return list(asked.select_related("slot__school", "solution").order_by("asked_at", "pk")[:20])
