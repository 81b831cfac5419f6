"""The main ways through the hub, by role."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eduhub.kit.access import Actor
from eduhub.people.states import STAFF


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    current: bool


def entries_for(actor: Actor, path: str) -> list[Entry]:
    """What stands in the header: for who works here their home first; for a visitor also what
    there is to look at, which the others find at the foot of each page."""
    solutions = (_("Solutions"), reverse("catalogue:solutions"))
    doing = [
        (_("Pilots"), reverse("pilots:list")),
        (_("Results"), reverse("evidence:published")),
        (pgettext("navigation", "Spaces"), reverse("bookings:units")),
    ]
    advice = (_("Advice"), reverse("advice:cases"))
    if actor.is_signed_in:
        ways = [(_("Home"), reverse("home")), solutions, *doing, advice]
    else:
        exhibitions = (_("Exhibitions"), reverse("catalogue:exhibitions"))
        ways = [solutions, exhibitions, *doing, (_("News"), reverse("pages:news"))]
    if actor.roles & STAFF:
        ways.append((_("Hub's desk"), reverse("people:desk")))
    longest = max((url for _label, url in ways if path.startswith(url)), key=len, default="")
    return [Entry(label, url, url == longest) for label, url in ways]
