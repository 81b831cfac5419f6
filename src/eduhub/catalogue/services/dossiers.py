"""A company publishes versions of its privacy dossier; officials review and screen them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Dossier, DossierReview, Screening, Solution
from eduhub.catalogue.notices import DossierPublished, DossierReviewed
from eduhub.catalogue.rules.dossiers import DOSSIER_RULES, screened
from eduhub.catalogue.states import Criterion, DataKind, DataUse, LegalGround, Tick, Verdict
from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.identifiers import why_code_refused, why_refused
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.queries import to_tell
from eduhub.people.states import Role

OFFICIALS = frozenset({Role.PROVIDER_OFFICIAL})
COMPANY_LEADS = frozenset({Role.COMPANY_LEAD})
LONGEST_REASON = 300  # characters
WORDS = ("purpose", "ai_words", "safety_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFields:
    """As models.Dossier; data names each kind that is touched with what it is used for."""

    data: Mapping[str, Sequence[str]] = field(default_factory=dict)
    whose: Sequence[str] = ()
    ground: str = LegalGround.NONE
    purpose: Text = field(default_factory=Text)
    place: str = ""
    processors: Sequence[Mapping[str, str]] = ()
    keep_days: int = 0
    uses_ai: bool = False
    high_risk_uses: Sequence[str] = ()
    ai_words: Text = field(default_factory=Text)
    safeguards: Sequence[str] = ()
    safety_words: Text = field(default_factory=Text)
    changed: str = ""


@transaction.atomic
def publish(
    solution_id: int, written: DossierFields, *, seen: int, by: Actor, now: dt.datetime
) -> Dossier:
    """The next version of the dossier; the same as it stands changes nothing.

    Those who have reviewed an earlier version are asked to read this one, and whoever relies on
    it above is told.

    Args:
        seen: the version that the writer had before them, 0 for none; Stale if there is a later.
    """
    visible = Solution.objects.visible_to(by).select_for_update(of=("self",))
    solution = find(visible.select_related("company").defer("words"), pk=solution_id)
    require(by, "publish", solution, DOSSIER_RULES)
    told = _checked(written)
    latest = solution.dossiers.order_by("-version").first()
    if latest is not None and _is_as_it_stands(latest, told):
        return latest
    if (latest.version if latest else 0) != seen:
        raise Stale("stale", _("Somebody else has published meanwhile. Read it first."), seen=seen)
    if latest is not None and not told["changed"]:
        raise Invalid({"changed": _("Say in a sentence what is new.")})
    dossier = Dossier.objects.create(
        solution=solution,
        version=latest.version + 1 if latest else 1,
        published_at=now,
        published_by_id=by.user_id,
        **told,
    )
    record(by, "dossier.published", dossier, now=now, version=dossier.version)
    post(DossierPublished(dossier_id=dossier.pk, solution_id=solution.pk))
    _ask_to_read_again(dossier, now)
    return dossier


def _checked(written: DossierFields) -> dict[str, Any]:
    told = {name: getattr(written, name) for name in written.__slots__}
    wrong = _wrong_data(written) | _wrong_ground(written) | _holding_codes(written)
    if not written.place:
        wrong["place"] = _("Choose where data are kept and handled.")
    if written.high_risk_uses and not written.uses_ai:
        wrong["uses_ai"] = _("A high-risk use is a use of AI: answer yes, or untick it.")
    if wrong:
        raise Invalid(wrong)
    told["data"] = {str(kind): [str(use) for use in uses] for kind, uses in written.data.items()}
    told["processors"] = [dict(one) for one in written.processors]
    for name in ("whose", "high_risk_uses", "safeguards"):
        told[name] = [str(one) for one in told[name]]
    told["changed"] = written.changed.strip()
    return told


def _wrong_data(written: DossierFields) -> dict[str, str]:
    wrong = {}
    for kind, uses in written.data.items():
        if kind not in DataKind or not set(uses) <= set(DataUse):
            wrong[f"use_{kind}"] = _("Choose from the list.")
        elif not uses:
            wrong[f"use_{kind}"] = _("Say what it is used for.")
    return wrong


def _wrong_ground(written: DossierFields) -> dict[str, str]:
    wrong = {}
    if written.data and not written.whose:
        wrong["whose"] = _("Say of whom data are touched.")
    if written.data and written.ground == LegalGround.NONE:
        wrong["ground"] = _("Data of people are touched: choose the ground.")
    if not written.data and written.ground != LegalGround.NONE:
        wrong["ground"] = _("No data of people are touched: then there is no ground either.")
    return wrong


def _holding_codes(written: DossierFields) -> dict[str, str]:
    """Every municipality reads these words; an address of the company's own may stand in them."""
    told: dict[str, Sequence[str]] = {
        **{name: astuple(getattr(written, name)) for name in WORDS},
        "changed": [written.changed],
        "processors": [words for one in written.processors for words in one.values()],
    }
    found = {name: next(filter(None, map(why_code_refused, told[name])), "") for name in told}
    return {name: why for name, why in found.items() if why}


