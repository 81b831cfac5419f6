import hashlib
import json
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.evidence import commitment, draw

NONCE = bytes(range(32))
PLAN = "ab" * 32
DRAWS = 2000


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def drawn_by_hand(block_of, nonce, plan):
    """The lot once more, from the description alone and with nothing of the engine."""
    told = {"blocks": block_of, "nonce": nonce.hex(), "plan": plan}
    seed = sha(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    tries, left = set(), []
    for block in set(block_of.values()):
        queue = [name for name in block_of if block_of[name] == block]
        queue.sort(key=lambda name: sha(seed + "|class|" + name))
        while len(queue) > 1:
            tries.add(queue.pop(0))
            queue.pop()
        left += queue
    left.sort(key=lambda name: sha(seed + "|left|" + name))
    while len(left) > 1:
        tries.add(left.pop(0))
        left.pop()
    tries.update(name for name in left if sha(seed + "|last|" + name)[-1] in "13579bdf")
    return {name: int(name in tries) for name in block_of}


def draws(blocks):
    """The arms of many lots that differ in their nonce only."""
    for number in range(DRAWS):
        nonce = number.to_bytes(16)
        yield draw(list(blocks), nonce=nonce, plan_fingerprint=PLAN, blocks=blocks).arms


def test_this_nonce_gives_this_lot_for_ever():
    # Worked out with printf and sha256sum; by number 8A, 7B, 8B, 7A.
    lot = draw(["7A", "7B", "8A", "8B"], nonce=NONCE, plan_fingerprint=PLAN)

    assert lot.commitment == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
    assert lot.seed == "f49c0c096cda5b25c6133f25640ecfbbaf93f2b2814b11b5228cf27d5d7f5c22"
    assert lot.arms == {"7A": 0, "7B": 1, "8A": 1, "8B": 0}
    assert [(drawn.label, drawn.block, drawn.number[:8]) for drawn in lot.classes] == [
        ("7A", "", "7e8e532b"),
        ("7B", "", "29aadad0"),
        ("8A", "", "0d321919"),
        ("8B", "", "5aaaa912"),
    ]


@given(
    blocks=st.dictionaries(st.text("abcäö 7", min_size=1), st.sampled_from("123"), min_size=2),
    nonce=st.binary(min_size=16, max_size=40),
)
def test_anybody_can_draw_the_lot_again_with_nothing_but_sha_256(blocks, nonce):
    lot = draw(list(blocks), nonce=nonce, plan_fingerprint=PLAN, blocks=blocks)

    assert lot.arms == drawn_by_hand(blocks, nonce, PLAN)


@given(
    blocks=st.dictionaries(st.text("abc", min_size=1), st.sampled_from("12345"), min_size=2),
    nonce=st.binary(min_size=16, max_size=16),
)
def test_arms_differ_by_one_class_at_most_in_each_block_and_overall(blocks, nonce):
    arms = draw(list(blocks), nonce=nonce, plan_fingerprint=PLAN, blocks=blocks).arms

    def lead(labels):
        return sum(1 if arms[label] else -1 for label in labels)

    assert abs(lead(blocks)) <= 1
    for block in set(blocks.values()):
        assert abs(lead([label for label in blocks if blocks[label] == block])) <= 1


def test_every_half_of_six_classes_is_drawn_equally_often():
    labels = "ABCDEF"

    drawn = Counter(
        "".join(label for label in labels if arms[label])
        for arms in draws(dict.fromkeys(labels, ""))
    )

    # 20 halves, 100 draws expected of each: chi-squared of 19 df is below 43.8 in 99.9 %.
    halves = ["".join(half) for half in combinations(labels, 3)]
    assert sorted(drawn) == halves
    assert sum((drawn[half] - 100) ** 2 / 100 for half in halves) < 43.8


def test_every_class_of_odd_blocks_has_an_even_chance():
    blocks = {"A": "1", "B": "1", "C": "1", "D": "2", "E": "2", "F": "2", "G": "3"}

    tries = Counter(label for arms in draws(blocks) for label, arm in arms.items() if arm)

    # 1000 of 2000 expected; four standard deviations of a binomial are 89.
    assert {label: abs(tries[label] - 1000) < 90 for label in blocks} == dict.fromkeys(
        blocks, True
    )


def test_the_order_of_the_list_and_the_form_of_its_letters_do_not_matter():
    one = draw(["7Ä", "7B", "8A"], nonce=NONCE, plan_fingerprint=PLAN)
    other = draw(["8A", "7A\u0308", "7B"], nonce=NONCE, plan_fingerprint=PLAN)

    assert one == other


def test_nonce_plan_list_and_blocks_all_enter_the_seed():
    labels = ["7A", "7B", "8A", "8B"]
    seeds = {
        draw(labels, nonce=NONCE, plan_fingerprint=PLAN).seed,
        draw(labels, nonce=NONCE[::-1], plan_fingerprint=PLAN).seed,
        draw(labels, nonce=NONCE, plan_fingerprint="cd" * 32).seed,
        draw(labels[1:], nonce=NONCE, plan_fingerprint=PLAN).seed,
        draw(
            labels,
            nonce=NONCE,
            plan_fingerprint=PLAN,
            blocks={label: label[0] for label in labels},
        ).seed,
    }

    assert len(seeds) == 5


@pytest.mark.parametrize(
    ("classes", "changed"),
    [
        ([], {}),
        (["7A"], {}),
        (["7A", "7A"], {}),
        (["7Ä", "7A\u0308"], {}),
        (["7A", ""], {}),
        (["7A", "7B"], {"nonce": b"short"}),
        (["7A", "7B"], {"plan_fingerprint": ""}),
        (["7A", "7B"], {"blocks": {"7A": "7"}}),
        (["7A", "7B"], {"blocks": {"7A": "7", "7B": "7", "7C": "7"}}),
        (["7Ä", "7B"], {"blocks": {"7Ä": "7", "7A\u0308": "8", "7B": "7"}}),
    ],
)
def test_a_lot_over_anything_unclear_is_refused(classes, changed):
    with pytest.raises(ValueError):
        draw(classes, **{"nonce": NONCE, "plan_fingerprint": PLAN} | changed)


def test_a_nonce_that_could_be_guessed_is_not_committed_to():
    with pytest.raises(ValueError):
        commitment(b"fifteen bytes..")
