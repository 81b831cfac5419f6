from dataclasses import dataclass, field

from eduhub.kit.access import Actor
from eduhub.people.states import Role
from eduhub.pilots.models.agreements import Agreement
from eduhub.pilots.models.gates import Clearance, LaneAnswers, LaneDecision, Permit
from eduhub.pilots.models.pilots import Group, Pilot, SuccessStatement
from eduhub.pilots.states import BEFORE_THE_PLAN, GroupState, Lane, PilotState


@dataclass(frozen=True, slots=True)
class Gates:
    """The rows that open the gates before the plan; the latest of each.

    Attributes:
        permit: the one in force.
        agreements: all that were made, with their signatures.
        informed: the groups that have been informed, by id.
    """

    answers: LaneAnswers | None = None
    decision: LaneDecision | None = None
    clearance: Clearance | None = None
    permit: Permit | None = None
    agreements: tuple[Agreement, ...] = ()
    informed: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Standing:
    """A pilot as it stands at one moment: what the rules judge and the page shows.

    Attributes:
        pilot: with its solution.
        groups: those that hold a place, in the order in which they joined.
        statement: the latest version of the success statement, if one was written.
        elsewhere: why the reader's school cannot join, in words; "" where it is in the market
            in which the pilot is run, and for all but teachers.
    """

    pilot: Pilot
    groups: tuple[Group, ...]
    statement: SuccessStatement | None
    gates: Gates = field(default_factory=Gates)
    elsewhere: str = ""

    @property
    def company_id(self) -> int:
        return self.pilot.solution.company_id

    @property
    def accepted(self) -> tuple[Group, ...]:
        return tuple(g for g in self.groups if g.state == GroupState.ACCEPTED)

    @property
    def school_ids(self) -> frozenset[int]:
        """Of the schools that have an accepted group."""
        return frozenset(g.school_id for g in self.accepted)

    @property
    def schools(self) -> int:
        return len(self.school_ids)

    @property
    def provider_ids(self) -> frozenset[int]:
        """The education providers of the schools that have a group in it."""
        found = {g.school.provider_id for g in self.groups}
        return frozenset(one for one in found if one is not None)

    @property
    def is_before_the_plan(self) -> bool:
        return self.pilot.state in BEFORE_THE_PLAN

    @property
    def waiting(self) -> tuple[Group, ...]:
        """Groups that wait for their principal."""
        return tuple(g for g in self.groups if g.state == GroupState.JOINED)

    @property
    def places_left(self) -> int:
        return max(0, self.pilot.places - len(self.groups))

    @property
    def company_agrees(self) -> bool:
        return self.statement is not None and self.statement.company_agreed_at is not None

    @property
    def agreeing(self) -> tuple[Group, ...]:
        """Accepted groups whose teacher has agreed to the latest version."""
        return tuple(g for g in self.accepted if self.agrees(g))

    @property
    def everybody_agrees(self) -> bool:
        """The company and all accepted groups, of which there is at least one."""
        return self.company_agrees and 0 < len(self.accepted) == len(self.agreeing)

    @property
    def lane_is_decided(self) -> bool:
        """On the latest answers; with others it is asked anew."""
        return self._is_on_the_answers(self.gates.decision)

    @property
    def privacy_is_cleared(self) -> bool:
        """In lane A by itself: there is nothing to clear."""
        cleared = self.gates.clearance
        if self.pilot.lane == Lane.A:
            return True
        return cleared is not None and cleared.is_cleared and self._is_on_the_answers(cleared)

    @property
    def permit_holds(self) -> bool:
        """Only lane C asks for one."""
        return self.pilot.lane != Lane.C or self._is_on_the_answers(self.gates.permit)

    def _is_on_the_answers(self, row: LaneDecision | Clearance | Permit | None) -> bool:
        """The row is there, and what the company says has not changed since."""
        answers = self.gates.answers
        return row is not None and answers is not None and row.answers_id == answers.pk

    @property
    def is_signed(self) -> bool:
        """By the company and by each school that has an accepted group."""
        return all(
            (made := self.agreement_with(school_id)) is not None and made.is_signed
            for school_id in self.school_ids
        )

    @property
    def everybody_is_informed(self) -> bool:
        """Not asked in lane A."""
        in_it = {group.pk for group in self.accepted}
        return self.pilot.lane == Lane.A or in_it <= self.gates.informed

    @property
    def stages(self) -> tuple[PilotState, ...]:
        """The states before the plan up to the first gate that is still closed, in order."""
        passed = [PilotState.POSTED]
        if self.pilot.screened_at is not None:
            passed.append(PilotState.SCREENED)
        needs_permit = self.pilot.lane == Lane.C
        permit = PilotState.PERMIT_GRANTED if needs_permit else PilotState.PERMIT_NOT_NEEDED
        for holds, state in (
            (self.lane_is_decided, PilotState.LANE_DECIDED),
            (self.privacy_is_cleared, PilotState.PRIVACY_CLEARED),
            (self.permit_holds, permit),
            (self.everybody_agrees and self.is_signed, PilotState.AGREED),
            (self.pilot.lane != Lane.A and self.everybody_is_informed, PilotState.INFORMED),
        ):
            if not holds:
                break
            passed.append(state)
        return tuple(passed)

    @property
    def gates_hold(self) -> bool:
        """Every gate of the pilot's lane is open; so it must stay while the pilot runs."""
        last = PilotState.AGREED if self.pilot.lane == Lane.A else PilotState.INFORMED
        return self.stages[-1] == last

    @property
    def is_ready_for_the_plan(self) -> bool:
        return self.pilot.is_ready_for_the_plan and self.gates_hold

    @property
    def may_be_signed(self) -> bool:
        """All before the agreement is done: what is signed now will stand."""
        gate = (self.lane_is_decided, self.privacy_is_cleared, self.permit_holds)
        return all(gate) and self.everybody_agrees

    def agreement_with(self, school_id: int) -> Agreement | None:
        """The agreement on what stands now: the latest statement, in the lane decided on."""
        if self.statement is None:
            return None
        now = (school_id, self.statement.pk, self.pilot.lane)
        made = ((a.school_id, a.statement_id, a.lane) == now for a in self.gates.agreements)
        return next((a for a, same in zip(self.gates.agreements, made, strict=True) if same), None)

    def agrees(self, group: Group) -> bool:
        return self.statement is not None and group.agreed_to_id == self.statement.pk

    def led_by(self, actor: Actor) -> tuple[Group, ...]:
        """The groups that hold a place and for which this teacher speaks."""
        return tuple(g for g in self.groups if g.is_led_by(actor))

    def headed_by(self, actor: Actor) -> tuple[Group, ...]:
        """The accepted groups of the school that this principal heads."""
        return tuple(g for g in self.accepted if actor.holds_at(Role.PRINCIPAL, g.school_id))
