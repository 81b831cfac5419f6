"""How much a solution was used in a trial, as its result shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from eduhub.evidence.models import Result


@dataclass(frozen=True, slots=True)
class Usage:
    """Shares in words ("" where too few are behind them); effect None where it cannot be told."""

    minutes: int
    tries: str
    compares: str
    effect: tuple[float, float, float] | None
    why_not: str


def usage_shown(result: Result) -> Usage | None:
    """None where the plan recommends no dose."""
    told = result.content.get("usage") if result.content else None
    if not told:
        return None
    compares, tries = (_share(share) for share in told["shares"])
    effect = told["effect"]
    return Usage(
        minutes=told["minutes_a_week"],
        tries=tries,
        compares=compares,
        effect=(float(effect[0]), float(effect[1]), float(effect[2])) if effect else None,
        why_not="" if effect else _why_not(told["obstacle"]),
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


def _why_not(obstacle: str) -> str:
    words = {
        "too_few": _("Too few classes or pupils are known for a share to be shown."),
        "no_lot": _("No lot decided who used it, so nothing can be said of what use does."),
        "unknown": _("Not all classes have told how many pupils reached the dose."),
        "weak": _("The lot changed use too little to learn from it."),
    }
    return words.get(obstacle, _("The lot did not change use, or there are too few classes."))
