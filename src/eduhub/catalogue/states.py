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


class DataKind(TextChoices):
    """What a solution may touch of the people who use it, asked one by one."""

    NAME = "name", _("Names")
    EMAIL = "email", _("E-mail addresses")
    LOG = "log", _("A log of who used what, and when")
    ANSWERS = "answers", _("Answers or work of a pupil")
    VOICE = "voice", _("Voices")
    PICTURE = "picture", _("Pictures or video of people")
    LOCATION = "location", _("Places where people are")
    HEALTH = "health", _("Health or support needs")
    GRADES = "grades", _("Grades or assessments")


class DataUse(TextChoices):
    """What a kind of data is used for; codes, so that papers say it in every language."""

    SIGN_IN = "sign_in", _("signing in")
    TEACHING = "teaching", _("teaching and learning with it")
    TEACHER_VIEW = "teacher_view", _("showing the teacher how it goes")
    SUPPORT = "support", _("help when something fails")
    SAFETY = "safety", _("keeping the service safe")
    DEVELOPMENT = "development", _("developing the solution")
    STUDY = "study", _("a study")


class Whose(TextChoices):
    """Of whom a solution touches data."""

    PUPILS = "pupils", _("Pupils")
    STAFF = "staff", _("Teachers and other staff")
    GUARDIANS = "guardians", _("Guardians")


class LegalGround(TextChoices):
    """On what the handling of personal data rests, as the company proposes it."""

    NONE = "none", _("No personal data are handled")
    TASK = "task", _("The education provider's statutory task (GDPR 6(1)(e))")
    OBLIGATION = "obligation", _("A legal obligation (GDPR 6(1)(c))")
    CONTRACT = "contract", _("A contract with the person (GDPR 6(1)(b))")
    CONSENT = "consent", _("Consent (GDPR 6(1)(a))")


class Safeguard(TextChoices):
    """How data are kept safe, asked one by one."""

    TRANSIT = "transit", _("Encrypted on the way")
    REST = "rest", _("Encrypted where they are stored")
    ROLES = "roles", _("Only those who need it have access")
    LOOKS = "looks", _("Who looks at data is written down")
    FACTORS = "factors", _("The company's own people sign in with two factors")
    BACKUPS = "backups", _("Backups are made and restoring them is practised")
    TESTED = "tested", _("An outsider has tested the security within a year")
    CERTIFIED = "certified", _("Certified by ISO/IEC 27001 or the like")
    BREACHES = "breaches", _("The education provider hears of a breach within 24 hours")


class Verdict(TextChoices):
    """What an official of an education provider says to a version of a dossier."""

    ACCEPTED = "accepted", _("Accepted")
    NEEDS_MORE = "needs_more", _("Needs more")


class Criterion(TextChoices):
    """The nine criteria of WP248 by which an impact assessment is found to be needed."""

    SCORING = "scoring", _("Are people evaluated, scored or predicted?")
    DECISIONS = "decisions", _("Does it decide by itself about people, with legal or like effect?")
    MONITORING = "monitoring", _("Are people watched systematically?")
    SENSITIVE = "sensitive", _("Are sensitive or very personal data handled?")
    LARGE_SCALE = "large_scale", _("Are data handled on a large scale?")
    MATCHING = "matching", _("Are data from several sources matched or combined?")
    VULNERABLE = "vulnerable", _("Are children or others handled who cannot easily say no?")
    NEW = "new", _("Is the technology new, or used in a new way?")
    PREVENTS = "prevents", _("Can it keep people from a right or a service?")


class Tick(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("Unsure")


class Screened(TextChoices):
    """What the nine answers come to."""

    NEEDED = "needed", _("An impact assessment is needed")
    UNSURE = "unsure", _("Cannot tell: make the assessment, or find out first")
    NOT_NEEDED = "not_needed", _("No impact assessment is needed")
