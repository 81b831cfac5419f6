"""A season to be shared out: places with their days, applicants, ranked wishes, decisions."""

from dataclasses import dataclass

MIDNIGHT = 1440

type Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Day:
    """So many days of one weekday on which a place is open, and taken, at the same minutes."""

    weekday: int
    count: int
    opened: tuple[Stretch, ...]
    taken: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is shared out.

    Attributes:
        reach: itself and all parts of it, by id: who has the place has them too.
        kinds: of applicants that may have it; none: all.
        before, after: minutes kept free around each use.
        least, most: minutes of one use.
        step: minutes between possible beginnings.
    """

    id: str
    reach: frozenset[str]
    size: int
    days: tuple[Day, ...]
    equipment: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    before: int = 0
    after: int = 0
    least: int = 1
    most: int = MIDNIGHT
    step: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks. most_minutes: a week, None for no limit; at_most: wishes that it needs met."""

    id: str
    kind: str
    most_minutes: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A time of the week that an applicant would like; the dearest has rank 1.

    Attributes:
        places: any of these, all as welcome.
        earliest, latest: the first and the last minute at which it may begin.
        is_extra: not counted in what its applicant may have or needs.
    """

    id: str
    applicant: str
    rank: int
    places: tuple[str, ...]
    weekday: int
    earliest: int
    latest: int
    minutes: int
    people: int = 1
    equipment: frozenset[str] = frozenset()
    is_extra: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A place from a minute of a weekday on, every week."""

    place: str
    weekday: int
    begins: int
    minutes: int

    @property
    def ends(self) -> int:
        return self.begins + self.minutes


@dataclass(frozen=True, slots=True)
class Lock:
    """A person decided that the wish gets this; its own limits, and its applicant's, give way."""

    wish: str
    slot: Slot
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Forbid:
    """A person decided that the wish is not met."""

    wish: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that a proposal depends on.

    Attributes:
        floor: per cent of the applicants of each kind that should get something.
        seed: of the lot between equals.

    Raises:
        ValueError: an id is not there or there twice, a number is out of its range.
    """

    places: tuple[Place, ...]
    applicants: tuple[Applicant, ...]
    wishes: tuple[Wish, ...]
    locks: tuple[Lock, ...] = ()
    forbids: tuple[Forbid, ...] = ()
    floor: int = 0
    seed: str = ""

    def __post_init__(self) -> None:
        places = _once([one.id for one in self.places], "place")
        applicants = _once([one.id for one in self.applicants], "applicant")
        wishes = _once([one.id for one in self.wishes], "wish")
        for wish in self.wishes:
            if wish.applicant not in applicants or not places.issuperset(wish.places):
                raise ValueError(f"wish {wish.id} speaks of what is not there")
            if wish.rank < 1 or wish.minutes < 1 or not 0 <= wish.weekday <= 6:
                raise ValueError(f"wish {wish.id} makes no sense")
            if not 0 <= wish.earliest <= wish.latest < MIDNIGHT:
                raise ValueError(f"wish {wish.id} begins at no time of the day")
        decided = [lock.wish for lock in self.locks] + [one.wish for one in self.forbids]
        _once(decided, "decision")
        for lock in self.locks:
            if lock.wish not in wishes or lock.slot.place not in places:
                raise ValueError(f"a lock of {lock.wish} speaks of what is not there")
        if not all(one.wish in wishes for one in self.forbids):
            raise ValueError("a wish that is forbidden is not there")
        if not 0 <= self.floor <= 100:
            raise ValueError("the floor is a per cent")

    def place(self, key: str) -> Place:
        return next(one for one in self.places if one.id == key)


def _once(keys: list[str], what: str) -> set[str]:
    if len(set(keys)) != len(keys):
        raise ValueError(f"a {what} is there twice")
    return set(keys)
