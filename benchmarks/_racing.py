"""Many who ask at the same moment, and what became of them."""

import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.client import HTTPException
from time import perf_counter

from django.db import DatabaseError
from psycopg import Error

type Act[Desk, What] = Callable[[Desk, What], bool]


@dataclass
class Came:
    """What a race came to: seconds of each client from the common start to the answer."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    won: int = 0
    errors: list[str] = field(default_factory=list)

    def hears(self, wait: float, result: bool | str) -> None:
        self.waits.append(wait)
        self.won += result is True
        if isinstance(result, str):
            self.errors.append(result)

    @property
    def attempts_a_second(self) -> float:
        return len(self.waits) / self.seconds


def race[Desk, What](
    act: Act[Desk, What],
    desks: Sequence[Callable[[], AbstractContextManager[Desk]]],
    rounds: Sequence[Sequence[What]],
) -> Came:
    """Each round is asked all at once; the desks (connections) serve who comes, one by one.

    desks: each is called in the thread that uses what it gives.
    """
    came, line = Came(), queue.SimpleQueue[tuple[float, What] | None]()
    told, ready = queue.SimpleQueue[tuple[float, bool | str]](), threading.Barrier(len(desks) + 1)
    serving = (act, line, told, ready)
    threads = [
        threading.Thread(target=_serve, args=(desk, *serving), daemon=True) for desk in desks
    ]
    for thread in threads:
        thread.start()
    ready.wait()
    for each in rounds:
        begun = perf_counter()
        for what in each:
            line.put((begun, what))
        for _ in each:
            came.hears(*told.get())
        came.seconds += perf_counter() - begun
    for _ in threads:
        line.put(None)
    for thread in threads:
        thread.join()
    return came


def _serve[Desk, What](
    open_desk: Callable[[], AbstractContextManager[Desk]],
    act: Act[Desk, What],
    line: "queue.SimpleQueue[tuple[float, What] | None]",
    told: "queue.SimpleQueue[tuple[float, bool | str]]",
    ready: threading.Barrier,
) -> None:
    with open_desk() as desk:
        ready.wait()
        while (following := line.get()) is not None:
            begun, what = following
            try:
                result: bool | str = act(desk, what)
            except (Error, DatabaseError, OSError, HTTPException) as trouble:
                result = f"{type(trouble).__name__}: {trouble}"  # the benchmark fails by it
            told.put((perf_counter() - begun, result))
