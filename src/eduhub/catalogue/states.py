from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TopicKind(TextChoices):
    """What a shared code says of a solution; each kind is one facet of the directory."""

    SUBJECT = "subject", _("Subject")
    AGE = "age", _("Age")
    GOAL = "goal", _("Curriculum goal")
    LANGUAGE = "language", _("Language of the solution")
    DEVICE = "device", _("Device")
    PRICE = "price", _("Price model")
    STAGE = "stage", _("Stage")


class SolutionState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


MOVES: dict[str, frozenset[str]] = {
    SolutionState.DRAFT: frozenset({SolutionState.PUBLISHED}),
    SolutionState.PUBLISHED: frozenset({SolutionState.WITHDRAWN}),
    SolutionState.WITHDRAWN: frozenset({SolutionState.PUBLISHED}),
}


class Login(TextChoices):
    """How one gets into a solution."""

    NONE = "none", _("No sign-in")
    CLASS_CODE = "class_code", _("Class code, no account")
    MPASSID = "mpassid", "MPASSid"
    MICROSOFT = "microsoft", "Microsoft 365"
    GOOGLE = "google", "Google Workspace"
    OWN = "own", _("Account of its own")


class DataPlace(TextChoices):
    """Where data are kept and handled, the nearest first."""

    FINLAND = "finland", _("Finland")
    EU = "eu", _("The European Union or the EEA")
    ADEQUATE = "adequate", _("A country that the EU holds adequate")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class PersonalData(TextChoices):
    """Whose personal data the solution touches, the fewest first; a pseudonym counts."""

    NONE = "none", _("None")
    ADULTS = "adults", _("Of teachers and other adults only")
    PUPILS = "pupils", _("Of pupils")


class HighRiskUse(TextChoices):
    """The uses of AI in education that Annex III(3) of the EU's AI Act calls high-risk."""

    ADMISSION = "admission", _("Decides on admission or on the place of study")
    OUTCOMES = "outcomes", _("Evaluates learning outcomes or steers learning by them")
    LEVEL = "level", _("Assesses which level of education a learner will get")
    TESTS = "tests", _("Watches learners during tests")


class AiPolicy(TextChoices):
    """What a school accepts of AI."""

    ANY = "any", _("AI is welcome")
    NOT_HIGH_RISK = "not_high_risk", _("AI, but for no high-risk use")
    NONE = "none", _("No AI")


class MediumKind(TextChoices):
    """What one can look at on a stand."""

    PICTURE = "picture", _("Picture")
    VIDEO = "video", _("Video")


class LeadState(TextChoices):
    """What has become of a visitor's request for a demo."""

    NEW = "new", _("New")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")


LEAD_MOVES: dict[str, frozenset[str]] = {
    LeadState.NEW: frozenset({LeadState.ANSWERED, LeadState.CLOSED, LeadState.WITHDRAWN}),
    LeadState.ANSWERED: frozenset({LeadState.CLOSED, LeadState.WITHDRAWN}),
    LeadState.CLOSED: frozenset({LeadState.ANSWERED, LeadState.WITHDRAWN}),
    LeadState.WITHDRAWN: frozenset(),
}


class ExhibitionState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Season(TextChoices):
    """Where a day lies against the dates of an exhibition."""

    NOW = "now", _("On now")
    COMING = "coming", _("Coming")
    PAST = "past", _("Past")


class CountOf(TextChoices):
    """What is counted by day, without a word of who did it."""

    VISIT = "visit", _("Visits")
    STAND = "stand", _("Stands opened")
    DEMO = "demo", _("Demos asked for")


class ReferenceState(TextChoices):
    """What the school says of a company's claim that it uses a solution."""

    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined by the school")
    REVOKED = "revoked", _("Revoked by the school")
    WITHDRAWN = "withdrawn", _("Withdrawn by the company")


REFERENCE_MOVES: dict[str, frozenset[str]] = {
    ReferenceState.UNCONFIRMED: frozenset(
        {ReferenceState.CONFIRMED, ReferenceState.DECLINED, ReferenceState.WITHDRAWN}
    ),
    ReferenceState.CONFIRMED: frozenset({ReferenceState.REVOKED, ReferenceState.WITHDRAWN}),
    ReferenceState.DECLINED: frozenset({ReferenceState.CONFIRMED}),
    ReferenceState.REVOKED: frozenset({ReferenceState.CONFIRMED}),
    ReferenceState.WITHDRAWN: frozenset({ReferenceState.UNCONFIRMED}),
}
