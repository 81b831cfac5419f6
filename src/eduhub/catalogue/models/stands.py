from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from eduhub.catalogue.models.solutions import Solution
from eduhub.catalogue.states import LeadState, MediumKind
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text, TextField
from eduhub.kit.models import StoredFile
from eduhub.kit.privacy import DataCard, OnErase
from eduhub.people.states import Role

COMPANY_PEOPLE = frozenset({Role.COMPANY_LEAD, Role.COMPANY_MEMBER})

# What a visitor agrees to. A change of words is a new version; the old ones stay as they were.
CONSENTS: dict[int, Text] = {
    1: Text(
        fi="Suostun siihen, että tämän ratkaisun yritys saa nimeni, organisaationi,"
        " sähköpostiosoitteeni ja sen, mitä kirjoitin, jotta se voi vastata pyyntööni. Tiedot"
        " poistetaan viimeistään 12 kuukauden kuluttua. Voin perua suostumukseni koska tahansa"
        " saamassani viestissä olevasta linkistä.",
        sv="Jag samtycker till att företaget bakom lösningen får mitt namn, min organisation,"
        " min e-postadress och det jag har skrivit, för att kunna svara på min förfrågan."
        " Uppgifterna raderas senast efter 12 månader. Jag kan när som helst återta mitt"
        " samtycke via länken i meddelandet som jag får.",
        en="I agree that the company behind this solution gets my name, my organisation, my"
        " e-mail address and what I wrote, so that it can answer my request. The details are"
        " deleted after 12 months at the latest. I can withdraw my consent at any time by the"
        " link in the letter that I get.",
    )
}
PRESENT_CONSENT = max(CONSENTS)


class Stand(models.Model):
    """The virtual stand of a solution: opening words, things to look at, requests for a demo."""

    solution = models.OneToOneField(
        Solution, models.CASCADE, primary_key=True, related_name="stand"
    )
    opening = TextField(blank=True)  # Markdown
    is_open = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        public="opening",
        internal="solution is_open version changed_at",
        keep="as long as the solution",
    )

    def __str__(self) -> str:
        return str(self.solution_id)


class Medium(models.Model):
    """A picture on a stand, or a video elsewhere with its poster picture; nothing is embedded."""

    stand = models.ForeignKey(Stand, models.CASCADE, related_name="media")
    kind = models.CharField(max_length=10, choices=MediumKind, default=MediumKind.PICTURE)
    picture = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alternative = TextField()
    caption = TextField(blank=True)
    video = models.URLField(blank=True, max_length=500)
    place = models.PositiveSmallIntegerField(default=0)

    DATA: ClassVar = DataCard(
        public="kind picture alternative caption video",
        internal="id stand place",
        keep="as long as the stand",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=MediumKind.PICTURE, video="")
                | Q(kind=MediumKind.VIDEO, video__startswith="https://"),
                name="video_has_its_address",
            )
        ]

    def __str__(self) -> str:
        return str(self.alternative)


class ConsentWording(models.Model):
    """The exact words of a consent, stored when the first person agreed to them."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    words = TextField()
    stored_at = models.DateTimeField()

    DATA: ClassVar = DataCard(
        public="words", internal="version stored_at", keep="as long as a consent refers to it"
    )

    def __str__(self) -> str:
        return str(self.version)


class LeadQuerySet(models.QuerySet["Lead"]):
    def visible_to(self, actor: Actor) -> Self:
        """The company's own people see them; the visitor consented to nobody else."""
        if not actor.roles & COMPANY_PEOPLE:
            return self.none()
        return self.filter(solution__company=actor.organisation_id)

    def kept(self) -> Self:
        """Those whose consent stands."""
        return self.exclude(state=LeadState.WITHDRAWN)


class Lead(models.Model):
    """A visitor's request for a demo, passed to the company with the visitor's consent.

    When the consent is withdrawn the row is emptied and only counts.
    """

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="leads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    wish = models.TextField(blank=True)
    times = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(db_index=True)
    wording = models.ForeignKey(ConsentWording, models.PROTECT, related_name="+")
    consented_at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, unique=True)
    form_key = models.UUIDField(unique=True)  # of the form as it was shown: sent twice, kept once
    state = models.CharField(max_length=10, choices=LeadState, default=LeadState.NEW)
    state_since = models.DateTimeField()

    objects = LeadQuerySet.as_manager()

    DATA: ClassVar = DataCard(
        internal="id solution user language asked_at wording consented_at form_key state"
        " state_since",
        personal="name organisation email wish times",
        secret="token_digest",
        keep="12 months; emptied at once when the consent is withdrawn",
        keep_days=365,
        keep_from="asked_at",
        person="user",
        by_email="email",
        on_erase=OnErase.DELETE,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=LeadState.WITHDRAWN)
                | Q(name="", organisation="", email="", wish="", times="", user=None),
                name="withdrawn_lead_is_emptied",
            )
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} {self.pk}"
