"""Passports, signed by a key that is made for the tests."""

import datetime as dt
from typing import Any

from eduhub.evidence import services
from eduhub.evidence.models import Credential, Plan, SigningKey
from eduhub.kit.access import Actor, machine
from tests.makers import make_actor
from tests.makers.evidence import LATER, give_all, make_agreed, make_published, make_running


def make_key() -> SigningKey:
    """The key that signs; the one that is there, if there is one."""
    standing = SigningKey.objects.filter(retired_at=None).first()
    return standing or services.make_key(by=machine("command"), now=LATER)


def make_passport(plan: Plan | None = None, *, now: dt.datetime = LATER) -> Credential:
    """In force, of the release of a published result."""
    make_key()
    tried = plan or make_published(groups=8)
    solution, release = tried.pilot.solution, tried.frozen["solution"]["release"]
    return services.issue(solution.pk, release, by=make_actor("hub_staff"), now=now)


def publish_another(
    plan: Plan, tries: float = 24.0, compares: float = 20.0, *, groups: int = 8
) -> Plan:
    """One more result of the same solution; no groups: a pilot that runs and has none yet."""
    more = make_running(make_agreed(groups or 4, solution=plan.pilot.solution))
    if not groups:
        return more
    give_all(more, tries, compares)
    staff = make_actor("hub_staff")
    services.close_data(more.pilot_id, by=staff, now=LATER)
    services.analyse(more.pk, by=machine("worker"), now=LATER)
    services.publish(more.pilot_id, by=staff, now=LATER)
    return more


def make_passports(world: Any, staff: Actor) -> None:
    """For the whole house: one in force with its part, and the one before it, withdrawn."""
    plan = Plan.objects.get(pilot=world.things["pilot.published"])
    services.write_pool(plan.pk, by=machine("worker"), now=LATER)
    first = make_passport(plan)
    services.withdraw(first.reference, grounds="Mixed up.", by=staff, now=LATER)
    second = make_passport(plan)
    world.things |= {
        "solution.tried": plan.pilot.solution_id,
        "passport": second.reference,
        "passport.part": second.parts.get().reference,
        "passport.withdrawn": first.reference,
    }
