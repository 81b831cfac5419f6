"""Where a solution was tried: what a reader compares with their own school.

No variable carries a count, and a value is named only where enough classes of several schools
share it, so that nothing here tells of a small group, nor can be taken away from a total.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.catalogue.models import SchoolSetup
from eduhub.catalogue.queries.topics import Topics, topics
from eduhub.catalogue.states import TopicKind
from eduhub.engines.evidence import FEWEST_CLASSES_FOR_A_MEAN
from eduhub.evidence.models import Trial, TrialClass
from eduhub.evidence.queries.gate import Shown
from eduhub.kit import formats
from eduhub.kit.access import Actor
from eduhub.people.models import Organisation
from eduhub.people.queries import district_names
from eduhub.people.states import Kind, Role
from eduhub.pilots.models import GroupProfile
from eduhub.pilots.states.offers import AGE_OF_GRADE

FEWEST_SCHOOLS = 2
MANY_SCHOOLS = 5
SIZES = (15, 20, 25)  # where the bands of a class's size end


@dataclass(frozen=True, slots=True)
class Variable:
    """One line of a context card.

    Attributes:
        codes: what another school's are held against; empty where nothing can be compared.
        others: whether something too rare to be named stands beside the values.
    """

    key: str
    name: str
    values: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    others: bool = False

    @property
    def words(self) -> str:
        told = ", ".join(self.values)
        if not told:
            return _("Not told: too few classes share it") if self.others else _("Not known")
        return _("%(values)s, and others") % {"values": told} if self.others else told


@dataclass(frozen=True, slots=True)
class Context:
    """The card of one trial, and what the hub cannot tell of it."""

    variables: tuple[Variable, ...]
    unknown: tuple[str, ...]

    def of(self, key: str) -> Variable:
        return next(one for one in self.variables if one.key == key)


@dataclass(frozen=True, slots=True)
class Known:
    """The words that stand behind a card's codes: all topics, and districts by their keys."""

    topics: Topics
    districts: Mapping[str, str]

    @property
    def named(self) -> dict[str, str]:
        return {code: str(topic.name) for code, topic in self.topics.by_code.items()}


def known_in_contexts() -> Known:
    """In the reader's language. Two queries."""
    return Known(topics(), dict(district_names().pairs()))


def context_of(
    trial: Trial, pupils: Shown, classes: int, known: Known, *, country: str = ""
) -> Context:
    """From the classes of the plan where the hub knows them, and from the offer. No query.

    Args:
        pupils: of all measured classes, as the gate tells it.
        classes: measured ones.
        known: see `known_in_contexts`.
        country: whose rules the pilot follows, "" where that is not known.
    """
    pilot, own = trial.pilot, trial.classes
    named, places = known.named, known.districts
    offer = _of_offer(known.topics)
    return Context(
        variables=(
            *_where(country),
            _schools(own),
            _shared("place", _("Districts"), own, lambda one: one.group.school.district, places),
            _shared("age", _("Age"), own, lambda one: AGE_OF_GRADE[one.group.grade], named)
            if own
            else offer("age", _("Age"), pilot.ages, TopicKind.AGE),
            _size(pupils, classes),
            offer("subject", _("Subjects"), pilot.uses or pilot.solution.codes, TopicKind.SUBJECT),
            offer("language", _("Language of teaching"), pilot.languages, TopicKind.LANGUAGE),
            offer("device", _("Devices, one of these"), pilot.devices, TopicKind.DEVICE),
            _one("minutes", _("The teacher's time a week"), _minutes(pilot.minutes_a_week)),
            _one("weeks", _("How long"), _weeks(pilot.weeks)),
        ),
        unknown=(
            _("Whether the places are large or small, and how large the schools are."),
            _("Which pupils needed support, and what support the teachers got."),
        ),
    )


def _where(country: str) -> Iterator[Variable]:
    if country:
        yield Variable("country", _("Country"), (country,))


def _schools(classes: Sequence[TrialClass]) -> Variable:
    many = len({one.group.school_id for one in classes})
    if not many:
        return Variable("schools", _("Schools"), ())
    if many == 1:
        words = _("one school")
    else:
        words = _("5 or more") if many >= MANY_SCHOOLS else _("2 to 4")
    return Variable("schools", _("Schools"), (words,))


