"""Who holds a demo day, who pitches, who reads an interest."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.programmes.models import DemoDay, Pitch
from eduhub.programmes.rules.figures import HUB_STAFF, leads


@dataclass(frozen=True, slots=True)
class PitchAt:
    pitch: Pitch
    now: dt.datetime


LEAD = Rule(
    lambda actor, at: leads(actor, at.pitch.organisation_id),
    _("Only the company's lead decides on this."),
)
SHOWN = Rule(
    lambda actor, at: at.pitch.is_agreed and at.pitch.demo_day.is_shown,
    _("This company does not take interests here."),
    NotNow,
)
NOT_LONG_AGO = Rule(
    lambda actor, at: at.now < at.pitch.demo_day.closes_at,
    _("This demo day is long over. Write to the company itself."),
    NotNow,
)
DEMO_DAY_RULES: Rules = {"manage": (HUB_STAFF,)}
PITCH_RULES: Rules = {"decide": (LEAD,), "take_interest": (SHOWN, NOT_LONG_AGO)}


def lacks(day: DemoDay, agreed: int) -> list[str]:
    """What must be there before everybody sees the page, each in a sentence."""
    found = []
    texts = (day.title, day.words, day.place)
    if any(text.missing for text in texts if text.spoken):
        found.append(str(_("Something is not written in all three languages yet.")))
    if not agreed:
        found.append(str(_("No company has agreed to pitch yet.")))
    return found
