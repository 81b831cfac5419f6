"""A pilot of the demo on its way, step by step, as its people would take it.

A few pilots go through every service. For the many that are long published, groups and totals
are written at once, in the very rows that the services would have written (a test compares).
"""

import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence import (
    ClassMoments,
    Typed,
    Use,
    as_json,
    moments_of_totals,
    use_as_json,
    use_of,
)
from eduhub.evidence import services as evidence
from eduhub.evidence.models import Plan, Totals, TrialClass
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services import ClassTotals, Draft
from eduhub.evidence.states import Design, Source, TotalsState, Way
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.kit.ledger import line
from eduhub.kit.models import LedgerEntry
from eduhub.people.models import Organisation
from eduhub.people.states import Role
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.services import Definition, Terms
from eduhub.pilots.services.moves import settle
from eduhub.pilots.states import GroupState
from eduhub.pilots.states.offers import DataKind, OfferStage
from eduhub.site.demo import questions
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.questions import Question

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Path:
    """One pilot: who offers what, what is asked, and when."""

    cast: Cast
    solution: Solution
    question: Question
    posted: dt.datetime
    starts: dt.date
    ends: dt.date
    places: int = 12
    minutes: int = 45
    touches: tuple[DataKind, ...] = ()

    @property
    def company(self) -> Actor:
        return self.cast.at(Role.COMPANY_LEAD, self.solution.company_id)

    @property
    def publish_on(self) -> dt.date:
        return self.ends + 60 * DAY


def offer(path: Path) -> Pilot:
    terms = Terms(
        purpose=path.question.purpose,
        wanted=questions.WANTED,
        minutes_a_week=path.minutes,
        starts=path.starts,
        ends=path.ends,
        places=path.places,
        stage=OfferStage.READY,
        uses=[code for code in path.solution.codes if code.startswith("subject-")],
        ages=["age-10-12"],
        languages=["language-fi", "language-sv"],
        devices=[code for code in path.solution.codes if code.startswith("device-")],
        least_groups=min(4, path.places),
        weeks_needed=6,
        data_touched=list(path.touches),
    )
    return pilots.post_pilot(path.solution.pk, terms, by=path.company, now=path.posted)


def class_of(number: int) -> tuple[str, int, int]:
    """Label, grade and pupils of the groups of a school, one after the other."""
    grade = 4 + number % 3
    return f"{grade}{'AB'[number // 3 % 2]}", grade, 18 + 5 * number % 8


def join(path: Path, pilot: Pilot, school: Organisation, number: int) -> Group:
    """A teacher brings a group; the principal has not answered yet."""
    label, grade, pupils = class_of(number)
    return pilots.join(
        pilot.pk,
        label=label,
        grade=grade,
        pupils=pupils,
        by=path.cast.teacher(school),
        now=path.posted + 3 * DAY,
    )


def join_and_accept(path: Path, pilot: Pilot, schools: Sequence[Organisation]) -> list[Group]:
    groups = [join(path, pilot, school, n) for n, school in enumerate(schools)]
    for group, school in zip(groups, schools, strict=True):
        pilots.accept_group(group.pk, by=path.cast.principal(school), now=path.posted + 5 * DAY)
    return groups


def propose(path: Path, pilot: Pilot) -> None:
    asked = path.question
    definition = Definition(
        success=asked.success,
        measure=asked.measure,
        unit=asked.unit,
        smallest_that_matters=asked.smallest,
        higher_is_better=asked.higher_is_better,
        stop_rule=questions.STOP,
    )
    when = path.posted + 6 * DAY
    pilots.write_statement(pilot.pk, definition, seen=0, by=path.company, now=when)


def agree(path: Path, pilot: Pilot, schools: Sequence[Organisation]) -> None:
    for school in dict.fromkeys(schools):
        by = path.cast.teacher(school)
        pilots.agree_to_statement(pilot.pk, version=1, by=by, now=path.posted + 8 * DAY)


