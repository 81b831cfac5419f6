"""How much a solution was used in a trial, as its result shows it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.evidence.models import Result
from eduhub.evidence.queries.drawings import Figure
from eduhub.evidence.queries.use_figures import dose_figure
from eduhub.kit import formats


@dataclass(frozen=True, slots=True)
class Usage:
    """Shares in words ("" where too few are behind them); effect None where it cannot be told.

    Attributes:
        means: name and words of what only files tell that have a row for each pupil.
        figure: pupils by bins of the dose; None where it may not be shown.
    """

    minutes: int
    tries: str
    compares: str
    effect: tuple[float, float, float] | None
    why_not: str
    means: tuple[tuple[str, str], ...]
    figure: Figure | None

    @property
    def recommended(self) -> str:
        words = ngettext(
            "at least %(minutes)s minute a week",
            "at least %(minutes)s minutes a week",
            self.minutes,
        )
        return words % {"minutes": self.minutes}


def usage_shown(result: Result) -> Usage | None:
    """None where the plan recommends no dose.

    As with means of results, use is shown once only, with the public result: the difference of
    two versions would be the use of a pupil who withdrew.
    """
    told = result.content.get("usage") if result.content else None
    if not told:
        return None
    compares, tries = (_share(share) for share in told["shares"])
    effect = told["effect"]
    if result.published_at is None:
        later = _("Use is shown once the result is public.")
        return Usage(told["minutes_a_week"], "", "", None, later, (), None)
    return Usage(
        minutes=told["minutes_a_week"],
        tries=tries,
        compares=compares,
        effect=(float(effect[0]), float(effect[1]), float(effect[2])) if effect else None,
        why_not="" if effect else _why_not(told["obstacle"]),
        means=_means(told),
        figure=_figure(told, tries, compares),
    )


def _share(share: dict[str, object] | None) -> str:
    if share is None:
        return ""
    words = {
        "": _("%(percent)s %%"),
        "at_most": _("at most %(percent)s %%"),
        "at_least": _("at least %(percent)s %%"),
    }
    return words[str(share["bound"])] % {"percent": share["percent"]}


def _means(told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Of the trying side, then of the comparison; those that few are behind are left out."""
    names = {
        "minutes": (
            _("Minutes a week, mean of classes that tried the solution"),
            _("Minutes a week, mean of comparison classes"),
        ),
        "days": (
            _("Days of use, mean of classes that tried the solution"),
            _("Days of use, mean of comparison classes"),
        ),
    }
    return tuple(
        (name, _mean(mean))
        for what, both in names.items()
        for name, mean in zip(both, reversed(told.get(what, [None, None])), strict=True)
        if mean is not None
    )


def _mean(mean: int) -> str:
    return formats.number(mean) if mean else _("less than 1")


def _figure(told: dict[str, Any], tries: str, compares: str) -> Figure | None:
    compared, tried = told.get("strips", [None, None])
    dose = told["minutes_a_week"]
    says = _(
        "Of the pupils in classes that tried the solution %(tries)s used it for at least %(dose)s"
        " minutes a week; in comparison classes: %(compares)s."
    )
    unknown = _("Cannot tell").lower()
    words = {"tries": tries or unknown, "dose": dose, "compares": compares or unknown}
    return dose_figure([tried, compared], dose, says % words)


def _why_not(obstacle: str) -> str:
    words = {
        "too_few": _("Too few classes or pupils are known for a share to be shown."),
        "no_lot": _("No lot decided who used it, so nothing can be said of what use does."),
        "unknown": _("Not all classes have told how many pupils reached the dose."),
        "weak": _("The lot changed use too little to learn from it."),
    }
    return words.get(obstacle, _("The lot did not change use, or there are too few classes."))
