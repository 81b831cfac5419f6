"""A round of matching for spring: wishes of both sides, a proposal, and one decision by hand."""

import datetime as dt
import json
from uuid import UUID

from eduhub.people.states import Role
from eduhub.pilots.models import GroupProfile, Pilot, Round
from eduhub.pilots.queries.round_costs import Decided
from eduhub.pilots.queries.round_problem import number_in
from eduhub.pilots.services import round_decisions, rounds, wishes
from eduhub.pilots.services.calls import continuous_call
from eduhub.pilots.states.rounds import DecisionKind, FairBy, FairRule
from eduhub.site.demo.cast import Cast

SEED = "demo-round-spring-2027"
DAY = dt.timedelta(days=1)
REASON = "Opettaja ja yritys ovat jo sopineet ensimmäisestä käynnistä."


def make_round(cast: Cast, now: dt.datetime) -> None:
    """Every second teacher has wishes; the round is open, so that the hub can go on with it."""
    offers = list(
        Pilot.objects.open_for_groups().with_places_left().filter(call=None).order_by("pk")
    )
    _wish(cast, offers, now)
    _prefer(cast, offers[0], now)
    limits = rounds.Limits(per_school=2, rule=FairRule.LEXIMIN, classes=list(FairBy), floor=0)
    call = continuous_call(now=now)
    one = rounds.open_round(call.pk, limits, by=cast.staff, now=now, key=UUID(int=11), seed=SEED)
    _work_out(one, now)
    _lock(cast, one, now + dt.timedelta(hours=2))


def _wish(cast: Cast, offers: list[Pilot], now: dt.datetime) -> None:
    """The order goes round, so that not everybody wants the same."""
    profiles = GroupProfile.objects.select_related("school").order_by("pk")
    for number, profile in enumerate(profiles):
        if number % 2:
            continue
        turned = [offers[(number + step) % len(offers)].pk for step in range(len(offers))]
        teacher = cast.teacher(profile.school)
        wishes.wish(profile.pk, turned[:2], turned[-1:], by=teacher, now=now - DAY)


def _prefer(cast: Cast, offer: Pilot, now: dt.datetime) -> None:
    company = cast.at(Role.COMPANY_LEAD, offer.solution.company_id)
    wishes.prefer(offer.pk, ["age-10-12"], ["language-sv"], by=company, now=now - DAY)


def _work_out(one: Round, now: dt.datetime) -> None:
    """What is asked for, as the worker does it."""
    for version in one.versions.filter(outcome=""):
        rounds.work_out(version.pk, now=now)


def _lock(cast: Cast, one: Round, now: dt.datetime) -> None:
    """The first match of the proposal is kept, whatever changes."""
    matches = json.loads(one.versions.get().outcome)["matches"]
    first = min(matches, key=lambda match: number_in(match["group"]))
    decided = Decided(
        DecisionKind.LOCK, number_in(first["group"]), number_in(first["offer"]), REASON
    )
    round_decisions.cost(one.pk, decided, by=cast.staff, now=now)
    round_decisions.work_out_cost(one.thoughts.get().pk, now=now)
    round_decisions.decide(one.pk, decided, seen=one.version, by=cast.staff, now=now)
    _work_out(one, now)