def agreed_at_once(path: Path, pilot: Pilot, schools: Sequence[Organisation]) -> None:
    """Groups that have joined, were accepted and agree, written as the services write them."""
    propose(path, pilot)
    statement = pilot.statements.get()
    groups = []
    for number, school in enumerate(schools):
        label, grade, pupils = class_of(number)
        group = Group(pilot=pilot, school=school, label=label, grade=grade, pupils=pupils)
        group.state, group.joined_at = GroupState.ACCEPTED, path.posted + 3 * DAY
        group.teacher_id = path.cast.teacher(school).user_id
        group.decided_at = path.posted + 5 * DAY
        group.decided_by_id = path.cast.principal(school).user_id
        group.agreed_to, group.agreed_at = statement, path.posted + 8 * DAY
        groups.append(group)
    lines = []
    for group in Group.objects.bulk_create(groups):
        by, heads = path.cast.teacher(group.school), path.cast.principal(group.school)
        when = path.posted + 3 * DAY
        lines.append(line(by, "pilot.joined", pilot, now=when, group=group.pk))
        when = path.posted + 5 * DAY
        lines.append(line(heads, "pilot.group_accepted", pilot, now=when, group=group.pk))
    when = path.posted + 8 * DAY
    teachers = [path.cast.teacher(school) for school in dict.fromkeys(schools)]
    for by in teachers:
        lines.append(line(by, "pilot.statement_agreed", pilot, now=when, version=1))
    LedgerEntry.objects.bulk_create(lines)
    settle(pilot, by=teachers[-1], now=when, why="all_agree")


@dataclass(frozen=True, slots=True)
class PlanKind:
    """What differs between the demo's plans."""

    within_schools: bool = False
    baseline: bool = False
    in_one_file: bool = False
    dose: int | None = None  # minutes a week


PLAIN = PlanKind()


def write_plan(path: Path, pilot: Pilot, design: PlanKind = PLAIN) -> Plan:
    low, high = path.question.scale
    elsewhere = design.in_one_file
    draft = Draft(
        baseline=questions.EARLIER if design.baseline else Text(),
        scale_low=None if elsewhere else Decimal(low),
        scale_high=None if elsewhere else Decimal(high),
        comparison=questions.COMPARISON,
        design=Design.LOT_ELSEWHERE if elsewhere else Design.LOT_HERE,
        source=Source.FILE if elsewhere else Source.CLASSES,
        within_schools=design.within_schools,
        arms_told=questions.DRAWN_ELSEWHERE if elsewhere else Text(),
        arms_chosen={},
        collected_by=questions.COLLECTED_BY,
        paid_by=questions.PAID_BY,
        publish_on=path.publish_on,
        dose_minutes=design.dose,
        researchers_id=path.cast.places["university"].pk if elsewhere else None,
    )
    when = path.posted + 10 * DAY
    return evidence.write_plan(pilot.pk, draft, seen=0, by=path.cast.staff, now=when)


def freeze(path: Path, plan: Plan) -> Plan:
    nonce = hashlib.sha256(f"demo lot {plan.pilot_id}".encode()).digest()
    when = path.posted + 11 * DAY
    return evidence.freeze(
        plan.pilot_id, seen=plan.version, by=path.cast.staff, now=when, nonce=nonce
    )


def amend(path: Path, plan: Plan) -> None:
    """While the pilot runs: somebody else measures, and the result is published later."""
    trial = trial_of(Pilot.objects.get(pk=plan.pilot_id))
    terms = replace(
        evidence.terms_of(trial),
        collected_by=questions.COLLECTED_BY_OTHERS,
        publish_on=path.publish_on + 14 * DAY,
    )
    when = dt.datetime.combine(path.starts + 14 * DAY, dt.time(9), dt.UTC)
    evidence.amend(
        plan.pilot_id, terms, questions.WHY_AMENDED, seen=1, by=path.cast.staff, now=when
    )


