"""Who may do what to a trial, and when. The thing judged is a Trial; for giving results of one
class it is a ClassOfTrial."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import Credential, LogicModel, Result, Trial, TrialClass
from eduhub.evidence.states import EvaluationState, ResultState
from eduhub.evidence.states.measures import MeasureState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF, Role
from eduhub.pilots.states import MOVES, PilotState

FEWEST_CLASSES = 2  # in each arm: with one, class and solution cannot be told apart
CHANGEABLE = (PilotState.PREREGISTERED, PilotState.RUNNING)  # the plan, by a new version
OF_THE_MEASURE = frozenset(  # of a plan: what nobody may choose who has seen a result
    {
        *("success", "measure", "unit", "smallest_that_matters", "higher_is_better"),
        *("stop_rule", "baseline", "scale_low", "scale_high", "dose_minutes"),
    }
)


@dataclass(frozen=True, slots=True)
class ClassOfTrial:
    """One class in its trial."""

    trial: Trial
    one: TrialClass


@dataclass(frozen=True, slots=True)
class Case:
    """A release of a solution before its passport is issued.

    Attributes:
        results: its published results.
        standing: the passport in force, if there is one.
        is_news: whether a passport of today would tell anything else than the one in force.
    """

    solution: Solution
    release: str
    results: tuple[Result, ...]
    standing: Credential | None
    is_news: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A published logic model before somebody who would say what it is worth."""

    model: LogicModel
    is_insider: bool  # of the company, under whatever hat


def is_staff(actor: Actor) -> bool:
    return bool(actor.roles & STAFF)


def why_fixed(trial: Trial, name: str) -> str:
    """Why a term of the frozen plan cannot change any more; "" where it can."""
    if name in OF_THE_MEASURE and trial.has_outcomes:
        return gettext(
            "A first result has come in. What is measured and what counts stays as it was."
        )
    return ""


def _provides(actor: Actor, trial: Trial) -> bool:
    providers = {group.school.provider_id for group in trial.groups}
    return any(actor.holds_at(Role.PROVIDER_OFFICIAL, one) for one in providers)


def _researches(actor: Actor, trial: Trial) -> bool:
    named = trial.plan.researchers_id if trial.plan else None
    return actor.holds_at(Role.RESEARCHER, named)


def runs(actor: Actor, trial: Trial) -> bool:
    """The hub, the schools' education provider, and the researchers that the hub has named."""
    return is_staff(actor) or _provides(actor, trial) or _researches(actor, trial)


def is_of_company(actor: Actor, trial: Trial) -> bool:
    """Never learns that somebody has withdrawn, nor in which class."""
    return actor.organisation_id == trial.company_id and not runs(actor, trial)


def has_part(actor: Actor, trial: Trial) -> bool:
    """Sees the trial before the public does: the company, the schools, and those who run it."""
    schools = {group.school_id for group in trial.groups}
    inside = actor.organisation_id is not None and (
        actor.organisation_id == trial.company_id or actor.organisation_id in schools
    )
    return inside or runs(actor, trial)


def _gives(actor: Actor, thing: ClassOfTrial) -> bool:
    group = thing.one.group
    return group.is_led_by(actor) or actor.holds_at(Role.PRINCIPAL, group.school_id)


def _joins(actor: Actor, thing: ClassOfTrial) -> bool:
    """Gives the results of this class and of another with which it may be counted, or runs all."""
    trial, one = thing.trial, thing.one
    others = [trial.host_of(one) or one, *trial.hosts_for(one)]
    both = [ClassOfTrial(trial, other) for other in others if other != one]
    own = _gives(actor, thing) and any(_gives(actor, other) for other in both)
    return runs(actor, trial) or own


def _takes(trial: Trial, one: TrialClass | None) -> bool:
    """While the pilot runs; afterwards only what a withdrawal has taken out."""
    runs_now = trial.pilot.state == PilotState.RUNNING
    return runs_now or (trial.is_reopened and trial.is_asked_anew(one))


def _when(holds: Callable[[Any], bool], reason: str | Promise) -> Rule:
    return Rule(lambda actor, thing: holds(thing), reason, NotNow)


def _in_state(state: PilotState, reason: str | Promise) -> Rule:
    return _when(lambda trial: trial.pilot.state == state, reason)


