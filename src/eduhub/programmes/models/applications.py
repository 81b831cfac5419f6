from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from eduhub.kit.access import Actor
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.models import Organisation
from eduhub.people.states import STAFF
from eduhub.programmes.models.calls import Call, Step
from eduhub.programmes.models.questions import Question
from eduhub.programmes.states import SELECTION_TONES, ApplicationState, Selection

YEARS = 730  # days after an application has ended


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, actor: Actor) -> Self:
        """One's organisation's, those one was invited to write, and for hub staff all.

        What is lent to a jury is read in its own room, by its own rules.
        """
        if actor.roles & STAFF or actor.holds("machine"):
            return self
        if actor.user_id is None:
            return self.none()
        invited = Writer.objects.filter(
            application=OuterRef("pk"), person=actor.user_id, removed_at=None
        )
        mine = Exists(invited) | Q(organisation=actor.organisation_id or 0)
        return self.filter(mine, call__lent_kind="")

    def standing(self) -> Self:
        return self.exclude(state=ApplicationState.WITHDRAWN)

    def handed_in(self, step: int = 1) -> Self:
        """Not withdrawn, and finalised at this step at least once: its last copy counts."""
        copies = Submission.objects.filter(application=OuterRef("pk"), step__place=step)
        return self.standing().filter(Exists(copies))


class Application(models.Model):
    """An organisation's answer to a call, from the first draft to the decision."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    lent_key = models.BigIntegerField(null=True)  # of what came in to a lent call
    number = models.PositiveIntegerField()  # within its call, drawn by rules.numbering
    state = models.CharField(
        max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    step_reached = models.PositiveSmallIntegerField(default=1)  # a place of the call's steps
    selection = models.CharField(max_length=12, choices=Selection, default=Selection.WAITING)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    finalised_at = models.DateTimeField(null=True)  # of the step reached
    withdrawn_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # withdrawn or decided: its time runs
    reminded_at = models.DateTimeField(null=True)  # that the draft closes soon
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)

    objects = ApplicationQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id call lent_key number state step_reached language started_at finalised_at"
        " withdrawn_at ended_at reminded_at version key",
        personal="started_by",
        confidential="organisation selection",
        keep="24 months after it was withdrawn or decided",
        keep_days=YEARS,
        keep_from="ended_at",
        person="started_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("call", "number"), name="application_number_once"),
            models.UniqueConstraint(
                fields=("call", "organisation"),
                condition=~Q(state=ApplicationState.WITHDRAWN) & Q(lent_key=None),
                name="one_application_a_call",
            ),
            models.UniqueConstraint(
                fields=("call", "lent_key"), name="one_application_a_lent_case"
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.FINALISED, finalised_at__isnull=False)
                | ~Q(state=ApplicationState.FINALISED),
                name="finalised_application_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ApplicationState.WITHDRAWN,
                    withdrawn_at__isnull=False,
                    ended_at__isnull=False,
                )
                | ~Q(state=ApplicationState.WITHDRAWN) & Q(withdrawn_at=None),
                name="withdrawn_application_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=("call", "state"), name="applications_of_a_call")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How it is called where no name may stand."""
        return f"{self.call_id}-{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == ApplicationState.DRAFT

    @property
    def tone(self) -> str:
        tones = {ApplicationState.DRAFT: "warning", ApplicationState.FINALISED: "ok"}
        return tones.get(ApplicationState(self.state), "plain")

    @property
    def selection_tone(self) -> str:
        return SELECTION_TONES[self.selection]


class Answer(models.Model):
    """What stands at one question of one application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.JSONField(null=True)  # by the kind of question; see rules.answers
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id application question changed_at",
        personal="changed_by",
        confidential="value file",
        keep="as long as its application",
        person="changed_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("application", "question"), name="one_answer_each")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.question_id}"


class Submission(models.Model):
    """A copy of what was finalised, with its fingerprint; the database refuses to change it.

    Of one step the last copy counts, also while the application is open again.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="submissions")
    step = models.ForeignKey(Step, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()  # within its application
    content = models.JSONField()  # {"call", "organisation", "answers": [{"question", …}]}
    sha256 = models.CharField(max_length=64)  # of the content as rules.copies writes it
    finalised_at = models.DateTimeField()
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    DATA: ClassVar = DataCard(
        internal="id application step number sha256 finalised_at",
        personal="finalised_by",
        confidential="content",
        keep="as long as its application",
        person="finalised_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("application", "number"), name="one_copy_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"


class Writer(models.Model):
    """Somebody who was invited to write an application with those who began it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="writers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    joined_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    DATA: ClassVar = DataCard(
        internal="id application invited_at invited_by joined_at removed_at",
        personal="person email",
        secret="token_digest",
        keep="as long as its application",
        person="person",
        by_email="email",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("application", "email"),
                condition=Q(removed_at=None),
                name="one_invitation_to_write",
            ),
            models.CheckConstraint(
                condition=Q(person=None, joined_at=None)
                | Q(person__isnull=False, joined_at__isnull=False),
                name="who_joined_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.pk}"


class Grace(models.Model):
    """More time for one applicant, given by the hub with its reason. The latest moment counts."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="graces")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, models.CASCADE, related_name="+")
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id call step until given_at key",
        personal="given_by",
        confidential="organisation reason",
        keep="as long as its call",
        person="given_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="grace_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.organisation_id}"


class Inquiry(models.Model):
    """The hub asks an applicant for more information, until a day; the answer stays beside it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="inquiries")
    words = models.TextField(max_length=2_000)
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answer = models.TextField(max_length=4_000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(unique=True)

    DATA: ClassVar = DataCard(
        internal="id application due_at asked_at answered_at key",
        personal="asked_by answered_by",
        confidential="words answer",
        keep="as long as its application",
        person="asked_by answered_by",
        on_erase=OnErase.CUT,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="answered_inquiry_has_its_time",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="inquiry_has_its_words"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.pk}"
