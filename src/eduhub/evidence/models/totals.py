from typing import Any, ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.engines.evidence import ClassMoments, Use, from_json, use_from_json
from eduhub.evidence.models.plans import Plan, TrialClass
from eduhub.evidence.states import TotalsState, Way
from eduhub.kit.privacy import DataCard, OnErase

OUTCOME, BASELINE = "outcome", "baseline"  # the variables of a cell
GONE = (TotalsState.REPLACED, TotalsState.TAKEN_OUT)


class Totals(models.Model):
    """What somebody gave of one class, or of a whole trial: sums, never a pupil's row.

    `cells` holds, for each class and arm, the number of pupils, means and cross-products (see
    engines.evidence.moments); `uses`, where a file told it of every pupil, how much a cell's
    pupils used the solution (engines.evidence.usage). Both are emptied when later totals take
    their place, and when a pupil who may be counted in them withdraws.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="totals")
    of_class = models.ForeignKey(  # None: the whole trial
        TrialClass, models.PROTECT, null=True, related_name="totals"
    )
    way = models.CharField(max_length=10, choices=Way)
    on_device = models.BooleanField(default=False)  # a browser added the file up, no row came here
    cells = models.JSONField()
    pupils = models.PositiveIntegerField()
    uses = models.JSONField(default=list)  # of each cell, where a file tells it
    reached = models.PositiveIntegerField(null=True)  # of the pupils, the dose; None: unknown
    left_out_tries = models.PositiveIntegerField(default=0)  # pupils without a complete row
    left_out_compares = models.PositiveIntegerField(default=0)
    classes_left_out = models.PositiveIntegerField(default=0)  # nobody there has a complete row
    state = models.CharField(max_length=10, choices=TotalsState, default=TotalsState.PROPOSED)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id plan of_class way on_device state given_at given_by confirmed_at",
        confidential="cells uses pupils reached left_out_tries left_out_compares classes_left_out",
        keep="as long as the result; what was replaced or taken out is emptied at once",
        person="given_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "of_class"),
                condition=Q(state=TotalsState.COUNTED),
                nulls_distinct=False,
                name="one_class_counts_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE) | Q(cells=[]),
                name="replaced_totals_are_emptied",
            ),
            models.CheckConstraint(
                condition=Q(state=TotalsState.PROPOSED) | Q(confirmed_at__isnull=False),
                name="counted_totals_were_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(reached=None) | Q(reached__lte=F("pupils")),
                name="no_more_reached_the_dose_than_there_are",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE) | Q(reached=None, uses=[]),
                name="replaced_totals_tell_no_use",
            ),
            models.CheckConstraint(
                condition=Q(on_device=False) | ~Q(way=Way.TYPED),
                name="only_a_file_is_added_up_on_a_device",
            ),
        ]

    def __str__(self) -> str:
        return f"totals {self.pk}"

    @property
    def moments(self) -> list[ClassMoments]:
        return [from_json(cast(dict[str, Any], cell)) for cell in self.cells]

    @property
    def use(self) -> list[Use]:
        return [use_from_json(cast(dict[str, Any], use)) for use in self.uses]

    @property
    def left_out(self) -> int:
        return self.left_out_tries + self.left_out_compares
