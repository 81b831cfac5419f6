import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import Role
from eduhub.workspaces.models.lent import Lent, lent


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    def visible_to(self, actor: Actor) -> Self:
        """As the rules of each kind of thing say; a kind that nobody speaks for is seen by none."""
        if not actor.is_signed_in:
            return self.none()
        seen = Q(pk__in=[])
        for rules in lent().values():
            seen |= Q(kind=rules.kind, key__in=rules.seen_by(actor))
        return self.filter(seen)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Workspace(models.Model):
    """Where those who do a joint thing talk, keep files and agree; it ends with the thing."""

    kind = models.CharField(max_length=20)  # of the thing, such as "pilot"
    key = models.PositiveBigIntegerField()  # the thing's own
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # from then on it is only read

    objects = WorkspaceQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id kind key opened_at closed_at",
        keep="24 months after its joint thing has ended, with all that is in it",
        keep_days=730,
        keep_from="closed_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("kind", "key"), name="one_workspace_a_thing"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="workspace_closes_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def rules(self) -> Lent:
        """Those of the thing's own room."""
        return lent()[self.kind]

    @property
    def name(self) -> str:
        """What the thing is called, in the reader's language."""
        return self.rules.names((self.key,)).get(self.key, "")

    @property
    def thing_url(self) -> str:
        return self.rules.address(self.key)


class Signed(models.Model):
    """What a member has done there: who, in which role, for which organisation, and when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def sign(self, by: Actor, now: dt.datetime) -> None:
        """The first of the roles held there, as the hub lists them."""
        self.person_id, self.at = by.user_id, now
        self.organisation_id = by.organisation_id or 0
        self.role = next((role for role in Role if role in by.roles), "")


class Wish(models.Model):
    """What a member has chosen for one workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="wishes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_mail = models.BooleanField(default=True)
    shows_name = models.BooleanField(default=False)  # to members of other organisations

    DATA: ClassVar = DataCard(
        internal="id workspace user",
        personal="by_mail shows_name",
        keep="as long as the workspace",
        person="user",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("workspace", "user"), name="one_wish_a_workspace")
        ]

    def __str__(self) -> str:
        return f"{self.workspace_id} {self.user_id}"


class Reader(models.Model):
    """Until when a person has been told the news of their workspaces by mail, if they wish it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    by_mail = models.BooleanField(default=True)
    told_until = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="user told_until",
        personal="by_mail",
        keep="as long as the account",
        person="user",
        on_erase=OnErase.DELETE,
    )

    def __str__(self) -> str:
        return str(self.user_id)
