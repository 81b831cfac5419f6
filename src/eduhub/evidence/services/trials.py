from eduhub.engines.evidence import ClassMoments, as_json, fingerprint
from eduhub.evidence.models import Plan, Trial
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services.working_out import in_order
from eduhub.kit.access import Actor, find
from eduhub.pilots.models import Pilot


def lock_trial(pilot_id: int, by: Actor) -> Trial:
    """The trial as it stands, its pilot's row held until the transaction ends.

    All else is read after the row is held: read together with it, it would be as old as the wait.
    """
    visible = Pilot.objects.visible_to(by).select_related("solution__company")
    return trial_of(find(visible.select_for_update(of=("self",)), pk=pilot_id))


def plan_in(trial: Trial) -> Plan:
    """The trial's plan, where a rule has made sure that there is one."""
    if trial.plan is None:
        raise ValueError("a rule lets nobody come here without a plan")
    return trial.plan


def kept_cells(trial: Trial) -> list[ClassMoments]:
    """The sums that a trial's result was worked out from; [] where they are no longer kept.

    That is so when somebody withdrew after the result was public.
    """
    result = trial.result
    if result is None or not result.content:
        return []
    cells = in_order([cell for totals in trial.counted for cell in totals.moments])
    same = fingerprint([as_json(cell) for cell in cells]) == result.facts["moments"]
    return cells if same else []
