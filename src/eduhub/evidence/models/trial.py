from dataclasses import dataclass

from eduhub.evidence.models.joints import Joint
from eduhub.evidence.models.plans import Lot, Plan, TrialClass
from eduhub.evidence.models.results import Result
from eduhub.evidence.models.totals import Totals
from eduhub.evidence.states import Arm, Design, ResultState, Source, TotalsState
from eduhub.kit.access import Actor
from eduhub.people.states import Role
from eduhub.pilots.models import Group, Pilot, SuccessStatement
from eduhub.pilots.states import OVER


def joint_of(one: TrialClass) -> Joint | None:
    """With which class this one is counted; fetched with the trial's classes."""
    return getattr(one, "joint", None)


def _tells_of(totals: Totals, one: TrialClass) -> bool:
    if totals.of_class_id == one.pk:
        return True
    joint = joint_of(one)
    if joint is None or joint.host_id != totals.of_class_id:
        return False
    return joint.joined_at <= totals.given_at


@dataclass(frozen=True, slots=True)
class Trial:
    """A pilot's trial as it stands at one moment: what the rules judge and the pages show.

    Attributes:
        pilot: with its solution.
        statement: the latest version of the success statement, if one was written; where the plan
            was changed, as the plan in force has it.
        groups: those accepted into the pilot, with their school, in a fixed order.
        plan: draft, or the version in force; None before anybody wrote one.
        classes: the frozen plan's, with group and school, in the order of their codes.
        totals: proposed and counted ones, and those out of which somebody was taken.
    """

    pilot: Pilot
    statement: SuccessStatement | None
    groups: tuple[Group, ...]
    plan: Plan | None
    classes: tuple[TrialClass, ...]
    lot: Lot | None
    totals: tuple[Totals, ...]
    result: Result | None

    @property
    def company_id(self) -> int:
        return self.pilot.solution.company_id

    @property
    def is_public(self) -> bool:
        """Whether everybody may read the result."""
        return self.result is not None and self.result.published_at is not None

    @property
    def is_frozen(self) -> bool:
        return self.plan is not None and self.plan.is_frozen

    @property
    def is_drawn_here(self) -> bool:
        return self.plan is not None and self.plan.design == Design.LOT_HERE

    @property
    def comes_in_one_file(self) -> bool:
        return self.plan is not None and self.plan.source == Source.FILE

    @property
    def has_outcomes(self) -> bool:
        """Whether anybody has given a result, even one that was thrown away again."""
        return bool(self.totals) or (
            self.plan is not None and self.plan.first_outcome_at is not None
        )

    @property
    def arms_are_known(self) -> bool:
        """Every class of the plan knows what it does; so too where no class is listed."""
        return self.is_frozen and all(one.arm for one in self.classes)

    @property
    def counted(self) -> tuple[Totals, ...]:
        return tuple(t for t in self.totals if t.state == TotalsState.COUNTED)

    @property
    def taken_out(self) -> tuple[Totals, ...]:
        """Totals that are asked for anew, since somebody in them has withdrawn."""
        return tuple(t for t in self.totals if t.state == TotalsState.TAKEN_OUT)

    @property
    def is_reopened(self) -> bool:
        """Whether results are taken anew after the data were closed: of those taken out only."""
        return self.result is not None and self.result.state == ResultState.REOPENED

    @property
    def asks_anew(self) -> bool:
        """Whether what a withdrawal takes out is given anew: not with a public result, or none to come."""
        return not self.is_public and self.pilot.state not in OVER

    def is_asked_anew(self, one: TrialClass | None) -> bool:
        """Whether new totals of a class are waited for; None: those of the whole trial."""
        key = one.pk if one else None
        return any(totals.of_class_id == key for totals in self.taken_out)

    @property
    def classes_by_arm(self) -> tuple[int, int]:
        """How many classes have counted results, in the comparison and in the trying arm."""
        cells = [cell for totals in self.counted for cell in totals.moments]
        compares, tries = (len({c.label for c in cells if c.arm == arm}) for arm in (0, 1))
        return compares, tries

    def counted_of(self, one: TrialClass) -> Totals | None:
        """The totals that count and in which this class is, by itself or with another."""
        return next((t for t in self.counted if _tells_of(t, one)), None)

    def told_in(self, totals: Totals) -> tuple[TrialClass, ...]:
        """The classes of which totals tell: their own, and those counted with it by then."""
        return tuple(one for one in self.classes if _tells_of(totals, one))

    def host_of(self, one: TrialClass) -> TrialClass | None:
        """The class with which this one is counted."""
        joint = joint_of(one)
        hosts = (other for other in self.classes if joint and other.pk == joint.host_id)
        return next(hosts, None)

    def with_guests(self, one: TrialClass) -> tuple[TrialClass, ...]:
        """This class and those that are counted with it."""
        guests = (other for other in self.classes if self.host_of(other) == one)
        return (one, *guests)

    def is_asked_for(self, one: TrialClass) -> bool:
        """Whether totals of this class are waited for; of one counted with another never."""
        if joint_of(one) is not None:
            return False
        return any(self.counted_of(each) is None for each in self.with_guests(one))

    def hosts_for(self, one: TrialClass) -> tuple[TrialClass, ...]:
        """The classes with which this one may be counted: of its school, block and side."""
        return tuple(
            other
            for other in self.classes
            if other != one
            and joint_of(other) is None
            and other.group.school_id == one.group.school_id
            and (other.block, other.arm) == (one.block, one.arm)
        )

    def class_of(self, group_id: int) -> TrialClass | None:
        return next((one for one in self.classes if one.group_id == group_id), None)

    def classes_of(self, actor: Actor) -> tuple[TrialClass, ...]:
        """The classes whose results this person gives: a teacher's own, a principal's school's."""
        return tuple(
            one
            for one in self.classes
            if one.group.is_led_by(actor) or actor.holds_at(Role.PRINCIPAL, one.group.school_id)
        )

    def in_arm(self, arm: Arm) -> tuple[TrialClass, ...]:
        return tuple(one for one in self.classes if one.arm == arm)
