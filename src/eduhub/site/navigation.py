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
    """What stands in the header: the same six ways for all, one's own home first."""
    ways: list[tuple[str, str]] = []
    if actor.is_signed_in:
        ways.append((_("Home"), reverse("home")))
    ways += [
        (_("Solutions"), reverse("catalogue:solutions")),
        (_("Exhibitions"), reverse("catalogue:exhibitions")),
        (_("Pilots"), reverse("pilots:list")),
        (_("Results"), reverse("evidence:published")),
        (pgettext("navigation", "Spaces"), reverse("bookings:units")),
        (_("News"), reverse("pages:news")),
    ]
    if actor.roles & STAFF:
        ways.append((_("Hub's desk"), reverse("people:desk")))
    longest = max((url for _label, url in ways if path.startswith(url)), key=len, default="")
    return [Entry(label, url, url == longest) for label, url in ways]
