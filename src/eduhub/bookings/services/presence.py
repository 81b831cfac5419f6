"""A person lets others see that they are in the house today, and hides again.

No line of the ledger is written: it would keep for good who was here and when, which the
person was promised is forgotten with the day.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.bookings.models import LONGEST_ABOUT, Presence
from eduhub.bookings.queries import days_as_span, has_a_booking_today
from eduhub.bookings.rules import PRESENCE_RULES
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code


@transaction.atomic
def show_me(about: str, *, by: Actor, now: dt.datetime) -> Presence:
    """Seen until the end of the day by those who are signed in; a second time is the first, anew.

    Raises:
        NotNow: the person has no booking here today.
    """
    require(by, "show", has_a_booking_today(by, now), PRESENCE_RULES)
    said = " ".join(about.split())
    if len(said) > LONGEST_ABOUT:
        shorter = _("Write it shorter, in at most %(most)s characters.")
        raise Invalid({"about": shorter % {"most": LONGEST_ABOUT}})
    if holds_code(said):
        raise Invalid({"about": _("Leave out the personal identity code.")})
    today = timezone.localdate(now)
    told = {
        "organisation_id": by.organisation_id,
        "day": today,
        "about": said,
        "shown_at": now,
        "ends_at": days_as_span(today, 1)[1],
    }
    presence, _made = Presence.objects.update_or_create(person_id=by.user_id, defaults=told)
    return presence


@transaction.atomic
def hide_me(*, by: Actor, now: dt.datetime) -> None:
    """Not seen any more, and nothing is left of it; gone already is gone."""
    require(by, "hide", None, PRESENCE_RULES)
    Presence.objects.filter(person=by.user_id or 0).delete()


def forget_presence(*, now: dt.datetime) -> int:
    """What the day before left; how many rows."""
    gone, _by_model = Presence.objects.filter(ends_at__lte=now).delete()
    return gone
