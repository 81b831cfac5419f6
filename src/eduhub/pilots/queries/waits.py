"""What pilots wait for, since when and from whom: for the board, the page and the reminders.

One answer for all three, so that a letter never asks for what the page does not.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from eduhub.pilots.models import (
    ClosingDecision,
    CoverRequest,
    Group,
    Pilot,
    Seat,
    Standing,
    Suggestion,
)
from eduhub.pilots.queries.standings import standings_of
from eduhub.pilots.rules.time import BY_PROVIDER
from eduhub.pilots.states import GroupState, Lane, PilotState
from eduhub.pilots.states.agreements import SignedBy
from eduhub.pilots.states.time import OPEN_COVER, CoverState
from eduhub.pilots.states.waits import USUAL, Usual, WaitKind, WaitsFor

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wait:
    """A step of a pilot that somebody has to take.

    Attributes:
        since: the day from which on it could be taken.
        place: the organisation whose people are asked; None: whoever may, or the hub.
        user: the one person who is asked; None: all with the role there.
        on: what the step is about, such as a group's id; 0 for the pilot itself.
        by: on whose side it is, where that is not the usual one.
    """

    kind: WaitKind
    since: dt.date
    place: int | None = None
    user: int | None = None
    on: int = 0
    by: WaitsFor | None = None

    @property
    def usual(self) -> Usual:
        return USUAL[self.kind]

    @property
    def side(self) -> WaitsFor:
        return self.by or self.usual.by

    @property
    def due(self) -> dt.date:
        return self.since + self.usual.days * DAY

    def overdue(self, today: dt.date) -> int:
        """Days beyond the usual length; 0 when it is in time."""
        return max(0, (today - self.due).days)

    def age(self, today: dt.date) -> int:
        return (today - self.since).days


@dataclass(frozen=True, slots=True)
class Besides:
    """What a pilot waits for beside its own states."""

    suggested: dict[int, dt.datetime]  # the oldest open suggestion of a pilot
    covers: dict[int, list[CoverRequest]]
    decided: dict[int, set[int]]  # places that have decided how it ends


def waits_of(pilots: Sequence[Pilot]) -> list[tuple[Standing, list[Wait]]]:
    """Each pilot as it stands with what it waits for, the longest overdue first.

    Nine to twelve queries, however many pilots.
    """
    standings = standings_of(pilots)
    besides = _besides([pilot.pk for pilot in pilots])
    return [(s, sorted(waits_in(s, besides), key=lambda w: (w.due, w.kind))) for s in standings]


def renewals_of(pilots: Sequence[Pilot], today: dt.date) -> dict[int, list[Wait]]:
    """By pilot: groups in which somebody has come of age, or a term is over. One query.

    For letters to the school alone. Pages do not show it: others would learn of a pupil's age.
    """
    due = Seat.objects.filter(pilot__in=pilots, closed_at=None, renew_on__lte=today)
    rows = due.filter(group__state=GroupState.ACCEPTED).order_by()
    named = ("pilot", "group", "group__school", "group__teacher")
    found: dict[int, list[Wait]] = defaultdict(list)
    for pilot, group, school, teacher, since in rows.values_list(*named).annotate(
        since=Min("renew_on")
    ):
        found[pilot].append(Wait(WaitKind.ASK_ANEW, since, school, teacher, on=group))
    return found


def waits_in(standing: Standing, besides: Besides) -> Iterator[Wait]:
    pilot = standing.pilot
    if standing.is_before_the_plan:
        yield from _before_the_plan(standing)
    else:
        yield from _after_the_plan(standing, besides)
    if (oldest := besides.suggested.get(pilot.pk)) is not None:
        yield Wait(WaitKind.ANSWER_SUGGESTION, _day(oldest), standing.company_id)
    for cover in besides.covers.get(pilot.pk, ()):
        yield _cover(cover)


def _besides(keys: Sequence[int]) -> Besides:
    open_ones = Suggestion.objects.open().filter(pilot__in=keys).order_by()
    suggested = dict(open_ones.values_list("pilot").annotate(Min("suggested_at")))
    covers: dict[int, list[CoverRequest]] = defaultdict(list)
    asked = CoverRequest.objects.filter(pilot__in=keys, state__in=OPEN_COVER)
    for cover in asked.select_related("school").order_by("pk"):
        covers[cover.pilot_id].append(cover)
    decided: dict[int, set[int]] = defaultdict(set)
    rows = ClosingDecision.objects.filter(pilot__in=keys).order_by()
    for pilot_id, place in rows.values_list("pilot", "organisation"):
        decided[pilot_id].add(place)
    return Besides(suggested, covers, decided)


def _before_the_plan(standing: Standing) -> Iterator[Wait]:
    pilot, gates = standing.pilot, standing.gates
    posted = _day(pilot.posted_at)
    if gates.answers is None:
        yield Wait(WaitKind.ANSWER_LANE, posted, standing.company_id)
        if pilot.screened_at is None:
            yield Wait(WaitKind.SCREEN, posted)
    else:
        yield from _papers(standing)
    for group in standing.groups:
        since = _day(group.joined_at)
        if group.state == GroupState.INVITED:
            asked, on = (group.school_id, group.teacher_id), group.pk
            yield Wait(WaitKind.ANSWER_INVITATION, since, *asked, on=on)
        if group.state == GroupState.JOINED:
            yield Wait(WaitKind.DECIDE_GROUP, since, group.school_id, on=group.pk)
    yield from _agreeing(standing)
    if standing.is_ready_for_the_plan:
        yield from _official(standing, WaitKind.PLAN, _day(pilot.state_since))


def _papers(standing: Standing) -> Iterator[Wait]:
    """Lane, privacy, permit: the first that is missing; then what the teachers say."""
    gates = standing.gates
    assert gates.answers is not None
    if not standing.lane_is_decided:
        yield from _official(standing, WaitKind.DECIDE_LANE, _day(gates.answers.answered_at))
        return
    assert gates.decision is not None
    decided = _day(gates.decision.decided_at)
    if not standing.privacy_is_cleared:
        yield from _official(standing, WaitKind.CLEAR_PRIVACY, decided)
    elif not standing.permit_holds:
        cleared = _day(gates.clearance.decided_at) if gates.clearance else decided
        yield from _official(standing, WaitKind.NOTE_PERMIT, cleared)
    if standing.pilot.lane in (Lane.B, Lane.C):
        for group in standing.accepted:
            if group.pk not in gates.informed:
                since = max(decided, _day(group.decided_at or group.joined_at))
                yield Wait(WaitKind.INFORM, since, group.school_id, group.teacher_id, on=group.pk)


def _agreeing(standing: Standing) -> Iterator[Wait]:
    """The success statement, and after it the signatures."""
    statement, company = standing.statement, standing.company_id
    accepted = [_day(g.decided_at or g.joined_at) for g in standing.accepted]
    if statement is None:
        if accepted:
            yield Wait(WaitKind.WRITE_STATEMENT, min(accepted), company)
        return
    written = _day(statement.written_at)
    if not standing.company_agrees:
        yield Wait(WaitKind.AGREE_COMPANY, written, company)
    for group in standing.accepted:
        if not standing.agrees(group):
            since = max(written, _day(group.decided_at or group.joined_at))
            yield Wait(
                WaitKind.AGREE_TEACHER, since, group.school_id, group.teacher_id, on=group.pk
            )
    if standing.may_be_signed:
        yield from _signing(standing)


def _signing(standing: Standing) -> Iterator[Wait]:
    for school_id in sorted(standing.school_ids):
        agreement = standing.agreement_with(school_id)
        if agreement is None:
            continue
        made = _day(agreement.made_at)
        if agreement.signature_of(SignedBy.COMPANY) is None:
            yield Wait(WaitKind.SIGN_COMPANY, made, standing.company_id, on=agreement.pk)
        if agreement.signature_of(SignedBy.SCHOOL) is None:
            yield Wait(WaitKind.SIGN_SCHOOL, made, school_id, on=agreement.pk)


def _after_the_plan(standing: Standing, besides: Besides) -> Iterator[Wait]:
    pilot, since = standing.pilot, _day(standing.pilot.state_since)
    match pilot.state:
        case PilotState.PREREGISTERED:
            yield from _official(standing, WaitKind.START, max(pilot.starts, since))
        case PilotState.RUNNING:
            yield from _official(standing, WaitKind.CLOSE_DATA, max(pilot.ends, since))
        case PilotState.PAUSED:
            yield from _official(standing, WaitKind.REOPEN, since)
        case PilotState.DATA_CLOSED:
            yield Wait(WaitKind.ANALYSE, since)
        case PilotState.ANALYSED | PilotState.REVIEWED | PilotState.DECIDED | PilotState.REPORTED:
            yield Wait(WaitKind.PUBLISH, since)
            yield from _closing(standing, besides.decided[pilot.pk], since)


def _closing(standing: Standing, decided: set[int], since: dt.date) -> Iterator[Wait]:
    """Each school that took part, and its provider, says how it ends."""
    for school_id in sorted(standing.school_ids - decided):
        yield Wait(WaitKind.CLOSE, since, school_id)
    for place in sorted(_providers(standing.accepted) - decided):
        yield Wait(WaitKind.CLOSE, since, place, by=WaitsFor.OFFICIAL)


def _official(standing: Standing, kind: WaitKind, since: dt.date) -> Iterator[Wait]:
    """Officials of the providers whose schools take part; where there are none, the hub."""
    places = sorted(standing.provider_ids)
    if not places:
        yield Wait(kind, since, by=WaitsFor.HUB)
    for place in places:
        yield Wait(kind, since, place)


def _cover(cover: CoverRequest) -> Wait:
    if cover.state == CoverState.ASKED:
        return Wait(WaitKind.APPROVE_COVER, _day(cover.asked_at), cover.school_id, on=cover.pk)
    since = _day(cover.approved_at or cover.asked_at)
    if settings.COVER_DECIDED_BY == BY_PROVIDER and cover.school.provider_id is not None:
        by, place = WaitsFor.OFFICIAL, cover.school.provider_id
        return Wait(WaitKind.DECIDE_COVER, since, place, on=cover.pk, by=by)
    return Wait(WaitKind.DECIDE_COVER, since, on=cover.pk)


def _providers(groups: Sequence[Group]) -> set[int]:
    found = {group.school.provider_id for group in groups}
    return {one for one in found if one is not None}


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)
