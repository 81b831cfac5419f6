"""From a jury to its work, or to the limits that contradict each other."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.jury.connecting import connect, parts_of
from eduhub.engines.scoring.jury.filling import Filling, Full, fill, level_out
from eduhub.engines.scoring.jury.problem import Jury, Pair

type Truths = NDArray[np.bool_]


class Connection(StrEnum):
    """Whether severity can be told from worth throughout the round, and if not, why."""

    CONNECTED = "connected"

    TOO_FEW_SHEETS = "too_few_sheets"
    """Proven: the applications and the fewest jurors who could do the work are more than so
    few sheets can hold together; or one sheet each, which never joins two jurors."""

    APART_BY_CONFLICTS = "apart_by_conflicts"
    """Proven: even if everybody judged all they may, parts would share no juror."""

    NOT_FOUND = "not_found"
    """No exchange joins the parts; that it cannot be done is not proven."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many applications a juror judges, of how many at most."""

    juror: str
    sheets: int
    most: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who judges what.

    Attributes:
        pairs: application and juror, in order; those that were held among them.
        loads: by juror.
        gap: between the largest and the smallest load.
        least_gap: the smallest gap that the limits permit; `gap` is more only where evenness
            was given up to connect the round.
        parts: the applications of each part, largest first; one part if connected.
    """

    pairs: tuple[Pair, ...]
    loads: tuple[Load, ...]
    gap: int
    least_gap: int
    connection: Connection
    parts: tuple[tuple[str, ...], ...]
    seed: str

    def of_juror(self, juror: str) -> tuple[str, ...]:
        """The applications of one juror, in order."""
        return tuple(application for application, one in self.pairs if one == juror)


class CannotAssign(ValueError):
    """These applications need more from these jurors than those take on.

    Attributes:
        applications: that need them; everybody else who may judge these does so already.
        jurors: none if an application has too few without a conflict at all.
        needed: sheets beyond those that are held.
        offered: the same; fewer than needed.
    """

    def __init__(
        self,
        applications: tuple[str, ...],
        jurors: tuple[str, ...],
        *,
        needed: int,
        offered: int,
    ) -> None:
        super().__init__(_words(applications, jurors, needed, offered))
        self.applications = applications
        self.jurors = jurors
        self.needed = needed
        self.offered = offered


def assign(jury: Jury) -> Assignment:
    """Every application to as many jurors as asked, loads as even as can be, all connected.

    In this order: no conflict and no juror beyond their most; each application as often as
    asked; the round connected, if a way is found; loads as even as can be; the lot of the
    seed. The same jury and seed give the same assignment, whatever the order of rows.

    Raises:
        CannotAssign: the limits contradict each other, and it says which.
    """
    applications = _in_lot_order(jury.seed, "application", jury.applications)
    jurors = _in_lot_order(jury.seed, "juror", [one.id for one in jury.jurors])
    most_of = {one.id: one.most for one in jury.jurors}
    held = _matrix(applications, jurors, jury.held)
    filling = Filling(
        judges=held.copy(),
        allowed=~_matrix(applications, jurors, jury.conflicts),
        held=held,
        most=np.array([most_of[one] for one in jurors], dtype=np.int64),
        sheets=jury.sheets,
    )
    trouble = fill(filling)
    if trouble is not None:
        raise _refusal(filling, trouble, applications, jurors)
    level_out(filling)
    least_gap = int(np.ptp(filling.load))
    connection = _connected(filling)
    return _told(filling, applications, jurors, (jury.seed, least_gap, connection))


def _connected(filling: Filling) -> Connection:
    if connect(filling) == 1:
        return Connection.CONNECTED
    may, _ = parts_of(filling.allowed | filling.judges)
    if may.max() > 0:
        return Connection.APART_BY_CONFLICTS
    sheets = filling.sheets * len(filling.judges)
    needed = int(np.searchsorted(np.cumsum(np.sort(filling.most)[::-1]), sheets)) + 1
    if filling.sheets == 1 or sheets < len(filling.judges) + needed - 1:
        return Connection.TOO_FEW_SHEETS
    return Connection.NOT_FOUND


def _told(
    filling: Filling,
    applications: Sequence[str],
    jurors: Sequence[str],
    found: tuple[str, int, Connection],
) -> Assignment:
    seed, least_gap, connection = found
    of_rows, _ = parts_of(filling.judges)
    parts = [
        tuple(sorted(applications[at] for at in np.flatnonzero(of_rows == part).tolist()))
        for part in range(int(of_rows.max()) + 1)
    ]
    pairs = sorted((applications[a], jurors[j]) for a, j in np.argwhere(filling.judges).tolist())
    rows = zip(jurors, filling.load.tolist(), filling.most.tolist(), strict=True)
    return Assignment(
        pairs=tuple(pairs),
        loads=tuple(Load(*row) for row in sorted(rows)),
        gap=int(np.ptp(filling.load)),
        least_gap=least_gap,
        connection=connection,
        parts=tuple(sorted(parts, key=lambda part: (-len(part), part))),
        seed=seed,
    )


def _refusal(
    filling: Filling, trouble: Full, applications: Sequence[str], jurors: Sequence[str]
) -> CannotAssign:
    """The applications that hang on the full jurors, and what they need from them.

    Whoever else may judge these does so already, or a chain would have reached them.
    """
    full = trouble.jurors
    movable = filling.judges & ~filling.held
    hang = movable[:, full].any(axis=1)
    hang[trouble.application] = True
    free = filling.allowed & ~filling.held
    missing = filling.sheets - filling.held.sum(axis=1)
    needed = missing - (free & ~full).sum(axis=1)
    offered = filling.most - filling.held.sum(axis=0)
    return CannotAssign(
        tuple(sorted(applications[at] for at in np.flatnonzero(hang).tolist())),
        tuple(sorted(jurors[at] for at in np.flatnonzero(full).tolist())),
        needed=int(needed[hang].sum()),
        offered=int(offered[full].sum()),
    )


def _words(applications: Sequence[str], jurors: Sequence[str], needed: int, offered: int) -> str:
    whose = f"application {applications[0]!r}"
    if len(applications) > 1:
        whose = f"{len(applications)} applications ({_some(applications)})"
    if not jurors:
        return f"{whose}: {needed} more sheets needed than jurors without a conflict can give"
    return (
        f"{whose}: {needed} sheets needed from {len(jurors)} jurors ({_some(jurors)}), "
        f"who take on {offered} at most; everybody else without a conflict judges them already"
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _in_lot_order(seed: str, kind: str, ids: Sequence[str]) -> list[str]:
    """Smallest SHA-256 of `seed|kind|id` first."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}|{kind}|{one}".encode()).digest())


def _matrix(applications: Sequence[str], jurors: Sequence[str], pairs: frozenset[Pair]) -> Truths:
    row_at = {name: at for at, name in enumerate(applications)}
    column_at = {name: at for at, name in enumerate(jurors)}
    found = np.zeros((len(applications), len(jurors)), dtype=bool)
    for application, juror in pairs:
        found[row_at[application], column_at[juror]] = True
    return found
