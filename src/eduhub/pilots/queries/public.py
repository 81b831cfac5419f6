"""The public register of what is tried where, on which data, and with what result.

The same for everybody, whoever asks, so that it can be kept by caches on the way.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import FETCH_RAISE, QuerySet
from django.utils.translation import gettext as _

from eduhub.kit.access import VISITOR
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.people.queries import DistrictNames, district_name, shown_district
from eduhub.people.states import Kind
from eduhub.pilots.models import ClosingDecision, Group, LaneAnswers, LeftOut, Pilot
from eduhub.pilots.models.pilots import MAY_BE_LEFT_OUT
from eduhub.pilots.models.told import ResultTold, results_of
from eduhub.pilots.states import STATES_OF, GroupState
from eduhub.pilots.states.closing import Closing, Funding, LeftOutReason, ShownAs

MOST = 5000  # rows of a file


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """What a reader asks for; "" asks for all."""

    lane: str = ""
    phase: str = ""
    district: str = ""
    subject: str = ""  # a topic's code


@dataclass(frozen=True, slots=True)
class Registered:
    """One pilot as everybody may know of it.

    Attributes:
        where: schools that are named by their own choice, and the districts of the others.
        data: kinds of personal data in words; None while nobody has said.
        price: euros that the city pays, where it does and has said so.
        decisions: how many schools and providers bought, continue, stopped.
    """

    pilot: Pilot
    where: list[str]
    data: list[str] | None
    funding: Funding
    price: int | None
    result: ResultTold | None
    decisions: dict[str, int]

    @property
    def decision_words(self) -> list[tuple[str, int]]:
        return [(str(Closing(code).label), count) for code, count in self.decisions.items()]

    # What the API tells, by the names that it gives them.

    @property
    def id(self) -> int:
        return self.pilot.pk

    @property
    def data_codes(self) -> list[str] | None:
        return None if self.data is None else list(self.pilot.data_touched or ())

    @property
    def lane(self) -> str:
        return self.pilot.lane

    @property
    def state(self) -> str:
        return self.pilot.state


class Register:
    """The rows of the register, fetched by the page: a slice costs five queries."""

    def __init__(self, pilots: QuerySet[Pilot]) -> None:
        self.pilots = pilots

    def count(self) -> int:
        return self.pilots.count()

    @overload
    def __getitem__(self, part: slice) -> list[Registered]: ...
    @overload
    def __getitem__(self, part: int) -> Registered: ...
    def __getitem__(self, part: Any) -> Any:
        return registered(list(self.pilots[part]))


def public_register(asked: RegisterAsked) -> Register:
    """What is tried now first, then what was tried last."""
    pilots = Pilot.objects.visible_to(VISITOR)
    if asked.lane:
        pilots = pilots.filter(lane="" if asked.lane == "none" else asked.lane)
    if asked.phase:
        pilots = pilots.filter(state__in=STATES_OF[asked.phase])
    if asked.district:
        there = Group.objects.taking_part().filter(school__district=asked.district)
        pilots = pilots.filter(pk__in=there.values("pilot"))
    if asked.subject:
        pilots = pilots.filter(solution__codes__contains=[asked.subject])
    told = pilots.counted().select_related("solution__company", "call", "jurisdiction__market")
    return Register(told.order_by("-starts", "-pk").fetch_mode(FETCH_RAISE))


def registered(pilots: Sequence[Pilot]) -> list[Registered]:
    """The pilots with all that the register tells of them. Four queries."""
    keys = [pilot.pk for pilot in pilots]
    where, answers = _where(keys), _answers(keys)
    results, decisions = results_of(keys), _decisions(keys)
    rows = []
    for pilot in pilots:
        funding = funding_of(answers.get(pilot.pk))
        price = pilot.call.price if pilot.call and funding == Funding.BOUGHT else None
        rows.append(
            Registered(
                pilot,
                where.get(pilot.pk, []),
                None if pilot.data_touched is None and pilot.lane != "A" else pilot.data_words,
                funding,
                price,
                results.get(pilot.pk),
                decisions.get(pilot.pk, {}),
            )
        )
    return rows


def funding_of(answers: LaneAnswers | None) -> Funding:
    """Who pays, from what is said of contract and study; the contract goes before the study."""
    if answers is None:
        return Funding.OPEN
    if answers.bought:
        return Funding.BOUGHT
    if answers.study:
        return Funding.COMMISSIONED if answers.commissioned else Funding.OWN_STUDY
    return Funding.FREE


def public_name(organisation: Organisation, district: Text | None) -> str:
    """How the register names a school or an education provider; with its listing fetched.

    Args:
        district: the name of its district, as `district_name` has fetched it.
    """
    listing = getattr(organisation, "listing", None)
    by_name = listing is not None and listing.shown_as == ShownAs.SCHOOL
    if organisation.kind != Kind.SCHOOL or by_name:
        return str(organisation.name)
    if organisation.district:
        where = shown_district(organisation.district, district)
        return _("A school in %(district)s") % {"district": where}
    return _("A school")


def _where(keys: Collection[int]) -> dict[int, list[str]]:
    """Each pilot's places, each once, in the order of their names."""
    found: dict[int, set[str]] = defaultdict(set)
    groups = Group.objects.filter(pilot__in=keys, state=GroupState.ACCEPTED)
    named = groups.annotate(district_name=district_name("school__district"))
    for group in named.select_related("school__listing"):
        district = group.district_name  # type: ignore[attr-defined]
        found[group.pilot_id].add(public_name(group.school, district))
    return {key: sorted(places) for key, places in found.items()}


def _answers(keys: Collection[int]) -> Mapping[int, LaneAnswers]:
    rows = LaneAnswers.objects.filter(pilot__in=keys).order_by("pilot", "-version")
    return {row.pilot_id: row for row in rows.distinct("pilot")}


def _decisions(keys: Collection[int]) -> dict[int, dict[str, int]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = ClosingDecision.objects.public().filter(pilot__in=keys).order_by("decision")
    for pilot_id, decision in rows.values_list("pilot", "decision"):
        found[pilot_id][decision] += 1
    return {key: dict(counts) for key, counts in found.items()}


def left_out_counts() -> list[tuple[LeftOutReason, int]]:
    """How many pilots are left out, by the class of the reason. One query."""
    hidden = LeftOut.objects.filter(pilot__state__in=MAY_BE_LEFT_OUT)
    rows = hidden.order_by().values_list("reason", flat=True)
    found = Counter(rows)
    return [(one, found[one]) for one in LeftOutReason if found[one]]


def districts() -> list[tuple[str, str]]:
    """Of the schools that take or took part: keys with their names, in their order. One query."""
    rows = Group.objects.taking_part().filter(pilot__in=Pilot.objects.visible_to(VISITOR))
    named = rows.exclude(school__district="").order_by("school__district")
    names = named.values_list("school__district", district_name("school__district")).distinct()
    by_key = {key: name for key, name in names if name is not None}
    return DistrictNames(by_key).pairs({key for key, _name in names})
