import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor
from eduhub.kit.lang import TextField
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.pilots.models.needs import Challenge
from eduhub.pilots.states.calls import (
    CALL_TONES,
    TENDER_TONES,
    CallKind,
    CallState,
    Coming,
    TenderState,
    Window,
)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, actor: Actor) -> Self:
        """All but drafts, which only the hub's people see."""
        return self if actor.roles & STAFF else self.exclude(state=CallState.DRAFT)

    def open_at(self, now: dt.datetime) -> Self:
        """Published, and the window is open."""
        begun = self.filter(state=CallState.PUBLISHED, opens_at__lte=now)
        return begun.filter(Q(closes_at=None) | Q(closes_at__gt=now))


class Call(models.Model):
    """A way into the testbed: what is asked of companies, and from when to when."""

    kind = models.CharField(max_length=10, choices=CallKind)
    title = TextField()
    words = TextField()
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)  # None: it stays open
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="calls"
    )
    price = models.PositiveIntegerField(null=True, blank=True)  # euros that a pilot is paid
    day_at = models.DateTimeField(null=True, blank=True)  # the company day
    day_place = TextField(blank=True)
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        public="kind title words state opens_at closes_at challenge price day_at day_place",
        internal="id state_since version",
        keep="as long as an offer, a tender or a workshop came by it",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")), name="call_lasts"
            ),
            models.CheckConstraint(
                condition=~Q(kind=CallKind.CHALLENGE)
                | Q(challenge__isnull=False, closes_at__isnull=False),
                name="challenge_call_has_its_challenge",
            ),
            models.UniqueConstraint(
                fields=("kind",),
                condition=Q(kind=CallKind.CONTINUOUS),
                name="one_continuous_call",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def tone(self) -> str:
        return CALL_TONES[self.state]

    def window(self, now: dt.datetime) -> Window:
        """Where the moment lies: the last minute before closing is still open."""
        if now < self.opens_at:
            return Window.COMING
        closed = self.closes_at is not None and now >= self.closes_at
        return Window.OVER if closed else Window.OPEN

    def is_open(self, now: dt.datetime) -> bool:
        return self.state == CallState.PUBLISHED and self.window(now) == Window.OPEN


class TenderQuerySet(models.QuerySet["Tender"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's own company's; hub staff see all. Nobody else learns that there is one."""
        if actor.roles & STAFF:
            return self
        if actor.organisation_id is None:
            return self.none()
        return self.filter(solution__company=actor.organisation_id)

    def standing(self) -> Self:
        return self.exclude(state=TenderState.WITHDRAWN)


class Tender(models.Model):
    """A company's answer to a challenge call, with one of its solutions."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="tenders")
    solution = models.ForeignKey(Solution, models.PROTECT, related_name="tenders")
    words = TextField()  # how it would answer the challenge
    state = models.CharField(max_length=10, choices=TenderState, default=TenderState.SENT)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    marked = models.CharField(max_length=10, choices=TenderState, blank=True)  # not yet told
    reason = models.CharField(max_length=600, blank=True)  # of the choice, told with it
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = TenderQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id call sent_at sent_by state_since version",
        confidential="solution words state marked reason",
        keep="as long as the call",
        person="sent_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("call", "solution"), name="one_tender_a_solution"),
            models.CheckConstraint(
                condition=Q(marked__in=("", TenderState.CHOSEN, TenderState.NOT_CHOSEN)),
                name="tender_is_marked_yes_or_no",
            ),
            models.CheckConstraint(
                condition=Q(marked="") | ~Q(reason=""), name="tender_choice_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"T-{self.pk}"

    @property
    def tone(self) -> str:
        return TENDER_TONES[self.state]

    @property
    def is_told(self) -> bool:
        """Whether the company knows what has become of it."""
        return self.state in (TenderState.CHOSEN, TenderState.NOT_CHOSEN)


class DayInvitation(models.Model):
    """A teacher who had the need is asked to the company day."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=5, choices=Coming, default=Coming.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id call asked_at",
        personal="person school answer answered_at",
        keep="24 months after the invitation",
        keep_days=730,
        keep_from="asked_at",
        person="person",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("call", "person"), name="one_invitation_a_person"),
            models.CheckConstraint(
                condition=Q(answer=Coming.ASKED) | Q(answered_at__isnull=False),
                name="answered_invitation_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.answer}"
