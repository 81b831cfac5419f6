"""A problem from its text; what is malformed is refused with its place and a reason."""

import json
import re
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn

from eduhub.engines.matching.files.shape import Node
from eduhub.engines.matching.files.weeks import weeks_of
from eduhub.engines.matching.problem.decisions import Forbid, Lock, Waiver
from eduhub.engines.matching.problem.limits import Limit
from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import (
    ClassKind,
    Fairness,
    FairnessRule,
    Points,
    Problem,
)

FORMAT = "eduhub-matching/1"
HALF_A_SIGN = re.compile(r"\\u[dD][89a-fA-F]")  # JSON may write half of a pair
MOST_DIGITS = 1000  # of one number; far more than any limit lets through
FIRST_RANK, RANK_STEP = 100, 10
"""Points of the first rank, and how many fewer the next has; never fewer than one step."""


def problem_from_text(text: str) -> Problem:
    """The problem that a JSON text describes; docs/reference/matching.md has the format.

    Raises:
        ValueError: in one line what is wrong, where, and what was expected.
    """
    try:
        content = json.loads(
            text,
            object_pairs_hook=_no_key_twice,
            parse_constant=_no_constant,
            parse_int=_whole_number,
        )
    except json.JSONDecodeError as trouble:
        place = f"line {trouble.lineno}, column {trouble.colno}"
        raise ValueError(f"not JSON: {trouble.msg} at {place}") from trouble
    except RecursionError as trouble:
        raise ValueError("not a problem: nested too deeply") from trouble
    if HALF_A_SIGN.search(text):
        _require_whole_signs(content)
    return problem_from_content(content)


def problem_from_content(content: object) -> Problem:
    """The same from parsed JSON."""
    node = Node(content, "")
    if node.text("format") != FORMAT:
        raise ValueError(f"format: expected {FORMAT!r}")
    limits, decisions = node.node("limits"), node.node("decisions")
    locks = list(decisions.nodes("locks"))
    problem = _placed(
        "",
        lambda: Problem(
            seed=node.text("seed"),
            points=_points(node.node("points")),
            fairness=_fairness(node.node("fairness")),
            per_school=limits.optional_number("per_school"),
            school_limits=limits.numbers("schools"),
            groups=tuple(_group(one) for one in node.needed_nodes("groups")),
            offers=tuple(_offer(one) for one in node.needed_nodes("offers")),
            locks=tuple(_lock(one) for one in locks),
            forbids=tuple(_forbid(one) for one in decisions.nodes("forbids")),
            waivers=(
                *(waiver for one in locks for waiver in _waiver_of_lock(one)),
                *(_waiver(one) for one in decisions.nodes("waivers")),
            ),
        ),
    )
    for one in (limits, decisions, *locks, node):
        one.done()
    return problem


def _points(node: Node) -> Points:
    usual = Points()
    points = _placed(
        node.place,
        lambda: Points(
            match=node.number("match", usual.match), topic=node.number("topic", usual.topic)
        ),
    )
    node.done()
    return points


def _fairness(node: Node) -> Fairness:
    kinds = node.texts("classes", tuple(ClassKind))
    fairness = _placed(
        node.place,
        lambda: Fairness(
            rule=_code(FairnessRule, node.text("rule", FairnessRule.LEXIMIN), node.at("rule")),
            kinds=tuple(_code(ClassKind, kind, node.at("classes")) for kind in kinds),
            floor=Fraction(node.share("floor")),
        ),
    )
    node.done()
    return fairness


def _group(node: Node) -> Group:
    group = _placed(
        node.place,
        lambda: Group(
            id=node.text("id"),
            school=node.text("school"),
            district=node.text("district"),
            languages=frozenset(node.texts("languages")),
            ages=_ages(node),
            weeks_free=_weeks(node, "weeks_free"),
            busy_weeks=_weeks(node, "busy_weeks", ()),
            most_minutes=node.number("most_minutes"),
            devices=frozenset(node.texts("devices", ())),
            need_group=node.text("need_group", ""),
            topics=frozenset(node.texts("topics", ())),
            not_this_term=node.truth("not_this_term"),
            scores=_scores(node),
            vetoes=frozenset(node.texts("vetoes", ())),
        ),
    )
    node.done()
    return group


