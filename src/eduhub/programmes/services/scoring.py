"""What anybody scores from a file of their own: nothing is read from the hub or kept by it."""

from dataclasses import dataclass

from eduhub.engines.scoring import (
    Assignment,
    CannotAssign,
    Jury,
    Question,
    Report,
    Standing,
    assign,
    assignment_content,
    contradiction_content,
    jury_or_scores_from_text,
    report_content,
    report_of,
    text_of,
)

MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Scored:
    """The answer to a file: as JSON, as lines to read, and if its limits contradict each other."""

    as_json: str
    lines: tuple[str, ...]
    is_contradiction: bool = False


def score_file(file: bytes) -> Scored:
    """The assignment of the jury in a JSON file, or the ranking of the scores in it.

    Raises:
        ValueError: in one line where the file is malformed and what was expected, or why
            these scores cannot be ranked.
    """
    if len(file) > MOST_BYTES:
        raise ValueError(f"expected at most {MOST_BYTES:,} bytes, got {len(file):,}")
    try:
        asked = jury_or_scores_from_text(file.decode("utf-8-sig"))
        match asked:
            case Jury():
                return _assigned(asked)
            case Question():
                report = report_of(asked)
                return Scored(text_of(report_content(report)), tuple(_report_lines(report)))
    except ValueError as wrong:
        raise ValueError(" ".join(str(wrong).split())) from wrong


def _assigned(jury: Jury) -> Scored:
    try:
        found = assign(jury)
    except CannotAssign as refusal:
        words = f"these limits contradict each other: {refusal}"
        return Scored(text_of(contradiction_content(refusal)), (words,), is_contradiction=True)
    return Scored(text_of(assignment_content(found)), tuple(_assignment_lines(found)))


def _assignment_lines(found: Assignment) -> list[str]:
    return [
        *(
            f"{one.juror} ({one.sheets} of {one.most}): {', '.join(found.of_juror(one.juror))}"
            for one in found.loads
        ),
        (
            f"{len(found.pairs)} sheets; {found.gap} between the largest and smallest load, "
            f"{found.least_gap} possible; {found.connection}, parts: {len(found.parts)}"
        ),
    ]


def _report_lines(report: Report) -> list[str]:
    ranking, cut = report.ranking, report.cut
    standing = {one.application: one.standing for one in cut.rows} if cut else {}
    lines = [
        f"{one.rank} ({one.rank_low} to {one.rank_high}) {one.application}: "
        f"{one.score:.2f} ({one.low:.2f} to {one.high:.2f}), {one.sheets} sheets"
        + (f", {standing[one.application]}" if standing else "")
        for one in ranking.rows
    ]
    lines += [
        f"juror {one.juror}: severity {one.severity:+.2f} "
        f"({one.severity_low:+.2f} to {one.severity_high:+.2f}), {one.sheets} sheets"
        + (f", spread {one.spread:.2f}" if ranking.with_spread else "")
        for one in ranking.jurors
    ]
    agreement = report.agreement
    sums = (
        f"{len(ranking.rows)} applications, parts: {ranking.parts}; agreement of one juror "
        f"{agreement.single.value:.2f}, of the mean {agreement.mean.value:.2f}"
    )
    if cut:
        sums += f"; {len(cut.standing_at(Standing.TIED))} tied at {cut.places} places"
    return [*lines, sums]
