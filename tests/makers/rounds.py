"""A call with two offers and groups that would like one, and a round of them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from eduhub.kit.access import Actor
from eduhub.people.models import Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, Role
from eduhub.pilots.models import Call, GroupProfile, Pilot, Round
from eduhub.pilots.services import round_decisions, round_publish, rounds
from eduhub.pilots.services.calls import continuous_call
from eduhub.pilots.services.rounds import Limits
from tests.makers import (
    NOW,
    TODAY,
    make_company,
    make_organisation,
    make_person,
    make_pilot,
    make_solution,
)
from tests.makers.needs import in_three, make_profile, make_topics

SEED = "lot-of-the-tests"


@dataclass
class Town:
    """One place at offer `dash`, two at `story`; groups by label, each of its own school."""

    call: Call
    company: Organisation
    offers: dict[str, Pilot]
    users: dict[str, User]
    groups: dict[str, GroupProfile] = field(default_factory=dict)
    round: Round | None = None

    def actor(self, who: str) -> Actor:
        return actor_for(self.users[who], TODAY)

    def add(self, label: str, **fields: Any) -> GroupProfile:
        """A group of a new teacher at a new school in the district "north", unless told."""
        school = fields.pop("school", None)
        school = school or make_organisation(district=fields.pop("district", "north"))
        teacher = self.users[label] = make_person(Role.TEACHER, school, language="en")
        fields = {"valid_until": "2099-01-01"} | fields
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
    offers = {
        "dash": make_pilot(solutions["dash"], places=1),
        "story": make_pilot(solutions["story"], places=1, languages=["language-sv"]),
    }
    users = {
        "staff": make_person(Role.HUB_STAFF, make_organisation(Kind.HUB)),
        "company": make_person(Role.COMPANY_LEAD, company, language="en"),
    }
    town = Town(continuous_call(now=now), company, offers, users)
    for label in groups.split():
        town.add(label)
    if groups:
        town.round = open_round(town, now=now, **limits)
    return town


def make_limits(**fields: Any) -> Limits:
    told = {"per_school": 3, "rule": "leximin", "classes": ["district", "language"], "floor": 0}
    return Limits(**told | fields)


def open_round(town: Town, now: Any = NOW, **limits: Any) -> Round:
    told = {"by": town.actor("staff"), "now": now, "key": uuid4(), "seed": SEED}
    return rounds.open_round(town.call.pk, make_limits(**limits), **told)


def decide(town: Town, kind: str, label: str, offer: str, **told: Any):
    """The hub decides on a group by hand."""
    town.round.refresh_from_db()
    fields = round_decisions.DecisionFields(
        kind, town.groups[label].pk, town.offers[offer].pk, told.pop("reason", "Agreed by phone.")
    )
    told = {"seen": town.round.version, "by": town.actor("staff"), "now": NOW} | told
    return round_decisions.decide(town.round.pk, fields, **told)


def publish(town: Town, one: Round | None = None, **told: Any) -> Round:
    chosen = one or town.round
    seen = told.pop("seen", rounds.latest(chosen).number)
    by = told.pop("by", town.actor("staff"))
    reason = told.pop("reason", "Fair, and proven.")
    return round_publish.publish_round(chosen.pk, reason, seen=seen, by=by, now=NOW)
