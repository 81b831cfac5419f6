import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.kit.access import Actor
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import Role
from eduhub.workspaces.models.spaces import Signed, Workspace
from eduhub.workspaces.states import TaskState


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(state=TaskState.OPEN)

    def of(self, actor: Actor) -> Self:
        """Those that are this person's to do, by name or in the role they act in."""
        own = Q(owner=actor.user_id or 0)
        shared = Q(owner=None, for_organisation=actor.organisation_id, for_role__in=actor.roles)
        return self.filter(own | shared)


class Task(Signed):
    """Something to be done by a day, by a person, by a role at an organisation, or by anybody."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="tasks")
    what = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    for_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )  # the owner's, or the one whose people in that role own it
    for_role = models.CharField(max_length=20, choices=Role, blank=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    state_since = models.DateTimeField()
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = TaskQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id workspace organisation role at due for_organisation for_role state"
        " state_since version key",
        personal="person owner moved_by",
        confidential="what",
        keep="as long as the workspace",
        person="person owner moved_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(for_organisation=None, for_role="")
                | (Q(for_organisation__isnull=False) & ~Q(for_role="")),
                name="task_of_a_role_names_both",
            )
        ]
        indexes = [models.Index(fields=("workspace", "state", "due"), name="task_of_workspace")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    def is_late(self, today: dt.date) -> bool:
        return self.is_open and self.due is not None and self.due < today


class Decision(Signed):
    """What was decided, and why. It stays as it is; a newer one may take its place."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="decisions")
    what = models.CharField(max_length=300)
    why = models.TextField(max_length=1000, blank=True)
    decided_on = models.DateField()
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id workspace organisation role at decided_on replaces key",
        personal="person",
        confidential="what why",
        keep="as long as the workspace",
        person="person",
        on_erase=OnErase.CUT,
    )

    class Meta:
        indexes = [models.Index(fields=("workspace", "-decided_on"), name="decision_log")]

    def __str__(self) -> str:
        return self.what
