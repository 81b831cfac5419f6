from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What an organisation is to the hub."""

    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School")
    EDUCATION_PROVIDER = "education_provider", _("Education provider")
    UNIVERSITY = "university", _("University")
    INVESTOR = "investor", _("Investor")
    PARTNER = "partner", _("Corporate partner")
    HUB = "hub", _("Education hub")


class Role(TextChoices):
    """What a person is at an organisation."""

    COMPANY_LEAD = "company_lead", _("Company lead")
    COMPANY_MEMBER = "company_member", _("Company member")
    PRINCIPAL = "principal", _("Principal")
    TEACHER = "teacher", _("Teacher")
    PROVIDER_OFFICIAL = "provider_official", _("Official of the education provider")
    RESEARCHER = "researcher", _("Researcher")
    INVESTOR = "investor", pgettext_lazy("role", "Investor")
    PARTNER = "partner", pgettext_lazy("role", "Corporate partner")
    HUB_LEAD = "hub_lead", _("Hub lead")
    HUB_STAFF = "hub_staff", _("Hub staff")


ROLES_OF: dict[str, tuple[Role, ...]] = {  # the first one leads: invites and is told
    Kind.COMPANY: (Role.COMPANY_LEAD, Role.COMPANY_MEMBER),
    Kind.SCHOOL: (Role.PRINCIPAL, Role.TEACHER),
    Kind.EDUCATION_PROVIDER: (Role.PROVIDER_OFFICIAL,),
    Kind.UNIVERSITY: (Role.RESEARCHER,),
    Kind.INVESTOR: (Role.INVESTOR,),
    Kind.PARTNER: (Role.PARTNER,),
    Kind.HUB: (Role.HUB_LEAD, Role.HUB_STAFF),
}
LEADS = frozenset(roles[0] for roles in ROLES_OF.values())
STAFF = frozenset({Role.HUB_LEAD, Role.HUB_STAFF})


class OrganisationState(TextChoices):
    CLAIMED = "claimed", _("Waits for the hub's approval")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


MOVES: dict[str, frozenset[str]] = {
    OrganisationState.CLAIMED: frozenset({OrganisationState.APPROVED, OrganisationState.DECLINED}),
    OrganisationState.APPROVED: frozenset(),
    OrganisationState.DECLINED: frozenset(
        {OrganisationState.APPROVED, OrganisationState.CLAIMED}  # claimed anew
    ),
}


class CorrectionState(TextChoices):
    WAITING = "waiting", pgettext_lazy("correction", "Waits for the hub")
    MADE = "made", pgettext_lazy("correction", "Made")
    DECLINED = "declined", pgettext_lazy("correction", "Declined")


CLAIMABLE = tuple(kind for kind in Kind if kind != Kind.HUB)
WITH_BUSINESS_ID = frozenset({Kind.COMPANY, Kind.EDUCATION_PROVIDER})  # must give it; others may


class DutyTopic(TextChoices):
    """What people turn to somebody for."""

    PILOTS = "pilots", _("Trying a solution at school")
    COMPANIES = "companies", _("Services for companies")
    EXHIBITION = "exhibition", _("Exhibition and directory")
    SPACES = "spaces", _("Spaces and kits")
    RESEARCH = "research", _("Research and permits")
    PRIVACY = "privacy", _("Privacy")
    INVESTORS = "investors", _("Investors and buyers abroad")
    MEDIA = "media", _("Media and visits")


class Look(TextChoices):
    """On which page somebody saw a person's data."""

    MEMBERS = "members", _("The list of an organisation's people")
    PERSON = "person", _("Your page at the hub's desk")
    CLAIM = "claim", _("Your claim of an organisation")
    CORRECTION = "correction", _("The change of an organisation's details that you asked for")
