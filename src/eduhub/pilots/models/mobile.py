from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.pilots.models.calls import Call
from eduhub.pilots.states.calls import WORKSHOP_TONES, WorkshopState


class Slot(models.Model):
    """Where and when the container of the mobile testbed stands in a schoolyard."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="slots")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = TextField()
    starts = models.DateField()
    ends = models.DateField()

    DATA: ClassVar = DataCard(
        public="call school place starts ends",
        internal="id",
        keep="as long as the figures of the mobile testbed are told",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="slot_lasts"),
            models.UniqueConstraint(fields=("school", "starts"), name="one_slot_a_schoolyard"),
        ]

    def __str__(self) -> str:
        return f"{self.starts}"


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, actor: Actor) -> Self:
        """Planned and held ones; one's own company's and the schoolyard's; hub staff all."""
        if actor.roles & STAFF:
            return self
        seen = Q(state__in=(WorkshopState.PLANNED, WorkshopState.HELD))
        if actor.organisation_id is not None:
            own = actor.organisation_id
            seen |= Q(solution__company=own) | Q(slot__school=own)
        return self.filter(seen)


class Workshop(models.Model):
    """A company's workshop in the container; of those who came only head counts are kept."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="workshops")
    solution = models.ForeignKey(Solution, models.PROTECT, related_name="+")
    title = TextField()
    held_on = models.DateField()
    begins = models.TimeField()
    state = models.CharField(max_length=10, choices=WorkshopState, default=WorkshopState.ASKED)
    grounds = models.CharField(max_length=300, blank=True)  # of a no
    groups = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    learners = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    minutes = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    asked_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)

    objects = WorkshopQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="slot solution title held_on begins groups learners minutes",
        internal="id state asked_at counted_at",
        confidential="grounds",
        keep="as long as the figures of the mobile testbed are told",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("slot", "held_on", "begins"),
                condition=Q(state__in=(WorkshopState.PLANNED, WorkshopState.HELD)),
                name="one_workshop_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=WorkshopState.HELD,
                    groups__isnull=False,
                    learners__isnull=False,
                    minutes__isnull=False,
                    counted_at__isnull=False,
                )
                | (~Q(state=WorkshopState.HELD) & Q(groups=None, learners=None, minutes=None)),
                name="held_workshop_has_its_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"W-{self.pk}"

    @property
    def tone(self) -> str:
        return WORKSHOP_TONES[self.state]
