"""Logic models: written by the company and its researchers, frozen when published, then read."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence import canonical_json, fingerprint
from eduhub.evidence.models import LogicModel, LogicReview
from eduhub.evidence.queries.logic import (
    LogicCase,
    case_of,
    find_solution,
    is_of_company,
    latest_review,
    lines_in,
    lines_of,
    published_model,
    tier_of,
)
from eduhub.evidence.rules import LOGIC_RULES, Reading
from eduhub.evidence.states.logic import CRITERIA, LINKS, LISTED, Stage
from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_seen
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record

SCHEMA = "eduhub-logic-1"
MOST_LINES = 12  # in a column: a reader keeps no more in mind
MOST_SOURCES = 10  # of a link
MOST_GROUNDS = 1000
ADDRESS = re.compile(r"https?://\S+")
DOI = re.compile(r"(?:doi:\s*|https?://doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicTold:
    """What somebody writes of a logic model.

    Attributes:
        activities, outputs, near, far, assumptions: one thing a line, each language as many.
        reasons, sources: by the stage that a link leads to; a source a line, with its address
            or DOI.
    """

    need: Text
    for_whom: Text
    activities: Text
    minutes_a_week: int | None
    outputs: Text
    near: Text
    far: Text
    assumptions: Text
    reasons: Mapping[str, Text]
    sources: Mapping[str, str]


@transaction.atomic
def write_logic(
    solution_id: int, told: LogicTold, *, seen: int, by: Actor, now: dt.datetime
) -> LogicModel:
    """Write or rewrite the draft of today's release.

    Args:
        seen: the edition that the writer had before them, 0 for none; Stale if there is a later.

    Raises:
        Invalid: lines that differ in number between languages, or a source without an address.
    """
    case = _lock(solution_id, by)
    require(by, "write", case, LOGIC_RULES)
    model = case.draft or _begun(case.solution)
    require_seen(model.edition, seen)
    _check(told)
    for name in ("need", "for_whom", "minutes_a_week", "assumptions", *LISTED):
        setattr(model, str(name), getattr(told, name))
    model.links = {
        stage: {"reason": asdict(told.reasons[stage]), "sources": told.sources[stage]}
        for stage in LINKS
    }
    if by.organisation_id is not None and by.organisation_id not in model.writers:
        model.writers = [*model.writers, by.organisation_id]
    model.edition += 1
    model.written_at, model.written_by_id = now, by.user_id
    model.save()
    record(by, "logic.written", model, now=now, edition=model.edition)
    return model


@transaction.atomic
def publish_logic(solution_id: int, *, seen: int, by: Actor, now: dt.datetime) -> LogicModel:
    """Fix the version for good, with its fingerprint; the next one begins as its copy.

    Raises:
        Invalid: a column or a reason is missing.
    """
    case = _lock(solution_id, by)
    require(by, "publish", case, LOGIC_RULES)
    model = case.draft
    if model is None:
        raise ValueError("a rule lets nobody come here without a draft")
    require_seen(model.edition, seen)
    _require_whole(model)
    model.published_at, model.published_by_id = now, by.user_id
    content = {
        **content_of(model),
        "schema": SCHEMA,
        "solution": {"id": case.solution.pk, "name": asdict(case.solution.name)},
        "release": model.release,
        "version": model.version,
        "published_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "published_as": min(by.roles),
    }
    model.content, model.fingerprint = canonical_json(content), fingerprint(content)
    model.save()
    record(by, "logic.published", model, now=now, fingerprint=model.fingerprint)
    return model


@transaction.atomic
def review_logic(
    model_id: int,
    criteria: Mapping[str, bool],
    grounds: str,
    *,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> LogicReview:
    """What a reader outside the company says; only all criteria together make it a rationale.

    Args:
        seen: the version of the review that the writer had before them, 0 for none.

    Raises:
        Invalid: no grounds, or research is said to stand behind links without a source.
        Stale: somebody else has written meanwhile.
    """
    find_solution(published_model(model_id, by).solution_id, by)
    model = LogicModel.objects.select_for_update(of=("self",)).get(pk=model_id)
    solution = find_solution(model.solution_id, by)
    require(by, "review", Reading(model, is_of_company(solution, by)), LOGIC_RULES)
    latest = latest_review(model)
    version = latest.version if latest else 0
    if version != seen:
        raise Stale(
            "stale", _("Somebody has written a review meanwhile. Read it, then add yours.")
        )
    words = " ".join(grounds.split())
    if not words or len(words) > MOST_GROUNDS:
        told = _("Say what you read and why you answer so, in 1,000 characters at most.")
        raise Invalid({"grounds": told})
    said = {code: bool(criteria.get(code)) for code in CRITERIA}
    if said["research"] and not any(one["sources"] for one in model.frozen["links"].values()):
        raise Invalid({"research": _("The model names no source that could have been read.")})
    made = LogicReview.objects.create(
        logic_model=model,
        version=version + 1,
        criteria=said,
        tier=tier_of(said),
        grounds=words,
        written_at=now,
        written_as=min(by.roles),
        written_by_id=by.user_id,
    )
    record(by, "logic.reviewed", model, now=now, version=made.version, tier=made.tier)
    return made


def content_of(model: LogicModel) -> dict[str, Any]:
    """What a model says, as lists; of a draft and of what is published alike."""
    lists = {str(name): getattr(model, name) for name in ("assumptions", *LISTED)}
    return {
        "need": asdict(model.need),
        "for_whom": asdict(model.for_whom),
        "minutes_a_week": model.minutes_a_week,
        **{name: [asdict(one) for one in lines_of(words)] for name, words in lists.items()},
        "links": {
            stage: {"reason": told["reason"], "sources": sources_in(told["sources"])[0]}
            for stage, told in model.links.items()
            if Text.of(told["reason"]) != Text()
        },
    }


def sources_in(written: str) -> tuple[list[dict[str, str]], list[int]]:
    """Each line as words and address, and the numbers of lines without an address or a DOI."""
    found, without = [], []
    for number, line in enumerate(lines_in(written), start=1):
        doi, address = DOI.search(line), ADDRESS.search(line)
        if doi:
            url, said = f"https://doi.org/{doi[1].rstrip('.,;)')}", doi[0]
        elif address:
            url, said = address[0].rstrip(".,;)"), address[0]
        else:
            without.append(number)
            continue
        words = line.replace(said, "").strip(" .,;:()")
        found.append({"words": words or url, "url": url})
    return found, without


def _lock(solution_id: int, by: Actor) -> LogicCase:
    """The case, the solution's row held; what is read afterwards is not older than the wait."""
    find_solution(solution_id, by)
    rows = Solution.objects.select_for_update(of=("self",)).select_related("company")
    return case_of(rows.defer("words").get(pk=solution_id), by)