def draw_and_start(path: Path, plan: Plan) -> None:
    if plan.design == Design.LOT_HERE:
        evidence.draw_lot(plan.pilot_id, by=path.cast.staff, now=path.posted + 12 * DAY)
    begin = dt.datetime.combine(path.starts, dt.time(6), dt.UTC)
    evidence.start(plan.pilot_id, by=path.cast.staff, now=begin)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so in a world where everything is known.

    Attributes:
        effect: of the solution, in standard deviations of the pupils; above nought is better.
        spread: how far classes differ for other reasons, in the same unit.
    """

    effect: float
    spread: float


def figures_of(
    path: Path, one: TrialClass, truth: Truth, luck: random.Random, *, baseline: bool
) -> ClassTotals:
    """What a teacher finds in one class, with the luck of its pupils."""
    asked = path.question
    pupils = one.group.pupils - luck.choice((0, 0, 1, 2))
    own = luck.gauss(0, truth.spread)
    change = (truth.effect if one.arm == "1" else 0.0) + luck.gauss(0, 0.7 / pupils**0.5)
    way = 1 if asked.higher_is_better else -1
    low, high = asked.scale
    mean = min(max(asked.mean + way * asked.sd * (own + change), low + 1), high - 1)
    earlier = asked.mean + way * asked.sd * (0.8 * own - 0.35)
    return ClassTotals(
        pupils=pupils,
        mean=round(mean, 1),
        sd=round(asked.sd * luck.uniform(0.85, 1.1), 1),
        baseline_mean=round(earlier, 1) if baseline else None,
        baseline_sd=round(asked.sd * luck.uniform(0.85, 1.1), 1) if baseline else None,
    )


def classes_in(plan: Plan) -> list[TrialClass]:
    return list(plan.classes.select_related("group__school").order_by("code"))


def give(path: Path, one: TrialClass, figures: ClassTotals) -> Totals:
    """A teacher types the figures of a class and confirms them."""
    by, when = path.cast.teacher(one.group.school), _at_the_end(path)
    pilot = one.plan.pilot_id
    given = evidence.give_totals(pilot, one.group_id, figures, by=by, now=when)
    return evidence.confirm(pilot, given.pk, by=by, now=when)


def use_in(one: TrialClass, pupils: int, dose: int) -> Use:
    """How much a class's pupils used the solution, as its file tells: some much, some never."""
    luck = random.Random(f"use {one.plan.pilot_id} {one.code}")
    if one.arm == "1":
        minutes = [max(0.0, round(luck.gauss(1.2 * dose, 0.7 * dose))) for _ in range(pupils)]
    else:
        minutes = [float(dose // 4) if luck.random() < 0.04 else 0.0 for _ in range(pupils)]
    used = use_of(one.code, int(one.arm), dose=float(dose), minutes=minutes, days=None)
    assert used is not None
    return used


def give_at_once(path: Path, plan: Plan, found: dict[TrialClass, ClassTotals]) -> None:
    """The same for all classes, written as the services write it; with a dose by files."""
    when = _at_the_end(path)
    dose = plan.dose_minutes
    way = Way.CLASS_FILE if dose else Way.TYPED
    uses = {one: use_in(one, told.pupils, dose) for one, told in found.items()} if dose else {}
    rows = [
        Totals(
            plan=plan,
            of_class=one,
            way=way,
            uses=[use_as_json(uses[one])] if dose else [],
            reached=uses[one].reached if dose else None,
            cells=[as_json(_cell(one, figures))],
            pupils=figures.pupils,
            state=TotalsState.COUNTED,
            given_at=when,
            given_by_id=path.cast.teacher(one.group.school).user_id,
            confirmed_at=when,
        )
        for one, figures in found.items()
    ]
    LedgerEntry.objects.bulk_create(
        line(by, verb, row, now=when, way=way.value, pupils=row.pupils)
        for row, one in zip(Totals.objects.bulk_create(rows), found, strict=True)
        for by in [path.cast.teacher(one.group.school)]
        for verb in ("totals.given", "totals.counted")
    )


def _cell(one: TrialClass, figures: ClassTotals) -> ClassMoments:
    measured = {OUTCOME: Typed(figures.mean, figures.sd)}
    if figures.baseline_mean is not None:
        measured[BASELINE] = Typed(figures.baseline_mean, figures.baseline_sd)
    return moments_of_totals(one.code, arm=int(one.arm), pupils=figures.pupils, variables=measured)


def _at_the_end(path: Path) -> dt.datetime:
    return dt.datetime.combine(path.ends + DAY, dt.time(12), dt.UTC)
