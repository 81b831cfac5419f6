import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.evidence import canonical_json, fingerprint

contents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcdeå", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_the_text_is_the_one_written_here():
    content = {"b": [1, None, True], "a": {"z": 'ä "\n€', "y": Decimal("0.30")}}

    assert canonical_json(content) == '{"a":{"y":"0.3","z":"ä \\"\\n€"},"b":[1,null,true]}'


def test_the_fingerprint_is_the_sha256_of_the_text_in_utf_8():
    # printf '{"a":"ä"}' | sha256sum
    expected = hashlib.sha256(b'{"a":"\xc3\xa4"}').hexdigest()

    assert fingerprint({"a": "ä"}) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"name": "Mäki"}, {"name": "Ma\u0308ki"}),
        ({"Mäki": 1}, {"Ma\u0308ki": 1}),
        ((1, 2), [1, 2]),
        (Decimal("2.50"), Decimal("2.5")),
        (Decimal("1E+2"), Decimal(100)),
        (Decimal("-0.0"), Decimal(0)),
        (Decimal("2.5"), "2.5"),
    ],
)
def test_the_same_content_has_the_same_fingerprint(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"a": "1"}),
        ({"a": None}, {}),
        ([1, 2], [2, 1]),
        (True, 1),
        ("a", "A"),
        ("a", "a "),
    ],
)
def test_another_content_has_another_fingerprint(one, other):
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize(
    "wrong",
    [
        0.5,
        {"a": [1.0]},
        {1: "a"},
        {None: "a"},
        {"ä": 1, "a\u0308": 2},
        {"a": {1, 2}},
        {"a": b"bytes"},
        Decimal("NaN"),
        Decimal("Infinity"),
        "\ud800",
    ],
    ids=repr,
)
def test_what_has_no_one_text_is_refused(wrong):
    with pytest.raises(ValueError):
        canonical_json(wrong)


@given(contents)
def test_canonical_text_is_settled_the_first_time(content):
    import json

    text = canonical_json(content)

    assert canonical_json(json.loads(text)) == text
