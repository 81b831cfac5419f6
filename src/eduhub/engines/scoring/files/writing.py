"""Answers as JSON: assignments, reports, refusals."""

import json

from eduhub.engines.scoring.agreement import Agreement, Share
from eduhub.engines.scoring.cuts import Cut, OtherCut, WithoutJuror
from eduhub.engines.scoring.files.shape import Content
from eduhub.engines.scoring.jury.assignment import Assignment, CannotAssign
from eduhub.engines.scoring.ranking import Ranked, RankedJuror
from eduhub.engines.scoring.report import Report

ASSIGNMENT_FORMAT, REPORT_FORMAT = "eduhub-jury-answer/1", "eduhub-scores-answer/1"
DIGITS = 6


def text_of(content: Content) -> str:
    """The JSON text, two spaces deep, letters as they are."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)


def assignment_content(assignment: Assignment) -> Content:
    """Who judges what."""
    return {
        "format": ASSIGNMENT_FORMAT,
        "seed": assignment.seed,
        "connection": assignment.connection,
        "gap": assignment.gap,
        "least_gap": assignment.least_gap,
        "parts": [list(part) for part in assignment.parts],
        "jurors": [
            {
                "id": one.juror,
                "sheets": one.sheets,
                "most": one.most,
                "applications": list(assignment.of_juror(one.juror)),
            }
            for one in assignment.loads
        ],
    }


def contradiction_content(refusal: CannotAssign) -> Content:
    """Which limits contradict each other."""
    return {
        "format": ASSIGNMENT_FORMAT,
        "connection": "contradiction",
        "applications": list(refusal.applications),
        "jurors": list(refusal.jurors),
        "needed": refusal.needed,
        "offered": refusal.offered,
    }


def report_content(report: Report) -> Content:
    """All that was worked out; six digits after the point."""
    ranking = report.ranking
    content: Content = {
        "format": REPORT_FORMAT,
        "seed": ranking.seed,
        "draws": ranking.draws,
        "confidence": ranking.confidence,
        "parts": ranking.parts,
        "level": _round(ranking.level),
        "deviations": {
            "worth": _round(ranking.deviations.worth),
            "severity": _round(ranking.deviations.severity),
            "chance": _round(ranking.deviations.chance),
        },
        "deviance": _round(ranking.deviance),
        "applications": [_ranked(one) for one in ranking.rows],
        "jurors": [_juror(one, spread=ranking.with_spread) for one in ranking.jurors],
        "agreement": _agreement(report.agreement),
    }
    if ranking.with_spread:
        content["spread"] = {
            "deviation_of_logarithms": _round(ranking.prior_spread),
            "settled": ranking.settled,
        }
    if report.cut is not None:
        content["cut"] = _cut(report.cut)
        content["other_cuts"] = [_other(one) for one in report.others]
        content["without"] = [_without(one) for one in report.without]
    return content


def _ranked(one: Ranked) -> Content:
    return {
        "application": one.application,
        "rank": one.rank,
        "rank_interval": [one.rank_low, one.rank_high],
        "score": _round(one.score),
        "score_interval": [_round(one.low), _round(one.high)],
        "mean": _round(one.mean),
        "sheets": one.sheets,
        "part": one.part,
    }


def _juror(one: RankedJuror, *, spread: bool) -> Content:
    content: Content = {
        "juror": one.juror,
        "sheets": one.sheets,
        "severity": _round(one.severity),
        "severity_interval": [_round(one.severity_low), _round(one.severity_high)],
    }
    if spread:
        content["spread"] = _round(one.spread)
        content["spread_interval"] = [_round(one.spread_low), _round(one.spread_high)]
    return content


def _agreement(agreement: Agreement) -> Content:
    return {
        "single": _share(agreement.single),
        "order": _share(agreement.order),
        "mean": _share(agreement.mean),
        "jurors": _round(agreement.jurors),
        "alpha": {
            level: None if value is None else _round(value)
            for level, value in agreement.alpha.items()
        },
    }


def _share(share: Share) -> Content:
    return {"value": _round(share.value), "interval": [_round(share.low), _round(share.high)]}


def _cut(cut: Cut) -> Content:
    return {
        "places": cut.places,
        "applications": [
            {
                "application": one.application,
                "standing": one.standing,
                "chance": _round(one.chance),
                "in": one.is_in,
            }
            for one in cut.rows
        ],
    }


def _other(other: OtherCut) -> Content:
    return _cut(other.cut) | {
        "comes_in": list(other.comes_in),
        "drops_out": list(other.drops_out),
    }


def _without(one: WithoutJuror) -> Content:
    move = one.farthest
    return {
        "juror": one.juror,
        "comes_in": list(one.comes_in),
        "drops_out": list(one.drops_out),
        "unjudged": list(one.unjudged),
        "farthest": None
        if move is None
        else {"application": move.application, "rank": [move.before, move.after]},
        "parts": one.parts,
    }


def _round(value: float) -> float:
    return round(value, DIGITS) + 0.0  # no -0.0
