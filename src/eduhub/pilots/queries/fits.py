"""Which offers fit a group, and for each of the others what stands in the way."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import FETCH_RAISE
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.catalogue.queries.topics import Topics, topics
from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.kit.access import Actor
from eduhub.people.states import OrganisationState, Role
from eduhub.pilots.models import GroupProfile, Pilot
from eduhub.pilots.queries.needs import OfferFacts, ProfileFacts, offer_facts, profile_facts

NO_DEVICE = "device-nothing"
NO_WORDS = "language-wordless"
FEW = 3  # on the register
MOST = 60  # open offers that are looked at


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer beside a group.

    Attributes:
        reasons: what stands in the way, in words; none when it fits.
        shared: how many of the group's subjects it is for.
    """

    pilot: Pilot
    reasons: tuple[str, ...]
    shared: int

    @property
    def fits(self) -> bool:
        return not self.reasons


def fits_for(profile: GroupProfile, known: Topics, today: dt.date) -> tuple[list[Fit], list[Fit]]:
    """Open offers that fit the group, best first, and those that do not. One query.

    An offer that fits and is of a subject of the group comes before one of none; then the one
    that asks for less of the teacher's time.
    """
    offers = (
        Pilot.objects.open_for_groups()
        .with_places_left()
        .filter(
            solution__state=SolutionState.PUBLISHED,
            solution__company__state=OrganisationState.APPROVED,
            ends__gt=today,
        )
        .select_related("solution__company", "jurisdiction__market")
        .order_by("-posted_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )
    group = profile_facts(profile)
    found = [_fit(pilot, group, known) for pilot in offers[:MOST]]
    found.sort(key=lambda fit: (-fit.shared, len(fit.reasons), fit.pilot.minutes_a_week))
    return [fit for fit in found if fit.fits], [fit for fit in found if not fit.fits]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """For the group that a teacher changed last: a few that fit, a few that do not."""

    profile: GroupProfile
    fit: list[Fit]
    others: list[Fit]


def suggestions_for(actor: Actor, today: dt.date) -> Suggestions | None:
    """None for all but teachers with a group that counts. Three queries at most."""
    if not actor.holds(Role.TEACHER):
        return None
    own = GroupProfile.objects.led_by(actor).counting(today).select_related("school__abroad")
    profile = own.order_by("-changed_at", "-pk").first()
    if profile is None:
        return None
    fit, others = fits_for(profile, topics(), today)
    return Suggestions(profile, fit[:FEW], others[:FEW])


def _fit(pilot: Pilot, group: ProfileFacts, known: Topics) -> Fit:
    offer = offer_facts(pilot)
    subjects = set(offer.codes) or set(pilot.solution.codes)
    reasons = (*_elsewhere(pilot, group), *_reasons(offer, group, known))
    return Fit(pilot, reasons, len(subjects & set(group.codes)))


def _elsewhere(pilot: Pilot, group: ProfileFacts) -> Iterable[str]:
    run_by = pilot.jurisdiction
    if run_by is None and group.market_id is not None:
        yield _("It is run in the hub's own country, your school is in another.")
    elif run_by is not None and run_by.market_id != group.market_id:
        yield _("It is run in another country than your school's: %(wanted)s.") % {
            "wanted": run_by.market.name
        }


def _reasons(offer: OfferFacts, group: ProfileFacts, known: Topics) -> Iterable[str]:
    if offer.ages and group.age not in offer.ages:
        yield _("It is for %(wanted)s, your group is %(own)s.") % {
            "wanted": _named(offer.ages, known),
            "own": _named([group.age], known),
        }
    understood = {group.language, NO_WORDS}
    if offer.languages and not understood & set(offer.languages):
        yield _("It works in %(wanted)s, your group learns in %(own)s.") % {
            "wanted": _named(offer.languages, known),
            "own": _named([group.language], known),
        }
    if (
        offer.devices
        and NO_DEVICE not in offer.devices
        and not set(offer.devices) & set(group.devices)
    ):
        yield _("It needs one of these devices: %(wanted)s.") % {
            "wanted": _named(offer.devices, known)
        }
    if offer.minutes_a_week > group.most_minutes:
        yield _("It needs %(wanted)s minutes a week, you gave %(own)s.") % {
            "wanted": offer.minutes_a_week,
            "own": group.most_minutes,
        }
    free = len(set(offer.weeks) & set(group.weeks))
    if free < offer.weeks_needed:
        yield ngettext(
            "It needs %(wanted)s weeks, and %(own)s of them is free.",
            "It needs %(wanted)s weeks, and %(own)s of them are free.",
            free,
        ) % {"wanted": offer.weeks_needed, "own": free}


def _named(codes: Iterable[str], known: Topics) -> str:
    chosen = set(codes)
    names = [name for kind in TopicKind for name in known.names(list(chosen), kind)]
    return ", ".join(names) or ", ".join(sorted(chosen))
