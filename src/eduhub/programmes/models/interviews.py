"""Interviews: panels of jurors whose hours are a unit of bookings, and who is heard when."""

from typing import ClassVar

from django.db import models

from eduhub.bookings.models import Booking, Unit
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.programmes.models.applications import Application
from eduhub.programmes.models.calls import Call
from eduhub.programmes.models.juries import Juror


class InterviewPanel(models.Model):
    """Some of a call's jurors who hear applicants together; its hours are those of a unit."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="panels")
    name = TextField()
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(internal="id call name unit key", keep="as long as its call")

    def __str__(self) -> str:
        return str(self.name)


class PanelSeat(models.Model):
    """A juror on a panel."""

    panel = models.ForeignKey(InterviewPanel, models.CASCADE, related_name="seats")
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="+")

    DATA: ClassVar = DataCard(internal="id panel juror", keep="as long as its panel")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("panel", "juror"), name="a_juror_once_a_panel")
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.juror_id}"


class Interview(models.Model):
    """A booking of a panel by an applicant. That no two are at once, bookings see to."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="interviews")
    panel = models.ForeignKey(InterviewPanel, models.PROTECT, related_name="interviews")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="+")

    DATA: ClassVar = DataCard(
        internal="id application panel booking", keep="as long as its application"
    )

    def __str__(self) -> str:
        return f"{self.application_id} {self.booking_id}"
