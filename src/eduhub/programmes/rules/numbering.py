"""The number of an application within its call: it tells nobody how many came before it."""

import hashlib
from collections.abc import Set as AbstractSet
from itertools import count
from uuid import UUID

FIRST, ROOM = 1_000, 9_000  # four digits, while a call has no more than some thousands


def free_number(key: UUID, taken: AbstractSet[int]) -> int:
    """Drawn by the application's key, so that it neither counts nor grows with time.

    Args:
        taken: what others of the call have; three of four numbers at least are free.
    """
    room = max(ROOM, 4 * len(taken))
    drawn = (hashlib.sha256(f"{key}|{turn}".encode()).digest() for turn in count())
    numbers = (FIRST + int.from_bytes(one, "big") % room for one in drawn)
    return next(one for one in numbers if one not in taken)
