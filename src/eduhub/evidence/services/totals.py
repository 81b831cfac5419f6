import datetime as dt
import math
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines.evidence import (
    SMALLEST_SHOWN_COUNT,
    ClassMoments,
    Summed,
    Typed,
    as_json,
    moments_of_totals,
    use_as_json,
)
from eduhub.evidence.models import Plan, Totals, Trial, TrialClass
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.notices import TotalsConfirmed
from eduhub.evidence.rules import CLASS_RULES, TRIAL_RULES, ClassOfTrial
from eduhub.evidence.services.consents import check_consents, must_be_permitted
from eduhub.evidence.services.reduction import (
    LARGEST,
    Columns,
    on_scale,
    reduce_class,
    reduce_trial,
)
from eduhub.evidence.services.sent_sums import sums_of_class, sums_of_trial
from eduhub.evidence.services.trials import lock_trial, plan_in
from eduhub.evidence.services.withdrawals import empty, go_on
from eduhub.evidence.states import TotalsState, Way
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotFound, NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.kit.sheets import Sheet

FEWEST = SMALLEST_SHOWN_COUNT.value  # pupils of whom a teacher may give totals
SPREAD = 1e-9  # rounding


@dataclass(frozen=True, slots=True)
class ClassTotals:
    """What a teacher knows of a class: pupils measured, mean and SD, and the same from before.

    SDs are the sample's (divided by pupils minus one). Without a baseline all of it is None.
    `reached` is how many of the pupils used the solution as much as the plan recommends.
    """

    pupils: int
    mean: float
    sd: float
    baseline_mean: float | None = None
    baseline_sd: float | None = None
    reached: int | None = None


@transaction.atomic
def give_totals(
    pilot_id: int, group_id: int, figures: ClassTotals, *, by: Actor, now: dt.datetime
) -> Totals:
    """A teacher types the totals of a class; they wait for a second look."""
    trial, one = _class_to_give(pilot_id, group_id, by)
    plan = plan_in(trial)
    _check_size(figures.pupils, trial, one, "pupils")
    _check_totals(figures, plan)
    measured = {OUTCOME: Typed(figures.mean, figures.sd)}
    if figures.baseline_mean is not None:
        measured[BASELINE] = Typed(figures.baseline_mean, figures.baseline_sd)
    cell = moments_of_totals(one.code, arm=int(one.arm), pupils=figures.pupils, variables=measured)
    check_consents(trial, [cell], "pupils", now=now)
    totals = Totals(plan=plan, of_class=one, way=Way.TYPED, reached=figures.reached)
    return _propose(totals, [cell], by=by, now=now)


@transaction.atomic
def give_class(
    pilot_id: int, group_id: int, sheet: Sheet, columns: Columns, *, by: Actor, now: dt.datetime
) -> Totals:
    """A teacher sends the rows of a class; only their sums go on from here."""
    trial, one = _class_to_give(pilot_id, group_id, by)
    summed = reduce_class(sheet, columns, plan_in(trial), code=one.code, arm=int(one.arm))
    return _propose_class(trial, one, summed, on_device=False, by=by, now=now)


@transaction.atomic
def give_class_sums(
    pilot_id: int, group_id: int, sent: str, *, by: Actor, now: dt.datetime
) -> Totals:
    """A teacher sends what the browser made of the rows of a class; no row has left the device."""
    trial, one = _class_to_give(pilot_id, group_id, by)
    summed = sums_of_class(sent, plan_in(trial), code=one.code, arm=int(one.arm))
    return _propose_class(trial, one, summed, on_device=True, by=by, now=now)


@transaction.atomic
def give_trial(
    pilot_id: int, sheet: Sheet, columns: Columns, *, by: Actor, now: dt.datetime
) -> Totals:
    """Those who run the trial send all rows in one file; only sums by class go on from here."""
    trial = lock_trial(pilot_id, by)
    require(by, "give_trial", trial, TRIAL_RULES)
    summed = reduce_trial(sheet, columns, plan_in(trial))
    return _propose_trial(trial, summed, on_device=False, by=by, now=now)


