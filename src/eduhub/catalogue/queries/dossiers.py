"""A dossier in words, what differs between two versions, and the draft of an assessment."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.catalogue.models import Dossier, DossierReview, Screening
from eduhub.catalogue.states import (
    Criterion,
    DataKind,
    DataPlace,
    DataUse,
    HighRiskUse,
    LegalGround,
    Safeguard,
    Tick,
    Verdict,
    Whose,
)
from eduhub.kit.access import Actor, find
from eduhub.kit.formats import day
from eduhub.kit.leaflets import Leaflet, Part
from eduhub.people.states import Role


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a dossier in the reader's language."""

    key: str
    name: str
    words: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A line that differs between two versions; "" where there is none."""

    name: str
    before: str
    after: str


def _labels(choices: type[TextChoices], codes: Sequence[str]) -> str:
    return ", ".join(str(choices(code).label) for code in codes)


def keep_words(days: int) -> str:
    if days == 0:
        return _("Nothing is kept after use.")
    told = ngettext(
        "%(days)s day after the end of use", "%(days)s days after the end of use", days
    )
    return told % {"days": days}


def facts_of(dossier: Dossier) -> list[Fact]:
    """All that a version says, in order."""
    nothing = _("None. Nothing that tells of a person is touched.")
    facts = [
        Fact(f"data_{kind}", str(DataKind(kind).label), _labels(DataUse, uses))
        for kind, uses in dossier.data.items()
    ] or [Fact("data", _("Data on people"), nothing)]
    if dossier.data:
        facts.append(Fact("whose", _("Of whom"), _labels(Whose, dossier.whose)))
    ai = _("Yes") if dossier.uses_ai else _("No")
    risky = _labels(HighRiskUse, dossier.high_risk_uses) or _("None of these")
    facts += [
        Fact("ground", _("Legal ground"), str(LegalGround(dossier.ground).label)),
        Fact("purpose", _("What for, in the company's words"), str(dossier.purpose)),
        Fact(
            "place", _("Where data are kept, at the farthest"), str(DataPlace(dossier.place).label)
        ),
        Fact("keep", _("Kept for"), keep_words(dossier.keep_days)),
        Fact("ai", _("Artificial intelligence"), ai),
        Fact("risk", _("High-risk uses (AI Act, Annex III(3))"), risky if dossier.uses_ai else ""),
        Fact("ai_words", _("What AI does in it, and what it does not"), str(dossier.ai_words)),
        Fact("processors", _("Subcontractors"), _processors(dossier), is_public=False),
        Fact("safe", _("How it is kept safe"), _labels(Safeguard, dossier.safeguards), False),
        Fact("safety_words", _("More on safety"), str(dossier.safety_words), is_public=False),
    ]
    return [fact for fact in facts if fact.words]


def _processors(dossier: Dossier) -> str:
    told = (f"{one['name']}, {one['country']}: {one['task']}" for one in dossier.processors)
    return "; ".join(told) or _("None")


def changes_between(before: Dossier, after: Dossier) -> list[Change]:
    """The lines that are new, gone, or say something else."""
    old = {fact.key: fact for fact in facts_of(before)}
    new = {fact.key: fact for fact in facts_of(after)}
    found = []
    for key, fact in (old | new).items():
        was = old[key].words if key in old else ""
        now = new[key].words if key in new else ""
        if was != now:
            found.append(Change(fact.name, was, now))
    return found


def latest_of(solution_id: int) -> Dossier | None:
    """The newest version, whatever anybody says to it. One query."""
    return Dossier.objects.filter(solution=solution_id).order_by("-version").first()


def is_accepted(dossier: Dossier) -> bool:
    """Some education provider says yes to this very version now. One query."""
    return Dossier.objects.accepted().filter(pk=dossier.pk).exists()


def accepted_version(solution_id: int) -> Dossier | None:
    """The newest version that some education provider has accepted: the public's."""
    accepted = Dossier.objects.accepted().filter(solution=solution_id)
    return accepted.order_by("-version").first()


def waits_for_yes(solution_id: int) -> Dossier | None:
    """The newest version, while no education provider has accepted it."""
    newest = latest_of(solution_id)
    return None if newest is None or is_accepted(newest) else newest


def reviews_standing(dossier: Dossier) -> list[DossierReview]:
    """The latest word of each education provider on this version, the newest first. One query."""
    rows = dossier.reviews.select_related("organisation")
    latest = rows.order_by("organisation", "-pk").distinct("organisation")
    return sorted(latest, key=lambda row: row.reviewed_at, reverse=True)


def dossier_to_show(actor: Actor, solution_id: int, version: int) -> Dossier:
    """A version that this person may read whole."""
    rows = Dossier.objects.visible_to(actor).filter(solution=solution_id, version=version)
    return find(rows.select_related("solution__company").defer("solution__words"))


