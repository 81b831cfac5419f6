"""Analyses that the plan does not name, as everybody may read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eduhub.evidence.models import Exploration, Result
from eduhub.evidence.queries.blocks import Section, Table
from eduhub.evidence.queries.sentences import decimals_for
from eduhub.evidence.states import ExplorationKind, ExplorationState
from eduhub.kit import formats


@dataclass(frozen=True, slots=True)
class Explored:
    """One other analysis in words; a dash where a number is not told.

    Attributes:
        asked: what was asked. Which school was left out is not told.
        why: where there are no numbers, the reason.
        shown: the difference with its interval's ends.
    """

    number: int
    asked: str
    state: str
    confidence: str
    shown: tuple[str, str, str]
    classes: str
    why: str


def explored_of(result: Result, *, inside: bool = False) -> list[Explored]:
    """All of them in the order in which they were asked. One query.

    Args:
        inside: for those who hold the sums themselves; others wait until the result is public.
    """
    told = inside or result.published_at is not None
    found = Exploration.objects.filter(plan=result.plan_id)
    return [_explored(one, told=told) for one in found]


def _explored(one: Exploration, *, told: bool) -> Explored:
    facts = one.facts
    numbers = facts.get("numbers", {})
    has = told and numbers.get("estimate") is not None
    none = (formats.NOTHING,) * 3
    return Explored(
        number=one.number,
        asked=asked(one),
        state=one.state,
        confidence=formats.percent(float(facts["confidence"])) if facts else formats.NOTHING,
        shown=_shown(numbers) if has else none,
        classes=formats.number(facts["classes"]) if has else formats.NOTHING,
        why="" if has else _why(one, told=told),
    )


def asked(one: Exploration) -> str:
    if one.kind == ExplorationKind.CONFIDENCE and one.confidence is not None:
        percent = formats.percent(float(one.confidence))
        return _("An interval of %(percent)s") % {"percent": percent}
    return str(one.get_kind_display())


def _shown(numbers: dict[str, str]) -> tuple[str, str, str]:
    decimals = decimals_for(float(numbers["standard_error"]))
    return (
        formats.signed(float(numbers["estimate"]), decimals),
        formats.number(float(numbers["low"]), decimals),
        formats.number(float(numbers["high"]), decimals),
    )


def _why(one: Exploration, *, told: bool) -> str:
    if one.state == ExplorationState.WAITING:
        return _("is being worked out")
    if one.state == ExplorationState.DROPPED:
        return _("was emptied, since somebody has withdrawn")
    return _("could not be compared") if told else _("is shown once the result is public")


def unplanned(found: Sequence[Explored]) -> Section:
    """Always there: that nothing else was asked is worth knowing too."""
    title = _("What was not in the plan")
    if not found:
        words = _("Nothing: no analysis but the planned one was asked for here.")
        return Section("unplanned", title, paragraphs=(words,))
    first = _(
        "Asked for after the data were closed, from a short list of choices. Of many such looks"
        " one will show something by chance: none of them is rated, and none changes the answer."
    )
    mark = _("Not in the plan, not rated")
    rows = tuple(
        (one.asked, mark, one.confidence, *one.shown, one.classes) for one in found if not one.why
    )
    head = (
        _("What was asked"),
        _("Standing"),
        _("Interval"),
        _("Difference"),
        _("Lower end"),
        _("Upper end"),
        _("Classes"),
    )
    return Section(
        "unplanned",
        title,
        paragraphs=(first,),
        tables=(Table(title, head, rows, spoken=3),) if rows else (),
        points=tuple(f"{one.asked}: {one.why}. {mark}." for one in found if one.why),
    )