@transaction.atomic
def give_trial_sums(pilot_id: int, sent: str, *, by: Actor, now: dt.datetime) -> Totals:
    """Those who run the trial send what the browser made of its rows."""
    trial = lock_trial(pilot_id, by)
    require(by, "give_trial", trial, TRIAL_RULES)
    summed = sums_of_trial(sent, plan_in(trial))
    return _propose_trial(trial, summed, on_device=True, by=by, now=now)


@transaction.atomic
def confirm(pilot_id: int, totals_id: int, *, by: Actor, now: dt.datetime) -> Totals:
    """The giver has looked at the sums: from now on they count, in place of earlier ones."""
    trial, totals = given(pilot_id, totals_id, by)
    if totals.state == TotalsState.COUNTED:  # a double click
        return totals
    must_be_permitted(trial, [totals], now=now)
    for earlier in (*trial.counted, *trial.taken_out):
        if earlier.of_class_id == totals.of_class_id:
            empty(earlier, TotalsState.REPLACED)
    totals.state, totals.confirmed_at = TotalsState.COUNTED, now
    totals.save(update_fields=["state", "confirmed_at"])
    record(by, "totals.counted", totals, now=now, way=totals.way, pupils=totals.pupils)
    post(TotalsConfirmed(totals_id=totals.pk))
    go_on(trial, by=by, now=now)
    return totals


@transaction.atomic
def drop(pilot_id: int, totals_id: int, *, by: Actor, now: dt.datetime) -> None:
    """The giver does not want the proposed sums after all; nothing of them is left."""
    _trial, totals = given(pilot_id, totals_id, by)
    if totals.state != TotalsState.PROPOSED:
        raise NotNow("counted", _("These results count already. Newer ones can replace them."))
    record(by, "totals.dropped", totals, now=now, way=totals.way)
    totals.delete()


def _class_to_give(pilot_id: int, group_id: int, by: Actor) -> tuple[Trial, TrialClass]:
    trial = lock_trial(pilot_id, by)
    one = class_in(trial, group_id, by)
    require(by, "give", ClassOfTrial(trial, one), CLASS_RULES)
    return trial, one


def class_in(trial: Trial, group_id: int, by: Actor) -> TrialClass:
    """The class, if this person may know that it takes part; NotFound otherwise."""
    one = trial.class_of(group_id)
    if one is None or one.group.school_id != by.organisation_id:
        raise NotFound("not_found", _("There is no such thing here."))
    return one


@transaction.atomic
def given(pilot_id: int, totals_id: int, by: Actor) -> tuple[Trial, Totals]:
    """The sums that this person gave, while there is something to decide on them."""
    trial = lock_trial(pilot_id, by)
    own = Totals.objects.filter(plan__pilot=trial.pilot, given_by=by.user_id)
    totals = find(own.exclude(given_by=None), pk=totals_id)
    if totals.of_class_id is None:
        require(by, "give_trial", trial, TRIAL_RULES)
    else:
        one = next(one for one in trial.classes if one.pk == totals.of_class_id)
        require(by, "give", ClassOfTrial(trial, one), CLASS_RULES)
    if totals.state == TotalsState.REPLACED:
        raise NotNow("replaced", _("Later results have taken the place of these."))
    return trial, totals


def _propose_class(
    trial: Trial, one: TrialClass, summed: Summed, *, on_device: bool, by: Actor, now: dt.datetime
) -> Totals:
    if not summed.cells:
        raise Invalid({"file": _("No pupil in the file has all values.")})
    _check_size(summed.cells[0].pupils, trial, one, "file")
    check_consents(trial, summed.cells, "file", now=now)
    plan, way = plan_in(trial), Way.CLASS_FILE
    totals = Totals(plan=plan, of_class=one, way=way, on_device=on_device)
    return _propose(_noting_the_rest(totals, summed), summed.cells, by=by, now=now)


def _propose_trial(
    trial: Trial, summed: Summed, *, on_device: bool, by: Actor, now: dt.datetime
) -> Totals:
    if {cell.arm for cell in summed.cells} != {0, 1}:
        raise Invalid({"file": _("On one side no pupil has all values.")})
    check_consents(trial, summed.cells, "file", now=now)
    totals = Totals(plan=plan_in(trial), way=Way.TRIAL_FILE, on_device=on_device)
    return _propose(_noting_the_rest(totals, summed), summed.cells, by=by, now=now)


