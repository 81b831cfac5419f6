"""What anybody matches from a file of their own: nothing is read from the hub or kept by it."""

from dataclasses import dataclass

from eduhub.engines.matching import (
    EXACT,
    FAST,
    Ask,
    Contradiction,
    Outcome,
    contradiction_content,
    outcome_content,
    problem_from_text,
    propose,
    text_of,
)

MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Matched:
    """The answer to a problem: as JSON, as lines to read, and if it is a contradiction."""

    as_json: str
    lines: tuple[str, ...]
    is_contradiction: bool


def match_file(file: bytes, *, fast: bool = False, costs: bool = False) -> Matched:
    """The best proposal for the problem in a JSON file, or what contradicts itself in it.

    Args:
        fast: without a proof; the gap that may be left is stated.
        costs: also what each lock costs whom, at one more solution for each.

    Raises:
        ValueError: in one line where the file is malformed, and what was expected.
    """
    if len(file) > MOST_BYTES:
        raise ValueError(f"expected at most {MOST_BYTES:,} bytes, got {len(file):,}")
    try:
        problem = problem_from_text(file.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise ValueError(f"not text in UTF-8: at byte {wrong.start}") from wrong
    except ValueError as wrong:
        raise ValueError(" ".join(str(wrong).split())) from wrong
    answer = propose(problem, Ask(effort=FAST if fast else EXACT, costs=costs))
    match answer:
        case Contradiction():
            words = text_of(contradiction_content(answer))
            return Matched(words, (_contradiction(answer),), is_contradiction=True)
        case Outcome():
            lines = (*_matches(answer), _sums(answer))
            return Matched(text_of(outcome_content(answer)), lines, is_contradiction=False)


def _matches(outcome: Outcome) -> list[str]:
    return [
        f"{match.group}: {match.offer} ({match.points}){' locked' if match.is_locked else ''}"
        for match in outcome.proposal.matches
    ]


def _sums(outcome: Outcome) -> str:
    proposal = outcome.proposal
    served = len(proposal.matches)
    groups = served + len(outcome.explanation.groups)
    return (
        f"{served} of {groups} groups served; {proposal.points} points, "
        f"at most {proposal.bound} possible; {proposal.standing}"
    )


def _contradiction(contradiction: Contradiction) -> str:
    """One line: each part by its codes and the names it is about."""
    parts = [
        " ".join(
            word
            for word in (one.kind, one.limit, one.group, one.offer, one.school, one.reason)
            if word
        )
        for one in contradiction.held
    ]
    return " ".join(f"these contradict each other: {'; '.join(parts)}".split())
