"""A trial as it stands: for the rules, the services and the pages."""

from eduhub.evidence.models import Lot, Plan, Result, Totals, Trial, TrialClass
from eduhub.evidence.states import TotalsState
from eduhub.kit.access import Actor, find
from eduhub.pilots.models import Pilot
from eduhub.pilots.queries.standings import taking_part


def trial_of(pilot: Pilot) -> Trial:
    """The pilot with all that belongs to its trial, whoever asks. Seven queries."""
    statement, groups = taking_part(pilot)
    plan = (
        Plan.objects.select_related("researchers", "library_measure", "logic_model")
        .filter(pilot=pilot)
        .first()
    )
    classes: tuple[TrialClass, ...] = ()
    totals: tuple[Totals, ...] = ()
    lot = result = None
    if plan is not None and plan.is_frozen:
        classes = tuple(
            TrialClass.objects.filter(plan=plan).select_related("group__school").order_by("code")
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
