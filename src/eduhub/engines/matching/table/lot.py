"""The recorded lot: an order of groups and offers, and a number for every pair.

A row's number is the first eight bytes of SHA-256 of `seed|group|id` or `seed|offer|id`, as
a whole number. A pair's number is splitmix64 of its group's number plus three times its
offer's (modulo 2^64), divided by 2^64. Whoever knows the seed can work both out.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def row_numbers(seed: str, kind: str, ids: Sequence[str]) -> NDArray[np.uint64]:
    """(rows,) the number of each id in the lot."""
    drawn = (hashlib.sha256(f"{seed}|{kind}|{one}".encode()).digest()[:8] for one in ids)
    return np.array([int.from_bytes(number, "big") for number in drawn], dtype=np.uint64)


def in_lot_order(seed: str, kind: str, ids: Sequence[str]) -> list[int]:
    """Positions of the ids, smallest number first; equal numbers by id."""
    numbers = row_numbers(seed, kind, ids).tolist()
    return sorted(range(len(ids)), key=lambda at: (numbers[at], ids[at]))


def pair_numbers(groups: NDArray[np.uint64], offers: NDArray[np.uint64]) -> NDArray[np.float64]:
    """(pairs,) in [0, 1): the number of each pair, from the numbers of its two rows.

    Source: splitmix64, Steele, Lea & Flood, "Fast splittable pseudorandom number
    generators", OOPSLA 2014 (the finaliser only).
    """
    mixed = groups + offers * np.uint64(3) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return (mixed >> np.uint64(11)).astype(np.float64) / 2.0**53
