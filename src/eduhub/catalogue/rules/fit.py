"""Does a solution fit a school? Every misfit with its reason and with what would mend it.

A company that has not answered is its own verdict: silence never fits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from eduhub.catalogue.models import FitSheet, SchoolSetup
from eduhub.catalogue.states import AiPolicy, DataPlace, HighRiskUse, Login, PersonalData


class Verdict(StrEnum):
    FITS = "fits"
    MISFIT = "misfit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One matter that the school asks about; reason and mend are words for its people."""

    matter: str
    verdict: Verdict
    reason: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """All that the school asks; no findings at all when it asks for nothing."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        found = {finding.verdict for finding in self.findings}
        if Verdict.MISFIT in found:
            return Verdict.MISFIT
        return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.FITS

    @property
    def to_talk_about(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict != Verdict.FITS)


def fit_of(
    codes: Iterable[str],
    sheet: FitSheet | None,
    setup: SchoolSetup,
    names: Mapping[str, object],
) -> Fit:
    """Hold a solution's codes and fit sheet against what a school has and asks.

    Args:
        sheet: None when the company has answered nothing yet.
        names: how to say a code, for the reasons.
    """
    told = sheet or FitSheet()
    offered = set(codes)
    found = (
        _in_languages(offered, setup, names),
        _on_devices(offered, setup, names),
        _by_login(told, setup),
        _data_place(told, setup),
        _personal_data(told, setup),
        _ai(told, setup),
        _accessibility(told, setup),
    )
    return Fit(tuple(finding for finding in found if finding))


def _in_languages(
    offered: set[str], setup: SchoolSetup, names: Mapping[str, object]
) -> Finding | None:
    if not setup.languages:
        return None
    matter = _("Language")
    spoken = {code for code in offered if code.startswith("language-")}
    if not spoken:
        return _silent(matter)
    if spoken & {*setup.languages, "language-wordless"}:
        return _fits(matter)
    facts = {"offered": _listed(spoken, names), "asked": _listed(setup.languages, names)}
    return Finding(
        matter,
        Verdict.MISFIT,
        _("It works in: %(offered)s. Your school works in: %(asked)s.") % facts,
        _("Ask the company for a version in your language."),
    )


def _on_devices(
    offered: set[str], setup: SchoolSetup, names: Mapping[str, object]
) -> Finding | None:
    if not setup.devices:
        return None
    matter = _("Devices")
    needed = {code for code in offered if code.startswith("device-")}
    if not needed:
        return _silent(matter)
    if needed & {*setup.devices, "device-nothing"}:
        return _fits(matter)
    facts = {"needed": _listed(needed, names), "had": _listed(setup.devices, names)}
    return Finding(
        matter,
        Verdict.MISFIT,
        _("It runs on: %(needed)s. Your school has: %(had)s.") % facts,
        _("Borrow devices from the hub for a trial, or ask the company for another version."),
    )


def _by_login(told: FitSheet, setup: SchoolSetup) -> Finding | None:
    if not setup.logins:
        return None
    matter = _("Sign-in")
    if not told.logins:
        return _silent(matter)
    if set(told.logins) & {*setup.logins, Login.NONE}:
        return _fits(matter)
    facts = {
        "offered": ", ".join(str(Login(login).label) for login in told.logins),
        "accepted": ", ".join(str(Login(login).label) for login in setup.logins),
    }
    return Finding(
        matter,
        Verdict.MISFIT,
        _("It offers: %(offered)s. Your school accepts: %(accepted)s.") % facts,
        _("Ask the company for a way to sign in that your school accepts."),
    )


def _data_place(told: FitSheet, setup: SchoolSetup) -> Finding | None:
    if not setup.data_place:
        return None
    matter = _("Where data are kept")
    if not told.data_place:
        return _silent(matter)
    places = DataPlace.values
    if places.index(told.data_place) <= places.index(setup.data_place):
        return _fits(matter)
    facts = {
        "place": DataPlace(told.data_place).label,
        "limit": DataPlace(setup.data_place).label,
    }
    return Finding(
        matter,
        Verdict.MISFIT,
        _("Data are kept in: %(place)s. Your school permits at the farthest: %(limit)s.") % facts,
        _(
            "Ask the company to keep your school's data nearer, and to write that into the agreement."
        ),
    )


def _personal_data(told: FitSheet, setup: SchoolSetup) -> Finding | None:
    if not setup.personal_data:
        return None
    matter = _("Personal data")
    if not told.personal_data:
        return _silent(matter)
    levels = PersonalData.values
    if levels.index(told.personal_data) <= levels.index(setup.personal_data):
        return _fits(matter)
    facts = {
        "touched": PersonalData(told.personal_data).label,
        "limit": PersonalData(setup.personal_data).label,
    }
    return Finding(
        matter,
        Verdict.MISFIT,
        _("It handles personal data: %(touched)s. Your school permits: %(limit)s.") % facts,
        _("Ask the company for a way to use it without names or accounts."),
    )


def _ai(told: FitSheet, setup: SchoolSetup) -> Finding | None:
    if setup.ai_policy in ("", AiPolicy.ANY):
        return None
    matter = _("Artificial intelligence")
    if told.uses_ai is None:
        return _silent(matter)
    if not told.uses_ai:
        return _fits(matter)
    mend = _("Ask the company whether this part can be switched off.")
    if setup.ai_policy == AiPolicy.NONE:
        return Finding(matter, Verdict.MISFIT, _("It uses AI. Your school permits no AI."), mend)
    if told.high_risk_uses is None:
        return _silent(matter)
    if not told.high_risk_uses:
        return _fits(matter)
    uses = ", ".join(str(HighRiskUse(use).label) for use in told.high_risk_uses)
    reason = _("It uses AI for what the EU's AI Act calls high-risk: %(uses)s.") % {"uses": uses}
    return Finding(matter, Verdict.MISFIT, reason, mend)


def _accessibility(told: FitSheet, setup: SchoolSetup) -> Finding | None:
    if not setup.needs_accessibility:
        return None
    matter = _("Accessibility")
    if told.has_statement is None:
        return _silent(matter)
    if told.has_statement:
        return _fits(matter)
    return Finding(
        matter,
        Verdict.MISFIT,
        _("There is no accessibility statement. Your school needs one."),
        _("Ask the company to have its accessibility assessed and to publish a statement."),
    )


def _fits(matter: str) -> Finding:
    return Finding(matter, Verdict.FITS, "")


def _silent(matter: str) -> Finding:
    return Finding(
        matter,
        Verdict.UNKNOWN,
        _("The company has not answered this."),
        _("Ask the company to fill in its technical fit sheet."),
    )


def _listed(codes: Iterable[str], names: Mapping[str, object]) -> str:
    return ", ".join(str(names[code]) for code in names if code in set(codes))
