"""A passport as its page shows it: read from what was signed, told in the reader's language."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence import Answer
from eduhub.evidence.models import Credential
from eduhub.evidence.queries.gate import FEWER
from eduhub.evidence.queries.passport_facts import (
    COUNTS,
    EVALUATED,
    POOLED,
    PRIVACY,
    RESULT,
    WHOLE,
    releases_of,
)
from eduhub.evidence.queries.reports import TONES
from eduhub.evidence.queries.sentences import SAID, decimals_for
from eduhub.evidence.states import CredentialKind, Design
from eduhub.evidence.states.rubric import CRITERIA
from eduhub.kit import formats
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import FALLBACKS
from eduhub.kit.plots import Scale

type Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ResultShown:
    """One result of a passport; estimate, low and high in SDs, better upwards, or None."""

    name: str
    sentence: str
    said: str
    tone: str
    estimate: float | None
    low: float | None
    high: float | None
    facts: Facts
    url: str


@dataclass(frozen=True, slots=True)
class PassportShown:
    """What stands in a credential.

    Attributes:
        pooled: what the results of each measure say together; [] before that was worked out.
        counts, privacy: empty in a credential of one result.
        whole: address of the passport that a single result is a part of, else "".
        of: how many published results there are in all.
    """

    results: list[ResultShown]
    pooled: list[ResultShown]
    evaluated: list[tuple[str, Facts]]  # address of each evaluation by teachers, and its facts
    counts: Facts
    privacy: Facts
    whole: str
    of: int

    @property
    def scale(self) -> Scale | None:
        """One for all results; the usual one would cut off what is far from nought."""
        told = [*self.results, *self.pooled]
        ends = [end for one in told for end in (one.low, one.high) if end is not None]
        return Scale.around(ends) if ends else None


def passports() -> QuerySet[Credential]:
    """All passports in force, the latest first."""
    rows = Credential.objects.passports().in_force().select_related("solution__company")
    return rows.defer("solution__words").order_by("-issued_at", "pk").fetch_mode(FETCH_RAISE)


def credential_to_show(reference: uuid.UUID) -> Credential:
    """Everybody may see every credential, also one that has ended. One query."""
    rows = Credential.objects.select_related("solution__company", "key", "passport")
    return find(rows.defer("solution__words"), reference=reference)


def parts_of(credential: Credential) -> list[Credential]:
    """The credentials of a passport's results, the oldest result first. One query."""
    rows = Credential.objects.filter(passport=credential, kind=CredentialKind.RESULT)
    return list(rows.select_related("result__plan__pilot").defer("text").order_by("pk"))


def standing_of_solution(solution_id: int) -> list[Credential]:
    """The passports in force of a solution, the latest first. One query."""
    rows = Credential.objects.passports().in_force().filter(solution=solution_id)
    return list(rows.defer("text").order_by("-issued_at"))


def passport_of_pilot(pilot_id: int) -> Credential | None:
    """The credential in force of a pilot's result, with its passport. One query."""
    rows = Credential.objects.in_force().filter(result__plan__pilot=pilot_id)
    return rows.select_related("passport").defer("text", "passport__text").first()


def of_company(actor: Actor) -> list[Credential]:
    """The passports of the company's own solutions, the latest of each. One query."""
    rows = Credential.objects.passports().filter(solution__company=actor.organisation_id)
    latest = rows.order_by("solution", "release", "-issued_at").distinct("solution", "release")
    return list(latest.select_related("solution").defer("text", "solution__words"))


def releases_without(solution: Solution, standing: Sequence[Credential]) -> list[str]:
    """Releases with published results but no passport in force. One query."""
    have = {one.release for one in standing}
    return [release for release in releases_of(solution.pk) if release not in have]


def shown(document: Mapping[str, Any]) -> PassportShown:
    """What a signed document of the hub tells, in the reader's language."""
    items = [(one["genre"], one, _lines(one["narrative"])) for one in document["evidence"]]
    results = [_result(one, lines) for genre, one, lines in items if genre == RESULT]
    whole = next((dict(lines) for genre, _one, lines in items if genre == WHOLE), {})
    return PassportShown(
        results=results,
        pooled=[_result(one, lines) for genre, one, lines in items if genre == POOLED],
        evaluated=[(one["id"], _told(lines)) for genre, one, lines in items if genre == EVALUATED],
        counts=[fact for genre, _one, lines in items if genre == COUNTS for fact in _told(lines)],
        privacy=[
            fact for genre, _one, lines in items if genre == PRIVACY for fact in _told(lines)
        ],
        whole=whole.get("passport", ""),
        of=int(whole.get("published_results", len(results))),
    )


def _lines(narrative: str) -> list[tuple[str, str]]:
    pairs = (line.partition(": ") for line in narrative.splitlines())
    return [(name, value) for name, _colon, value in pairs]


