from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.bookings.models.visits import VisitTime
from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import STAFF

LONGEST_WORKSHOP = 600  # minutes


class WorkshopLineQuerySet(models.QuerySet["WorkshopLine"]):
    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a host those of its own visits."""
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        return self.filter(
            time__visit__host=actor.organisation_id, time__visit__host__isnull=False
        )

    def standing(self) -> Self:
        """Those that no later line has corrected: what the figures count."""
        return self.filter(correction=None)


class WorkshopLine(models.Model):
    """What was done with one solution at one visit: head counts and minutes.

    Lines are never changed: whoever miscounted adds a line that corrects the first and says why.
    """

    time = models.ForeignKey(VisitTime, models.PROTECT, related_name="lines")
    held_on = models.DateField()
    product = models.PositiveBigIntegerField(null=True)  # none: no solution in particular
    groups = models.PositiveSmallIntegerField()
    learners = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()  # that it lasted, whoever took part
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    reason = models.CharField(max_length=300, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(unique=True)

    objects = WorkshopLineQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id time held_on product groups learners minutes corrects logged_at key",
        personal="logged_by",
        confidential="reason",
        keep="as long as the hub tells the figures of its workshops",
        person="logged_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, reason="") | Q(corrects__isnull=False) & ~Q(reason=""),
                name="correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(groups=0, learners=0, minutes=0, corrects__isnull=False)  # not held
                | Q(groups__gt=0, learners__gte=F("groups"), minutes__gt=0)
                & Q(minutes__lte=LONGEST_WORKSHOP),
                name="workshop_counts_make_sense",
            ),
            models.UniqueConstraint(
                fields=("time", "product"),
                condition=Q(corrects=None),
                nulls_distinct=False,
                name="one_line_a_solution",
            ),
        ]
        indexes = [models.Index(fields=("product", "held_on"), name="lines_of_a_solution")]

    def __str__(self) -> str:
        return f"{self.held_on} {self.product}"
