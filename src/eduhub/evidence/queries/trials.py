"""A trial as it stands: for the rules, the services and the pages."""

import copy
from decimal import Decimal

from eduhub.evidence.models import Lot, Plan, Result, Totals, Trial, TrialClass
from eduhub.evidence.states import TotalsState
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import Text
from eduhub.pilots.models import Pilot, SuccessStatement
from eduhub.pilots.queries.standings import taking_part


def trial_of(pilot: Pilot) -> Trial:
    """The pilot with all that belongs to its trial, whoever asks. Seven queries.

    Plan and statement are those in force: with what was changed after the freezing.
    """
    statement, groups = taking_part(pilot)
    named = ("researchers", "library_measure", "logic_model", "latest")
    plan = Plan.objects.select_related(*named).filter(pilot=pilot).first()
    classes: tuple[TrialClass, ...] = ()
    totals: tuple[Totals, ...] = ()
    lot = result = None
    if plan is not None and plan.is_frozen:
        plan = plan.in_force
        statement = _as_planned(statement, plan)
        classes = tuple(
            TrialClass.objects.filter(plan=plan)
            .select_related("group__school", "joint")
            .order_by("code")
        )
        kept = (TotalsState.PROPOSED, TotalsState.COUNTED, TotalsState.TAKEN_OUT)
        totals = tuple(Totals.objects.filter(plan=plan, state__in=kept).order_by("pk"))
        lot = Lot.objects.filter(plan=plan).first()
        result = Result.objects.filter(plan=plan).first()
    return Trial(
        pilot=pilot,
        statement=statement,
        groups=groups,
        plan=plan,
        classes=classes,
        lot=lot,
        totals=totals,
        result=result,
    )


def find_trial(pilot_id: int, actor: Actor) -> Trial:
    """The trial of a pilot that this person may know of."""
    visible = Pilot.objects.visible_to(actor).select_related("solution__company")
    return trial_of(find(visible, pk=pilot_id))


def _as_planned(statement: SuccessStatement | None, plan: Plan) -> SuccessStatement | None:
    """The success statement as the plan in force has it; to be read, never to be saved."""
    if statement is None or plan.latest is None:
        return statement
    told = plan.frozen["statement"]
    planned = copy.copy(statement)
    for name in ("success", "measure", "unit", "stop_rule"):
        setattr(planned, name, Text(**told[name]))
    planned.smallest_that_matters = Decimal(told["smallest_that_matters"])
    planned.higher_is_better = told["higher_is_better"]
    return planned
