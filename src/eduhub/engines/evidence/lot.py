"""Which classes try the solution, decided by a lot that anybody can draw again.

Before the plan is fixed somebody publishes the *commitment* to a secret nonce. When plan
and classes are fixed, the lot is drawn from all three, and the nonce is revealed. Whoever
has the plan's fingerprint, the list of classes and the nonce gets the same lot with
nothing but SHA-256, and sees that the nonce is the one committed to.

By hand (`sha256` is of UTF-8 text, in hexadecimal; `+` joins texts):

1. seed = sha256(canonical JSON of {"blocks": {class: block}, "nonce": hexadecimal nonce,
   "plan": fingerprint}), see `plan`; without blocks every class is in the block "".
2. Each class's number is sha256(seed + "|class|" + class).
3. In each block, order the classes by number. The first half tries the solution (arm 1),
   the last half is the comparison (arm 0); in a block of odd size the middle one is left.
4. Order those that are left, over all blocks, by sha256(seed + "|left|" + class): first half
   arm 1, last half arm 0, and a middle one arm 1 if sha256(seed + "|last|" + class) is odd.

Every class has an even chance; arms differ by one class at most, in each block and overall.
What this cannot mend: somebody who knows the nonce *and* may still word the plan or the
list could try wordings until the lot pleases. Let a machine make the nonce and keep it, or
a person who has no say in the plan.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eduhub.engines.evidence.plan import canonical_json

FEWEST_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class DrawnClass:
    """One class, its block ("" if there are none), its number in the lot, and its arm."""

    label: str
    block: str
    number: str
    arm: int


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as drawn; equal to the one drawn again from the same nonce, plan and classes."""

    plan_fingerprint: str
    commitment: str
    seed: str
    classes: tuple[DrawnClass, ...]
    """In the order of their labels."""

    @property
    def arms(self) -> dict[str, int]:
        """The arm (1 tries the solution) of each class."""
        return {drawn.label: drawn.arm for drawn in self.classes}


def commitment(nonce: bytes) -> str:
    """What is published before the draw: the nonce's SHA-256, in hexadecimal.

    Raises:
        ValueError: the nonce is shorter than 16 bytes, so that it could be guessed.
    """
    if len(nonce) < FEWEST_NONCE_BYTES:
        raise ValueError(f"a nonce has at least {FEWEST_NONCE_BYTES} bytes")
    return hashlib.sha256(nonce).hexdigest()


def draw(
    classes: Sequence[str],
    *,
    nonce: bytes,
    plan_fingerprint: str,
    blocks: Mapping[str, str] | None = None,
) -> Lot:
    """Give half of the classes arm 1, evenly within each block, as the module describes.

    Args:
        classes: labels, in any order; composed to NFC.
        nonce: the secret, now revealed; at least 16 random bytes.
        blocks: block of every class (its school, its grade); None for one block.

    Raises:
        ValueError: fewer than two classes, a label that is empty or comes twice, a class
            without a block or a block without its class, no plan, a short nonce.
    """
    committed = commitment(nonce)
    if not plan_fingerprint:
        raise ValueError("a lot is drawn for a plan")
    block_of = _block_of(classes, blocks)
    seed = _sha256(
        canonical_json({"blocks": block_of, "nonce": nonce.hex(), "plan": plan_fingerprint})
    )
    number_of = {label: _sha256(f"{seed}|class|{label}") for label in block_of}
    arm_of = _arms(seed, block_of, number_of)
    return Lot(
        plan_fingerprint=plan_fingerprint,
        commitment=committed,
        seed=seed,
        classes=tuple(
            DrawnClass(
                label=label, block=block_of[label], number=number_of[label], arm=arm_of[label]
            )
            for label in sorted(block_of)
        ),
    )


def _block_of(classes: Sequence[str], blocks: Mapping[str, str] | None) -> dict[str, str]:
    labels = [_composed(label) for label in classes]
    if len(labels) < 2 or len(set(labels)) != len(labels) or not all(labels):
        raise ValueError("a lot needs two classes or more, each with a label of its own")
    if blocks is None:
        return dict.fromkeys(labels, "")
    given = {_composed(label): _composed(block) for label, block in blocks.items()}
    if given.keys() != set(labels) or len(given) != len(blocks):
        raise ValueError("every class, and nothing else, has one block")
    return given


def _arms(seed: str, block_of: Mapping[str, str], number_of: Mapping[str, str]) -> dict[str, int]:
    members: dict[str, list[str]] = defaultdict(list)
    for label, block in block_of.items():
        members[block].append(label)
    arm_of: dict[str, int] = {}
    left: list[str] = []
    for labels in members.values():
        left += _halve(sorted(labels, key=lambda label: number_of[label]), arm_of)
    last = _halve(sorted(left, key=lambda label: _sha256(f"{seed}|left|{label}")), arm_of)
    for label in last:
        arm_of[label] = int(_sha256(f"{seed}|last|{label}"), 16) % 2
    return arm_of


def _halve(ordered: Sequence[str], arm_of: dict[str, int]) -> Sequence[str]:
    """Write down the arms of the first and the last half; returns the middle one, if any."""
    half = len(ordered) // 2
    arm_of.update(dict.fromkeys(ordered[:half], 1))
    arm_of.update(dict.fromkeys(ordered[len(ordered) - half :], 0))
    return ordered[half : len(ordered) - half]


def _composed(label: str) -> str:
    return unicodedata.normalize("NFC", label)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