def _propose(
    totals: Totals,
    cells: "list[ClassMoments] | tuple[ClassMoments, ...]",
    *,
    by: Actor,
    now: dt.datetime,
) -> Totals:
    """Keep the sums as a proposal, in place of the person's earlier one for the same thing."""
    earlier = Totals.objects.filter(
        plan=totals.plan, of_class=totals.of_class, state=TotalsState.PROPOSED
    )
    earlier.filter(given_by=by.user_id).delete()
    totals.cells = [as_json(cell) for cell in cells]
    totals.pupils = sum(cell.pupils for cell in cells)
    totals.given_at, totals.given_by_id = now, by.user_id
    totals.save()
    Plan.objects.filter(pk=totals.plan_id, first_outcome_at=None).update(first_outcome_at=now)
    record(by, "totals.given", totals, now=now, way=totals.way, pupils=totals.pupils)
    return totals


def _noting_the_rest(totals: Totals, summed: Summed) -> Totals:
    """Who could not be counted, and how much it was used."""
    totals.uses = [use_as_json(use) for use in summed.uses]
    reached = [use.reached for use in summed.uses if use.reached is not None]
    totals.reached = sum(reached) if reached else None
    totals.left_out_compares, totals.left_out_tries = summed.left_out_by_arm
    totals.classes_left_out = len(summed.classes_left_out)
    return totals


def _check_size(pupils: int, trial: Trial, one: TrialClass, field: str) -> None:
    if pupils < FEWEST:
        message = _("At least %(fewest)s pupils: fewer could be recognised from the figures.")
        raise Invalid({field: f"{message % {'fewest': FEWEST}} {_instead(trial, one)}"})
    together = trial.with_guests(one)
    most = sum(each.group.pupils for each in together)
    if pupils > most:
        message = _("The group joined with %(pupils)s pupils. More cannot have been measured.")
        if len(together) > 1:
            message = _(
                "The groups joined with %(pupils)s pupils. More cannot have been measured."
            )
        raise Invalid({field: message % {"pupils": most}})


def _instead(trial: Trial, one: TrialClass) -> str:
    """What a class does of which so few were measured."""
    if trial.hosts_for(one) and len(trial.with_guests(one)) == 1:
        return _(
            "Let them be counted together with another class of the school on the same side: it"
            " stands beside the form."
        )
    return _(
        "No other class of the school on the same side can take them in, so the class gives no"
        " results. The report counts it among those that gave none."
    )


def _check_totals(figures: ClassTotals, plan: Plan) -> None:
    faults: dict[str, str] = {}
    for field in ("mean", "sd", "baseline_mean", "baseline_sd"):
        if abs(getattr(figures, field) or 0.0) > LARGEST:
            faults[field] = _("This number is too large")
    for field in ("sd", "baseline_sd"):
        sd = getattr(figures, field)
        if sd is not None and sd < 0:
            faults[field] = _("A standard deviation is never below nought.")
    if not on_scale(figures.mean, plan):
        faults["mean"] = _("The mean lies outside the measure's scale.")
    elif not faults and _widest(figures, plan) < figures.sd:
        faults["sd"] = _("On this scale a class with this mean cannot differ so much.")
    if figures.baseline_sd is not None and figures.baseline_mean is None:
        faults["baseline_mean"] = _("Write the mean too, or leave both empty.")
    if figures.reached is not None and not 0 <= figures.reached <= figures.pupils:
        faults["reached"] = _("No more pupils can have reached it than were measured.")
    if faults:
        raise Invalid(faults)


def _widest(figures: ClassTotals, plan: Plan) -> float:
    """The largest SD that pupils with this mean can have on the measure's scale."""
    if plan.scale_low is None or plan.scale_high is None:
        return math.inf
    low, high = float(plan.scale_low), float(plan.scale_high)
    variance = (high - figures.mean) * (figures.mean - low)
    return (
        math.sqrt(variance * figures.pupils / (figures.pupils - 1)) + SPREAD + 0.01 * (high - low)
    )
