import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from eduhub.bookings.models.bookings import Booking
from eduhub.bookings.states import BookingState
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation

LONGEST_ABOUT = 140  # characters


class PresenceQuerySet(models.QuerySet["Presence"]):
    def on(self, day: dt.date) -> Self:
        return self.filter(day=day)

    def with_a_booking(self, begins: dt.datetime, ends: dt.datetime) -> Self:
        """Those whose own booking, or whose organisation's, lies at that time and stands."""
        theirs = Booking.objects.filter(
            Q(booker=OuterRef("person")) | Q(organisation=OuterRef("organisation")),
            during__startswith__lt=ends,
            during__endswith__gt=begins,
            state__in=(BookingState.BOOKED, BookingState.CAME),
        )
        return self.filter(Exists(theirs))


class Presence(models.Model):
    """A person wants to be seen in the house by others who are signed in, for one day."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    day = models.DateField()
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True)  # what one can talk about
    shown_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # the midnight after the day

    objects = PresenceQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id day shown_at ends_at",
        personal="person organisation about",
        keep="until the person hides again, and never beyond the day",
        keep_days=0,
        keep_from="ends_at",
        person="person",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("shown_at")), name="presence_ends_with_its_day"
            )
        ]

    def __str__(self) -> str:
        return self.about
