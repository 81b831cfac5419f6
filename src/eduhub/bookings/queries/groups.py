"""School groups by the link in their letters, in the queue, and as entries of a calendar."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db.models import FETCH_RAISE, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from eduhub.bookings.models import SchoolGroup, VisitTime
from eduhub.bookings.states import PLACED, GroupState
from eduhub.kit.access import Actor, find
from eduhub.kit.calendars import Entry
from eduhub.kit.errors import NotFound

SALT = "bookings.groups"  # of the signed addresses in letters


def token_of(group: SchoolGroup) -> str:
    """What opens the group's own page without signing in; only letters to its contact tell it."""
    return signing.dumps(group.pk, salt=SALT, compress=False)


def key_in(token: str) -> int:
    """The number that a token speaks of.

    Raises:
        NotFound: not signed by this hub: the same answer as for a group that is gone.
    """
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound("not_found", _("There is no such thing here.")) from None


def groups_told() -> QuerySet[SchoolGroup]:
    """With what a letter or a page says of them."""
    return SchoolGroup.objects.select_related("time__visit__unit", "school", "contact")


def group_by(token: str) -> SchoolGroup:
    """One query. A group whose contact is forgotten is nobody's any more."""
    return find(groups_told().filter(contact__isnull=False), pk=key_in(token))


def place_in_queue(group: SchoolGroup) -> int:
    """1 is the next; who has not confirmed yet stands where they would stand. One query."""
    ahead = SchoolGroup.objects.in_the_queue().filter(time=group.time_id)
    sooner = ahead.filter(queued_at__lt=group.queued_at).count()
    same = ahead.filter(queued_at=group.queued_at, pk__lt=group.pk).count()
    return sooner + same + 1


@dataclass(frozen=True, slots=True)
class Received:
    """The groups of a time: with a place, in the queue, and what became of the others."""

    placed: list[SchoolGroup]
    queue: list[SchoolGroup]
    others: list[SchoolGroup]

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.placed)

    @property
    def adults(self) -> int:
        return sum(one.adults for one in self.placed)


def received(time: VisitTime, actor: Actor) -> Received:
    """In the order in which they enrolled. One query."""
    rows = SchoolGroup.objects.visible_to(actor).filter(time=time)
    rows = rows.select_related("school", "contact", "time__visit").order_by("queued_at", "pk")
    found = list(rows.fetch_mode(FETCH_RAISE))
    placed = [one for one in found if one.state in PLACED]
    queue = [one for one in found if one.state == GroupState.WAITING]
    gone = (GroupState.CANCELLED, GroupState.LAPSED)
    return Received(placed, queue, [one for one in found if one.state in gone])


def group_entry(group: SchoolGroup, address: str, changed: dt.datetime) -> Entry:
    """The visit in the calendar of the group's teacher."""
    time, visit = group.time, group.time.visit
    host = urlsplit(settings.PUBLIC_URL).hostname
    return Entry(
        uid=f"{group.reference}@{host}",
        begins=time.begins,
        ends=time.ends,
        title=str(visit.title),
        changed=changed,
        sequence=group.sequence,
        place=", ".join(filter(None, (str(visit.unit.name), str(visit.unit.place)))),
        url=address,
    )


def address_of(group: SchoolGroup) -> str:
    """The whole address of the group's own page, in the active language."""
    path = reverse("bookings:group", args=[token_of(group)])
    return f"{settings.PUBLIC_URL}{path}"