def _shared(
    key: str,
    name: str,
    classes: Iterable[TrialClass],
    value_of: Callable[[TrialClass], str],
    named: Mapping[str, str],
) -> Variable:
    """The values that enough classes of enough schools have, in the order of their codes."""
    holding: dict[str, list[TrialClass]] = defaultdict(list)
    for one in classes:
        holding[value_of(one)].append(one)
    told = sorted(code for code, ones in holding.items() if code and _is_shared(ones))
    rare = any(code and code not in told for code in holding)
    values = tuple(named.get(code, code) for code in told)
    return Variable(key, name, values, frozenset(told), rare)


def _is_shared(classes: Sequence[TrialClass]) -> bool:
    schools = {one.group.school_id for one in classes}
    enough = len(classes) >= FEWEST_CLASSES_FOR_A_MEAN.value
    return enough and len(schools) >= FEWEST_SCHOOLS


def _of_offer(known: Topics) -> Callable[[str, str, Sequence[str], TopicKind], Variable]:
    def offer(key: str, name: str, codes: Sequence[str], kind: TopicKind) -> Variable:
        own = frozenset(c for c in codes if c in known.by_code and known.by_code[c].kind == kind)
        return Variable(key, name, tuple(known.names(codes, kind)), own)

    return offer


def _one(key: str, name: str, value: str) -> Variable:
    return Variable(key, name, (value,))


def _size(pupils: Shown, classes: int) -> Variable:
    """Of a class on average, as a band; from what is told anyhow."""
    name = _("Pupils in a class, on average")
    if pupils.value is None or not classes:
        return Variable("size", name, ())
    mean = pupils.value / classes
    below = next((end for end in SIZES if mean < end), None)
    if below is None:
        words = _("%(least)s or more") % {"least": SIZES[-1]}
    elif below == SIZES[0]:
        words = _("fewer than %(end)s") % {"end": below}
    else:
        words = _("%(least)s to %(most)s") % {"least": below - 5, "most": below - 1}
    return Variable("size", name, (words,))


def _minutes(minutes: int) -> str:
    words = ngettext("%(count)s minute", "%(count)s minutes", minutes)
    return words % {"count": formats.number(minutes)}


def _weeks(weeks: int) -> str:
    words = ngettext("%(count)s week", "%(count)s weeks", weeks)
    return words % {"count": formats.number(weeks)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """One variable beside the reader's own school; no sum is made of them."""

    name: str
    there: str
    here: str
    says: str  # agrees, differs or unknown


@dataclass(frozen=True, slots=True)
class OwnSchool:
    """What the hub knows of the reader's school, or of all schools of their provider."""

    name: str
    is_provider: bool
    districts: frozenset[str]
    languages: frozenset[str]
    devices: frozenset[str]
    ages: frozenset[str]


def own_school(actor: Actor) -> OwnSchool | None:
    """Three queries for a school's people and an education provider's; none for all others."""
    if actor.organisation_id is None or not actor.roles & {
        Role.PRINCIPAL,
        Role.TEACHER,
        Role.PROVIDER_OFFICIAL,
    }:
        return None
    own = Organisation.objects.get(pk=actor.organisation_id)
    is_provider = own.kind == Kind.EDUCATION_PROVIDER
    schools = own.units.filter(kind=Kind.SCHOOL) if is_provider else [own]
    here = list(schools)
    setups = SchoolSetup.objects.filter(school__in=here)
    asked = list(setups.values_list("languages", "devices"))
    grades = GroupProfile.objects.filter(school__in=here).values_list("grade", flat=True)
    return OwnSchool(
        name=str(own),
        is_provider=is_provider,
        districts=frozenset(one.district for one in here if one.district),
        languages=frozenset(code for languages, _devices in asked for code in languages),
        devices=frozenset(code for _languages, devices in asked for code in devices),
        ages=frozenset(AGE_OF_GRADE[grade] for grade in grades.distinct()),
    )


def likeness(context: Context, own: OwnSchool, known: Known) -> list[Likeness]:
    """Variable by variable, in the card's order: where the two agree, differ, or nobody knows."""
    named = {**known.districts, **known.named}
    mine = {
        "place": own.districts,
        "age": own.ages,
        "language": own.languages,
        "device": own.devices,
    }
    return [
        Likeness(
            name=one.name,
            there=one.words,
            here=", ".join(sorted(named.get(c, c) for c in mine[one.key])) or _("Not known"),
            says=_says(one.codes, mine[one.key]),
        )
        for one in context.variables
        if one.key in mine
    ]


def _says(there: frozenset[str], here: frozenset[str]) -> str:
    if not there or not here:
        return "unknown"
    return "agrees" if there & here else "differs"