RUNS = Rule(
    runs,
    _("Only the hub, the schools' education provider or the named researchers can do this."),
)
STAFF_ONLY = Rule(lambda actor, trial: is_staff(actor), _("Only the hub can do this."))
READY = _when(
    lambda trial: trial.pilot.is_ready_for_the_plan,
    _(
        "First every gate of the pilot's lane is opened: its page says what is missing. Then the"
        " plan is written."
    ),
)
NOT_FROZEN = _when(
    lambda trial: not trial.is_frozen,
    _("The plan is frozen. What changes now becomes a new version, with its reason."),
)
WRITTEN = _when(lambda trial: trial.plan is not None, _("There is no plan yet. Write one first."))
FROZEN = _when(lambda trial: trial.is_frozen, _("Freeze the plan first."))
LOT_HERE = _when(
    lambda trial: trial.is_drawn_here,
    _("In this plan the lot is not drawn here."),
)
NOT_DRAWN = _when(
    lambda trial: not trial.arms_are_known,
    _("The lot has been drawn already. It is drawn once only."),
)
DRAWN = _when(lambda trial: trial.arms_are_known, _("Draw the lot first."))
NOT_STARTED = _in_state(
    PilotState.PREREGISTERED, _("The pilot has already started, or was stopped.")
)
RUNNING = _in_state(
    PilotState.RUNNING, _("Results are taken while the pilot runs. It does not run now.")
)
TAKES_CLASS = _when(lambda thing: _takes(thing.trial, thing.one), RUNNING.reason)
TAKES_TRIAL = _when(lambda trial: _takes(trial, None), RUNNING.reason)
BY_CLASS = _when(
    lambda thing: not thing.trial.comes_in_one_file,
    _("In this plan one file holds the whole trial."),
)
IN_ONE_FILE = _when(
    lambda trial: trial.comes_in_one_file,
    _("In this plan each teacher gives the totals of their own class."),
)
NOT_CLOSED = _when(
    lambda trial: trial.result is None and trial.pilot.state in CHANGEABLE,
    _("A plan is changed until the data are closed. They are closed, or the pilot has ended."),
)
ENOUGH = _when(
    lambda trial: min(trial.classes_by_arm) >= FEWEST_CLASSES,
    _("Two classes on each side must have given results before the data can be closed."),
)
STUCK = _when(
    lambda trial: trial.result is not None and trial.result.state != ResultState.READY,
    _("There is nothing that waits for an analysis."),
)
ANALYSED = _when(
    lambda trial: PilotState.PUBLISHED in MOVES[trial.pilot.state],
    _("Only an analysed result that is not yet published can be published."),
)
MAY_EXPLORE = Rule(
    lambda actor, trial: is_staff(actor) or _researches(actor, trial),
    _("Only the hub and the researchers that the plan names ask for another analysis."),
)
EXPLORABLE = _when(
    lambda trial: trial.result is not None and trial.result.state == ResultState.READY,
    _(
        "Another analysis can be asked for once the data are closed and the plan's own analysis"
        " is there."
    ),
)
IS_ANALYSED = _when(
    lambda trial: trial.result is not None and trial.result.state == ResultState.READY,
    _("A trial is reviewed once it has been analysed."),
)

TRIAL_RULES: Rules = {
    "write": (SIGNED_IN, RUNS, NOT_FROZEN, READY),
    "freeze": (SIGNED_IN, RUNS, WRITTEN, NOT_FROZEN, READY),
    "amend": (SIGNED_IN, RUNS, FROZEN, NOT_CLOSED),
    "draw": (SIGNED_IN, RUNS, FROZEN, LOT_HERE, NOT_DRAWN, NOT_STARTED),
    "start": (SIGNED_IN, RUNS, FROZEN, NOT_STARTED, DRAWN),
    "give_trial": (SIGNED_IN, RUNS, FROZEN, IN_ONE_FILE, TAKES_TRIAL),
    "close": (SIGNED_IN, RUNS, FROZEN, RUNNING, ENOUGH),
    "analyse": (SIGNED_IN, STAFF_ONLY, STUCK),
    "publish": (SIGNED_IN, STAFF_ONLY, ANALYSED),
    "review": (SIGNED_IN, RUNS, IS_ANALYSED),
    "explore": (SIGNED_IN, MAY_EXPLORE, EXPLORABLE),
}
BY_ITSELF = _when(
    lambda thing: thing.trial.host_of(thing.one) is None,
    _("The pupils of this class are counted with another class, which gives the results of both."),
)
JOINS = Rule(
    _joins,
    _(
        "Only whoever gives the results of both classes can do this, as the principal does, or"
        " those who run the trial."
    ),
)
RUNS_NOW = _when(lambda thing: thing.trial.pilot.state == PilotState.RUNNING, RUNNING.reason)
CLASS_RULES: Rules = {
    "give": (
        SIGNED_IN,
        Rule(_gives, _("Only the class's own teacher or the principal gives its results.")),
        BY_CLASS,
        TAKES_CLASS,
        BY_ITSELF,
    ),
    "join": (
        SIGNED_IN,
        JOINS,
        BY_CLASS,
        RUNS_NOW,
        BY_ITSELF,
        _when(
            lambda thing: len(thing.trial.with_guests(thing.one)) == 1,
            _("Another class is counted with this one already."),
        ),
        _when(
            lambda thing: bool(thing.trial.hosts_for(thing.one)),
            _("No other class of the school is on the same side."),
        ),
        _when(
            lambda thing: thing.trial.counted_of(thing.one) is None,
            _("This class has given its results. They count as they are."),
        ),
    ),
    "part": (
        SIGNED_IN,
        JOINS,
        RUNS_NOW,
        _when(
            lambda thing: thing.trial.host_of(thing.one) is not None,
            _("This class is counted by itself."),
        ),
        _when(
            lambda thing: thing.trial.counted_of(thing.one) is None,
            _("Results of both together have been given. They count as they are."),
        ),
    ),
}
HUB_ISSUES = Rule(
    lambda actor, thing: is_staff(actor),
    _("Only the hub issues passports and withdraws them."),
)
PASSPORT_RULES: Rules = {
    "issue": (
        SIGNED_IN,
        HUB_ISSUES,
        _when(
            lambda case: bool(case.results),
            _("A passport needs at least one published result of this version."),
        ),
        _when(
            lambda case: case.standing is None or case.is_news,
            _("The passport in force says all there is. Nothing has changed since."),
        ),
    ),
}
CREDENTIAL_RULES: Rules = {
    "withdraw": (
        SIGNED_IN,
        HUB_ISSUES,
        _when(
            lambda credential: credential.is_passport,
            _("A part goes with its passport. Withdraw the passport."),
        ),
        _when(
            lambda credential: credential.is_in_force,
            _("It is not in force any more."),
        ),
    ),
}
STAFF_RULES: Rules = {
    "train": (SIGNED_IN, STAFF_ONLY),
    "evaluate": (SIGNED_IN, STAFF_ONLY),
}
EVALUATION_RULES: Rules = {
    "ask_third": (
        SIGNED_IN,
        STAFF_ONLY,
        _when(
            lambda evaluation: evaluation.state == EvaluationState.THIRD,
            _("No third teacher is needed here."),
        ),
    ),
    "replace": (
        SIGNED_IN,
        STAFF_ONLY,
        _when(
            lambda evaluation: evaluation.state == EvaluationState.OPEN,
            _("No teacher's answer is waited for here."),
        ),
    ),
    "comment": (
        SIGNED_IN,
        Rule(
            lambda actor, evaluation: actor.holds_at(
                Role.COMPANY_LEAD, evaluation.solution.company_id
            ),
            _("Only the company's own lead comments."),
        ),
        _when(
            lambda evaluation: evaluation.is_published,
            _("There is something to comment on once it is published."),
        ),
        _when(
            lambda evaluation: not evaluation.comment,
            _("The company has commented. It does so once only."),
        ),
    ),
}
SHEET_RULES: Rules = {
    "give": (
        SIGNED_IN,
        _when(lambda sheet: sheet.given_at is None, _("You have given your scores. Thank you.")),
    ),
}


