"""To whom one turns with what, as the public sees it: a role, never a name."""

import datetime as dt
from dataclasses import dataclass

from eduhub.kit.lang import Text
from eduhub.people.models import Duty, Membership
from eduhub.people.states import DutyTopic, OrganisationState, Role


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """One line of the contacts.

    Attributes:
        languages: codes, in the order fi, sv, en.
    """

    topic: DutyTopic
    languages: tuple[str, ...]
    address: str
    phone: str
    role: Role
    organisation: Text


def duties_shown(today: dt.date) -> list[ShownDuty]:
    """Every duty of those who hold their role today, topic by topic. One query."""
    duties = (
        Duty.objects.filter(
            membership__in=Membership.objects.held_on(today),
            membership__user__is_active=True,
            membership__organisation__state=OrganisationState.APPROVED,
        )
        .select_related("membership__organisation")
        .order_by("pk")
    )
    places = list(DutyTopic)
    shown = [
        ShownDuty(
            topic=DutyTopic(duty.topic),
            languages=tuple(code for code in ("fi", "sv", "en") if code in duty.languages),
            address=duty.address,
            phone=duty.phone,
            role=Role(duty.membership.role),
            organisation=duty.membership.organisation.name,
        )
        for duty in duties
    ]
    return sorted(shown, key=lambda duty: places.index(duty.topic))
