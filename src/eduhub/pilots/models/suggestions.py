"""The co-development log: what teachers suggest, and what the company does about it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models.pilots import Group, Pilot
from eduhub.pilots.states.running import (
    ANSWER_TONE,
    IMPORTANCE_TONE,
    CompanyAnswer,
    Importance,
    SuggestionKind,
)

LONGEST = 1000  # characters of a suggestion or an answer


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, actor: Actor) -> Self:
        """The company, the schools with an accepted group, their provider, and the hub."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        own = actor.organisation_id
        in_it = Group.objects.taking_part().filter(pilot=OuterRef("pilot"))
        seen = Q(pilot__solution__company=own) | Q(Exists(in_it.filter(school=own)))
        if actor.holds(Role.PROVIDER_OFFICIAL):
            seen |= Q(Exists(in_it.filter(school__provider=own)))
        return self.filter(seen | Q(school=own))

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def open(self) -> Self:
        return self.standing().filter(answer="")


class Suggestion(models.Model):
    """What a teacher would have changed in the solution, with the company's answer."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="suggestions")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SuggestionKind)
    importance = models.PositiveSmallIntegerField(choices=Importance)
    words = models.CharField(max_length=LONGEST)
    key = models.UUIDField(unique=True)  # of the form, so that it counts once
    suggested_at = models.DateTimeField()
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=CompanyAnswer, blank=True)
    why = models.CharField(max_length=LONGEST, blank=True)  # the company's words
    answered_at = models.DateTimeField(null=True)  # for the first time
    changed_at = models.DateTimeField(null=True)  # the answer, the last time
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)  # for two who answer at once

    objects = SuggestionQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id pilot school kind importance key suggested_at suggested_by taken_back_at"
        " answer answered_at changed_at answered_by version",
        confidential="words why",
        keep="as long as the pilot",
        person="suggested_by answered_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answered_suggestion_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(answer=""),
                name="answered_suggestion_stays",
            ),
            models.CheckConstraint(
                condition=~Q(answer=CompanyAnswer.NOT) | ~Q(why=""),
                name="what_is_not_done_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id}.{self.pk}"

    @property
    def tone(self) -> str:
        return ANSWER_TONE[self.answer]

    @property
    def importance_tone(self) -> str:
        return IMPORTANCE_TONE[self.importance]