def _begun(solution: Solution) -> LogicModel:
    had = LogicModel.objects.filter(solution=solution, release=solution.release).count()
    return LogicModel(solution=solution, release=solution.release, version=had + 1, edition=0)


def _check(told: LogicTold) -> None:
    wrong = {}
    if told.need == Text():
        wrong["need"] = _("Write this in at least one language")
    if told.for_whom == Text():
        wrong["for_whom"] = _("Write this in at least one language")
    for name in ("assumptions", *LISTED):
        counts = {len(lines_in(words)) for words in asdict(getattr(told, name)).values()} - {0}
        if len(counts) > 1:
            wrong[str(name)] = _("Each language needs as many lines, in the same order.")
        elif counts and max(counts) > MOST_LINES:
            wrong[str(name)] = _("12 lines are the most.")
    for stage in LINKS:
        wrong |= _of_a_link(stage, told.reasons[stage], told.sources[stage])
    if wrong:
        raise Invalid(wrong)


def _of_a_link(stage: str, reason: Text, sources: str) -> dict[str, str]:
    found, without = sources_in(sources)
    if without:
        message = _("Line %(n)s has neither an address (https://…) nor a DOI (10.…).")
        return {f"sources_{stage}": message % {"n": without[0]}}
    if len(found) > MOST_SOURCES:
        return {f"sources_{stage}": _("10 sources are the most.")}
    if found and reason == Text():
        return {f"reason_{stage}": _("Say what the sources show.")}
    return {}


def _require_whole(model: LogicModel) -> None:
    """Far outcomes may be left out, and with them the link that leads there."""
    content = content_of(model)
    missing = [str(stage.label) for stage in LISTED if stage != Stage.FAR and not content[stage]]
    asked = [stage for stage in LINKS if content[stage]]
    missing += [str(LINKS[stage]) for stage in asked if stage not in content["links"]]
    if missing:
        raise Invalid({"": _("Still missing: %(what)s") % {"what": "; ".join(missing)}})
