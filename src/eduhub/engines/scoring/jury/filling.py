"""Filling every application's places, with loads of the jurors as even as can be.

Places move along chains: one juror hands an application on to the next, who hands on another.
If no chain leads from an application's jurors to one with room, those whom chains reach are all
full, and that is the proof that the limits contradict each other. Loads are as even as can be
when no chain leads from a juror to one with two fewer: the possible loads form an M-convex set,
in which exchanging one by one finds the smallest sum of squares, and that has both the smallest
largest and the largest smallest load there is.

Source: Frank & Murota, "Decreasing minimization on M-convex sets", Mathematical Programming 195
(2022), for the evenness; chains are the augmenting paths of Ford and Fulkerson.
"""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

type Truths = NDArray[np.bool_]
type Places = NDArray[np.int64]
type Numbers = NDArray[np.float32]


@dataclass(eq=False)
class Filling:
    """Who judges what so far. Rows are applications in the lot's order, columns jurors.

    Attributes:
        judges: (applications, jurors)
        allowed: the same; whom nothing keeps from judging.
        held: the same; what is not handed on.
        most: (jurors,) the largest load of each.
        sheets: how many jurors each application needs.
    """

    judges: Truths
    allowed: Truths
    held: Truths
    most: Places
    sheets: int

    def __post_init__(self) -> None:
        self.load: Places = self.judges.sum(axis=0)
        judges = self.judges.astype(np.float32)
        mine = (self.judges & ~self.held).astype(np.float32)
        theirs = (self.allowed & ~self.judges).astype(np.float32)
        self.met: Numbers = judges.T @ judges
        self.ways: Numbers = mine.T @ theirs

    def give(self, application: int, juror: int, *, back: bool = False) -> None:
        """Let the juror judge the application, or no more; what is counted is kept up to date.

        `ways[a, b]` is how many applications juror a could hand on to b, `met[a, b]` how many
        both judge.
        """
        change = -1 if back else 1
        self._count(application, -1)
        self.judges[application, juror] = not back
        self._count(application, 1)
        self.load[juror] += change
        there = np.flatnonzero(self.judges[application])
        self.met[juror, there] += change
        self.met[there, juror] += change

    def _count(self, application: int, sign: int) -> None:
        judges = self.judges[application]
        hands = np.flatnonzero(judges & ~self.held[application])
        self.ways[hands] += sign * (self.allowed[application] & ~judges)

    def hand_on(self, giver: int, taker: int) -> None:
        """The first application in the lot's order that can be handed on goes over."""
        can = (
            self.judges[:, giver]
            & ~self.held[:, giver]
            & self.allowed[:, taker]
            & ~self.judges[:, taker]
        )
        application = int(np.argmax(can))
        self.give(application, giver, back=True)
        self.give(application, taker)

    def chain(self, starts: Truths, ends: Truths) -> tuple[list[int], Truths]:
        """A shortest chain from a start to an end, and whom chains from the starts reach.

        The chain is empty if none is reached.
        """
        before = np.full(len(self.load), -1)
        reached = starts.copy()
        waiting = deque(np.flatnonzero(starts).tolist())
        while waiting:
            at = waiting.popleft()
            if ends[at]:
                found = [at]
                while before[found[-1]] >= 0:
                    found.append(int(before[found[-1]]))
                return found[::-1], reached
            for juror in np.flatnonzero((self.ways[at] > 0.5) & ~reached).tolist():
                before[juror], reached[juror] = at, True
                waiting.append(juror)
        return [], reached


@dataclass(frozen=True, slots=True, eq=False)
class Full:
    """Proof that an application cannot be served: all jurors that chains reach are full."""

    application: int
    jurors: Truths


def fill(filling: Filling) -> Full | None:
    """Give every application its jurors, the least loaded first; or prove that none can.

    Every application gets one juror before any gets two, so that ties of the lot spread.
    """
    for number in range(filling.sheets):
        for application in range(len(filling.judges)):
            if filling.judges[application].sum() > number:
                continue
            trouble = _serve(filling, application)
            if trouble is not None:
                return trouble
    return None


def _serve(filling: Filling, application: int) -> Full | None:
    can = filling.allowed[application] & ~filling.judges[application]
    room = filling.load < filling.most
    if (can & room).any():
        loads = np.where(can & room, filling.load, np.iinfo(np.int64).max)
        filling.give(application, _least_met(filling, application, loads))
        return None
    chain, reached = filling.chain(can, room)
    if not chain:
        return Full(application, reached)
    # From the end, so that nobody ever has more than they may; the last step is free.
    for giver, taker in reversed(list(pairwise(chain))):
        filling.hand_on(giver, taker)
    filling.give(application, chain[0])
    return None


def _least_met(filling: Filling, application: int, loads: Places) -> int:
    """Of the least loaded, the one who shares fewest applications with those already there."""
    least = np.flatnonzero(loads == loads.min())
    there = np.flatnonzero(filling.judges[application])
    if len(least) == 1 or not len(there):
        return int(least[application % len(least)])
    return int(least[np.argmin(filling.met[np.ix_(there, least)].sum(axis=0))])


def level_out(filling: Filling) -> None:
    """Make the loads as even as can be."""
    while True:
        for juror in np.argsort(-filling.load, kind="stable").tolist():
            ends = (filling.load <= filling.load[juror] - 2) & (filling.load < filling.most)
            starts = np.zeros(len(ends), dtype=bool)
            starts[juror] = True
            chain, _ = filling.chain(starts, ends) if ends.any() else ([], starts)
            if chain:
                for giver, taker in reversed(list(pairwise(chain))):
                    filling.hand_on(giver, taker)
                break
        else:
            return
