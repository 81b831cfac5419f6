"""A jury that is to be given its work: applications, jurors, and who may not judge what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Juror:
    """`most` is how many applications the juror takes at most."""

    id: str
    most: int


type Pair = tuple[str, str]
"""An application and a juror."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jury:
    """One round of judging. The order of applications, jurors and pairs means nothing.

    Attributes:
        sheets: how many jurors judge each application.
        conflicts: application and juror who may not meet.
        held: application and juror who are to stay together, such as sheets already given.
        seed: the recorded lot, which decides between equally good assignments.

    Raises:
        ValueError: an id twice or empty, a pair of nobody, a number out of its range, a pair
            that is held and a conflict, more held than there is room for.
    """

    applications: tuple[str, ...]
    jurors: tuple[Juror, ...]
    sheets: int
    seed: str
    conflicts: frozenset[Pair] = frozenset()
    held: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        _named("seed", (self.seed,))
        for what, ids in (
            ("application", self.applications),
            ("juror", tuple(one.id for one in self.jurors)),
        ):
            if not ids:
                raise ValueError(f"expected at least one {what}")
            _named(what, ids)
            twice = [one for one, times in Counter(ids).items() if times > 1]
            if twice:
                raise ValueError(f"{what} {twice[0]!r} comes twice")
        _within(self.sheets, 1, "sheets for each application")
        for one in self.jurors:
            _within(one.most, 0, f"most of juror {one.id!r}")
        self._check_pairs()

    def _check_pairs(self) -> None:
        applications, jurors = set(self.applications), {one.id for one in self.jurors}
        for what, pairs in (("conflict", self.conflicts), ("held", self.held)):
            for application, juror in sorted(pairs):
                if application not in applications:
                    raise ValueError(f"{what}: no application is called {application!r}")
                if juror not in jurors:
                    raise ValueError(f"{what}: no juror is called {juror!r}")
        for application, juror in sorted(self.conflicts & self.held):
            raise ValueError(f"{juror!r} is held for {application!r} and in conflict with it")
        of_application = Counter(application for application, _ in self.held)
        of_juror = Counter(juror for _, juror in self.held)
        for application, times in sorted(of_application.items()):
            if times > self.sheets:
                raise ValueError(f"application {application!r}: {times} are held for it")
        for one in self.jurors:
            if of_juror[one.id] > one.most:
                raise ValueError(f"juror {one.id!r}: {of_juror[one.id]} are held for them")


def _named(what: str, ids: Iterable[str]) -> None:
    for one in ids:
        if not isinstance(one, str) or not one.strip():
            raise ValueError(f"{what}: expected text that is not empty, got {one!r}")


def _within(value: int, low: int, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= MOST:
        raise ValueError(f"{what}: expected a whole number from {low} to {MOST:,}, got {value!r}")
