"""Drawing one assignment of a scheme so that anybody can draw it again.

As in `lot`, the commitment to a secret nonce is published before the plan is fixed, and the
nonce after the draw. All that happens between is SHA-256 (of UTF-8 text, in hexadecimal; `|`
stands between the parts):

1. seed = sha256(canonical JSON of {"nonce": hexadecimal nonce, "plan": fingerprint,
   "scheme": the scheme's content}).
2. Draw number t = 1, 2, ...: each unit's number is sha256(seed|t|unit|label).
3. Simple chance: an odd number gets arm 1; a draw that leaves an arm empty does not count.
4. Otherwise, in each block, order the units by number. If the scheme states how many get
   arm 1, it is the first so many. If it halves, the first half gets arm 1, the last half
   arm 0, and the middle one of an odd block is left; order those left, over all blocks, by
   sha256(seed|t|left|label): first half arm 1, last half arm 0, and a middle one arm 1 if
   sha256(seed|t|last|label) is odd.
5. Without a balance rule draw 1 holds. With one, the first draw at or under its limit holds,
   the imbalance being rounded to nine decimals (`balance` says how it is measured).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from eduhub.engines.evidence.assignment.balance import imbalance_of, standardised_covariates
from eduhub.engines.evidence.assignment.scheme import Chance, Gives, Scheme
from eduhub.engines.evidence.lot import commitment
from eduhub.engines.evidence.plan import canonical_json

MOST_COINS = 1000  # draws of simple chance; two units leave an arm empty every other time


class DrawStatus(StrEnum):
    """How a draw ended."""

    DRAWN = "drawn"
    NONE_ACCEPTED = "none_accepted"
    """No draw met the balance rule; a wider limit or more draws must be stated anew."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A drawn assignment; equal to the one drawn again from the same nonce, plan and scheme."""

    status: DrawStatus
    scheme: Scheme
    plan_fingerprint: str
    commitment: str
    seed: str
    arm_of: tuple[int, ...]
    """The arm of each of the scheme's units, in their order; empty if none was accepted."""

    accepted_draw: int | None
    """The number of the draw that holds, counted from 1."""

    imbalance: float | None
    """Of the draw that holds, or the smallest that was seen; None without a balance rule."""

    @property
    def arms(self) -> dict[str, int]:
        """The arm of each unit; for orders, 1 has the solution first."""
        return dict(zip(self.scheme.units, self.arm_of, strict=True)) if self.arm_of else {}

    @property
    def periods(self) -> dict[str, tuple[int, int]]:
        """Who has the solution (1) in the first and in the second period; empty for arms."""
        if self.scheme.gives is Gives.ARMS:
            return {}
        return {unit: (arm, 1 - arm) for unit, arm in self.arms.items()}

    def of_members(self, unit_of: Mapping[str, str]) -> dict[str, int]:
        """The arm of each member (a pupil) of the units (classes) that were drawn.

        Raises:
            ValueError: a member's unit took no part in the draw.
        """
        arms = self.arms
        for member, unit in unit_of.items():
            if unit not in arms:
                raise ValueError(f"{member} is in {unit}, which took no part in the draw")
        return {member: arms[unit] for member, unit in unit_of.items()}


def assign(scheme: Scheme, *, nonce: bytes, plan_fingerprint: str) -> Assignment:
    """Draw one assignment of the scheme, as the module describes.

    Args:
        nonce: the secret, now revealed; at least 16 random bytes.

    Raises:
        ValueError: a short nonce, or no plan.
    """
    committed = commitment(nonce)
    if not plan_fingerprint:
        raise ValueError("an assignment is drawn for a plan")
    seed = _sha256(
        canonical_json(
            {"nonce": nonce.hex(), "plan": plan_fingerprint, "scheme": scheme.content()}
        )
    )
    number, arm_of, imbalance = _first_accepted(seed, scheme)
    return Assignment(
        status=DrawStatus.NONE_ACCEPTED if number is None else DrawStatus.DRAWN,
        scheme=scheme,
        plan_fingerprint=plan_fingerprint,
        commitment=committed,
        seed=seed,
        arm_of=arm_of,
        accepted_draw=number,
        imbalance=imbalance,
    )


def _first_accepted(seed: str, scheme: Scheme) -> tuple[int | None, tuple[int, ...], float | None]:
    """The number of the draw that holds, its arms and its imbalance."""
    balance, size = scheme.balance, len(scheme.units)
    covariates = None if balance is None else standardised_covariates(balance, scheme.units)
    smallest = None
    for number in range(1, (MOST_COINS if balance is None else balance.most_draws) + 1):
        arm_of = _draw(seed, number, scheme)
        treated = sum(arm_of)
        if not 0 < treated < size:
            continue
        if balance is None or covariates is None:
            return number, arm_of, None
        sums = (covariates.T @ np.array(arm_of, dtype=float))[None, :]
        found = float(imbalance_of(balance.rule, sums, np.array([float(treated)]), size)[0])
        if found <= balance.limit:
            return number, arm_of, found
        smallest = found if smallest is None else min(smallest, found)
    return None, (), smallest


def _draw(seed: str, number: int, scheme: Scheme) -> tuple[int, ...]:
    numbers = [_sha256(f"{seed}|{number}|unit|{label}") for label in scheme.units]
    if scheme.chance is Chance.SIMPLE:
        return tuple(int(one, 16) % 2 for one in numbers)
    arms = [0] * len(numbers)
    left: list[int] = []
    for block in scheme.blocks:
        queue = sorted(block.places, key=lambda place: numbers[place])
        _give(queue[: block.treated], arms)
        if block.odd:
            left.append(queue[block.treated])
    left.sort(key=lambda place: _sha256(f"{seed}|{number}|left|{scheme.units[place]}"))
    half = len(left) // 2
    _give(left[:half], arms)
    if len(left) % 2:
        last = left[half]
        arms[last] = int(_sha256(f"{seed}|{number}|last|{scheme.units[last]}"), 16) % 2
    return tuple(arms)


def _give(places: list[int], arms: list[int]) -> None:
    for place in places:
        arms[place] = 1


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
