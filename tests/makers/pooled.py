"""Several published pilots of one solution, and what they say together."""

from typing import Any

from eduhub.catalogue.models import Solution
from eduhub.evidence import services
from eduhub.evidence.models import Plan, Pool
from eduhub.kit.access import machine
from tests.makers import make_actor, make_solution
from tests.makers.evidence import LATER, give_all, make_agreed, make_draft, make_running

WORKER = machine("worker")


def publish_one(
    solution: Solution, tries: float, compares: float = 20.0, *, groups: int = 8, **statement: Any
) -> Plan:
    """A published pilot of the solution; `statement` changes what was agreed on."""
    pilot = make_agreed(groups, solution=solution)
    if statement:
        pilot.statements.update(**statement)
    plan = make_running(pilot, make_draft())
    give_all(plan, tries, compares)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=WORKER, now=LATER)
    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    return plan


def make_pooled(*means: float, solution: Solution | None = None, **statement: Any) -> list[Pool]:
    """Pilots whose classes that tried reached these means against 20, pooled one by one."""
    of = solution or make_solution()
    for mean in means:
        plan = publish_one(of, mean, **statement)
        services.write_pool(plan.pk, by=WORKER, now=LATER)
    return list(Pool.objects.filter(solution=of).order_by("series", "version"))