def _is_as_it_stands(latest: Dossier, told: Mapping[str, Any]) -> bool:
    return all(getattr(latest, name) == told[name] for name in told if name != "changed")


def _ask_to_read_again(dossier: Dossier, now: dt.datetime) -> None:
    reviewed = DossierReview.objects.filter(dossier__solution=dossier.solution_id)
    for organisation_id in sorted(set(reviewed.values_list("organisation", flat=True))):
        for address, language in to_tell(organisation_id, OFFICIALS, timezone.localdate(now)):
            told = {"dossier": dossier, "solution": dossier.solution}
            mail.write(address, "catalogue/dossier_changed", told, language=language, now=now)


def _find(dossier_id: int, by: Actor) -> Dossier:
    """Held until the transaction ends, with the newest version still the one that was read."""
    visible = Dossier.objects.visible_to(by).select_for_update(of=("self",))
    return find(
        visible.select_related("solution__company").defer("solution__words"), pk=dossier_id
    )


def _reason(words: str, name: str = "reason") -> str:
    reason = words.strip()
    if not reason:
        raise Invalid({name: _("Write the reason in a sentence.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({name: _("Write it shorter, in at most 300 characters.")})
    if refused := why_refused(reason):
        raise Invalid({name: refused})
    return reason


@transaction.atomic
def review(
    dossier_id: int, verdict: str, reason: str, *, by: Actor, now: dt.datetime
) -> DossierReview:
    """An official accepts the latest version for their education provider, or asks for more.

    Raises:
        NotNow: a newer version has been published; that one is to be read.
    """
    dossier = _find(dossier_id, by)
    require(by, "review", dossier, DOSSIER_RULES)
    if verdict not in Verdict:
        raise Invalid({"verdict": _("Choose one of the two.")})
    words = _reason(reason)
    _must_be_newest(dossier)
    before = dossier.reviews.filter(organisation=by.organisation_id).order_by("-pk").first()
    if before is not None and (before.verdict, before.reason) == (verdict, words):
        return before
    assert by.organisation_id is not None  # an official's education provider
    row = DossierReview.objects.create(
        dossier=dossier,
        organisation_id=by.organisation_id,
        verdict=verdict,
        reason=words,
        reviewed_at=now,
        reviewed_by_id=by.user_id,
    )
    record(by, "dossier.reviewed", dossier, now=now, verdict=str(verdict))
    post(
        DossierReviewed(
            dossier_id=dossier.pk, organisation_id=row.organisation_id, verdict=str(verdict)
        )
    )
    told = {"dossier": dossier, "solution": dossier.solution, "review": row}
    company = dossier.solution.company_id
    for address, language in to_tell(company, COMPANY_LEADS, timezone.localdate(now)):
        mail.write(address, "catalogue/dossier_reviewed", told, language=language, now=now)
    return row


def _must_be_newest(dossier: Dossier) -> None:
    newer = Dossier.objects.filter(solution=dossier.solution_id, version__gt=dossier.version)
    if newer.exists():
        raise NotNow("newer", _("A newer version has been published. Read that one."))


@transaction.atomic
def screen(
    dossier_id: int,
    answers: Mapping[str, tuple[str, str]],
    *,
    by: Actor,
    now: dt.datetime,
) -> Screening:
    """Answer the nine questions for the latest version; the same answers again change nothing.

    Args:
        answers: for each Criterion a Tick and its reason.
    """
    dossier = _find(dossier_id, by)
    require(by, "screen", dossier, DOSSIER_RULES)
    _must_be_newest(dossier)
    told = {}
    for criterion in Criterion:
        tick, reason = answers.get(criterion, ("", ""))
        if tick not in Tick:
            raise Invalid({f"tick_{criterion}": _("Answer yes, no or unsure.")})
        words = _reason(reason, f"reason_{criterion}")
        told[criterion.value] = {"answer": str(tick), "reason": words}
    before = dossier.screenings.filter(organisation=by.organisation_id).order_by("-pk").first()
    if before is not None and before.answers == told:
        return before
    outcome = screened({code: one["answer"] for code, one in told.items()})
    assert by.organisation_id is not None  # an official's education provider
    row = Screening.objects.create(
        dossier=dossier,
        organisation_id=by.organisation_id,
        answers=told,
        outcome=outcome,
        screened_at=now,
        screened_by_id=by.user_id,
    )
    record(by, "dossier.screened", dossier, now=now, outcome=outcome.value)
    return row
