"""Who may do what to a trial, and when. The thing judged is a Trial; for giving results of one
class it is a ClassOfTrial."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
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


def _provides(actor: Actor, trial: Trial) -> bool:
    providers = {group.school.provider_id for group in trial.groups}
    return any(actor.holds_at(Role.PROVIDER_OFFICIAL, one) for one in providers)


def _researches(actor: Actor, trial: Trial) -> bool:
    named = trial.plan.researchers_id if trial.plan else None
    return actor.holds_at(Role.RESEARCHER, named)


def runs(actor: Actor, trial: Trial) -> bool:
    """The hub, the schools' education provider, and the researchers that the hub has named."""
    return is_staff(actor) or _provides(actor, trial) or _researches(actor, trial)


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
    _("The plan is frozen. Nobody can change it any more."),
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
IS_ANALYSED = _when(
    lambda trial: trial.result is not None and trial.result.state == ResultState.READY,
    _("A trial is reviewed once it has been analysed."),
)

TRIAL_RULES: Rules = {
    "write": (SIGNED_IN, RUNS, NOT_FROZEN, READY),
    "freeze": (SIGNED_IN, RUNS, WRITTEN, NOT_FROZEN, READY),
    "draw": (SIGNED_IN, RUNS, FROZEN, LOT_HERE, NOT_DRAWN, NOT_STARTED),
    "start": (SIGNED_IN, RUNS, FROZEN, NOT_STARTED, DRAWN),
    "give_trial": (SIGNED_IN, RUNS, FROZEN, IN_ONE_FILE, TAKES_TRIAL),
    "close": (SIGNED_IN, RUNS, FROZEN, RUNNING, ENOUGH),
    "analyse": (SIGNED_IN, STAFF_ONLY, STUCK),
    "publish": (SIGNED_IN, STAFF_ONLY, ANALYSED),
    "review": (SIGNED_IN, RUNS, IS_ANALYSED),
}
CLASS_RULES: Rules = {
    "give": (
        SIGNED_IN,
        Rule(_gives, _("Only the class's own teacher or the principal gives its results.")),
        BY_CLASS,
        TAKES_CLASS,
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
