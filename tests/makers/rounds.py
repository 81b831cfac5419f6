"""A call with two offers and groups that would like one, and a round of them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.utils import timezone

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor
from eduhub.people.models import Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, Role
from eduhub.pilots.models import Call, Group, GroupProfile, Pilot, Round
from eduhub.pilots.queries.round_costs import Decided
from eduhub.pilots.services import round_decisions, round_publish, rounds
from eduhub.pilots.services.calls import continuous_call
from eduhub.pilots.services.rounds import Limits
from eduhub.pilots.states.offers import weeks_between
from tests.makers import (
    NOW,
    make_company,
    make_organisation,
    make_person,
    make_pilot,
    make_solution,
)
from tests.makers.needs import in_three, make_profile, make_topics

DAY = dt.timedelta(days=1)
SEED = "lot-of-the-tests"


@dataclass
class Town:
    """One place at offer `dash`, two at `story`; groups by label, each of its own school."""

    call: Call
    company: Organisation
    offers: dict[str, Pilot]
    users: dict[str, User]
    now: dt.datetime
    groups: dict[str, GroupProfile] = field(default_factory=dict)
    round: Round | None = None

    def actor(self, who: str) -> Actor:
        return actor_for(self.users[who], self.now.date())

    def add(self, label: str, **fields: Any) -> GroupProfile:
        """A group of a new teacher at a new school in the district "north", unless told."""
        school = fields.pop("school", None)
        school = school or make_organisation(district=fields.pop("district", "north"))
        teacher = self.users[label] = make_person(Role.TEACHER, school, language="en")
        free = weeks_between(self.offers["dash"].starts, self.offers["dash"].ends)
        fields = {"valid_until": "2099-01-01", "weeks": free} | fields
        self.groups[label] = make_profile(teacher, school, label=label, **fields)
        return self.groups[label]

    def group_of(self, key: str) -> str:
        return next(label for label, one in self.groups.items() if f"g{one.pk}" == key)

    def key(self, label: str) -> str:
        return f"g{self.groups[label].pk}"

    def offer(self, name: str) -> str:
        return f"p{self.offers[name].pk}"


def make_town(groups: str = "1A 2B 3C", now: Any = NOW, **limits: Any) -> Town:
    """The groups in one round, whose first proposal is worked out; "" for no round."""
    make_topics()
    company = make_company()
    solutions = {
        "dash": make_solution(company, name=in_three("Fraction Dash")),
        "story": make_solution(company, name=in_three("Story Lab")),
    }
    days = {"starts": now.date() + 35 * DAY, "ends": now.date() + 95 * DAY, "places": 1}
    offers = {
        "dash": make_pilot(solutions["dash"], **days),
        "story": make_pilot(solutions["story"], languages=["language-sv"], **days),
    }
    users = {
        "staff": make_person(Role.HUB_STAFF, make_organisation(Kind.HUB)),
        "company": make_person(Role.COMPANY_LEAD, company, language="en"),
    }
    town = Town(continuous_call(now=now), company, offers, users, now)
    for label in groups.split():
        town.add(label)
    if groups:
        town.round = open_round(town, **limits)
    return town


def make_limits(**fields: Any) -> Limits:
    told = {"per_school": 3, "rule": "leximin", "classes": ["district", "language"], "floor": 0}
    return Limits(**told | fields)


def open_round(town: Town, **limits: Any) -> Round:
    told = {"by": town.actor("staff"), "now": town.now, "key": uuid4(), "seed": SEED}
    return rounds.open_round(town.call.pk, make_limits(**limits), **told)


def decide(town: Town, kind: str, label: str, offer: str, **told: Any):
    """The hub decides on a group by hand."""
    town.round.refresh_from_db()
    fields = Decided(
        kind, town.groups[label].pk, town.offers[offer].pk, told.pop("reason", "Agreed by phone.")
    )
    told = {"seen": town.round.version, "by": town.actor("staff"), "now": town.now} | told
    return round_decisions.decide(town.round.pk, fields, **told)


def publish(town: Town, one: Round | None = None, **told: Any) -> Round:
    chosen = one or town.round
    seen = told.pop("seen", rounds.latest(chosen).number)
    by = told.pop("by", town.actor("staff"))
    reason = told.pop("reason", "Fair, and proven.")
    return round_publish.publish_round(chosen.pk, reason, seen=seen, by=by, now=town.now)


def make_rounds(world, actor, secret) -> None:
    """One that is published, with the own teacher's group invited, and one that is open."""
    now = timezone.now()
    days = {"starts": now.date() + 35 * DAY, "ends": now.date() + 95 * DAY, "places": 1}
    offer = make_pilot(Solution.objects.get(pk=world.things["solution.own"]), **days)
    make_profile(
        world.people["teacher"],
        world.homes["school"],
        label=secret("matched")[:12],
        weeks=weeks_between(offer.starts, offer.ends),
        valid_until="2099-01-01",
    )
    call, told = continuous_call(now=now), {"by": actor("staff"), "now": now}
    first, second = (
        rounds.open_round(call.pk, make_limits(), key=uuid4(), seed=SEED, **told) for _ in range(2)
    )
    round_publish.publish_round(first.pk, f"Fair {secret('round')}", seen=1, **told)
    group = Group.objects.get(pilot=offer)
    profile_id = world.things["profile"]
    other = make_pilot(offer.solution, **days)  # the first offer is full
    forbid = Decided("forbid", profile_id, other.pk, "Not this one.")
    decided = round_decisions.decide(second.pk, forbid, seen=1, **told)
    world.things |= {
        "round": second.pk,
        "round.published": first.pk,
        "decision": decided.pk,
        "pilot.matched": offer.pk,
        "group.invited": group.pk,
    }
