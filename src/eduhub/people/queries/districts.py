"""Districts of the city: by a key in files and rounds, by a name where people read."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Subquery

from eduhub.kit.lang import Text, in_reading_order
from eduhub.people.models import District, Organisation
from eduhub.people.rules import Removal
from eduhub.people.states import Kind

type Keys = Callable[[], Collection[str]]

_tables: list[Keys] = []


def lend_keys(keys: Keys) -> None:
    """Called once by an upper room whose tables name districts, when its queries are read."""
    _tables.append(keys)


def in_tables() -> frozenset[str]:
    """The keys that tables of upper rooms name now. One query for each room."""
    return frozenset(key for keys in _tables for key in keys())


@dataclass(frozen=True, slots=True)
class DistrictNames:
    """What districts are called, by their keys."""

    by_key: Mapping[str, Text] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """In the reader's language; the key itself where the hub has written no name."""
        return shown_district(key, self.by_key.get(key))

    def pairs(self, keys: Collection[str] | None = None) -> list[tuple[str, str]]:
        """Each key with its name, in the order of the names; without keys, of the whole list."""
        told = self.by_key if keys is None else keys
        return sorted(((key, self.of(key)) for key in told), key=lambda pair: pair[1])


def district_names() -> DistrictNames:
    """All of them: a city has some dozens. One query."""
    return DistrictNames(dict(District.objects.values_list("key", "name")))


def district_name(path: str) -> Subquery:
    """To annotate rows with: the Text of the district whose key stands at the path, or None."""
    return Subquery(District.objects.filter(key=OuterRef(path)).values("name"))


def shown_district(key: str, name: Text | None) -> str:
    """The name in the reader's language, or the key where nobody has written one."""
    return str(name or "") or key


@dataclass(frozen=True, slots=True)
class Listed:
    """A district of the list, with what names it.

    Attributes:
        in_a_table: whether a table of an upper room does, such as that of pupils.
    """

    district: District
    schools: int
    in_a_table: bool


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A key that schools or tables name, and the list does not have."""

    key: str
    schools: int
    in_a_table: bool


def districts() -> tuple[list[Listed], list[Unlisted]]:
    """The list in reading order, and what is missing from it.

    Two queries, and one for each room that lends keys.
    """
    rows = District.objects.order_by(in_reading_order("name"), "key")
    schools, tables = _schools_by_district(), in_tables()
    listed = [Listed(row, schools.get(row.key, 0), row.key in tables) for row in rows]
    there = {one.district.key for one in listed}
    return listed, list(_missing(there, schools, tables))


def _missing(
    there: Collection[str], schools: Mapping[str, int], tables: Collection[str]
) -> Iterator[Unlisted]:
    for key in sorted({*schools, *tables} - {*there}):
        yield Unlisted(key, schools.get(key, 0), key in tables)


def _schools_by_district() -> dict[str, int]:
    named = Organisation.objects.filter(kind=Kind.SCHOOL).exclude(district="")
    counted = named.order_by().values_list("district").annotate(number=Count("pk"))
    return dict(counted)


def removal_of(district: District) -> Removal:
    """What names it now. One query, and one for each room that lends keys."""
    schools = Organisation.objects.filter(kind=Kind.SCHOOL, district=district.key).count()
    return Removal(schools, district.key in in_tables())


def known_districts() -> list[tuple[str, str]]:
    """Keys that the list or a school has, with their names, in their order. Two queries."""
    names = district_names()
    return names.pairs({*names.by_key, *_schools_by_district()})
