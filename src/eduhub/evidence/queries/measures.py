"""The library of measures: what is found, one of them, what waits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import FETCH_RAISE, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eduhub.engines.evidence.ratings import ReliabilityKind
from eduhub.evidence.models import Measure, Plan
from eduhub.evidence.states.measures import MeasureLanguage, MeasureState
from eduhub.kit import formats
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.people.states import STAFF, Role

RELIABILITIES: Mapping[str, str | Promise] = MappingProxyType(
    {
        ReliabilityKind.ALPHA: gettext_lazy("Internal consistency (alpha)"),
        ReliabilityKind.RETEST: gettext_lazy("Taken twice"),
        ReliabilityKind.RATERS: gettext_lazy("Raters agree"),
    }
)


@dataclass(frozen=True, slots=True)
class MeasuresAsked:
    """What a reader asks the library; "" and None ask nothing."""

    words: str = ""
    kind: str = ""
    age: int | None = None
    language: str = ""


def measures_found(asked: MeasuresAsked) -> QuerySet[Measure]:
    """The newest published version of each measure that fits, by name. One query."""
    found = Measure.objects.standing()
    if asked.words:
        named = (
            Q(**{f"{field}__{code}__icontains": asked.words})
            for field in ("name", "about")
            for code in ("fi", "sv", "en")
        )
        found = found.filter(_any(*named))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.language:
        codes = [asked.language, MeasureLanguage.WORDLESS.value]
        found = found.filter(languages__overlap=codes)
    if asked.age is not None:
        found = found.filter(
            Q(age_from=None) | Q(age_from__lte=asked.age),
            Q(age_to=None) | Q(age_to__gte=asked.age),
        )
    return found.order_by(in_reading_order("name"), "pk").fetch_mode(FETCH_RAISE)


def measures_to_choose(plan: Plan | None) -> QuerySet[Measure]:
    """The newest version of each, and the one that a plan has chosen already, by name."""
    newest = Measure.objects.standing().values("pk")
    chosen = plan.library_measure_id if plan else None
    found = Measure.objects.published().filter(Q(pk__in=newest) | Q(pk=chosen or 0))
    return found.order_by(in_reading_order("name"), "-version", "pk")


def _any(*conditions: Q) -> Q:
    found = Q()
    for one in conditions:
        found |= one
    return found


def measure_to_show(measure_id: int, actor: Actor) -> Measure:
    """One version that this person may see. One query."""
    rows = Measure.objects.visible_to(actor).select_related("maker_company", "organisation")
    return find(rows, pk=measure_id)


def versions_of(measure: Measure, actor: Actor) -> list[Measure]:
    """All versions of a measure that this person may see, the newest first. One query."""
    rows = Measure.objects.visible_to(actor).filter(series=measure.series)
    return list(rows.only("series", "version", "state", "published_at").order_by("-version"))


def unpublished(actor: Actor) -> list[Measure]:
    """Proposals that this person follows: the hub's staff all, researchers their own. One query."""
    if not (actor.roles & STAFF or actor.holds(Role.RESEARCHER)):
        return []
    rows = Measure.objects.visible_to(actor).exclude(state=MeasureState.PUBLISHED)
    return list(rows.order_by("written_at", "pk").fetch_mode(FETCH_RAISE))


def waiting() -> int:
    return Measure.objects.filter(state=MeasureState.PROPOSED).count()


def languages_of(measure: Measure) -> str:
    labels = dict(MeasureLanguage.choices)
    return ", ".join(str(labels[code]) for code in measure.languages if code in labels)


def ages_of(measure: Measure) -> str:
    """For whom in years, "" where no age was given."""
    low, high = measure.age_from, measure.age_to
    if low is not None and high is not None:
        return _("%(low)s to %(high)s years") % {"low": low, "high": high}
    if low is not None:
        return _("From %(low)s years on") % {"low": low}
    if high is not None:
        return _("Up to %(high)s years") % {"high": high}
    return ""


def reliability_of(measure: Measure) -> str:
    """The number with its kind; that it is not known where it is not."""
    if measure.reliability is None:
        return _("Not known")
    number = formats.number(measure.reliability.normalize())
    kind = RELIABILITIES[measure.reliability_kind]
    return f"{number}, {str(kind)[:1].lower()}{str(kind)[1:]}"


def weakened_by(measure: Measure) -> str:
    """How much of a true difference shows in results, "" where that is not known.

    A difference in standard deviations shrinks with the root of the reliability: what is measured
    with noise spreads more. Source: Hunter and Schmidt, Methods of Meta-Analysis (2004), 3.
    """
    if not measure.reliability:
        return ""
    share = formats.percent(math.sqrt(measure.reliability))
    words = _("What is noise in the measure hides part of a difference: %(share)s of it shows.")
    return words % {"share": share}


def range_of(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return ""
    return _("Values from %(low)s to %(high)s") % {
        "low": formats.number(measure.low.normalize()),
        "high": formats.number(measure.high.normalize()),
    }


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure with its words prepared, for lists, its page, the plan and the wizard."""

    measure: Measure
    languages: str
    ages: str
    reliability: str
    values: str
    direction: str
    maker_is: str


def shown(measure: Measure) -> MeasureShown:
    return MeasureShown(
        measure=measure,
        languages=languages_of(measure),
        ages=ages_of(measure),
        reliability=reliability_of(measure),
        values=range_of(measure),
        direction=_("More is better") if measure.higher_is_better else _("Less is better"),
        maker_is=measure.get_maker_is_display(),
    )
