from dataclasses import dataclass

from eduhub.kit.access import Actor
from eduhub.pilots.models.pilots import Group, Pilot, SuccessStatement
from eduhub.pilots.states import BEFORE_THE_PLAN, GroupState


@dataclass(frozen=True, slots=True)
class Standing:
    """A pilot as it stands at one moment: what the rules judge and the page shows.

    Attributes:
        pilot: with its solution.
        groups: those that hold a place, in the order in which they joined.
        statement: the latest version of the success statement, if one was written.
    """

    pilot: Pilot
    groups: tuple[Group, ...]
    statement: SuccessStatement | None

    @property
    def company_id(self) -> int:
        return self.pilot.solution.company_id

    @property
    def accepted(self) -> tuple[Group, ...]:
        return tuple(g for g in self.groups if g.state == GroupState.ACCEPTED)

    @property
    def schools(self) -> int:
        """How many schools have an accepted group."""
        return len({g.school_id for g in self.accepted})

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

    def agrees(self, group: Group) -> bool:
        return self.statement is not None and group.agreed_to_id == self.statement.pk

    def led_by(self, actor: Actor) -> tuple[Group, ...]:
        """The groups that hold a place and for which this teacher speaks."""
        return tuple(g for g in self.groups if g.is_led_by(actor))