def _proposed_it(actor: Actor, measure: Any) -> bool:
    own = actor.holds_at(Role.RESEARCHER, measure.organisation_id)
    return is_staff(actor) or own


RESEARCHES = Rule(
    lambda actor, thing: is_staff(actor) or actor.holds(Role.RESEARCHER),
    _("Only researchers and the hub propose measures."),
)
STILL_PROPOSED = _when(
    lambda measure: measure.state == MeasureState.PROPOSED,
    _("Only a proposal that waits is published or declined."),
)
MEASURE_RULES: Rules = {
    "propose": (SIGNED_IN, RESEARCHES),
    "anew": (
        SIGNED_IN,
        RESEARCHES,
        _when(
            lambda measure: measure.is_published,
            _("It is not published yet, so change it as it is."),
        ),
    ),
    "write": (
        SIGNED_IN,
        Rule(_proposed_it, _("Only the hub and who proposed it change it.")),
        _when(
            lambda measure: not measure.is_published,
            _("It is published and stays as it is. Propose a new version."),
        ),
    ),
    "publish": (SIGNED_IN, STAFF_ONLY, STILL_PROPOSED),
    "decline": (SIGNED_IN, STAFF_ONLY, STILL_PROPOSED),
}


def _writes_logic(actor: Actor, case: Any) -> bool:
    company = case.solution.company_id
    inside = any(
        actor.holds_at(role, company) for role in (Role.COMPANY_LEAD, Role.COMPANY_MEMBER)
    )
    named = actor.organisation_id in case.researchers and actor.holds(Role.RESEARCHER)
    return inside or named


def _is_apart(actor: Actor, reading: Reading) -> bool:
    """Neither of the company nor of those who wrote it."""
    wrote = reading.model.written_by_id == actor.user_id
    return not (reading.is_insider or wrote or actor.organisation_id in reading.model.writers)


WRITES_LOGIC = Rule(
    _writes_logic,
    _("Only the company and the researchers named in a plan of its pilots write this."),
)
LOGIC_RULES: Rules = {
    "write": (SIGNED_IN, WRITES_LOGIC),
    "publish": (
        SIGNED_IN,
        WRITES_LOGIC,
        _when(lambda case: case.draft is not None, _("There is no draft. Write one first.")),
    ),
    "review": (
        SIGNED_IN,
        Rule(RESEARCHES.holds, _("Only researchers and the hub review logic models.")),
        Rule(_is_apart, _("Nobody reviews what their own people wrote or sell.")),
    ),
}
