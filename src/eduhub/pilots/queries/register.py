"""The public register of pilots, and what other rooms tell of it."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet

from eduhub.catalogue.models import Topic
from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.kit.access import VISITOR, Actor
from eduhub.people.states import OrganisationState
from eduhub.pilots.models import Group, Pilot, PilotQuerySet
from eduhub.pilots.states import ON_THE_REGISTER, STATES_OF, Phase


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of the register asks for; "" asks for all."""

    phase: str = ""
    subject: str = ""  # a topic's code
    own: bool = False  # of the organisation that the reader acts for


def register(actor: Actor, asked: Asked | None = None) -> QuerySet[Pilot]:
    """Pilots that this person may know of, open ones first, then the newest. One query.

    Annotated with held (places held), groups_in and schools_in (of accepted groups).
    """
    asked = asked or Asked()
    pilots = Pilot.objects.visible_to(actor)
    if asked.phase:
        pilots = pilots.filter(state__in=STATES_OF[asked.phase])
    if asked.subject:
        pilots = pilots.filter(solution__codes__contains=[asked.subject])
    if asked.own:
        pilots = _of_ones_own(pilots, actor)
    return (
        pilots.counted()
        .open_first()
        .select_related("solution__company", "jurisdiction__market")
        .fetch_mode(FETCH_RAISE)
    )


def _of_ones_own(pilots: PilotQuerySet, actor: Actor) -> PilotQuerySet:
    groups = Group.objects.filter(school=actor.organisation_id)
    own = Q(solution__company=actor.organisation_id) | Q(pk__in=groups.values("pilot"))
    return pilots.filter(own)


def subjects_on_the_register(actor: Actor) -> list[Topic]:
    """Subjects of the solutions that are tried in a pilot, in their own order. Two queries."""
    codes = Pilot.objects.visible_to(actor).values_list("solution__codes", flat=True)
    known = {code for of_one in codes for code in of_one}
    return list(Topic.objects.filter(kind=TopicKind.SUBJECT, code__in=known).order_by("place"))


def open_offers(limit: int, pilots: PilotQuerySet | None = None) -> QuerySet[Pilot]:
    """The latest pilots that a group may still join, of these if told. One query."""
    offers = (
        (Pilot.objects.all() if pilots is None else pilots)
        .open_for_groups()
        .filter(
            solution__state=SolutionState.PUBLISHED,
            solution__company__state=OrganisationState.APPROVED,
        )
    )
    newest = (
        offers.with_places_left()
        .select_related("solution__company")
        .order_by("-posted_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )
    return newest[:limit]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many pilots were ever on the register, and who takes or took part."""

    pilots: int
    groups: int
    schools: int


def figures() -> Figures:
    """Two queries."""
    on_it = Pilot.objects.filter(state__in=ON_THE_REGISTER)
    taking_part = Group.objects.taking_part().filter(pilot__state__in=ON_THE_REGISTER)
    told = taking_part.aggregate(groups=Count("pk"), schools=Count("school", distinct=True))
    return Figures(pilots=on_it.count(), groups=told["groups"], schools=told["schools"])


def of_solution(solution_id: int) -> tuple[list[Pilot], int]:
    """Open offers of a solution, and how many of its pilots are under way. Two queries."""
    own = Pilot.objects.filter(solution=solution_id)
    offers = own.open_for_groups().with_places_left()
    under_way = own.visible_to(VISITOR).filter(state__in=STATES_OF[Phase.UNDER_WAY]).count()
    return list(offers.order_by("starts", "pk").fetch_mode(FETCH_RAISE)), under_way