def _offer(node: Node) -> Offer:
    offer = _placed(
        node.place,
        lambda: Offer(
            id=node.text("id"),
            languages=frozenset(node.texts("languages")),
            ages=_ages(node),
            weeks=_weeks(node, "weeks"),
            weeks_needed=node.number("weeks_needed"),
            minutes=node.number("minutes"),
            most=node.number("most"),
            least=node.number("least", 1),
            devices=frozenset(node.texts("devices", ())),
            per_school=node.optional_number("per_school"),
            topics=frozenset(node.texts("topics", ())),
            scores=_scores(node),
            vetoes=frozenset(node.texts("vetoes", ())),
        ),
    )
    node.done()
    return offer


def _lock(node: Node) -> Lock:
    node.texts("waives", ())
    return _placed(
        node.place,
        lambda: Lock(
            group=node.text("group"), offer=node.text("offer"), reason=node.text("reason")
        ),
    )


def _waiver_of_lock(node: Node) -> tuple[Waiver, ...]:
    """The waiver that a lock brings along; together they are an override."""
    limits = _limits(node, "waives", ())
    least = node.optional_number("least")
    if not limits and least is None:
        return ()
    return (
        _placed(
            node.place,
            lambda: Waiver(
                group=node.text("group"),
                offer=node.text("offer"),
                limits=limits,
                least=least,
                reason=node.text("reason"),
            ),
        ),
    )


def _forbid(node: Node) -> Forbid:
    forbid = _placed(
        node.place,
        lambda: Forbid(
            group=node.optional_text("group"),
            offer=node.optional_text("offer"),
            reason=node.text("reason"),
        ),
    )
    node.done()
    return forbid


def _waiver(node: Node) -> Waiver:
    waiver = _placed(
        node.place,
        lambda: Waiver(
            group=node.text("group"),
            offer=node.text("offer"),
            limits=_limits(node, "limits"),
            least=node.optional_number("least"),
            reason=node.text("reason"),
        ),
    )
    node.done()
    return waiver


def _ages(node: Node) -> tuple[int, int]:
    node.asked.add("ages")
    ages = node.content.get("ages")
    if (
        not isinstance(ages, list)
        or len(ages) != 2
        or not all(isinstance(age, int) and not isinstance(age, bool) for age in ages)
    ):
        raise ValueError(f"{node.at('ages')}: expected the youngest and the oldest age, [9, 10]")
    return ages[0], ages[1]


def _weeks(node: Node, key: str, default: tuple[str, ...] | None = None) -> frozenset[int]:
    return _placed(node.at(key), lambda: weeks_of(node.texts(key, default)))


def _scores(node: Node) -> dict[str, int]:
    """`scores` as they are; or of `ranks` the first 100, the next 90, none below 10."""
    ranks = node.texts("ranks", ())
    scores = node.numbers("scores")
    if ranks and scores:
        raise ValueError(f"{node.at('ranks')}: expected ranks or scores, not both")
    by_rank = {one: max(FIRST_RANK - RANK_STEP * at, RANK_STEP) for at, one in enumerate(ranks)}
    return scores or by_rank


def _limits(node: Node, key: str, default: tuple[str, ...] | None = None) -> frozenset[Limit]:
    return frozenset(_code(Limit, one, node.at(key)) for one in node.texts(key, default))


def _code[Code: StrEnum](codes: type[Code], text: str, place: str) -> Code:
    try:
        return codes(text)
    except ValueError as trouble:
        known = ", ".join(codes)
        raise ValueError(f"{place}: expected one of {known}, got {text!r}") from trouble


def _placed[Value](place: str, make: Callable[[], Value]) -> Value:
    """Say where, if the value that is made does not say it itself."""
    try:
        return make()
    except ValueError as trouble:
        words = str(trouble)
        if not place or words.startswith(place):
            raise
        raise ValueError(f"{place}: {words}") from trouble


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise ValueError(f"not a problem: the key {twice!r} comes twice in one object")
    return content


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"expected numbers of at most {MOST_DIGITS} digits, got {len(digits)}")
    return int(digits)


def _require_whole_signs(content: object) -> None:
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError as trouble:
        raise ValueError("not text: half of a sign (a lone surrogate) stands in it") from trouble


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"not JSON: {name} is no number")
