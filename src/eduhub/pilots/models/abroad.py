from typing import ClassVar

from django.conf import settings
from django.db import models

from eduhub.catalogue.models import Market
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation


class SchoolAbroad(models.Model):
    """A school of another market: its groups join the pilots that are run there, and no others.

    A school without a row is at home.
    """

    school = models.OneToOneField(Organisation, models.CASCADE, related_name="abroad")
    market = models.ForeignKey(Market, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        public="school market",
        internal="id noted_at noted_by",
        keep="as long as the school",
        person="noted_by",
        on_erase=OnErase.CUT,
    )

    def __str__(self) -> str:
        return f"{self.school_id} in {self.market_id}"