def versions_of(actor: Actor, solution_id: int) -> QuerySet[Dossier]:
    rows = Dossier.objects.visible_to(actor).filter(solution=solution_id)
    return rows.order_by("-version")


def screening_of(dossier: Dossier, organisation_id: int | None) -> Screening | None:
    """The latest of one education provider."""
    rows = dossier.screenings.filter(organisation=organisation_id)
    return rows.order_by("-pk").first()


def dossiers_to_review(actor: Actor) -> QuerySet[Dossier]:
    """Newest versions on which the official's education provider has not said a word."""
    if not actor.holds(Role.PROVIDER_OFFICIAL):
        return Dossier.objects.none()
    newer = Dossier.objects.filter(solution=OuterRef("solution"), version__gt=OuterRef("version"))
    said = DossierReview.objects.filter(dossier=OuterRef("pk"), organisation=actor.organisation_id)
    waiting = Dossier.objects.filter(~Exists(newer), ~Exists(said))
    rows = waiting.select_related("solution__company").defer("solution__words")
    return rows.order_by(F("published_at").asc(), "pk")


# The draft of an impact assessment


def assessment(dossier: Dossier, screening: Screening | None, language: str) -> Leaflet:
    """A draft from what the company and the official have written, in the reader's language.

    What nobody has written yet is left to be filled in by hand.
    """
    solution = dossier.solution
    return Leaflet(
        language=language,
        number=f"{solution.name} {dossier.version}",
        title=_("Impact assessment on data protection, a draft"),
        lead=_("Made from version %(version)s of the privacy dossier, published on %(day)s.")
        % {"version": dossier.version, "day": day(dossier.published_at)},
        parts=(
            Part(
                _("1. What is handled, and why"),
                facts=(
                    (_("Solution"), str(solution.name)),
                    (_("Company"), str(solution.company.name)),
                    *((f.name, f.words) for f in facts_of(dossier)),
                ),
            ),
            Part(_("2. Is an assessment needed?"), *_screening_words(screening)),
            Part(
                _("3. Is it necessary, and no more than that?"),
                points=tuple(_questions_on_need(dossier)),
                blanks=(_("Assessment"),),
            ),
            Part(
                _("4. Risks to people"),
                paragraphs=(_("For each: how likely, how grave, and what makes it smaller."),),
                points=tuple(_risks(dossier)),
                blanks=(_("Assessment"),),
            ),
            Part(
                _("5. What makes the risks smaller"),
                points=tuple(str(Safeguard(code).label) for code in dossier.safeguards),
                paragraphs=(str(dossier.safety_words),) if dossier.safety_words.spoken else (),
                blanks=(_("What is missing"),),
            ),
            Part(
                _("6. Opinion and decision"),
                blanks=(_("Data protection officer"), _("Decision"), _("Day and name")),
            ),
        ),
    )


def _screening_words(
    screening: Screening | None,
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    if screening is None:
        return (_("The nine criteria of WP248 have not been answered yet."),), ()
    told = tuple(
        (str(Criterion(code).label), f"{Tick(one['answer']).label}. {one['reason']}")
        for code, one in screening.answers.items()
    )
    outcome = str(screening.get_outcome_display())
    return (f"{outcome} ({day(screening.screened_at)}).",), told


def _questions_on_need(dossier: Dossier) -> list[str]:
    asked = [
        _("%(kind)s: would the purpose (%(uses)s) be reached without them?")
        % {"kind": DataKind(kind).label, "uses": _labels(DataUse, uses)}
        for kind, uses in dossier.data.items()
    ]
    return [*asked, _("Is the time for which data are kept as short as it can be?")]


def _risks(dossier: Dossier) -> list[str]:
    risks = [_("Data come into the wrong hands."), _("A pupil is told apart or judged by them.")]
    if dossier.place in (DataPlace.ADEQUATE, DataPlace.ELSEWHERE):
        risks.append(_("Data are handled outside the EU, where other laws reach them."))
    if dossier.processors:
        risks.append(_("A subcontractor handles data otherwise than agreed."))
    if dossier.uses_ai:
        risks.append(_("AI is wrong about a pupil, or treats groups unequally."))
    if dossier.high_risk_uses:
        uses = _labels(HighRiskUse, dossier.high_risk_uses)
        risks.append(_("High-risk use under the AI Act: %(uses)s.") % {"uses": uses})
    if {DataKind.VOICE, DataKind.PICTURE, DataKind.HEALTH} & set(dossier.data):
        risks.append(_("Very personal data are seen by somebody whom they do not concern."))
    return risks


def verdict_of(reviews: Sequence[DossierReview]) -> str:
    """One word over all education providers: accepted by some, else needs more, else ""."""
    said = {row.verdict for row in reviews}
    if Verdict.ACCEPTED in said:
        return Verdict.ACCEPTED
    return Verdict.NEEDS_MORE if said else ""