def _result(one: Mapping[str, Any], lines: list[tuple[str, str]]) -> ResultShown:
    told = dict(lines)
    said = SAID[Answer(told["answer"])]
    numbers = [told.get(name) for name in ("sd_estimate", "sd_low", "sd_high")]
    estimate, low, high = (None if one is None else float(one) for one in numbers)
    if told.get("higher_is_better") == "no" and None not in (estimate, low, high):
        estimate, low, high = -(estimate or 0), -(high or 0), -(low or 0)
    return ResultShown(
        name=_name(one, told),
        sentence=_spoken(told, "sentence"),
        said=said,
        tone=TONES[said],
        estimate=estimate,
        low=low,
        high=high,
        facts=_told(lines),
        url=one["id"],
    )


def _name(one: Mapping[str, Any], told: Mapping[str, str]) -> str:
    """The signed name is in one language; pilot and measure are signed in several."""
    pilot, measure = told.get("pilot", ""), _spoken(told, "measure")
    return f"{pilot}: {measure}" if pilot and measure else str(one["name"])


def _spoken(told: Mapping[str, str], name: str) -> str:
    """The words of a line that stands there in several languages, as near as there are."""
    order = FALLBACKS[(get_language() or "fi")[:2]]
    return next((told[f"{name}.{code}"] for code in order if f"{name}.{code}" in told), "")


def _told(lines: list[tuple[str, str]]) -> Facts:
    """Label and value of each line that has a label, in the document's order."""
    told = dict(lines)
    decimals = decimals_for(float(told["standard_error"]) if "standard_error" in told else None)
    labels = _labels() | {f"score_{one.code}": str(one.name) for one in CRITERIA}
    found: Facts = []
    for name, value in lines:
        key = name.partition(".")[0]
        if key not in labels:
            continue
        words = _spoken(told, key) if "." in name else _value(key, value, decimals)
        if (labels[key], words) not in found:
            found.append((labels[key], words))
    return found


def _value(name: str, value: str, decimals: int) -> str:
    """A value as a reader of this language writes it; codes become words."""
    if name in ("estimate", "low", "high"):
        return formats.signed(float(value), decimals)
    if name in ("sd_estimate", "sd_low", "sd_high", "sd_expected_low", "sd_expected_high"):
        return formats.signed(float(value), 2)
    if name in ("drawn_by_lot", "higher_is_better"):
        return _("Yes") if value == "yes" else _("No")
    if name == "design":
        return str(Design(value).label)
    if name in ("starts", "ends"):
        return _day(value)
    if name in ("plan_frozen", "published", "worked_out"):
        return formats.moment(parse_datetime(value)) if parse_datetime(value) else value
    if name in ("accepted_by", "needs_more_for"):
        who, _comma, day = value.rpartition(", ")
        return f"{who}, {_day(day)}"
    if value == "none":
        return _("None in the hub")
    if value == FEWER:
        return _("fewer than 5")
    return formats.number(float(value)) if _is_number(name, value) else value


def _day(value: str) -> str:
    day: dt.date | None = parse_date(value)
    return formats.day(day) if day else value


def _is_number(name: str, value: str) -> bool:
    plain = value.removeprefix("-").replace(".", "", 1)
    return plain.isascii() and plain.isdigit() and name not in ("pilot", "version")


def _labels() -> dict[str, str]:
    """What is shown, by the names of the lines; the rest is for programs."""
    return {
        "question": _("Success, in one sentence"),
        "measure": _("Measure"),
        "unit": _("Unit"),
        "higher_is_better": _("More is better"),
        "smallest_that_matters": _("Smallest difference that matters"),
        "design": _("Classes on the two sides"),
        "estimate": _("Difference, in the measure's unit"),
        "low": _("Lower end of the interval (95 %)"),
        "high": _("Upper end of the interval (95 %)"),
        "sd_estimate": _("Difference, in standard deviations"),
        "sd_low": _("Lower end, in standard deviations"),
        "sd_high": _("Upper end, in standard deviations"),
        "sd_expected_low": _("A next pilot, lower end"),
        "sd_expected_high": _("A next pilot, upper end"),
        "drawn_by_lot": _("Classes drawn by lot"),
        "published_results": _("Published results"),
        "pooled_pilots": _("Pilots in the pooled number"),
        "worked_out": _("Worked out"),
        "pool_sha256": _("Fingerprint of the pooled result"),
        "rubric": _("Version of the rubric"),
        "teachers": _("Teachers"),
        "same_score": _("Criteria with the same score"),
        "one_apart_at_most": _("Criteria with scores at most one apart"),
        "classes": _("Classes"),
        "pupils_who_tried": _("Pupils who tried the solution"),
        "pupils_compared": _("Pupils in the comparison classes"),
        "collected_by": _("Measured by"),
        "paid_by": _("Paid by"),
        "starts": _("Pilot began"),
        "ends": _("Pilot ended"),
        "plan_frozen": _("Plan frozen"),
        "published": _("Published"),
        "plan_sha256": _("Fingerprint of the plan"),
        "result_sha256": _("Fingerprint of the result"),
        "with_a_frozen_plan": _("Pilots with a frozen plan"),
        "running": _("Running"),
        "stopped": _("Stopped"),
        "not_yet_published": _("Ended or waiting, not yet published"),
        "version": _("Version of the dossier"),
        "accepted_by": _("Accepted by"),
        "needs_more_for": _("Needs more, says"),
    }
